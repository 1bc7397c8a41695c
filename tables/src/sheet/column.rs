//! What is told of a column before anything of it is taken.

use super::SheetRow;
use crate::privacy::{self, Private};

/// A column of a file.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Column {
    /// Its heading as the file has it, which may be empty.
    pub heading: String,
    /// Why its cells never leave this crate, if so.
    pub private: Option<Private>,
    /// Its first value, masked where private.
    pub first_value: Option<String>,
    /// How many of the rows looked at have a value in it.
    pub filled: usize,
}

impl Column {
    /// The column as messages call it: by its heading, else by its letter.
    pub fn title(&self, index: usize) -> String {
        if self.heading.is_empty() {
            format!("{} 列", letters(index))
        } else {
            self.heading.clone()
        }
    }
}

/// What spreadsheets call a column: A, B … Z, AA.
fn letters(index: usize) -> String {
    let letter = char::from(b'A' + (index % 26) as u8);
    match index / 26 {
        0 => letter.to_string(),
        rest => letters(rest - 1) + &letter.to_string(),
    }
}

/// Describes the columns under some headings. Columns without a heading are described as far as they hold anything.
pub(super) fn describe(headings: &[String], sample: &[SheetRow]) -> Vec<Column> {
    let widest = sample.iter().map(SheetRow::width).max().unwrap_or_default();
    (0..headings.len().max(widest))
        .map(|index| {
            let heading = headings.get(index).map_or("", String::as_str);
            let values: Vec<&str> = sample
                .iter()
                .map(|row| row.cell(index))
                .filter(|value| !value.is_empty())
                .collect();
            let private = privacy::judge_column(heading, &values);
            let masked = |value: &&str| match &private {
                Some(private) => privacy::mask(private.kind, value),
                None => privacy::scrub(&crate::text::shortened(value, 40)).into_owned(),
            };
            Column {
                heading: privacy::scrub(heading).into_owned(),
                first_value: values.first().map(masked),
                filled: values.len(),
                private,
            }
        })
        .collect()
}
