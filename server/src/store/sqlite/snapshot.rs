//! A database as it is at one moment, to be looked at from all sides.

use std::path::Path;

use sqlx::sqlite::SqlitePoolOptions;

use super::{SqliteStore, StoreError, classify, damaged, files, parse_epoch, parse_fact};
use liandong_domain::fact::Fact;
use sqlx::Row as _;

/// An entry of the log, read or not.
pub struct RawEntry {
    /// Its sequence number.
    pub seq: u64,
    /// What it says, or why it says nothing.
    pub fact: Result<Fact, StoreError>,
}

/// Where the table of standing rows says that a row stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingAt {
    /// The registry's key.
    pub registry: String,
    /// The row's key.
    pub key: String,
    /// The fact that holds it.
    pub seq: u64,
}

impl SqliteStore {
    /// Opens a database only to look at it. What others write meanwhile is not seen, and nothing is
    /// written: tables stay of the version they are.
    ///
    /// # Errors
    /// The file is not there, or is no database.
    pub async fn open_snapshot(file: &Path) -> Result<Self, StoreError> {
        // One connection that stays in one transaction: whatever reads the store sees one moment.
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(files::options(file).read_only(true))
            .await
            .map_err(classify)?;
        sqlx::query("BEGIN")
            .execute(&pool)
            .await
            .map_err(classify)?;
        let epoch: Option<String> =
            sqlx::query_scalar("SELECT value FROM setting WHERE key = 'epoch'")
                .fetch_optional(&pool)
                .await
                .map_err(classify)?;
        let epoch = epoch.ok_or_else(|| damaged("epoch", "missing"))?;
        Ok(Self {
            epoch: parse_epoch(&epoch)?,
            log: pool.clone(),
            pool,
        })
    }

    /// Up to which migration the tables are.
    ///
    /// # Errors
    /// The database failed.
    pub async fn schema(&self) -> Result<i64, StoreError> {
        files::schema(&self.pool).await
    }

    /// What SQLite finds wrong with the file.
    ///
    /// # Errors
    /// The database failed.
    pub async fn integrity(&self) -> Result<Vec<String>, StoreError> {
        files::integrity(&self.pool).await
    }

    /// References to what is not there: table, row, table referred to.
    ///
    /// # Errors
    /// The database failed.
    pub async fn broken_references(
        &self,
    ) -> Result<Vec<(String, Option<i64>, String)>, StoreError> {
        sqlx::query_as(r#"SELECT "table", rowid, parent FROM pragma_foreign_key_check"#)
            .fetch_all(&self.pool)
            .await
            .map_err(classify)
    }

    /// The sequence number of the log's last entry.
    ///
    /// # Errors
    /// The database failed.
    pub async fn last_seq(&self) -> Result<u64, StoreError> {
        let last: Option<i64> = sqlx::query_scalar("SELECT max(seq) FROM fact")
            .fetch_one(&self.pool)
            .await
            .map_err(classify)?;
        Ok(last.unwrap_or_default() as u64)
    }

    /// The next entries after a sequence number, readable or not, at most `limit`.
    ///
    /// # Errors
    /// The database failed.
    pub async fn read_log_raw(&self, after: u64, limit: u32) -> Result<Vec<RawEntry>, StoreError> {
        let rows = sqlx::query(
            "SELECT seq, id, at, unit, body FROM fact WHERE seq > ? ORDER BY seq LIMIT ?",
        )
        .bind(after as i64)
        .bind(limit)
        .fetch_all(&self.pool)
        .await
        .map_err(classify)?;
        let entries = rows.iter().map(|row| {
            let seq: i64 = row.try_get("seq").map_err(classify)?;
            Ok(RawEntry {
                seq: seq as u64,
                fact: parse_fact(row),
            })
        });
        entries.collect()
    }

    /// The next standing rows after one, in order of registry and key, at most `limit`.
    ///
    /// # Errors
    /// The database failed.
    pub async fn standing_after(
        &self,
        registry: &str,
        key: &str,
        limit: u32,
    ) -> Result<Vec<StandingAt>, StoreError> {
        let found: Vec<(String, String, i64)> = sqlx::query_as(
            "SELECT registry, key, seq FROM registry_row WHERE (registry, key) > (?, ?)
             ORDER BY registry, key LIMIT ?",
        )
        .bind(registry)
        .bind(key)
        .bind(limit)
        .fetch_all(&self.pool)
        .await
        .map_err(classify)?;
        let rows = found.into_iter().map(|(registry, key, seq)| StandingAt {
            registry,
            key,
            seq: seq as u64,
        });
        Ok(rows.collect())
    }
}
