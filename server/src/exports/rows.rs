//! The rows of a registry as a table, with the words and the standard codes, in the form in which an
//! import reads them back.

use std::sync::Arc;

use liandong_domain::{registry::Registry, unit::UnitCode};
use liandong_tables::{
    columns::Target,
    rows::Entry,
    write::{self, RegistryRow, Value},
};

use super::{Piece, Table};
use crate::{
    registries::{Place, RowReader, UnitRow},
    store::{SqliteStore, StoreError},
};

/// A registry's rows in some places.
pub struct RowsTable {
    registry: Registry,
    reader: RowReader,
}

impl RowsTable {
    /// The rows of a registry in these places.
    pub fn new(store: Arc<SqliteStore>, registry: Registry, places: Vec<Place>) -> Self {
        Self {
            registry,
            reader: RowReader::new(store, registry, places),
        }
    }
}

/// Some of the rows.
pub struct RowsPiece {
    target: Target,
    rows: Vec<(UnitCode, String, Entry)>,
}

impl Table for RowsTable {
    type Piece = RowsPiece;

    fn name(&self) -> &str {
        self.registry.label()
    }

    fn headings(&self) -> Vec<String> {
        let headings = write::registry_headings(Target::Registry(self.registry));
        headings.into_iter().map(Into::into).collect()
    }

    async fn next(&mut self) -> Result<Option<RowsPiece>, StoreError> {
        let rows = self.reader.next().await?;
        let told = |row: UnitRow| (row.unit, row.key, Entry::Registry(row.row));
        Ok((!rows.is_empty()).then(|| RowsPiece {
            target: Target::Registry(self.registry),
            rows: rows.into_iter().map(told).collect(),
        }))
    }
}

impl Piece for RowsPiece {
    fn rows(&self) -> impl Iterator<Item = Vec<Value<'_>>> {
        let rows = self.rows.iter();
        let rows = rows.map(|(unit, key, entry)| RegistryRow { unit, key, entry });
        write::registry_rows(self.target, rows)
    }
}
