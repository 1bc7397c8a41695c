//! Rows read place after place.

use std::{collections::VecDeque, sync::Arc};

use liandong_domain::{registry::Registry, unit::UnitCode};

use super::{Place, UnitRow};
use crate::store::{SqliteStore, StoreError, registry::ListedRow};

/// Rows of one look at the database: enough that the look itself costs little, few enough that they are
/// in memory without being noticed.
const AT_ONCE: usize = 1_000;

/// Reads the rows of places, from the first place to the last.
pub struct RowReader {
    store: Arc<SqliteStore>,
    registry: Registry,
    places: VecDeque<Place>,
    /// Of the first place, the last key that was read.
    after: String,
}

impl RowReader {
    /// A reader that stands before the first row.
    pub fn new(store: Arc<SqliteStore>, registry: Registry, places: Vec<Place>) -> Self {
        Self {
            store,
            registry,
            places: places.into(),
            after: String::new(),
        }
    }

    /// The reader behind a key of its first place.
    #[must_use]
    pub fn after(self, key: String) -> Self {
        Self { after: key, ..self }
    }

    /// The next rows, each with the code under which it stands. Fewer than `wanted` only at the end.
    ///
    /// # Errors
    /// The store failed.
    pub async fn take(&mut self, wanted: usize) -> Result<Vec<(UnitCode, UnitRow)>, StoreError> {
        let mut rows = Vec::new();
        while rows.len() < wanted
            && let Some(place) = self.places.front()
        {
            let limit = (wanted - rows.len()).min(AT_ONCE);
            let code = place.code.as_str();
            let found = self
                .store
                .rows_of_unit(self.registry, code, &self.after, limit as u32);
            let found = found.await?;
            let is_done = found.len() < limit;
            if let Some(last) = found.last() {
                self.after.clone_from(&last.key);
            }
            rows.extend(found.into_iter().map(|row| of_unit(place, row)));
            if is_done {
                self.places.pop_front();
                self.after.clear();
            }
        }
        Ok(rows)
    }

    /// The next rows; none at the end.
    ///
    /// # Errors
    /// The store failed.
    pub async fn next(&mut self) -> Result<Vec<UnitRow>, StoreError> {
        let rows = self.take(AT_ONCE).await?;
        Ok(rows.into_iter().map(|(_, row)| row).collect())
    }
}

fn of_unit(place: &Place, row: ListedRow) -> (UnitCode, UnitRow) {
    let of_unit = UnitRow {
        key: row.key,
        unit: place.unit.clone(),
        unit_name: Arc::clone(&place.name),
        at: row.at,
        row: row.row,
    };
    (row.unit, of_unit)
}
