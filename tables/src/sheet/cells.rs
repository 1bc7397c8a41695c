//! One row of a file.

use std::fmt;

/// One row as the file has it. Its cells may be private: only this crate reads them.
#[derive(Clone, Default)]
pub(crate) struct SheetRow {
    line: u64,
    text: String,
    /// Where each cell ends in `text`, and whether the file stores it as a number.
    ends: Vec<(usize, bool)>,
}

impl SheetRow {
    /// The line of the file, from 1.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// Empties the row for the next line.
    pub(crate) fn begin(&mut self, line: u64) {
        self.line = line;
        self.text.clear();
        self.ends.clear();
    }

    /// Adds a cell on the right.
    pub(crate) fn push(&mut self, text: &str, is_number: bool) {
        self.text.push_str(text);
        self.ends.push((self.text.len(), is_number));
    }

    /// Adds empty cells until there are `len`.
    pub(crate) fn fill_to(&mut self, len: usize) {
        while self.ends.len() < len {
            self.push("", false);
        }
    }

    /// How many cells there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The cell in a column, trimmed; empty beyond the last.
    pub(crate) fn cell(&self, column: usize) -> &str {
        let Some(&(end, _)) = self.ends.get(column) else {
            return "";
        };
        let start = match column {
            0 => 0,
            _ => self.ends.get(column - 1).map_or(0, |&(end, _)| end),
        };
        let text = self.text.get(start..end).unwrap_or_default();
        text.trim_matches(|it: char| it.is_whitespace() || it == '\u{feff}' || it == '\u{200b}')
    }

    /// Whether the file stores the cell as a number.
    pub(crate) fn is_number(&self, column: usize) -> bool {
        self.ends.get(column).is_some_and(|&(_, number)| number)
    }

    /// The cells, trimmed.
    pub(crate) fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|column| self.cell(column))
    }

    /// Whether no cell holds anything.
    pub(crate) fn is_blank(&self) -> bool {
        self.cells().all(str::is_empty)
    }

    /// How many cells there are up to the last that holds anything.
    pub(crate) fn width(&self) -> usize {
        (0..self.len())
            .rev()
            .find(|&column| !self.cell(column).is_empty())
            .map_or(0, |column| column + 1)
    }
}

impl fmt::Debug for SheetRow {
    /// The line alone: the cells may be private.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SheetRow")
            .field("line", &self.line)
            .finish_non_exhaustive()
    }
}
