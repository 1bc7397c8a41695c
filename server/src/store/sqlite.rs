//! The store in one SQLite file: WAL, synchronous FULL, so that a commit that returned survives
//! kill -9 and loss of power.

use std::{path::Path, time::Duration};

use liandong_domain::{
    aggregate::DayEnd,
    fact::{Event, Fact, RegistryChange},
    frame::Epoch,
    moment::{Day, Moment},
    registry::Registry,
    unit::UnitCode,
};
use rustc_hash::FxHashSet;
use sqlx::{QueryBuilder, Row as _, Sqlite, SqlitePool, sqlite::SqliteRow};

mod accounts;
mod announcements;
mod audit;
pub mod files;
pub mod history;
mod idempotency;
pub mod imports;
mod pool;
mod recent;
pub mod registry;
mod screens;
mod sessions;
mod settings;
pub mod snapshot;
mod tokens;
mod work;

pub use idempotency::KeptAnswer;
pub use work::Draft;

use super::{Entry, RowKey, StandingRow, Store, StoreError};

/// Rows of one INSERT: enough that the statement's own cost vanishes, few enough to be cached.
const ROWS_PER_STATEMENT: usize = 200;

/// How long to wait for another process that has its turn at the database.
const WAIT: Duration = Duration::from_secs(5);

/// A store in a SQLite file.
pub struct SqliteStore {
    pool: SqlitePool,
    /// The one connection by which the log comes in, and what has to be known for it is looked up.
    log: SqlitePool,
    epoch: Epoch,
}

impl SqliteStore {
    /// Opens the file, makes it where there is none, and brings it to this version's tables.
    ///
    /// # Errors
    /// The file cannot be opened, is damaged, or is of a newer version.
    pub async fn open(file: &Path) -> Result<Self, StoreError> {
        let pool = pool::for_all(file).await.map_err(classify)?;
        sqlx::migrate!()
            .run(&pool)
            .await
            .map_err(|error| match error {
                sqlx::migrate::MigrateError::Execute(error)
                | sqlx::migrate::MigrateError::ExecuteMigration(error, _) => classify(error),
                other => StoreError::Damaged(other.to_string()),
            })?;
        let epoch = epoch(&pool).await?;
        let log = pool::for_log(file).await.map_err(classify)?;
        Ok(Self { pool, log, epoch })
    }

    /// A transaction that reads in order to write: it has its turn from the beginning.
    async fn write(&self) -> Result<sqlx::SqliteTransaction<'static>, StoreError> {
        self.pool
            .begin_with("BEGIN IMMEDIATE")
            .await
            .map_err(classify)
    }
}

/// The log's identity, made by chance the first time.
async fn epoch(pool: &SqlitePool) -> Result<Epoch, StoreError> {
    let fresh = fresh_epoch()?;
    sqlx::query("INSERT OR IGNORE INTO setting (key, value) VALUES ('epoch', ?)")
        .bind(format!("{:016x}", fresh.0))
        .execute(pool)
        .await
        .map_err(classify)?;
    let kept: String = sqlx::query_scalar("SELECT value FROM setting WHERE key = 'epoch'")
        .fetch_one(pool)
        .await
        .map_err(classify)?;
    parse_epoch(&kept)
}

fn fresh_epoch() -> Result<Epoch, StoreError> {
    getrandom::u64()
        .map(Epoch)
        .map_err(|error| StoreError::Failed(sqlx::Error::Io(std::io::Error::other(error))))
}

fn parse_epoch(kept: &str) -> Result<Epoch, StoreError> {
    u64::from_str_radix(kept, 16)
        .map(Epoch)
        .map_err(|_| damaged("epoch", kept))
}

impl Store for SqliteStore {
    fn epoch(&self) -> Epoch {
        self.epoch
    }

    async fn append(&self, entries: &[Entry]) -> Result<(), StoreError> {
        let mut transaction = self.log.begin().await.map_err(classify)?;
        for chunk in entries.chunks(ROWS_PER_STATEMENT) {
            let mut insert = QueryBuilder::<Sqlite>::new(
                "INSERT INTO fact (seq, id, at, unit, kind, body, subject) ",
            );
            insert.push_values(chunk, |mut row, Entry { seq, fact }| {
                let body = serde_json::to_string(&fact.event).unwrap_or_default();
                row.push_bind(*seq as i64)
                    .push_bind(fact.id.as_str())
                    .push_bind(fact.at.0)
                    .push_bind(fact.unit.as_str())
                    .push_bind(fact.event.kind())
                    .push_bind(body)
                    .push_bind(fact.event.subject());
            });
            insert
                .build()
                .execute(&mut *transaction)
                .await
                .map_err(classify)?;
        }
        move_rows(&mut transaction, entries).await?;
        transaction.commit().await.map_err(classify)
    }

