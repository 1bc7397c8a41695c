//! The rows of a registry in a subtree, in the order of the tree: unit after unit, and of each unit in
//! the order of keys. Whatever is too much for one look is read piece by piece, and no look at the
//! database lasts longer than its piece.

mod cursor;
mod page;
mod place;
mod reader;

use std::sync::Arc;

use liandong_domain::{moment::Moment, registry::Row, unit::UnitCode};

pub use cursor::RowCursor;
pub use page::{PageOfRows, page};
pub use place::Place;
pub use reader::RowReader;

/// A row with the open unit that it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitRow {
    /// What identifies it in its registry.
    pub key: String,
    /// The unit's code; where the row's own unit is closed, that of the one that took its place.
    pub unit: UnitCode,
    /// The unit's name.
    pub unit_name: Arc<str>,
    /// Since when it is as it is.
    pub at: Moment,
    /// What it says.
    pub row: Row,
}
