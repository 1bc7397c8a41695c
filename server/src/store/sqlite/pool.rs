//! Connections to the database file.

use std::path::Path;

use sqlx::{
    Connection, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::WAIT;

/// The page cache of a connection, in KiB as the pragma wants them: small for those that read a little here
/// and there; for the one that the log comes in by, as much as a million rows' indexes have in pages
/// that change again and again.
const READING_CACHE: &str = "-8000";
const WRITING_CACHE: &str = "-96000";

/// Connections for everything but the log.
///
/// # Errors
/// The file cannot be opened.
pub(super) async fn for_all(file: &Path) -> sqlx::Result<SqlitePool> {
    let options = options(file).pragma("cache_size", READING_CACHE);
    pool(4).connect_with(options).await
}

/// The one connection by which the log comes in.
///
/// # Errors
/// The file cannot be opened.
pub(super) async fn for_log(file: &Path) -> sqlx::Result<SqlitePool> {
    let options = options(file).pragma("cache_size", WRITING_CACHE);
    pool(1).connect_with(options).await
}

fn options(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(WAIT)
        .foreign_keys(false)
        .pragma("wal_autocheckpoint", "16000")
}

fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .before_acquire(|connection, _| {
            // When the disk fails, SQLite itself may end the transaction; sqlx then cannot roll it back, takes it
            // to be open still, and makes savepoints of the next ones, whose commits may never reach the
            // disk. Such a connection is not used again.
            let is_whole = !connection.is_in_transaction();
            Box::pin(async move { Ok(is_whole) })
        })
}
