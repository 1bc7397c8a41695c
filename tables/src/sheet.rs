//! A file as a table: a heading row, and rows with the line numbers of the file.

mod cells;
mod column;
mod container;
mod delimited;
mod encoding;
mod heading;
mod limits;
mod refusal;
mod workbook;

use std::{
    collections::BTreeMap,
    fmt,
    fs::File,
    io::{BufReader, Read, Seek},
    path::Path,
};

pub(crate) use cells::SheetRow;
pub use column::Column;
pub use limits::Limits;
pub use refusal::Refusal;

use crate::text::heading_form;
use container::Container;
use heading::Heading;

/// How many rows below the headings are looked at to know what columns hold.
const SAMPLE_ROWS: usize = 200;

/// An open file. It can be read any number of times, always from its first row.
pub struct Sheet<R: Read + Seek> {
    file_name: String,
    source: Source<R>,
    heading: Heading,
    columns: Vec<Column>,
    sample: Vec<SheetRow>,
    limits: Limits,
}

enum Source<R: Read + Seek> {
    Delimited(delimited::Delimited<BufReader<R>>),
    Workbook(Box<workbook::Workbook<BufReader<R>>>),
}

impl Sheet<File> {
    /// Opens a file on disk.
    ///
    /// # Errors
    /// Not a table, damaged, protected or too large.
    pub fn open_path(path: &Path, limits: &Limits) -> Result<Self, Refusal> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        Self::open(File::open(path)?, &name, limits)
    }
}

impl<R: Read + Seek> Sheet<R> {
    /// Opens what `reader` holds. `file_name` is only told in messages: the content decides what the file is.
    ///
    /// # Errors
    /// Not a table, damaged, protected or too large.
    pub fn open(reader: R, file_name: &str, limits: &Limits) -> Result<Self, Refusal> {
        let mut reader = BufReader::new(reader);
        let source = match container::recognise(&mut reader, file_name, limits)? {
            Container::Delimited => Source::Delimited(delimited::Delimited::open(reader, limits)?),
            Container::Workbook => Source::Workbook(Box::new(workbook::Workbook::open(
                reader, file_name, limits,
            )?)),
        };
        let mut sheet = Self {
            file_name: file_name.to_owned(),
            source,
            heading: Heading::default(),
            columns: Vec::new(),
            sample: Vec::new(),
            limits: *limits,
        };
        sheet.look()?;
        Ok(sheet)
    }

    /// Finds the headings, then what the columns below them hold.
    fn look(&mut self) -> Result<(), Refusal> {
        let heading = heading::find(&mut self.every_row()?)?;
        self.heading = heading;
        let mut rows = self.raw_rows()?;
        let mut sample = Vec::new();
        let mut row = SheetRow::default();
        while sample.len() < SAMPLE_ROWS && rows.next(&mut row)? {
            sample.push(row.clone());
        }
        drop(rows);
        if sample.is_empty() {
            return Err(Refusal::NoRows);
        }
        self.columns = column::describe(&self.heading.cells, &sample);
        self.sample = sample;
        Ok(())
    }

    /// The name under which the file was given.
    pub fn file_name(&self) -> &str {
        &self.file_name
    }

    /// The columns, from the left: heading, what is private, a first value that may be shown.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The line of the headings, from 1.
    pub fn heading_line(&self) -> u64 {
        self.heading.line
    }

    /// Headings that stand over more than one column, with the columns, from 0.
    pub fn duplicate_headings(&self) -> Vec<(String, Vec<usize>)> {
        let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, column) in self.columns.iter().enumerate() {
            let form = heading_form(&column.heading);
            if !form.is_empty() {
                places.entry(form).or_default().push(index);
            }
        }
        places.retain(|_, columns| columns.len() > 1);
        places.into_iter().collect()
    }

    /// Whether dates stored as numbers count from 1904, as in workbooks made on old Macs.
    pub(crate) fn counts_from_1904(&self) -> bool {
        match &self.source {
            Source::Delimited(_) => false,
            Source::Workbook(workbook) => workbook.counts_from_1904(),
        }
    }

    /// The first rows, as the file has them.
    pub(crate) fn sample(&self) -> &[SheetRow] {
        &self.sample
    }

    /// The rows below the headings as the file has them: for this crate alone, which must let nothing private out.
    pub(crate) fn raw_rows(&mut self) -> Result<RawRows<'_, R>, Refusal> {
        let heading = self.heading.clone();
        let limit = self.limits.rows;
        Ok(RawRows {
            rows: self.every_row()?,
            heading,
            limit,
            count: 0,
        })
    }

    fn every_row(&mut self) -> Result<EveryRow<'_, R>, Refusal> {
        Ok(match &mut self.source {
            Source::Delimited(file) => EveryRow::Delimited(Box::new(file.records()?)),
            Source::Workbook(workbook) => EveryRow::Workbook(Box::new(workbook.rows()?)),
        })
    }
}

impl<R: Read + Seek> fmt::Debug for Sheet<R> {
    /// Only what may be shown: neither cells nor the reader.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Sheet")
            .field("heading_line", &self.heading.line)
            .field("columns", &self.columns)
            .finish_non_exhaustive()
    }
}

/// Every row of a file, titles and headings included.
enum EveryRow<'a, R: Read + Seek> {
    Delimited(Box<delimited::Records<'a, BufReader<R>>>),
    Workbook(Box<workbook::Rows<'a, BufReader<R>>>),
}

impl<R: Read + Seek> EveryRow<'_, R> {
    /// Reads the next row that holds anything into `row`; false at the end.
    pub(crate) fn next(&mut self, row: &mut SheetRow) -> Result<bool, Refusal> {
        loop {
            let more = match self {
                Self::Delimited(records) => records.next(row)?,
                Self::Workbook(rows) => rows.next(row)?,
            };
            if !more || !row.is_blank() {
                return Ok(more);
            }
        }
    }
}

/// The rows below the headings.
pub(crate) struct RawRows<'a, R: Read + Seek> {
    rows: EveryRow<'a, R>,
    heading: Heading,
    limit: u64,
    count: u64,
}

impl<R: Read + Seek> RawRows<'_, R> {
    /// Reads the next row into `row`; false at the end. Headings repeated for the printer are passed over.
    pub(crate) fn next(&mut self, row: &mut SheetRow) -> Result<bool, Refusal> {
        while self.rows.next(row)? {
            if row.line() <= self.heading.line || self.heading.is_repeated_in(row) {
                continue;
            }
            self.count += 1;
            if self.count > self.limit {
                return Err(Refusal::TooManyRows { limit: self.limit });
            }
            return Ok(true);
        }
        Ok(false)
    }
}
