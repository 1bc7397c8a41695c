//! The cell that holds a field of a row.

use super::CellError;
use crate::{
    columns::{Field, Mapping},
    dates::{DateError, Stored},
    privacy,
    sheet::{Column, SheetRow},
    text::shortened,
};

/// The most characters of a value in a message.
const SHOWN: usize = 60;

/// Where a field of a row stands, and what is there.
#[derive(Clone, Copy)]
pub(super) struct Cell<'a> {
    pub(super) field: Field,
    /// What is there or was put in its place, or the value fixed for every row.
    pub(super) text: &'a str,
    pub(super) stored: Stored,
    column: Option<(usize, &'a Column)>,
    label: &'static str,
}

impl<'a> Cell<'a> {
    /// The cell of a field in a row; the value fixed for every row where it is empty.
    pub(super) fn of(
        field: Field,
        row: &'a SheetRow,
        mapping: &'a Mapping,
        columns: &'a [Column],
        from_1904: bool,
    ) -> Self {
        let index = mapping.column_of(field);
        let written = index.map_or("", |index| row.cell(index));
        let fixed = mapping.fixed(field).filter(|_| written.is_empty());
        let corrected = mapping.corrected(field, written);
        Self {
            field,
            text: corrected.or(fixed).unwrap_or(written),
            stored: Stored {
                as_number: corrected.is_none() && index.is_some_and(|index| row.is_number(index)),
                from_1904,
            },
            column: index.and_then(|index| columns.get(index).map(|column| (index, column))),
            label: mapping.label(field),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The heading as the file has it.
    pub(super) fn heading(&self) -> String {
        self.column.map_or_else(
            || self.label.to_owned(),
            |(index, column)| column.title(index),
        )
    }

    /// Whether nothing of the column may leave.
    pub(super) fn is_private(&self) -> bool {
        self.column
            .is_some_and(|(_, column)| column.private.is_some())
    }

    /// What is wrong with the cell.
    pub(super) fn error(
        &self,
        code: &'static str,
        reason: impl Into<String>,
        mend: impl Into<String>,
    ) -> Box<CellError> {
        Box::new(CellError {
            column: self.column.map(|(index, _)| index),
            heading: self.heading(),
            field: self.field,
            value: self.shown(),
            code,
            reason: reason.into(),
            mend: mend.into(),
            suggestion: None,
        })
    }

    /// What is wrong with the date in the cell.
    pub(super) fn date_error(&self, error: DateError) -> Box<CellError> {
        self.error(error.code(), error.to_string(), error.mend())
    }

    /// The cell is empty and must not be.
    pub(super) fn required(&self) -> Box<CellError> {
        let label = self.label;
        self.error(
            "required_empty",
            format!("“{label}”没有填写"),
            format!("填写{label}"),
        )
    }

    fn shown(&self) -> String {
        match self.column.and_then(|(_, column)| column.private) {
            Some(private) => privacy::mask(private.kind, self.text),
            // Masked before it is cut: half an id number is not known as one.
            None => shortened(&privacy::scrub_damaged(self.text), SHOWN),
        }
    }
}
