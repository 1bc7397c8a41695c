//! The newest facts of a kind.

use sqlx::Row as _;

use super::{SqliteStore, classify, parse_fact};
use crate::store::{Entry, StoreError};

/// As far back as is looked: the log has no index by kind, and no look may last.
const AMONG: i64 = 20_000;

impl SqliteStore {
    /// The newest facts of a kind among the last of the log, newest first, at most `limit`.
    ///
    /// # Errors
    /// The store failed.
    pub async fn recent(&self, kind: &str, limit: u32) -> Result<Vec<Entry>, StoreError> {
        let rows = sqlx::query(
            "SELECT seq, id, at, unit, body FROM fact
             WHERE seq > (SELECT coalesce(max(seq), 0) FROM fact) - ? AND kind = ?
             ORDER BY seq DESC LIMIT ?",
        )
        .bind(AMONG)
        .bind(kind)
        .bind(limit)
        .fetch_all(&self.pool)
        .await
        .map_err(classify)?;
        let entry = |row: &sqlx::sqlite::SqliteRow| {
            let seq = row.try_get::<i64, _>("seq").map_err(classify)? as u64;
            Ok(Entry {
                seq,
                fact: parse_fact(row)?,
            })
        };
        rows.iter().map(entry).collect()
    }
}
