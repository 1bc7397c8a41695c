//! Settings that are made while the server runs.

use super::{SqliteStore, StoreError, audit::record, classify};
use crate::store::access::Act;

impl SqliteStore {
    /// What a setting was set to.
    ///
    /// # Errors
    /// The database failed.
    pub async fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        sqlx::query_scalar("SELECT value FROM setting WHERE key = ?")
            .bind(key)
            .fetch_optional(&self.pool)
            .await
            .map_err(classify)
    }

    /// The settings whose keys begin so.
    ///
    /// # Errors
    /// The database failed.
    pub async fn settings_from(&self, key: &str) -> Result<Vec<(String, String)>, StoreError> {
        sqlx::query_as("SELECT key, value FROM setting WHERE substr(key, 1, length(?1)) = ?1")
            .bind(key)
            .fetch_all(&self.pool)
            .await
            .map_err(classify)
    }

    /// Sets a setting.
    ///
    /// # Errors
    /// The database failed.
    pub async fn set_setting(&self, key: &str, value: &str, act: &Act) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        sqlx::query("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)")
            .bind(key)
            .bind(value)
            .execute(&mut *transaction)
            .await
            .map_err(classify)?;
        record(&mut transaction, act).await?;
        transaction.commit().await.map_err(classify)
    }
}
