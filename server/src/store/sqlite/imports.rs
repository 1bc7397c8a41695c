//! Imports that were applied, their facts, and the mappings that clerks last used.

use liandong_domain::{
    fact::{Event, Fact},
    registry::Row,
    unit::UnitCode,
};
use sqlx::{Row as _, sqlite::SqliteRow};

use super::{SqliteStore, StoreError, audit::record, classify, damaged, parse_fact, parse_unit};
use crate::store::access::{Act, Millis};

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// Its facts are coming in.
    Applying,
    /// All of it is in.
    Applied,
    /// It is being taken back.
    Undoing,
    /// All of it is taken back.
    Undone,
}

impl ImportState {
    const ALL: [Self; 4] = [Self::Applying, Self::Applied, Self::Undoing, Self::Undone];

    /// The key used in the API.
    pub fn key(self) -> &'static str {
        match self {
            Self::Applying => "applying",
            Self::Applied => "applied",
            Self::Undoing => "undoing",
            Self::Undone => "undone",
        }
    }
}

/// An import as it is kept.
#[derive(Clone, Debug)]
pub struct ImportRecord {
    /// Its name, 16 hexadecimal digits.
    pub uid: String,
    /// When it was applied.
    pub at: Millis,
    /// Who applied it.
    pub actor: String,
    /// The subtree it is of.
    pub unit: UnitCode,
    /// A registry's key, or `units`.
    pub target: String,
    /// The file's name.
    pub file_name: String,
    /// The day it tells of, as `YYYY-MM-DD`.
    pub as_of: String,
    /// How far it is.
    pub state: ImportState,
    /// How many rows were new, changed …, as JSON.
    pub summary: String,
    /// Of units, what takes it back, as JSON.
    pub undo: String,
}

/// A fact of an import, and whether what it did still stands.
#[derive(Clone, Debug)]
pub struct ImportedFact {
    /// The fact.
    pub fact: Fact,
    /// Whether nothing changed its row since.
    pub stands: bool,
}

/// Which imports are wanted.
#[derive(Clone, Debug)]
pub struct ImportQuery {
    /// Only those of these subtrees.
    pub units: Vec<UnitCode>,
    /// Only those before this time and name.
    pub before: Option<(Millis, String)>,
    /// At most so many.
    pub limit: u32,
}

