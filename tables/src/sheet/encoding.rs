//! In which encoding a text file is written.

use std::io::{Read, Seek, SeekFrom};

use encoding_rs::{DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::Refusal;

const CHUNK: usize = 64 * 1024;

/// The encoding of the whole file: by its byte order mark, else UTF-8 where every byte agrees, else GB 18030 where
/// every byte agrees. Looking at a part alone would take a file whose first Chinese character comes late for UTF-8.
pub(super) fn detect<R: Read + Seek>(reader: &mut R) -> Result<&'static Encoding, Refusal> {
    reader.seek(SeekFrom::Start(0))?;
    let mut head = [0; 3];
    let read = read_full(reader, &mut head)?;
    let marked = Encoding::for_bom(&head[..read]).map(|(encoding, _)| encoding);
    let candidates: &[&'static Encoding] = match marked {
        Some(encoding) if encoding == UTF_16LE => &[UTF_16LE],
        Some(encoding) if encoding == UTF_16BE => &[UTF_16BE],
        Some(_) => &[UTF_8],
        None => &[UTF_8, GB18030],
    };
    let mut furthest = 1;
    for encoding in candidates {
        match first_fault(reader, encoding)? {
            None => return Ok(encoding),
            Some(line) => furthest = furthest.max(line),
        }
    }
    Err(Refusal::UnknownEncoding { line: furthest })
}

/// The line of the first bytes that are none of the encoding, or a NUL, which no text has.
fn first_fault<R: Read + Seek>(
    reader: &mut R,
    encoding: &'static Encoding,
) -> Result<Option<u64>, Refusal> {
    reader.seek(SeekFrom::Start(0))?;
    let mut decoder = encoding.new_decoder_with_bom_removal();
    let mut bytes = vec![0; CHUNK];
    let mut text = vec![0; CHUNK * 3];
    let mut line = 1;
    loop {
        let read = reader.read(&mut bytes)?;
        let last = read == 0;
        let mut input = &bytes[..read];
        loop {
            let (result, taken, written) =
                decoder.decode_to_utf8_without_replacement(input, &mut text, last);
            line += bytecount(&text[..written], b'\n');
            if text[..written].contains(&0) {
                return Ok(Some(line));
            }
            input = &input[taken..];
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => return Ok(Some(line)),
            }
        }
        if last {
            return Ok(None);
        }
    }
}

fn bytecount(bytes: &[u8], wanted: u8) -> u64 {
    bytes.iter().map(|&byte| u64::from(byte == wanted)).sum()
}

/// Fills `buffer` as far as the reader goes.
pub(super) fn read_full<R: Read>(reader: &mut R, buffer: &mut [u8]) -> Result<usize, Refusal> {
    let mut filled = 0;
    while filled < buffer.len() {
        match reader.read(&mut buffer[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}
