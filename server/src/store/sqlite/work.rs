//! The history of what goes on, the files that go with it, and what is not sent yet.

use liandong_domain::fact::Fact;
use sqlx::{Row as _, sqlite::SqliteRow};

use super::{SqliteStore, classify, parse_fact};
use crate::store::{Entry, StoreError, access::Millis};

/// A draft as it was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its fields, as JSON.
    pub body: String,
    /// When it was left.
    pub at: Millis,
}

impl SqliteStore {
    /// The fact with an id, and its place in the log.
    ///
    /// # Errors
    /// The store failed.
    pub async fn entry(&self, id: &str) -> Result<Option<Entry>, StoreError> {
        let row = sqlx::query("SELECT seq, id, at, unit, body FROM fact WHERE id = ?")
            .bind(id)
            .fetch_optional(&self.pool)
            .await
            .map_err(classify)?;
        row.as_ref().map(entry).transpose()
    }

    /// The fact that opened something, and all that are about it, oldest first.
    ///
    /// # Errors
    /// The store failed.
    pub async fn history(&self, subject: &str) -> Result<Vec<Entry>, StoreError> {
        let rows = sqlx::query(
            "SELECT seq, id, at, unit, body FROM fact WHERE id = ?1
             UNION ALL
             SELECT seq, id, at, unit, body FROM fact WHERE subject = ?1
             ORDER BY seq",
        )
        .bind(subject)
        .fetch_all(&self.pool)
        .await
        .map_err(classify)?;
        rows.iter().map(entry).collect()
    }

    /// Of these ids, the newest texts of logs that came back and were handed in anew, oldest first.
    ///
    /// # Errors
    /// The store failed.
    pub async fn handed_in_anew(&self, ids: &[&str]) -> Result<Vec<Fact>, StoreError> {
        let ids = serde_json::to_string(ids).unwrap_or_default();
        let rows = sqlx::query(
            "SELECT id, at, unit, body FROM fact
             WHERE subject IN (SELECT value FROM json_each(?)) AND kind = 'log.submitted'
             ORDER BY seq",
        )
        .bind(ids)
        .fetch_all(&self.pool)
        .await
        .map_err(classify)?;
        rows.iter().map(parse_fact).collect()
    }

    /// Who made the facts about something, as the audit log has it: each fact's kind and id, and the actor.
    ///
    /// # Errors
    /// The store failed.
    pub async fn actors(&self, subject: &str) -> Result<Vec<(String, String, String)>, StoreError> {
        sqlx::query_as(
            "SELECT action, coalesce(detail ->> 'fact', subject), actor FROM audit
             WHERE subject = ? ORDER BY seq",
        )
        .bind(subject)
        .fetch_all(&self.pool)
        .await
        .map_err(classify)
    }

    /// The activities before a place in the log, newest first.
    ///
    /// # Errors
    /// The store failed.
    pub async fn activities(
        &self,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<Entry>, StoreError> {
        let before = before.and_then(|before| i64::try_from(before).ok());
        let rows = sqlx::query(
            "SELECT seq, id, at, unit, body FROM fact
             WHERE kind = 'activity.held' AND seq < ? ORDER BY seq DESC LIMIT ?",
        )
        .bind(before.unwrap_or(i64::MAX))
        .bind(limit)
        .fetch_all(&self.pool)
        .await
        .map_err(classify)?;
        rows.iter().map(entry).collect()
    }

    /// Keeps a file that goes with an act. The same content is kept once.
    ///
    /// # Errors
    /// The store failed.
    pub async fn keep_attachment(
        &self,
        hash: &str,
        body: &[u8],
        (account, at): (i64, Millis),
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT OR IGNORE INTO attachment (hash, body, size, account, at) VALUES (?, ?, ?, ?, ?)",
        )
        .bind(hash)
        .bind(body)
        .bind(body.len() as i64)
        .bind(account)
        .bind(at)
        .execute(&self.pool)
        .await
        .map_err(classify)?;
        Ok(())
    }

    /// Of these files, those that are kept.
    ///
    /// # Errors
    /// The store failed.
    pub async fn kept_attachments(&self, hashes: &[&str]) -> Result<Vec<String>, StoreError> {
        let hashes = serde_json::to_string(hashes).unwrap_or_default();
        sqlx::query_scalar(
            "SELECT hash FROM attachment WHERE hash IN (SELECT value FROM json_each(?))",
        )
        .bind(hashes)
        .fetch_all(&self.pool)
        .await
        .map_err(classify)
    }

    /// A file's content.
    ///
    /// # Errors
    /// The store failed.
    pub async fn attachment(&self, hash: &str) -> Result<Option<Vec<u8>>, StoreError> {
        sqlx::query_scalar("SELECT body FROM attachment WHERE hash = ?")
            .bind(hash)
            .fetch_optional(&self.pool)
            .await
            .map_err(classify)
    }

    /// Keeps what an account has written so far in a form; forgets it where there is nothing.
    ///
    /// # Errors
    /// The store failed.
    pub async fn keep_draft(
        &self,
        (account, key): (i64, &str),
        body: Option<&str>,
        at: Millis,
    ) -> Result<(), StoreError> {
        let query = match body {
            Some(body) => sqlx::query(
                "INSERT OR REPLACE INTO draft (account, key, body, at) VALUES (?, ?, ?, ?)",
            )
            .bind(account)
            .bind(key)
            .bind(body)
            .bind(at),
            None => sqlx::query("DELETE FROM draft WHERE account = ? AND key = ?")
                .bind(account)
                .bind(key),
        };
        query.execute(&self.pool).await.map_err(classify)?;
        Ok(())
    }

    /// How many drafts an account has besides one.
    ///
    /// # Errors
    /// The store failed.
    pub async fn other_drafts(&self, account: i64, key: &str) -> Result<i64, StoreError> {
        sqlx::query_scalar("SELECT count(*) FROM draft WHERE account = ? AND key <> ?")
            .bind(account)
            .bind(key)
            .fetch_one(&self.pool)
            .await
            .map_err(classify)
    }

    /// What an account has written so far in a form.
    ///
    /// # Errors
    /// The store failed.
    pub async fn draft(&self, account: i64, key: &str) -> Result<Option<Draft>, StoreError> {
        let row = sqlx::query("SELECT body, at FROM draft WHERE account = ? AND key = ?")
            .bind(account)
            .bind(key)
            .fetch_optional(&self.pool)
            .await
            .map_err(classify)?;
        row.map(|row| {
            Ok(Draft {
                body: row.try_get("body").map_err(classify)?,
                at: row.try_get("at").map_err(classify)?,
            })
        })
        .transpose()
    }
}

fn entry(row: &SqliteRow) -> Result<Entry, StoreError> {
    let seq = row.try_get::<i64, _>("seq").map_err(classify)? as u64;
    Ok(Entry {
        seq,
        fact: parse_fact(row)?,
    })
}
