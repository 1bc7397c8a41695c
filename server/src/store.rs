//! What is kept on disk: the log of facts, where registry rows stand and checkpoints, behind one
//! trait; accounts, sessions, tokens, settings and the audit log ([`access`]). The only SQL of the
//! project is in the modules below this one.

use std::future::Future;

use liandong_domain::{
    aggregate::DayEnd,
    fact::Fact,
    frame::Epoch,
    moment::{Day, Moment},
    registry::{Registry, Row},
    unit::UnitCode,
};
use rustc_hash::FxHashSet;

pub mod access;
mod pages;
pub mod screens;
mod sqlite;

pub use pages::Pages;
pub use sqlite::{Draft, KeptAnswer, SqliteStore, files, history, imports, registry, snapshot};

/// A fact with its place in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its sequence number, from 1 without gaps.
    pub seq: u64,
    /// The fact as it is kept: with the row that a registry change replaces.
    pub fact: Fact,
}

/// A registry row as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingRow {
    /// The unit it belongs to.
    pub unit: UnitCode,
    /// Since when.
    pub at: Moment,
    /// The row.
    pub row: Row,
}

/// A row's name: its registry and the sender's key.
pub type RowKey = (Registry, String);

/// Why the store did not do it. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No room left.
    #[error("the disk is full")]
    DiskFull,
    /// Another process holds the database.
    #[error("the database is locked by another process")]
    Locked,
    /// The database file is not what it should be.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// Anything else.
    #[error("the database failed: {0}")]
    Failed(#[source] sqlx::Error),
}

/// What the server asks of its store. Every method is all or nothing.
pub trait Store: Send + Sync + 'static {
    /// The identity of the log.
    fn epoch(&self) -> Epoch;

    /// Writes entries behind the log's end and moves registry rows along; on disk for good when it
    /// returns.
    fn append(&self, entries: &[Entry]) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Of these ids, the facts that are in the log.
    fn known(&self, ids: &[&str]) -> impl Future<Output = Result<Vec<Fact>, StoreError>> + Send;

    /// Of these keys, the rows that stand.
    fn standing(
        &self,
        keys: &[RowKey],
    ) -> impl Future<Output = Result<Vec<(RowKey, StandingRow)>, StoreError>> + Send;

    /// Of these units, those under whose code rows stand.
    fn occupied(
        &self,
        units: &[UnitCode],
    ) -> impl Future<Output = Result<Vec<UnitCode>, StoreError>> + Send;

    /// The next entries after a sequence number, in order, at most `limit`.
    fn read_log(
        &self,
        after: u64,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<Entry>, StoreError>> + Send;

    /// The newest checkpoint's bytes.
    fn checkpoint(&self) -> impl Future<Output = Result<Option<Vec<u8>>, StoreError>> + Send;

    /// Keeps a checkpoint in place of older ones.
    fn save_checkpoint(
        &self,
        seq: u64,
        body: Vec<u8>,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Keeps what a fact ended: a day.
    fn keep_day(
        &self,
        seq: u64,
        end: &DayEnd,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Keeps the state after the fact that began a month, and lets go of the oldest.
    fn keep_month(
        &self,
        day: Day,
        seq: u64,
        body: Vec<u8>,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// The facts that ended a day of which nothing is kept, after throwing away what is kept of days
    /// in another meaning.
    fn unkept_days(
        &self,
        meaning: &str,
    ) -> impl Future<Output = Result<FxHashSet<u64>, StoreError>> + Send;

    /// The state as the last month began that the fact is not before.
    fn month_checkpoint(
        &self,
        seq: u64,
    ) -> impl Future<Output = Result<Option<Vec<u8>>, StoreError>> + Send;

    /// Lets go of the files.
    fn close(&self) -> impl Future<Output = ()> + Send;
}
