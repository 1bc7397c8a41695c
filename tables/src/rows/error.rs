//! What is wrong with a row.

use serde::Serialize;

use crate::{
    columns::{Field, MappingError},
    sheet::Refusal,
    words::Suggestion,
};

/// What is wrong with a cell. Nothing here names a person: values are masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CellError {
    /// Place of the column in the file, from 0; none where the file has no column for the field.
    pub column: Option<usize>,
    /// Heading of the column, or the field's name where the file has no column for it.
    pub heading: String,
    /// The field.
    pub field: Field,
    /// What the cell holds, masked where private; may be empty.
    pub value: String,
    /// Stable code.
    pub code: &'static str,
    /// What is wrong, in Chinese.
    pub reason: String,
    /// How to mend it, in Chinese.
    pub mend: String,
    /// What an unknown word or unit most likely stands for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<Suggestion>,
}

/// All that is wrong with a row; at least one cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RowErrors {
    /// The line of the file, from 1.
    pub line: u64,
    /// What identifies the row, where that much could be read.
    #[serde(skip)]
    pub key: Option<String>,
    /// What is wrong, from the left of the table's template.
    pub errors: Vec<CellError>,
    /// The cells as the file has them, by column; nothing of private columns, and what is private elsewhere masked.
    pub cells: Vec<Option<String>>,
}

/// Why there is no row.
#[derive(Debug)]
pub enum Failure {
    /// This row cannot be taken; others can.
    Row(RowErrors),
    /// The file cannot be read further.
    File(Refusal),
}

/// Why no row of a file can be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The mapping does not fit the file.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] Refusal),
}