impl SqliteStore {
    /// Keeps an import that begins to come in.
    ///
    /// # Errors
    /// The database failed.
    pub async fn begin_import(&self, import: &ImportRecord) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO import VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .bind(&import.uid)
            .bind(import.at)
            .bind(&import.actor)
            .bind(import.unit.as_str())
            .bind(&import.target)
            .bind(&import.file_name)
            .bind(&import.as_of)
            .bind(import.state.key())
            .bind(&import.summary)
            .bind(&import.undo)
            .execute(&self.pool)
            .await
            .map_err(classify)?;
        Ok(())
    }

    /// Says how far an import is, where it was as far as `from`; whether it was.
    ///
    /// # Errors
    /// The database failed.
    pub async fn move_import(
        &self,
        uid: &str,
        from: ImportState,
        to: ImportState,
        summary: Option<&str>,
        act: Option<&Act>,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.write().await?;
        let moved = sqlx::query(
            "UPDATE import SET state = ?, summary = coalesce(?, summary) WHERE uid = ? AND state = ?",
        )
        .bind(to.key())
        .bind(summary)
        .bind(uid)
        .bind(from.key())
        .execute(&mut *transaction)
        .await
        .map_err(classify)?;
        let was = moved.rows_affected() == 1;
        if let Some(act) = act.filter(|_| was) {
            record(&mut transaction, act).await?;
        }
        transaction.commit().await.map_err(classify)?;
        Ok(was)
    }

    /// An import.
    ///
    /// # Errors
    /// The database failed.
    pub async fn import(&self, uid: &str) -> Result<Option<ImportRecord>, StoreError> {
        let found = sqlx::query("SELECT * FROM import WHERE uid = ?")
            .bind(uid)
            .fetch_optional(&self.pool)
            .await
            .map_err(classify)?;
        found.as_ref().map(parse).transpose()
    }

    /// Imports, the newest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn imports(&self, query: &ImportQuery) -> Result<Vec<ImportRecord>, StoreError> {
        let units = serde_json::to_string(&query.units).unwrap_or_default();
        let (at, uid) = query.before.clone().unwrap_or((Millis::MAX, String::new()));
        let found = sqlx::query(
            "SELECT * FROM import WHERE unit IN (SELECT value FROM json_each(?))
             AND (at, uid) < (?, ?) ORDER BY at DESC, uid DESC LIMIT ?",
        )
        .bind(units)
        .bind(at)
        .bind(uid)
        .bind(query.limit)
        .fetch_all(&self.pool)
        .await
        .map_err(classify)?;
        found.iter().map(parse).collect()
    }

    /// Imports that are neither in nor out: the server ended meanwhile.
    ///
    /// # Errors
    /// The database failed.
    pub async fn unfinished_imports(&self) -> Result<Vec<ImportRecord>, StoreError> {
        let found =
            sqlx::query("SELECT * FROM import WHERE state IN ('applying', 'undoing') ORDER BY at")
                .fetch_all(&self.pool)
                .await
                .map_err(classify)?;
        found.iter().map(parse).collect()
    }

    /// The facts whose ids begin with a text, after one of them, in order of ids, at most `limit`.
    ///
    /// # Errors
    /// The database failed.
    pub async fn imported_facts(
        &self,
        prefix: &str,
        after: &str,
        limit: u32,
    ) -> Result<Vec<ImportedFact>, StoreError> {
        let from = if after.is_empty() { prefix } else { after };
        // Behind every id that begins so: ids are of digits there.
        let end = format!("{prefix}:");
        let found = sqlx::query(
            "SELECT seq, id, at, unit, body FROM fact WHERE id > ? AND id < ? ORDER BY id LIMIT ?",
        )
        .bind(from)
        .bind(end)
        .bind(limit)
        .fetch_all(&self.pool)
        .await
        .map_err(classify)?;
        let mut facts = Vec::with_capacity(found.len());
        for row in &found {
            let seq: i64 = row.try_get("seq").map_err(classify)?;
            facts.push((seq, parse_fact(row)?));
        }
        self.with_standing(facts).await
    }

    /// Tells of facts whether what they did still stands.
    async fn with_standing(
        &self,
        facts: Vec<(i64, Fact)>,
    ) -> Result<Vec<ImportedFact>, StoreError> {
        let keys: Vec<(&str, &str)> = facts.iter().filter_map(|(_, fact)| row_of(fact)).collect();
        let keys = serde_json::to_string(&keys).unwrap_or_default();
        let found: Vec<(String, i64)> = sqlx::query_as(
            "SELECT r.key, r.seq FROM json_each(?) AS wanted
             JOIN registry_row AS r ON r.registry = wanted.value ->> 0 AND r.key = wanted.value ->> 1",
        )
        .bind(keys)
        .fetch_all(&self.log)
        .await
        .map_err(classify)?;
        let standing: rustc_hash::FxHashMap<String, i64> = found.into_iter().collect();
        let told = facts.into_iter().map(|(seq, fact)| {
            let stands = match &fact.event {
                Event::RegistryChanged(change) if change.after.is_none() => {
                    !standing.contains_key(&change.key)
                }
                Event::RegistryChanged(change) => standing.get(&change.key) == Some(&seq),
                _ => true,
            };
            ImportedFact { fact, stands }
        });
        Ok(told.collect())
    }

    /// The mapping that was last used for files of a shape, as JSON.
    ///
    /// # Errors
    /// The database failed.
    pub async fn mapping(
        &self,
        unit: &UnitCode,
        target: &str,
        shape: &str,
    ) -> Result<Option<String>, StoreError> {
        sqlx::query_scalar("SELECT body FROM mapping WHERE unit = ? AND target = ? AND shape = ?")
            .bind(unit.as_str())
            .bind(target)
            .bind(shape)
            .fetch_optional(&self.pool)
            .await
            .map_err(classify)
    }

    /// Keeps a mapping for the next file of its shape.
    ///
    /// # Errors
    /// The database failed.
    pub async fn keep_mapping(
        &self,
        unit: &UnitCode,
        target: &str,
        shape: &str,
        body: &str,
    ) -> Result<(), StoreError> {
        sqlx::query("INSERT OR REPLACE INTO mapping VALUES (?, ?, ?, ?)")
            .bind(unit.as_str())
            .bind(target)
            .bind(shape)
            .bind(body)
            .execute(&self.pool)
            .await
            .map_err(classify)?;
        Ok(())
    }

    /// The secret under which identifiers of people are hashed, made by chance the first time.
    ///
    /// # Errors
    /// The database failed, or the machine has no randomness.
    pub async fn person_secret(&self) -> Result<String, StoreError> {
        let fresh = crate::access::secret::make("")?;
        sqlx::query("INSERT OR IGNORE INTO setting (key, value) VALUES ('person_secret', ?)")
            .bind(fresh)
            .execute(&self.pool)
            .await
            .map_err(classify)?;
        sqlx::query_scalar("SELECT value FROM setting WHERE key = 'person_secret'")
            .fetch_one(&self.pool)
            .await
            .map_err(classify)
    }
}

fn row_of(fact: &Fact) -> Option<(&'static str, &str)> {
    let Event::RegistryChanged(change) = &fact.event else {
        return None;
    };
    let row = change.after.as_ref().or(change.before.as_ref())?;
    Some((Row::registry(row).key(), change.key.as_str()))
}

fn parse(row: &SqliteRow) -> Result<ImportRecord, StoreError> {
    let state: &str = row.try_get("state").map_err(classify)?;
    let known = ImportState::ALL.into_iter().find(|of| of.key() == state);
    Ok(ImportRecord {
        uid: row.try_get("uid").map_err(classify)?,
        at: row.try_get("at").map_err(classify)?,
        actor: row.try_get("actor").map_err(classify)?,
        unit: parse_unit(row.try_get("unit").map_err(classify)?)?,
        target: row.try_get("target").map_err(classify)?,
        file_name: row.try_get("file_name").map_err(classify)?,
        as_of: row.try_get("as_of").map_err(classify)?,
        state: known.ok_or_else(|| damaged("state", state))?,
        summary: row.try_get("summary").map_err(classify)?,
        undo: row.try_get("undo").map_err(classify)?,
    })
}
