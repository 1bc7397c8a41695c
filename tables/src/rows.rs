//! Rows of the domain made of the rows of a file, or what is wrong with each cell and how to mend it.

mod build;
mod cell;
mod credit;
mod error;
mod key;
mod reading;
mod seen;
mod tree;
mod unit;

use std::io::{Read, Seek};

use liandong_domain::{
    registry,
    unit::{Unit, UnitCode},
};
use time::Date;

pub use error::{CellError, Failure, ReadError, RowErrors};
pub use unit::{Lookup, UnitLookup};

use crate::{
    columns::Mapping,
    privacy::{self, PersonKey},
    sheet::{Column, RawRows, Sheet, SheetRow},
};
use build::Builder;
use seen::Seen;

/// A row that can be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line of the file, from 1.
    pub line: u64,
    /// The unit to which it belongs; of a unit, the unit itself.
    pub unit: UnitCode,
    /// What identifies it within the registry; nothing of it can name a person.
    pub key: String,
    /// What it says.
    pub entry: Entry,
}

/// What a row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A row of a registry.
    Registry(registry::Row),
    /// A unit.
    Unit(Unit),
}

/// What is needed to read rows beside the file.
#[derive(Debug)]
pub struct Context<'a, L> {
    /// The units the clerk may write to.
    pub units: &'a L,
    /// Makes hashes of what identifies people.
    pub person_key: &'a PersonKey,
    /// Today, where the file is read: what comes later cannot have happened.
    pub as_of: Date,
}

impl<L> Clone for Context<'_, L> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<L> Copy for Context<'_, L> {}

/// The rows of a file from the first, in bounded memory: twelve bytes or so are kept of each, to tell keys that come
/// twice.
///
/// # Errors
/// The mapping does not fit the file, or the file cannot be read.
pub fn read<'a, R: Read + Seek, L: UnitLookup>(
    sheet: &'a mut Sheet<R>,
    mapping: &'a Mapping,
    context: Context<'a, L>,
) -> Result<Rows<'a, R, L>, ReadError> {
    mapping.validate(sheet.columns())?;
    let columns = sheet.columns().to_vec();
    let from_1904 = sheet.counts_from_1904();
    Ok(Rows {
        source: sheet.raw_rows()?,
        builder: Builder {
            mapping,
            columns,
            context,
            from_1904,
        },
        row: SheetRow::default(),
        seen: Seen::default(),
        ended: false,
    })
}

/// An iterator over rows and what is wrong with others. After a [`Failure::File`] it ends.
pub struct Rows<'a, R: Read + Seek, L> {
    source: RawRows<'a, R>,
    builder: Builder<'a, L>,
    row: SheetRow,
    seen: Seen,
    ended: bool,
}

impl<R: Read + Seek, L: UnitLookup> Iterator for Rows<'_, R, L> {
    type Item = Result<Row, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        match self.source.next(&mut self.row) {
            Ok(true) => Some(self.built()),
            Ok(false) => {
                self.ended = true;
                None
            }
            Err(refusal) => {
                self.ended = true;
                Some(Err(Failure::File(refusal)))
            }
        }
    }
}

impl<R: Read + Seek, L: UnitLookup> Rows<'_, R, L> {
    fn built(&mut self) -> Result<Row, Failure> {
        self.builder
            .build(&self.row, &mut self.seen)
            .map_err(|(key, errors)| {
                Failure::Row(RowErrors {
                    line: self.row.line(),
                    key,
                    errors,
                    cells: self.shown_cells(),
                })
            })
    }

    /// The cells of the row for the clerk to mend: without private columns, and with what is private masked.
    fn shown_cells(&self) -> Vec<Option<String>> {
        let shown = |(index, column): (usize, &Column)| {
            let open = column.private.is_none();
            open.then(|| privacy::scrub(self.row.cell(index)).into_owned())
        };
        let columns = self.builder.columns.iter().enumerate();
        columns.map(shown).collect()
    }
}
