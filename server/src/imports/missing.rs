//! The rows of a registry that stand and are not in a file.

use std::{collections::hash_map::RandomState, hash::BuildHasher};

use liandong_domain::{moment::Moment, registry::Registry, unit::UnitCode};
use rustc_hash::FxHashSet;

use super::scope::Scope;
use crate::store::{SqliteStore, StoreError, registry::RowPlace};

/// Places of rows read at once.
const PAGE: u32 = 20_000;

/// Keys of a file, as hashes under a seed of their own.
#[derive(Default)]
pub struct Keys {
    seed: RandomState,
    hashes: FxHashSet<u64>,
}

impl Keys {
    /// Notes a key.
    pub fn note(&mut self, key: &str) {
        self.hashes.insert(self.seed.hash_one(key));
    }

    /// Whether it was noted.
    pub fn has(&self, key: &str) -> bool {
        self.hashes.contains(&self.seed.hash_one(key))
    }
}

/// The rows of a subtree that are not in a file, unit by unit.
pub struct MissingRows {
    registry: Registry,
    units: Vec<UnitCode>,
    after: String,
    at: Moment,
}

impl MissingRows {
    /// Those of a registry that stand since the file's time or before.
    pub fn of(registry: Registry, scope: &Scope, at: Moment) -> Self {
        let mut units: Vec<UnitCode> = scope.codes().cloned().collect();
        units.sort_unstable();
        units.reverse();
        Self {
            registry,
            units,
            after: String::new(),
            at,
        }
    }

    /// The next of them, perhaps none; nothing at the end.
    ///
    /// # Errors
    /// The store failed.
    pub async fn next(
        &mut self,
        store: &SqliteStore,
        keys: &Keys,
    ) -> Result<Option<Vec<RowPlace>>, StoreError> {
        let Some(unit) = self.units.last() else {
            return Ok(None);
        };
        let mut rows = store
            .row_places(self.registry, unit.as_str(), &self.after, PAGE)
            .await?;
        match rows.last() {
            Some(last) if rows.len() == PAGE as usize => self.after.clone_from(&last.key),
            _ => {
                self.units.pop();
                self.after.clear();
            }
        }
        rows.retain(|row| row.at <= self.at && !keys.has(&row.key));
        Ok(Some(rows))
    }
}
