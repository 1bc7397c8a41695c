//! The heading row, wherever titles and notes have pushed it.

use std::io::{Read, Seek};

use super::{EveryRow, Refusal, SheetRow};
use crate::{columns, privacy};

/// How many rows that hold anything are looked at.
const ROWS_LOOKED_AT: usize = 10;

/// The headings and where they stand.
#[derive(Clone, Default)]
pub(super) struct Heading {
    /// The line of the file, from 1.
    pub(super) line: u64,
    /// The headings up to the last that is not empty.
    pub(super) cells: Vec<String>,
}

impl Heading {
    /// Whether a row repeats the headings, as exports made for printing do on every page.
    pub(super) fn is_repeated_in(&self, row: &SheetRow) -> bool {
        row.width() == self.cells.len() && row.cells().zip(&self.cells).all(|(a, b)| a == b)
    }
}

/// The row with most known headings among the first.
///
/// A heading that spans two rows is filled downwards, so of two rows that follow each other and know as many, the
/// lower is the one with the headings of single columns.
pub(super) fn find<R: Read + Seek>(rows: &mut EveryRow<'_, R>) -> Result<Heading, Refusal> {
    let mut best = (0, Heading::default());
    let mut row = SheetRow::default();
    let mut looked_at = 0;
    let mut after_best = false;
    while looked_at < ROWS_LOOKED_AT && rows.next(&mut row)? {
        looked_at += 1;
        let known = row.cells().filter(|cell| is_known(cell)).count();
        after_best = known > best.0 || (after_best && known == best.0 && known > 0);
        if after_best {
            let cells = row.cells().take(row.width()).map(str::to_owned).collect();
            best = (
                known,
                Heading {
                    line: row.line(),
                    cells,
                },
            );
        }
    }
    match (looked_at, best) {
        (0, _) => Err(Refusal::Empty),
        (rows, (0, _)) => Err(Refusal::NoHeading { rows }),
        (_, (_, heading)) => Ok(heading),
    }
}

fn is_known(cell: &str) -> bool {
    !cell.is_empty() && (columns::is_known_heading(cell) || privacy::is_private_heading(cell))
}
