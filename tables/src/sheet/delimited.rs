//! Text files with separators, read as they stream by.

use std::io::{Read, Seek, SeekFrom};

use csv_core::ReadRecordResult;
use encoding_rs::Encoding;
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};

use super::{
    Limits, Refusal, SheetRow,
    encoding::{self, read_full},
};
use crate::write::formula;

/// The longest record, in bytes of UTF-8. A double quote that nobody closed makes one record of the rest of a file.
const MAX_RECORD: usize = 256 * 1024;
/// The most separators of one record; spreadsheets have no more columns.
const MAX_FIELDS: usize = 16_384;
const BUFFER: usize = 64 * 1024;
const SEPARATORS: [u8; 3] = [b',', b'\t', b';'];

/// A text file, its encoding and its separator.
pub(super) struct Delimited<R> {
    reader: R,
    encoding: &'static Encoding,
    separator: u8,
    max_columns: usize,
}

impl<R: Read + Seek> Delimited<R> {
    /// Finds out encoding and separator.
    pub(super) fn open(mut reader: R, limits: &Limits) -> Result<Self, Refusal> {
        let encoding = encoding::detect(&mut reader)?;
        let mut file = Self {
            reader,
            encoding,
            separator: b',',
            max_columns: limits.columns,
        };
        let mut head = vec![0; BUFFER];
        let read = read_full(&mut file.decoded()?, &mut head)?;
        file.separator = separator(&head[..read]);
        Ok(file)
    }

    /// The records, from the first.
    pub(super) fn records(&mut self) -> Result<Records<'_, R>, Refusal> {
        let max_columns = self.max_columns;
        let core = csv_core::ReaderBuilder::new()
            .delimiter(self.separator)
            .build();
        Ok(Records {
            text: self.decoded()?,
            buffer: vec![0; BUFFER],
            unread: 0..0,
            core,
            line: 1,
            fields: vec![0; MAX_RECORD],
            ends: vec![0; MAX_FIELDS],
            max_columns,
        })
    }

    fn decoded(&mut self) -> Result<DecodeReaderBytes<&mut R, Vec<u8>>, Refusal> {
        self.reader.seek(SeekFrom::Start(0))?;
        Ok(DecodeReaderBytesBuilder::new()
            .encoding(Some(self.encoding))
            .strip_bom(true)
            .build(&mut self.reader))
    }
}

/// The separator that stands most often outside of quotes in the first lines.
fn separator(head: &[u8]) -> u8 {
    const LINES: usize = 30;
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut quoted = false;
    let mut lines = 0;
    for &byte in head {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' => lines += 1,
            _ if quoted => {}
            _ => {
                if let Some(index) = SEPARATORS.iter().position(|&it| it == byte) {
                    counts[index] += 1;
                }
            }
        }
        if lines == LINES {
            break;
        }
    }
    let mut best = 0;
    for index in 1..SEPARATORS.len() {
        if counts[index] > counts[best] {
            best = index;
        }
    }
    SEPARATORS[best]
}

/// The records of a text file. `csv_core` splits them into buffers of fixed size, so that no file makes memory grow;
/// lines are counted here, where blank ones are passed over.
pub(super) struct Records<'a, R: Read> {
    text: DecodeReaderBytes<&'a mut R, Vec<u8>>,
    buffer: Vec<u8>,
    unread: std::ops::Range<usize>,
    core: csv_core::Reader,
    line: u64,
    fields: Vec<u8>,
    ends: Vec<usize>,
    max_columns: usize,
}

impl<R: Read> Records<'_, R> {
    /// Reads the next record into `row`; false at the end.
    pub(super) fn next(&mut self, row: &mut SheetRow) -> Result<bool, Refusal> {
        self.skip_blank_lines()?;
        let line = self.line;
        let Some((text, ends)) = self.split(line)? else {
            return Ok(false);
        };
        // Separators are ASCII, so that cutting at them keeps UTF-8 whole.
        let text = std::str::from_utf8(&self.fields[..text])
            .map_err(|_| Refusal::UnknownEncoding { line })?;
        row.begin(line);
        let mut start = 0;
        for &end in &self.ends[..ends] {
            let field = text.get(start..end).unwrap_or_default();
            row.push(formula::undone(field), false);
            start = end;
        }
        if row.width() > self.max_columns {
            return Err(Refusal::TooManyColumns {
                line,
                limit: self.max_columns,
            });
        }
        Ok(true)
    }

    fn skip_blank_lines(&mut self) -> Result<(), Refusal> {
        loop {
            self.refill()?;
            match self.buffer.get(self.unread.start) {
                Some(b'\n') if !self.unread.is_empty() => self.line += 1,
                Some(b'\r') if !self.unread.is_empty() => {}
                _ => return Ok(()),
            }
            self.unread.start += 1;
        }
    }

    /// Splits one record; how many bytes and fields it has, or nothing at the end.
    fn split(&mut self, line: u64) -> Result<Option<(usize, usize)>, Refusal> {
        let (mut text, mut fields) = (0, 0);
        let mut has_begun = false;
        loop {
            self.refill()?;
            // Within quotes a line's end is text like any other: where it ends no record, nothing does.
            let is_cut_off = has_begun && self.unread.is_empty();
            let input: &[u8] = if is_cut_off {
                b"\n"
            } else {
                &self.buffer[self.unread.clone()]
            };
            has_begun |= !input.is_empty();
            let counted = self.core.line();
            let (result, taken, written, ended) =
                self.core
                    .read_record(input, &mut self.fields[text..], &mut self.ends[fields..]);
            self.line += self.core.line() - counted;
            if !is_cut_off {
                self.unread.start += taken;
            }
            text += written;
            fields += ended;
            match result {
                ReadRecordResult::InputEmpty if is_cut_off => {
                    return Err(Refusal::RecordTooLong { line });
                }
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::Record => return Ok(Some((text, fields))),
                ReadRecordResult::End => return Ok(None),
                ReadRecordResult::OutputFull => return Err(Refusal::RecordTooLong { line }),
                ReadRecordResult::OutputEndsFull => {
                    return Err(Refusal::TooManyColumns {
                        line,
                        limit: self.max_columns,
                    });
                }
            }
        }
    }

    fn refill(&mut self) -> Result<(), Refusal> {
        if self.unread.is_empty() {
            let read = self.text.read(&mut self.buffer)?;
            self.unread = 0..read;
        }
        Ok(())
    }
}
