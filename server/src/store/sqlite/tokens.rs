//! Tokens of programs that send facts.

use super::{SqliteStore, StoreError, audit::record, classify, damaged};
use crate::store::access::{Act, Millis, NewToken, SecretHash, Token};

#[derive(sqlx::FromRow)]
struct StoredToken {
    id: i64,
    name: String,
    unit: String,
    kinds: Option<String>,
    created_at: i64,
    expires_at: Option<i64>,
    used_at: Option<i64>,
    revoked_at: Option<i64>,
}

impl StoredToken {
    fn read(self) -> Result<Token, StoreError> {
        let kinds = self.kinds.as_deref().map(serde_json::from_str);
        Ok(Token {
            unit: (self.unit.parse()).map_err(|_| damaged("token", &self.unit))?,
            kinds: kinds
                .transpose()
                .map_err(|_| damaged("token", &self.name))?,
            id: self.id,
            name: self.name,
            created_at: self.created_at,
            expires_at: self.expires_at,
            used_at: self.used_at,
            revoked_at: self.revoked_at,
        })
    }
}

impl SqliteStore {
    /// Keeps a token.
    ///
    /// # Errors
    /// The database failed.
    pub async fn add_token(
        &self,
        hash: SecretHash,
        new: &NewToken,
        act: &Act,
    ) -> Result<i64, StoreError> {
        let kinds = new.kinds.as_ref().map(serde_json::to_string);
        let mut transaction = self.write().await?;
        let id: i64 = sqlx::query_scalar(
            "INSERT INTO token (id, hash, name, unit, kinds, created_at, expires_at)
             VALUES ((SELECT coalesce(max(id), 0) + 1 FROM token), ?, ?, ?, ?, ?, ?) RETURNING id",
        )
        .bind(hash.to_vec())
        .bind(&new.name)
        .bind(new.unit.as_str())
        .bind(kinds.transpose().unwrap_or_default())
        .bind(act.at)
        .bind(new.expires_at)
        .fetch_one(&mut *transaction)
        .await
        .map_err(classify)?;
        record(&mut transaction, act).await?;
        transaction.commit().await.map_err(classify)?;
        Ok(id)
    }

    /// The token with this hash, ended or not.
    ///
    /// # Errors
    /// The database failed.
    pub async fn token(&self, hash: SecretHash) -> Result<Option<Token>, StoreError> {
        let found: Option<StoredToken> = sqlx::query_as("SELECT * FROM token WHERE hash = ?")
            .bind(hash.to_vec())
            .fetch_optional(&self.pool)
            .await
            .map_err(classify)?;
        found.map(StoredToken::read).transpose()
    }

    /// The token with this number.
    ///
    /// # Errors
    /// The database failed.
    pub async fn token_of_id(&self, id: i64) -> Result<Option<Token>, StoreError> {
        let found: Option<StoredToken> = sqlx::query_as("SELECT * FROM token WHERE id = ?")
            .bind(id)
            .fetch_optional(&self.pool)
            .await
            .map_err(classify)?;
        found.map(StoredToken::read).transpose()
    }

    /// The tokens made before one, the newest first, at most `limit`.
    ///
    /// # Errors
    /// The database failed.
    pub async fn tokens(&self, before: i64, limit: u32) -> Result<Vec<Token>, StoreError> {
        let found: Vec<StoredToken> =
            sqlx::query_as("SELECT * FROM token WHERE id < ? ORDER BY id DESC LIMIT ?")
                .bind(before)
                .bind(limit)
                .fetch_all(&self.pool)
                .await
                .map_err(classify)?;
        found.into_iter().map(StoredToken::read).collect()
    }

    /// Notes that a token was used.
    ///
    /// # Errors
    /// The database failed.
    pub async fn touch_token(&self, id: i64, at: Millis) -> Result<(), StoreError> {
        sqlx::query("UPDATE token SET used_at = ? WHERE id = ?")
            .bind(at)
            .bind(id)
            .execute(&self.pool)
            .await
            .map(drop)
            .map_err(classify)
    }

    /// Takes a token back, for good; where it was before, nothing changes.
    ///
    /// # Errors
    /// The database failed.
    pub async fn revoke_token(&self, id: i64, act: &Act) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        let revoked =
            sqlx::query("UPDATE token SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL")
                .bind(act.at)
                .bind(id)
                .execute(&mut *transaction)
                .await
                .map_err(classify)?
                .rows_affected();
        if revoked == 1 {
            record(&mut transaction, act).await?;
        }
        transaction.commit().await.map_err(classify)
    }
}
