//! Days as they ended, and the state as months began.

use liandong_domain::{
    aggregate::{Cells, DayEnd},
    metric::Metric,
    moment::{Day, iso_day},
    tree::UnitIndex,
};
use rustc_hash::{FxHashMap, FxHashSet};
use sqlx::{QueryBuilder, Sqlite};

use super::{ROWS_PER_STATEMENT, SqliteStore, StoreError, classify, damaged};

/// Months whose beginning is kept.
const MONTHS: u32 = 12;
/// Which catalogue and time zone the days are of.
const MEANING: &str = "history";

/// All numbers of a unit.
pub type Numbers = Box<[i64; Metric::COUNT]>;

/// Units' numbers at the end of a day.
#[derive(Clone, Debug)]
pub struct KeptDay {
    /// The day.
    pub day: Day,
    /// In the order that was asked in; nothing of a unit that was not there yet.
    pub units: Vec<Option<Numbers>>,
}

/// A day as its rows have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRows {
    /// Whether all units are in it.
    pub whole: bool,
    /// By unit.
    pub units: Vec<(usize, Cells)>,
}

impl SqliteStore {
    pub(super) async fn insert_day(&self, seq: u64, end: &DayEnd) -> Result<(), StoreError> {
        let day = end.day.days_since_epoch();
        let mut transaction = self.write().await?;
        sqlx::query("DELETE FROM history WHERE day = ?")
            .bind(day)
            .execute(&mut *transaction)
            .await
            .map_err(classify)?;
        sqlx::query("INSERT OR REPLACE INTO history_day (day, seq, whole) VALUES (?, ?, ?)")
            .bind(day)
            .bind(seq as i64)
            .bind(end.whole)
            .execute(&mut *transaction)
            .await
            .map_err(classify)?;
        for chunk in end.units.chunks(ROWS_PER_STATEMENT) {
            let mut insert = QueryBuilder::<Sqlite>::new("INSERT INTO history (day, unit, cells) ");
            insert.push_values(chunk, |mut row, (unit, cells)| {
                let packed = postcard::to_stdvec(cells).unwrap_or_default();
                row.push_bind(day)
                    .push_bind(unit.as_usize() as i64)
                    .push_bind(packed);
            });
            insert
                .build()
                .execute(&mut *transaction)
                .await
                .map_err(classify)?;
        }
        transaction.commit().await.map_err(classify)
    }