    async fn known(&self, ids: &[&str]) -> Result<Vec<Fact>, StoreError> {
        let ids = serde_json::to_string(ids).unwrap_or_default();
        let found = sqlx::query(
            "SELECT id, at, unit, body FROM fact WHERE id IN (SELECT value FROM json_each(?))",
        )
        .bind(ids)
        .fetch_all(&self.log)
        .await
        .map_err(classify)?;
        found.iter().map(parse_fact).collect()
    }

    async fn standing(&self, keys: &[RowKey]) -> Result<Vec<(RowKey, StandingRow)>, StoreError> {
        let wanted: Vec<(&str, &str)> = keys
            .iter()
            .map(|(registry, key)| (registry.key(), key.as_str()))
            .collect();
        let wanted = serde_json::to_string(&wanted).unwrap_or_default();
        let found = sqlx::query(
            "SELECT f.id, f.at, f.unit, f.body FROM json_each(?) AS wanted
             JOIN registry_row AS r ON r.registry = wanted.value ->> 0 AND r.key = wanted.value ->> 1
             JOIN fact AS f ON f.seq = r.seq",
        )
        .bind(wanted)
        .fetch_all(&self.log)
        .await
        .map_err(classify)?;
        found
            .iter()
            .filter_map(|row| standing_row(row).transpose())
            .collect()
    }

    async fn occupied(&self, units: &[UnitCode]) -> Result<Vec<UnitCode>, StoreError> {
        let wanted = serde_json::to_string(units).unwrap_or_default();
        let registries: Vec<&str> = Registry::ALL.iter().map(|of| of.key()).collect();
        let registries = serde_json::to_string(&registries).unwrap_or_default();
        let found: Vec<String> = sqlx::query_scalar(
            "SELECT value FROM json_each(?) AS wanted WHERE EXISTS (
                 SELECT 1 FROM json_each(?) AS of
                 JOIN registry_row AS r ON r.registry = of.value AND r.unit = wanted.value)",
        )
        .bind(wanted)
        .bind(registries)
        .fetch_all(&self.log)
        .await
        .map_err(classify)?;
        let units = found.iter().map(|unit| parse_unit(unit));
        units.collect()
    }

    async fn read_log(&self, after: u64, limit: u32) -> Result<Vec<Entry>, StoreError> {
        let rows = sqlx::query(
            "SELECT seq, id, at, unit, body FROM fact WHERE seq > ? ORDER BY seq LIMIT ?",
        )
        .bind(after as i64)
        .bind(limit)
        .fetch_all(&self.pool)
        .await
        .map_err(classify)?;
        let entry = |row: &SqliteRow| {
            let seq = row.try_get::<i64, _>("seq").map_err(classify)? as u64;
            Ok(Entry {
                seq,
                fact: parse_fact(row)?,
            })
        };
        rows.iter().map(entry).collect()
    }

    async fn checkpoint(&self) -> Result<Option<Vec<u8>>, StoreError> {
        sqlx::query_scalar("SELECT body FROM checkpoint ORDER BY seq DESC LIMIT 1")
            .fetch_optional(&self.pool)
            .await
            .map_err(classify)
    }

    async fn save_checkpoint(&self, seq: u64, body: Vec<u8>) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await.map_err(classify)?;
        sqlx::query("INSERT OR REPLACE INTO checkpoint (seq, body) VALUES (?, ?)")
            .bind(seq as i64)
            .bind(body)
            .execute(&mut *transaction)
            .await
            .map_err(classify)?;
        sqlx::query("DELETE FROM checkpoint WHERE seq < ?")
            .bind(seq as i64)
            .execute(&mut *transaction)
            .await
            .map_err(classify)?;
        transaction.commit().await.map_err(classify)
    }

    async fn keep_day(&self, seq: u64, end: &DayEnd) -> Result<(), StoreError> {
        self.insert_day(seq, end).await
    }

    async fn keep_month(&self, day: Day, seq: u64, body: Vec<u8>) -> Result<(), StoreError> {
        self.insert_month(day, seq, body).await
    }

    async fn unkept_days(&self, meaning: &str) -> Result<FxHashSet<u64>, StoreError> {
        self.unkept(meaning).await
    }

    async fn month_checkpoint(&self, seq: u64) -> Result<Option<Vec<u8>>, StoreError> {
        self.month_before(seq).await
    }

    async fn close(&self) {
        self.log.close().await;
        self.pool.close().await;
    }
}

