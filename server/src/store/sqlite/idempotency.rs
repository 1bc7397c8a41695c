//! Answers to calls that may be sent again.

use super::{SqliteStore, StoreError, classify};
use crate::store::access::{Millis, SecretHash};

/// How long an answer is kept, in milliseconds.
const KEPT_MS: Millis = 24 * 60 * 60_000;

/// An answer as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct KeptAnswer {
    /// SHA-256 of the request.
    pub request: Vec<u8>,
    /// HTTP status.
    pub status: u16,
    /// The body's type, empty where there is none.
    pub kind: String,
    /// The body.
    pub body: Vec<u8>,
}

impl SqliteStore {
    /// What a caller's key was answered within the last day.
    ///
    /// # Errors
    /// The database failed.
    pub async fn kept_answer(
        &self,
        caller: SecretHash,
        key: &str,
        now: Millis,
    ) -> Result<Option<KeptAnswer>, StoreError> {
        sqlx::query_as(
            "SELECT request, status, kind, body FROM idempotency
             WHERE caller = ? AND key = ? AND at > ?",
        )
        .bind(caller.to_vec())
        .bind(key)
        .bind(now - KEPT_MS)
        .fetch_optional(&self.pool)
        .await
        .map_err(classify)
    }

    /// Keeps an answer for a day; those kept longer go.
    ///
    /// # Errors
    /// The database failed.
    pub async fn keep_answer(
        &self,
        caller: SecretHash,
        key: &str,
        answer: &KeptAnswer,
        now: Millis,
    ) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        sqlx::query("DELETE FROM idempotency WHERE at <= ?")
            .bind(now - KEPT_MS)
            .execute(&mut *transaction)
            .await
            .map_err(classify)?;
        sqlx::query("INSERT OR REPLACE INTO idempotency VALUES (?, ?, ?, ?, ?, ?, ?)")
            .bind(caller.to_vec())
            .bind(key)
            .bind(&answer.request)
            .bind(answer.status)
            .bind(&answer.kind)
            .bind(&answer.body)
            .bind(now)
            .execute(&mut *transaction)
            .await
            .map_err(classify)?;
        transaction.commit().await.map_err(classify)
    }
}