    pub(super) async fn insert_month(
        &self,
        day: Day,
        seq: u64,
        body: Vec<u8>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        sqlx::query("INSERT OR REPLACE INTO month_checkpoint (day, seq, body) VALUES (?, ?, ?)")
            .bind(day.days_since_epoch())
            .bind(seq as i64)
            .bind(body)
            .execute(&mut *transaction)
            .await
            .map_err(classify)?;
        sqlx::query(
            "DELETE FROM month_checkpoint WHERE day NOT IN (
                 SELECT day FROM month_checkpoint ORDER BY day DESC LIMIT ?)",
        )
        .bind(MONTHS)
        .execute(&mut *transaction)
        .await
        .map_err(classify)?;
        transaction.commit().await.map_err(classify)
    }

    /// The facts that ended a day of which nothing is kept. Days that are kept in another meaning are
    /// thrown away first.
    pub(super) async fn unkept(&self, meaning: &str) -> Result<FxHashSet<u64>, StoreError> {
        if self.meaning().await?.as_deref() != Some(meaning) {
            self.throw_away(meaning).await?;
        }
        let ends = self.clock_facts().await?;
        let kept: Vec<i64> = sqlx::query_scalar("SELECT seq FROM history_day")
            .fetch_all(&self.pool)
            .await
            .map_err(classify)?;
        let kept: FxHashSet<u64> = kept.into_iter().map(|seq| seq as u64).collect();
        Ok(ends.into_iter().filter(|seq| !kept.contains(seq)).collect())
    }

    /// Which catalogue and time zone the kept days are of.
    ///
    /// # Errors
    /// The database failed.
    pub async fn meaning(&self) -> Result<Option<String>, StoreError> {
        sqlx::query_scalar("SELECT value FROM setting WHERE key = ?")
            .bind(MEANING)
            .fetch_optional(&self.pool)
            .await
            .map_err(classify)
    }

    async fn throw_away(&self, meaning: &str) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        for table in ["history", "history_day", "month_checkpoint"] {
            sqlx::query(sqlx::AssertSqlSafe(format!("DELETE FROM {table}")))
                .execute(&mut *transaction)
                .await
                .map_err(classify)?;
        }
        sqlx::query("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)")
            .bind(MEANING)
            .bind(meaning)
            .execute(&mut *transaction)
            .await
            .map_err(classify)?;
        transaction.commit().await.map_err(classify)
    }

    /// The facts that ended a day: all that began one but the first, found by their ids.
    async fn clock_facts(&self) -> Result<Vec<u64>, StoreError> {
        let found: Vec<(i64, String)> = sqlx::query_as(
            "SELECT seq, id FROM fact WHERE id >= 'clock.day/' AND id < 'clock.day0' ORDER BY seq",
        )
        .fetch_all(&self.pool)
        .await
        .map_err(classify)?;
        let mut last = String::new();
        let mut ends = Vec::new();
        for (seq, id) in found {
            // Dates are in order as text; one that is told again ends nothing.
            if id > last {
                if !last.is_empty() {
                    ends.push(seq as u64);
                }
                last = id;
            }
        }
        Ok(ends)
    }

    /// The days of which something is kept, oldest first, each with the fact that ended it.
    ///
    /// # Errors
    /// The database failed.
    pub async fn kept_days(&self) -> Result<Vec<(Day, u64)>, StoreError> {
        let found: Vec<(i32, i64)> =
            sqlx::query_as("SELECT day, seq FROM history_day ORDER BY day")
                .fetch_all(&self.pool)
                .await
                .map_err(classify)?;
        let days = found.into_iter();
        Ok(days.map(|(day, seq)| (of(day), seq as u64)).collect())
    }

    /// The last kept day of each year of which something is kept, oldest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn last_days_of_years(&self) -> Result<Vec<Day>, StoreError> {
        let found: Vec<i32> = sqlx::query_scalar(
            "SELECT max(day) AS last FROM history_day
             GROUP BY strftime('%Y', day * 86400, 'unixepoch') ORDER BY last",
        )
        .fetch_all(&self.pool)
        .await
        .map_err(classify)?;
        Ok(found.into_iter().map(of).collect())
    }

    /// What is kept of a day, row by row; nothing where it is not kept.
    ///
    /// # Errors
    /// The database failed, or a row cannot be read.
    pub async fn kept_rows(&self, day: Day) -> Result<Option<KeptRows>, StoreError> {
        let day = day.days_since_epoch();
        let whole: Option<bool> = sqlx::query_scalar("SELECT whole FROM history_day WHERE day = ?")
            .bind(day)
            .fetch_optional(&self.pool)
            .await
            .map_err(classify)?;
        let Some(whole) = whole else { return Ok(None) };
        let rows: Vec<(i64, Vec<u8>)> =
            sqlx::query_as("SELECT unit, cells FROM history WHERE day = ? ORDER BY unit")
                .bind(day)
                .fetch_all(&self.pool)
                .await
                .map_err(classify)?;
        let units = rows
            .into_iter()
            .map(|(unit, packed)| Ok((unit as usize, unpack(&packed)?)));
        let units = units.collect::<Result<_, StoreError>>()?;
        Ok(Some(KeptRows { whole, units }))
    }

    /// Units' numbers on the kept days from one day to another.
    ///
    /// # Errors
    /// The database failed, or a row cannot be read.
    pub async fn days_of(
        &self,
        units: &[UnitIndex],
        (from, to): (Day, Day),
    ) -> Result<Vec<KeptDay>, StoreError> {
        let days = self.days_to_fold(from, to).await?;
        let folded: Vec<i32> = days.iter().map(|(day, _)| *day).collect();
        let rows = self.rows_of(units, &folded).await?;
        let mut rows = rows.into_iter().peekable();
        let mut numbers: FxHashMap<i64, Numbers> = FxHashMap::default();
        let mut kept = Vec::new();
        for (day, whole) in days {
            if whole {
                // Its rows leave out what is zero.
                numbers.clear();
            }
            while let Some((_, unit, packed)) = rows.next_if(|(of, ..)| *of == day) {
                let row = numbers
                    .entry(unit)
                    .or_insert_with(|| Box::new([0; Metric::COUNT]));
                for (column, value) in unpack(&packed)? {
                    if let Some(cell) = row.get_mut(usize::from(column)) {
                        *cell = value;
                    }
                }
            }
            if of(day) >= from {
                let of_unit = |unit: &UnitIndex| numbers.get(&(unit.as_usize() as i64)).cloned();
                kept.push(KeptDay {
                    day: of(day),
                    units: units.iter().map(of_unit).collect(),
                });
            }
        }
        Ok(kept)
    }

    /// The kept days to the last, from the last whole one before the first; which are whole.
    async fn days_to_fold(&self, from: Day, to: Day) -> Result<Vec<(i32, bool)>, StoreError> {
        let from = from.days_since_epoch();
        sqlx::query_as(
            "SELECT day, whole FROM history_day WHERE day <= ?2 AND day >= coalesce(
                 (SELECT max(day) FROM history_day WHERE whole = 1 AND day <= ?1), ?1)
             ORDER BY day",
        )
        .bind(from)
        .bind(to.days_since_epoch())
        .fetch_all(&self.pool)
        .await
        .map_err(classify)
    }

    async fn rows_of(
        &self,
        units: &[UnitIndex],
        days: &[i32],
    ) -> Result<Vec<(i32, i64, Vec<u8>)>, StoreError> {
        let units: Vec<usize> = units.iter().map(|unit| unit.as_usize()).collect();
        sqlx::query_as(
            "SELECT day, unit, cells FROM history
             WHERE day IN (SELECT value FROM json_each(?)) AND unit IN (SELECT value FROM json_each(?))
             ORDER BY day",
        )
        .bind(serde_json::to_string(days).unwrap_or_default())
        .bind(serde_json::to_string(&units).unwrap_or_default())
        .fetch_all(&self.pool)
        .await
        .map_err(classify)
    }

    /// The fact that began a day; nothing where none did.
    ///
    /// # Errors
    /// The database failed.
    pub async fn began(&self, day: Day) -> Result<Option<u64>, StoreError> {
        let found: Option<i64> = sqlx::query_scalar("SELECT seq FROM fact WHERE id = ?")
            .bind(format!("clock.day/{}", day.date()))
            .fetch_optional(&self.pool)
            .await
            .map_err(classify)?;
        Ok(found.map(|seq| seq as u64))
    }

    /// The first and the last day that began and ended; nothing where none has ended yet.
    ///
    /// # Errors
    /// The database failed.
    pub async fn whole_days(&self) -> Result<Option<(Day, Day)>, StoreError> {
        let found: Option<(String, String)> = sqlx::query_as(
            "SELECT (SELECT min(id) FROM fact WHERE id >= 'clock.day/' AND id < 'clock.day0'), id FROM fact
             WHERE id >= 'clock.day/' AND id < 'clock.day0' ORDER BY id DESC LIMIT 1 OFFSET 1",
        )
        .fetch_optional(&self.pool)
        .await
        .map_err(classify)?;
        let day = |id: &str| iso_day::parse(id.strip_prefix("clock.day/")?);
        Ok(found.and_then(|(first, last)| Some((day(&first)?, day(&last)?))))
    }

    /// The fact that ended the day that a fact began; nothing where the day goes on.
    ///
    /// # Errors
    /// The database failed.
    pub async fn day_after(&self, began: u64) -> Result<Option<u64>, StoreError> {
        let found: Option<i64> = sqlx::query_scalar(
            "SELECT min(seq) FROM fact
             WHERE id >= 'clock.day/' AND id < 'clock.day0' AND +seq > ?",
        )
        .bind(began as i64)
        .fetch_one(&self.pool)
        .await
        .map_err(classify)?;
        Ok(found.map(|seq| seq as u64))
    }

    /// The state as the last month began that a fact is in or after.
    ///
    /// # Errors
    /// The database failed.
    pub async fn month_before(&self, seq: u64) -> Result<Option<Vec<u8>>, StoreError> {
        sqlx::query_scalar(
            "SELECT body FROM month_checkpoint WHERE seq <= ? ORDER BY seq DESC LIMIT 1",
        )
        .bind(seq as i64)
        .fetch_optional(&self.pool)
        .await
        .map_err(classify)
    }
}

fn of(day: i32) -> Day {
    Day::UNIX_EPOCH.plus(day)
}

fn unpack(packed: &[u8]) -> Result<Cells, StoreError> {
    postcard::from_bytes(packed).map_err(|_| damaged("history", "cells"))
}