/// Points each row that the entries change at the last entry that holds it.
async fn move_rows(
    transaction: &mut sqlx::SqliteTransaction<'_>,
    entries: &[Entry],
) -> Result<(), StoreError> {
    let mut standing = rustc_hash::FxHashMap::default();
    for entry @ Entry { fact, .. } in entries {
        let Event::RegistryChanged(change) = &fact.event else {
            continue;
        };
        let row = change.after.as_ref().or(change.before.as_ref());
        let Some(registry) = row.map(liandong_domain::registry::Row::registry) else {
            continue;
        };
        standing.insert(
            (registry, change.key.as_str()),
            change.after.is_some().then_some(entry),
        );
    }
    let mut moved: Vec<_> = standing
        .iter()
        .filter_map(|(key, entry)| entry.map(|entry| (*key, entry)))
        .collect();
    // In the index's order: neighbouring rows share pages.
    moved
        .sort_unstable_by(|((a, left), _), ((b, right), _)| (a.key(), left).cmp(&(b.key(), right)));
    for chunk in moved.chunks(ROWS_PER_STATEMENT) {
        let mut insert = QueryBuilder::<Sqlite>::new(
            "INSERT OR REPLACE INTO registry_row (registry, key, seq, unit, at) ",
        );
        insert.push_values(chunk, |mut row, ((registry, key), Entry { seq, fact })| {
            row.push_bind(registry.key())
                .push_bind(*key)
                .push_bind(*seq as i64)
                .push_bind(fact.unit.as_str())
                .push_bind(fact.at.0);
        });
        insert
            .build()
            .execute(&mut **transaction)
            .await
            .map_err(classify)?;
    }
    for registry in Registry::ALL {
        let gone = standing.iter().filter(|(_, entry)| entry.is_none());
        let gone = gone.filter(|((of, _), _)| of == registry);
        let keys: Vec<&str> = gone.map(|((_, key), _)| *key).collect();
        if !keys.is_empty() {
            remove_rows(transaction, *registry, &keys).await?;
        }
    }
    Ok(())
}

/// Takes rows away. SQLite goes through them in the order of the index, whatever theirs is.
async fn remove_rows(
    transaction: &mut sqlx::SqliteTransaction<'_>,
    registry: Registry,
    keys: &[&str],
) -> Result<(), StoreError> {
    let keys = serde_json::to_string(keys).unwrap_or_default();
    sqlx::query(
        "DELETE FROM registry_row
         WHERE registry = ? AND key IN (SELECT value FROM json_each(?))",
    )
    .bind(registry.key())
    .bind(keys)
    .execute(&mut **transaction)
    .await
    .map_err(classify)?;
    Ok(())
}

fn standing_row(row: &SqliteRow) -> Result<Option<(RowKey, StandingRow)>, StoreError> {
    let fact = parse_fact(row)?;
    let Event::RegistryChanged(change) = fact.event else {
        return Ok(None);
    };
    let RegistryChange { key, after, .. } = *change;
    Ok(after.map(|row| {
        (
            (row.registry(), key),
            StandingRow {
                unit: fact.unit,
                at: fact.at,
                row,
            },
        )
    }))
}

fn parse_fact(row: &SqliteRow) -> Result<Fact, StoreError> {
    let body: &str = row.try_get("body").map_err(classify)?;
    let unit: &str = row.try_get("unit").map_err(classify)?;
    Ok(Fact {
        id: row.try_get("id").map_err(classify)?,
        at: Moment(row.try_get("at").map_err(classify)?),
        unit: parse_unit(unit)?,
        event: serde_json::from_str(body).map_err(|_| damaged("fact", body))?,
    })
}

fn parse_unit(unit: &str) -> Result<UnitCode, StoreError> {
    unit.parse().map_err(|_| damaged("unit", unit))
}

fn damaged(what: &str, text: &str) -> StoreError {
    StoreError::Damaged(format!(
        "{what}: {}",
        text.chars().take(80).collect::<String>()
    ))
}

/// What SQLite's error codes mean to an operator.
fn classify(error: sqlx::Error) -> StoreError {
    const BUSY: i32 = 5;
    const LOCKED: i32 = 6;
    const CORRUPT: i32 = 11;
    const FULL: i32 = 13;
    const NOT_A_DATABASE: i32 = 26;
    let code = error
        .as_database_error()
        .and_then(|error| error.code()?.parse::<i32>().ok());
    match code.map(|code| code & 0xff) {
        Some(BUSY | LOCKED) => StoreError::Locked,
        Some(FULL) => StoreError::DiskFull,
        Some(CORRUPT | NOT_A_DATABASE) => StoreError::Damaged(error.to_string()),
        _ => StoreError::Failed(error),
    }
}
