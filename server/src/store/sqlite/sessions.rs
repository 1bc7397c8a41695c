//! Sessions of signed-in staff.

use super::{SqliteStore, StoreError, audit::record, classify};
use crate::store::access::{Act, Millis, SecretHash, Session};

/// Sessions that an account has at once at most; the oldest end first.
const SESSIONS_OF_ONE: i64 = 100;

#[derive(sqlx::FromRow)]
struct StoredSession {
    id: i64,
    account: i64,
    address: String,
    agent: String,
    created_at: i64,
    seen_at: i64,
    confirmed_at: i64,
    idle_ms: i64,
}

impl From<StoredSession> for Session {
    fn from(stored: StoredSession) -> Self {
        Self {
            id: stored.id,
            account: stored.account,
            address: stored.address,
            agent: stored.agent,
            created_at: stored.created_at,
            seen_at: stored.seen_at,
            confirmed_at: stored.confirmed_at,
            idle_ms: stored.idle_ms,
        }
    }
}

impl SqliteStore {
    /// Begins a session. `new.id` is not looked at.
    ///
    /// # Errors
    /// The database failed.
    pub async fn add_session(
        &self,
        hash: SecretHash,
        new: &Session,
        act: &Act,
    ) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        sqlx::query(
            "INSERT INTO session
                 (hash, account, address, agent, created_at, seen_at, confirmed_at, idle_ms)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(hash.to_vec())
        .bind(new.account)
        .bind(&new.address)
        .bind(&new.agent)
        .bind(new.created_at)
        .bind(new.seen_at)
        .bind(new.confirmed_at)
        .bind(new.idle_ms)
        .execute(&mut *transaction)
        .await
        .map_err(classify)?;
        // A program that signs in and never out must not make the list grow without end.
        sqlx::query(
            "DELETE FROM session WHERE account = ?1 AND id NOT IN
                 (SELECT id FROM session WHERE account = ?1 ORDER BY id DESC LIMIT ?2)",
        )
        .bind(new.account)
        .bind(SESSIONS_OF_ONE)
        .execute(&mut *transaction)
        .await
        .map_err(classify)?;
        record(&mut transaction, act).await?;
        transaction.commit().await.map_err(classify)
    }

    /// The session of a cookie, ended or not.
    ///
    /// # Errors
    /// The database failed.
    pub async fn session(&self, hash: SecretHash) -> Result<Option<Session>, StoreError> {
        let found: Option<StoredSession> = sqlx::query_as("SELECT * FROM session WHERE hash = ?")
            .bind(hash.to_vec())
            .fetch_optional(&self.pool)
            .await
            .map_err(classify)?;
        Ok(found.map(Session::from))
    }

    /// An account's sessions, the last used first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn sessions(&self, account: i64) -> Result<Vec<Session>, StoreError> {
        let found: Vec<StoredSession> =
            sqlx::query_as("SELECT * FROM session WHERE account = ? ORDER BY seen_at DESC")
                .bind(account)
                .fetch_all(&self.pool)
                .await
                .map_err(classify)?;
        Ok(found.into_iter().map(Session::from).collect())
    }

    /// Notes that a session was used.
    ///
    /// # Errors
    /// The database failed.
    pub async fn touch_session(&self, id: i64, at: Millis) -> Result<(), StoreError> {
        sqlx::query("UPDATE session SET seen_at = ? WHERE id = ?")
            .bind(at)
            .bind(id)
            .execute(&self.pool)
            .await
            .map(drop)
            .map_err(classify)
    }

    /// Notes that the password was given once more.
    ///
    /// # Errors
    /// The database failed.
    pub async fn confirm_session(&self, id: i64, at: Millis) -> Result<(), StoreError> {
        sqlx::query("UPDATE session SET confirmed_at = ? WHERE id = ?")
            .bind(at)
            .bind(id)
            .execute(&self.pool)
            .await
            .map(drop)
            .map_err(classify)
    }

    /// Ends one of an account's sessions; false where there is none with this number.
    ///
    /// # Errors
    /// The database failed.
    pub async fn end_session(&self, account: i64, id: i64, act: &Act) -> Result<bool, StoreError> {
        let mut transaction = self.write().await?;
        let ended = sqlx::query("DELETE FROM session WHERE account = ? AND id = ?")
            .bind(account)
            .bind(id)
            .execute(&mut *transaction)
            .await
            .map_err(classify)?
            .rows_affected();
        if ended == 1 {
            record(&mut transaction, act).await?;
        }
        transaction.commit().await.map_err(classify)?;
        Ok(ended == 1)
    }

    /// Forgets sessions that began before a moment: they have ended long ago.
    ///
    /// # Errors
    /// The database failed.
    pub async fn forget_sessions(&self, began_before: Millis) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM session WHERE created_at < ?")
            .bind(began_before)
            .execute(&self.pool)
            .await
            .map(drop)
            .map_err(classify)
    }
}
