//! Database files as a whole: a copy of one that is in use, and what one from elsewhere is.

use std::path::Path;

use liandong_domain::frame::Epoch;
use sqlx::{
    Connection, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use super::{StoreError, WAIT, classify, damaged, fresh_epoch, parse_epoch};

/// Tables that every version has.
const TABLES: &str = r#"["fact", "registry_row", "checkpoint", "setting", "_sqlx_migrations"]"#;
/// The setting of a copy that its numbers are made up. In a data folder a file says so.
const MADE_UP: &str = "made_up";

/// What a database file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Up to which migration its tables are.
    pub schema: i64,
    /// The identity of its log.
    pub epoch: Epoch,
    /// Whether it is a copy of a demonstration.
    pub made_up: bool,
}

/// Why a file is none that this program can use.
#[derive(Debug, thiserror::Error)]
pub enum ForeignFile {
    /// A file, or a database, of something else.
    #[error("不是 liandong 的数据库（not_liandong）")]
    NotOurs,
    /// A later version wrote it.
    #[error(
        "由更新版本的 liandong 写成（结构 {theirs}，本程序到 {ours}）；请换用新版本（newer_version）"
    )]
    Newer {
        /// Its schema.
        theirs: i64,
        /// The newest that this program knows.
        ours: i64,
    },
    /// It cannot be read.
    #[error("{0}（{code}）", code = crate::error::store_code(.0))]
    Store(#[from] StoreError),
}

/// The newest schema that this program knows.
pub fn newest_schema() -> i64 {
    let known = sqlx::migrate!();
    known
        .iter()
        .map(|known| known.version)
        .max()
        .unwrap_or_default()
}

/// Copies a database into an empty file, as it is at one moment. Who writes to it meanwhile does not
/// wait.
///
/// # Errors
/// It cannot be read, or there is no room.
pub async fn copy(from: &Path, to: &Path) -> Result<(), StoreError> {
    let Some(target) = to.to_str() else {
        return Err(damaged("path", &to.display().to_string()));
    };
    let mut source = open(options(from).read_only(true)).await?;
    let copied = sqlx::query("VACUUM INTO ?")
        .bind(target)
        .execute(&mut source)
        .await;
    let closed = source.close().await;
    copied.map_err(classify)?;
    closed.map_err(classify)
}

/// Writes into a copy that its numbers are made up.
///
/// # Errors
/// The file cannot be written.
pub async fn mark_made_up(copy: &Path) -> Result<(), StoreError> {
    set(copy, MADE_UP, "true").await
}

/// Gives a copy's log another identity: who knew the old one must not take the two for the same.
///
/// # Errors
/// The file cannot be written.
pub async fn renew_epoch(copy: &Path) -> Result<Epoch, StoreError> {
    let epoch = fresh_epoch()?;
    set(copy, "epoch", &format!("{:016x}", epoch.0)).await?;
    Ok(epoch)
}

/// Finds out what a file is, and reads through all of it for damage.
///
/// # Errors
/// Nothing that this program can use.
pub async fn identify(file: &Path) -> Result<Identity, ForeignFile> {
    let mut database = open(options(file).read_only(true)).await?;
    let identity = identity(&mut database).await;
    database.close().await.map_err(classify)?;
    identity
}

async fn identity(database: &mut SqliteConnection) -> Result<Identity, ForeignFile> {
    let found: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM sqlite_schema
         WHERE type = 'table' AND name IN (SELECT value FROM json_each(?))",
    )
    .bind(TABLES)
    .fetch_one(&mut *database)
    .await
    .map_err(classify)?;
    if found < 5 {
        return Err(ForeignFile::NotOurs);
    }
    let theirs = schema(&mut *database).await?;
    let ours = newest_schema();
    if theirs > ours {
        return Err(ForeignFile::Newer { theirs, ours });
    }
    if let Some(damage) = integrity(&mut *database).await?.into_iter().next() {
        return Err(StoreError::Damaged(damage).into());
    }
    let epoch = setting(&mut *database, "epoch").await?;
    let made_up = setting(&mut *database, MADE_UP).await?;
    Ok(Identity {
        schema: theirs,
        epoch: parse_epoch(&epoch.unwrap_or_default())?,
        made_up: made_up.is_some(),
    })
}

/// Whether the database in a file says that a restore ended with a log of this identity.
///
/// # Errors
/// It cannot be read.
pub async fn is_restored(file: &Path, epoch: Epoch) -> Result<bool, StoreError> {
    let mut database = open(options(file).read_only(true)).await?;
    let found = sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM audit WHERE action = 'database.restored' AND detail ->> 'epoch' = ?)",
    )
    .bind(format!("{:016x}", epoch.0))
    .fetch_one(&mut database)
    .await
    .map_err(classify);
    database.close().await.map_err(classify)?;
    found
}

/// Up to which migration the tables are.
pub(super) async fn schema<'c>(database: impl sqlx::SqliteExecutor<'c>) -> Result<i64, StoreError> {
    let newest: Option<i64> = sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations")
        .fetch_one(database)
        .await
        .map_err(classify)?;
    Ok(newest.unwrap_or_default())
}

/// What SQLite finds wrong with the file.
pub(super) async fn integrity<'c>(
    database: impl sqlx::SqliteExecutor<'c>,
) -> Result<Vec<String>, StoreError> {
    let mut said: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check")
        .fetch_all(database)
        .await
        .map_err(classify)?;
    said.retain(|line| line != "ok");
    Ok(said)
}

async fn setting(database: &mut SqliteConnection, key: &str) -> Result<Option<String>, StoreError> {
    sqlx::query_scalar("SELECT value FROM setting WHERE key = ?")
        .bind(key)
        .fetch_optional(database)
        .await
        .map_err(classify)
}

/// In a file of its own, without a log beside it.
async fn set(copy: &Path, key: &str, value: &str) -> Result<(), StoreError> {
    let options = options(copy)
        .journal_mode(SqliteJournalMode::Delete)
        .synchronous(SqliteSynchronous::Full);
    let mut database = open(options).await?;
    let done = sqlx::query("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)")
        .bind(key)
        .bind(value)
        .execute(&mut database)
        .await;
    let closed = database.close().await;
    done.map_err(classify)?;
    closed.map_err(classify)
}

pub(super) fn options(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(false)
        .foreign_keys(false)
        .busy_timeout(WAIT)
}

async fn open(options: SqliteConnectOptions) -> Result<SqliteConnection, StoreError> {
    SqliteConnection::connect_with(&options)
        .await
        .map_err(classify)
}
