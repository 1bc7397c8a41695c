//! The audit log: entries that only grow, each hash over the one before.

use sha2::{Digest, Sha256};
use sqlx::{QueryBuilder, Sqlite, SqliteTransaction};

use super::{SqliteStore, StoreError, classify, damaged};
use crate::store::access::{Act, AuditEntry, AuditQuery};

/// What the first entry's hash is over.
const BEGINNING: [u8; 32] = [0; 32];
/// Entries read at once while the chain is checked.
const PAGE: i64 = 1000;

type Stored = (i64, i64, String, String, String, String, String, Vec<u8>);

impl SqliteStore {
    /// Writes down what was done, where that changed nothing else.
    ///
    /// # Errors
    /// The database failed.
    pub async fn record(&self, act: &Act) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        record(&mut transaction, act).await?;
        transaction.commit().await.map_err(classify)
    }

    /// Entries of the audit log, newest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn audit(&self, query: &AuditQuery) -> Result<Vec<AuditEntry>, StoreError> {
        let mut select = QueryBuilder::<Sqlite>::new(
            "SELECT seq, at, actor, address, action, subject, detail, hash FROM audit WHERE seq < ",
        );
        select.push_bind(query.before.unwrap_or(i64::MAX));
        if let Some(action) = &query.action {
            select.push(" AND substr(action, 1, ");
            select.push_bind(action.chars().count() as i64);
            select.push(") = ").push_bind(action);
        }
        if let Some(text) = &query.text {
            select.push(" AND instr(lower(actor || ' ' || subject), ");
            select.push_bind(text.to_lowercase()).push(") > 0");
        }
        if let Some(actors) = &query.actors {
            let actors = serde_json::to_string(actors).unwrap_or_default();
            select.push(" AND actor IN (SELECT value FROM json_each(");
            select.push_bind(actors).push("))");
        }
        select
            .push(" ORDER BY seq DESC LIMIT ")
            .push_bind(query.limit);
        let found: Vec<Stored> = select
            .build_query_as()
            .fetch_all(&self.pool)
            .await
            .map_err(classify)?;
        Ok(found.into_iter().map(|stored| entry(stored).0).collect())
    }

    /// Whether somebody signed in to a login from an address before.
    ///
    /// # Errors
    /// The database failed.
    pub async fn was_signed_in_from(&self, login: &str, address: &str) -> Result<bool, StoreError> {
        sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM audit
             WHERE action = 'session.began' AND actor = ? AND address = ?)",
        )
        .bind(login)
        .bind(address)
        .fetch_one(&self.pool)
        .await
        .map_err(classify)
    }

    /// Reads the whole audit log and follows its chain.
    ///
    /// # Errors
    /// An entry is missing or is not what was written, or the database failed.
    pub async fn verify_audit(&self) -> Result<i64, StoreError> {
        let mut previous = BEGINNING;
        let mut last = 0;
        loop {
            let page: Vec<Stored> = sqlx::query_as(
                "SELECT seq, at, actor, address, action, subject, detail, hash FROM audit
                 WHERE seq > ? ORDER BY seq LIMIT ?",
            )
            .bind(last)
            .bind(PAGE)
            .fetch_all(&self.pool)
            .await
            .map_err(classify)?;
            if page.is_empty() {
                return Ok(last);
            }
            for stored in page {
                let (entry, stored_hash) = entry(stored);
                let expected = hash(&previous, &entry);
                if entry.seq != last + 1 || stored_hash != expected {
                    return Err(damaged("audit", &format!("entry {}", last + 1)));
                }
                previous = expected;
                last = entry.seq;
            }
        }
    }
}

/// Writes down what a transaction does, so that neither is kept without the other.
pub(super) async fn record(
    transaction: &mut SqliteTransaction<'_>,
    act: &Act,
) -> Result<(), StoreError> {
    let newest: Option<(i64, Vec<u8>)> =
        sqlx::query_as("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
            .fetch_optional(&mut **transaction)
            .await
            .map_err(classify)?;
    let (seq, previous) = match newest {
        Some((seq, hash)) => {
            let hash = hash.try_into();
            (seq, hash.map_err(|_| damaged("audit", "hash"))?)
        }
        None => (0, BEGINNING),
    };
    let entry = AuditEntry {
        seq: seq + 1,
        at: act.at,
        actor: act.actor.clone(),
        address: act.address.clone(),
        action: act.action.to_owned(),
        subject: act.subject.clone(),
        detail: act.detail.to_string(),
    };
    sqlx::query(
        "INSERT INTO audit (seq, at, actor, address, action, subject, detail, hash)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(entry.seq)
    .bind(entry.at)
    .bind(&entry.actor)
    .bind(&entry.address)
    .bind(&entry.action)
    .bind(&entry.subject)
    .bind(&entry.detail)
    .bind(hash(&previous, &entry).to_vec())
    .execute(&mut **transaction)
    .await
    .map(drop)
    .map_err(classify)
}

fn entry(stored: Stored) -> (AuditEntry, Vec<u8>) {
    let (seq, at, actor, address, action, subject, detail, hash) = stored;
    let entry = AuditEntry {
        seq,
        at,
        actor,
        address,
        action,
        subject,
        detail,
    };
    (entry, hash)
}

/// SHA-256 over the hash before and the entry's fields, each behind its length.
fn hash(previous: &[u8; 32], entry: &AuditEntry) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update(previous);
    digest.update(entry.seq.to_le_bytes());
    digest.update(entry.at.to_le_bytes());
    for text in [
        &entry.actor,
        &entry.address,
        &entry.action,
        &entry.subject,
        &entry.detail,
    ] {
        digest.update((text.len() as u64).to_le_bytes());
        digest.update(text.as_bytes());
    }
    digest.finalize().into()
}
