//! Registry rows as lists, by unit.
//!
//! The queries name their index: left to itself SQLite takes the keys' order for the better way in, and goes
//! through the whole registry for the rows of one unit.

use liandong_domain::{
    moment::Moment,
    registry::{Registry, Row},
    unit::UnitCode,
};
use sqlx::Row as _;

use super::{SqliteStore, StoreError, classify, parse_unit, standing_row};

/// A row in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedRow {
    /// What identifies it in its registry.
    pub key: String,
    /// The unit under whose code it stands, which may be closed.
    pub unit: UnitCode,
    /// Since when.
    pub at: Moment,
    /// What it says.
    pub row: Row,
}

/// A row's place without what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowPlace {
    /// What identifies it in its registry.
    pub key: String,
    /// The unit under whose code it stands, which may be closed.
    pub unit: UnitCode,
    /// Since when.
    pub at: Moment,
}

impl SqliteStore {
    /// The next rows under a unit's code after a key, in order of keys, at most `limit`.
    ///
    /// # Errors
    /// The database failed.
    pub async fn rows_of_unit(
        &self,
        registry: Registry,
        unit: &str,
        after: &str,
        limit: u32,
    ) -> Result<Vec<ListedRow>, StoreError> {
        let found = sqlx::query(
            "SELECT f.id, f.at, f.unit, f.body FROM registry_row AS r INDEXED BY registry_row_unit
             JOIN fact AS f ON f.seq = r.seq
             WHERE r.registry = ? AND r.unit = ? AND r.key > ? ORDER BY r.key LIMIT ?",
        )
        .bind(registry.key())
        .bind(unit)
        .bind(after)
        .bind(limit)
        .fetch_all(&self.pool)
        .await
        .map_err(classify)?;
        let mut rows = Vec::with_capacity(found.len());
        for row in &found {
            if let Some(((_, key), standing)) = standing_row(row)? {
                rows.push(ListedRow {
                    key,
                    unit: standing.unit,
                    at: standing.at,
                    row: standing.row,
                });
            }
        }
        Ok(rows)
    }

    /// The places of the next rows under a unit's code after a key, in order of keys, at most `limit`.
    ///
    /// # Errors
    /// The database failed.
    pub async fn row_places(
        &self,
        registry: Registry,
        unit: &str,
        after: &str,
        limit: u32,
    ) -> Result<Vec<RowPlace>, StoreError> {
        let found = sqlx::query(
            "SELECT key, unit, at FROM registry_row INDEXED BY registry_row_unit
             WHERE registry = ? AND unit = ? AND key > ? ORDER BY key LIMIT ?",
        )
        .bind(registry.key())
        .bind(unit)
        .bind(after)
        .bind(limit)
        .fetch_all(&self.pool)
        .await
        .map_err(classify)?;
        let place = |row: &sqlx::sqlite::SqliteRow| {
            Ok(RowPlace {
                key: row.try_get("key").map_err(classify)?,
                unit: parse_unit(row.try_get("unit").map_err(classify)?)?,
                at: Moment(row.try_get("at").map_err(classify)?),
            })
        };
        found.iter().map(place).collect()
    }
}
