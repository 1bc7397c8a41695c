//! Accounts and their recovery codes.

use liandong_domain::unit::UnitCode;
use sqlx::SqliteTransaction;

use super::{SqliteStore, StoreError, audit::record, classify, damaged, parse_unit};
use crate::{
    access::Role,
    store::access::{Account, AccountChange, Act, NewAccount, SecretHash},
};

#[derive(sqlx::FromRow)]
pub(super) struct StoredAccount {
    id: i64,
    login: String,
    title: String,
    role: String,
    unit: String,
    password: String,
    must_change: bool,
    totp: Option<Vec<u8>>,
    disabled: bool,
    created_at: i64,
}

impl StoredAccount {
    fn read(self) -> Result<Account, StoreError> {
        Ok(Account {
            role: Role::from_key(&self.role).ok_or_else(|| damaged("role", &self.role))?,
            unit: (self.unit.parse()).map_err(|_| damaged("account", &self.unit))?,
            id: self.id,
            login: self.login,
            title: self.title,
            password: self.password,
            must_change: self.must_change,
            totp: self.totp,
            disabled: self.disabled,
            created_at: self.created_at,
        })
    }
}

impl SqliteStore {
    /// Whether there is any account.
    ///
    /// # Errors
    /// The database failed.
    pub async fn has_accounts(&self) -> Result<bool, StoreError> {
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM account)")
            .fetch_one(&self.pool)
            .await
            .map_err(classify)
    }

    /// The accounts whose login comes after this, by login, at most `limit`.
    ///
    /// # Errors
    /// The database failed.
    pub async fn accounts(&self, after: &str, limit: u32) -> Result<Vec<Account>, StoreError> {
        let found: Vec<StoredAccount> =
            sqlx::query_as("SELECT * FROM account WHERE login > ? ORDER BY login LIMIT ?")
                .bind(after)
                .bind(limit)
                .fetch_all(&self.pool)
                .await
                .map_err(classify)?;
        found.into_iter().map(StoredAccount::read).collect()
    }

    /// What one signs in with, and the unit, of every account.
    ///
    /// # Errors
    /// The database failed.
    pub async fn logins(&self) -> Result<Vec<(String, UnitCode)>, StoreError> {
        let found: Vec<(String, String)> = sqlx::query_as("SELECT login, unit FROM account")
            .fetch_all(&self.pool)
            .await
            .map_err(classify)?;
        let found = found.into_iter();
        found
            .map(|(login, unit)| Ok((login, parse_unit(&unit)?)))
            .collect()
    }

    /// The account with this number.
    ///
    /// # Errors
    /// The database failed.
    pub async fn account(&self, id: i64) -> Result<Option<Account>, StoreError> {
        let found: Option<StoredAccount> = sqlx::query_as("SELECT * FROM account WHERE id = ?")
            .bind(id)
            .fetch_optional(&self.pool)
            .await
            .map_err(classify)?;
        found.map(StoredAccount::read).transpose()
    }

    /// The account that one signs in to with this, in lower case.
    ///
    /// # Errors
    /// The database failed.
    pub async fn account_of_login(&self, login: &str) -> Result<Option<Account>, StoreError> {
        let found: Option<StoredAccount> = sqlx::query_as("SELECT * FROM account WHERE login = ?")
            .bind(login)
            .fetch_optional(&self.pool)
            .await
            .map_err(classify)?;
        found.map(StoredAccount::read).transpose()
    }

    /// Makes an account; nothing where its login is taken.
    ///
    /// # Errors
    /// The database failed.
    pub async fn add_account(
        &self,
        new: &NewAccount,
        act: &Act,
    ) -> Result<Option<i64>, StoreError> {
        let mut transaction = self.write().await?;
        let id: Option<i64> = sqlx::query_scalar(
            "INSERT INTO account (login, title, role, unit, password, must_change, created_at)
             VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
        )
        .bind(&new.login)
        .bind(&new.title)
        .bind(new.role.key())
        .bind(new.unit.as_str())
        .bind(&new.password)
        .bind(new.must_change)
        .bind(act.at)
        .fetch_optional(&mut *transaction)
        .await
        .map_err(classify)?;
        if id.is_some() {
            record(&mut transaction, act).await?;
        }
        transaction.commit().await.map_err(classify)?;
        Ok(id)
    }

    /// Changes what an account is; where it is disabled its sessions end.
    ///
    /// # Errors
    /// The database failed.
    pub async fn change_account(
        &self,
        id: i64,
        change: &AccountChange,
        act: &Act,
    ) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        sqlx::query("UPDATE account SET title = ?, role = ?, unit = ?, disabled = ? WHERE id = ?")
            .bind(&change.title)
            .bind(change.role.key())
            .bind(change.unit.as_str())
            .bind(change.disabled)
            .bind(id)
            .execute(&mut *transaction)
            .await
            .map_err(classify)?;
        if change.disabled {
            end_sessions(&mut transaction, id, None).await?;
        }
        record(&mut transaction, act).await?;
        transaction.commit().await.map_err(classify)
    }

    /// Gives an account another password; all its sessions but one end.
    ///
    /// # Errors
    /// The database failed.
    pub async fn set_password(
        &self,
        id: i64,
        password: &str,
        must_change: bool,
        stays: Option<i64>,
        act: &Act,
    ) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        sqlx::query("UPDATE account SET password = ?, must_change = ? WHERE id = ?")
            .bind(password)
            .bind(must_change)
            .bind(id)
            .execute(&mut *transaction)
            .await
            .map_err(classify)?;
        end_sessions(&mut transaction, id, stays).await?;
        record(&mut transaction, act).await?;
        transaction.commit().await.map_err(classify)
    }

    /// Gives an account a second factor with its recovery codes, or takes both away.
    ///
    /// # Errors
    /// The database failed.
    pub async fn set_totp(
        &self,
        id: i64,
        factor: Option<(&[u8], &[SecretHash])>,
        act: &Act,
    ) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        sqlx::query("UPDATE account SET totp = ?, totp_step = 0 WHERE id = ?")
            .bind(factor.map(|(secret, _)| secret.to_vec()))
            .bind(id)
            .execute(&mut *transaction)
            .await
            .map_err(classify)?;
        sqlx::query("DELETE FROM recovery_code WHERE account = ?")
            .bind(id)
            .execute(&mut *transaction)
            .await
            .map_err(classify)?;
        for code in factor.map_or(&[][..], |(_, codes)| codes) {
            sqlx::query("INSERT INTO recovery_code (account, hash) VALUES (?, ?)")
                .bind(id)
                .bind(code.to_vec())
                .execute(&mut *transaction)
                .await
                .map_err(classify)?;
        }
        record(&mut transaction, act).await?;
        transaction.commit().await.map_err(classify)
    }

    /// Takes a time step of the second factor as used; false where it, or a later one, was before.
    ///
    /// # Errors
    /// The database failed.
    pub async fn use_totp_step(&self, id: i64, step: i64) -> Result<bool, StoreError> {
        sqlx::query("UPDATE account SET totp_step = ? WHERE id = ? AND totp_step < ?")
            .bind(step)
            .bind(id)
            .bind(step)
            .execute(&self.pool)
            .await
            .map(|done| done.rows_affected() == 1)
            .map_err(classify)
    }

    /// Takes a recovery code as used; false where there is no such code.
    ///
    /// # Errors
    /// The database failed.
    pub async fn use_recovery_code(&self, id: i64, code: SecretHash) -> Result<bool, StoreError> {
        sqlx::query("DELETE FROM recovery_code WHERE account = ? AND hash = ?")
            .bind(id)
            .bind(code.to_vec())
            .execute(&self.pool)
            .await
            .map(|done| done.rows_affected() == 1)
            .map_err(classify)
    }
}

/// Ends all of an account's sessions but one.
pub(super) async fn end_sessions(
    transaction: &mut SqliteTransaction<'_>,
    account: i64,
    stays: Option<i64>,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM session WHERE account = ? AND id IS NOT ?")
        .bind(account)
        .bind(stays)
        .execute(&mut **transaction)
        .await
        .map(drop)
        .map_err(classify)
}
