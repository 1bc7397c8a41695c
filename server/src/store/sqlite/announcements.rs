//! Announcements, and which screens painted them.

use super::{SqliteStore, StoreError, audit::record, classify, damaged};
use crate::store::{
    access::{Act, Millis},
    screens::{Announcement, NewAnnouncement},
};

#[derive(sqlx::FromRow)]
struct Stored {
    id: i64,
    unit: String,
    urgent: bool,
    title: String,
    text: String,
    issuer: String,
    help: String,
    begins_at: i64,
    ends_at: i64,
    created_at: i64,
    created_by: String,
    approved_at: Option<i64>,
    approved_by: Option<String>,
    withdrawn_at: Option<i64>,
    withdrawn_by: Option<String>,
}

impl Stored {
    fn read(self) -> Result<Announcement, StoreError> {
        Ok(Announcement {
            unit: (self.unit.parse()).map_err(|_| damaged("announcement", &self.unit))?,
            id: self.id,
            urgent: self.urgent,
            title: self.title,
            text: self.text,
            issuer: self.issuer,
            help: self.help,
            begins_at: self.begins_at,
            ends_at: self.ends_at,
            created_at: self.created_at,
            created_by: self.created_by,
            approved: self.approved_by.zip(self.approved_at),
            withdrawn: self.withdrawn_by.zip(self.withdrawn_at),
        })
    }
}

impl SqliteStore {
    /// Keeps an announcement. Gives its number.
    ///
    /// # Errors
    /// The database failed.
    pub async fn add_announcement(
        &self,
        new: &NewAnnouncement,
        act: &Act,
    ) -> Result<i64, StoreError> {
        let approved_at = new.is_approved.then_some(act.at);
        let approved_by = new.is_approved.then_some(&act.actor);
        let mut transaction = self.write().await?;
        let id: i64 = sqlx::query_scalar(
            "INSERT INTO announcement
                 (unit, urgent, title, text, issuer, help, begins_at, ends_at, created_at, created_by,
                  approved_at, approved_by)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        )
        .bind(new.unit.as_str())
        .bind(new.urgent)
        .bind(&new.title)
        .bind(&new.text)
        .bind(&new.issuer)
        .bind(&new.help)
        .bind(new.begins_at)
        .bind(new.ends_at)
        .bind(act.at)
        .bind(&act.actor)
        .bind(approved_at)
        .bind(approved_by)
        .fetch_one(&mut *transaction)
        .await
        .map_err(classify)?;
        record(&mut transaction, act).await?;
        transaction.commit().await.map_err(classify)?;
        Ok(id)
    }

    /// The announcements that end after a moment, the newest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn announcements_after(&self, ends: Millis) -> Result<Vec<Announcement>, StoreError> {
        let found: Vec<Stored> =
            sqlx::query_as("SELECT * FROM announcement WHERE ends_at > ? ORDER BY id DESC")
                .bind(ends)
                .fetch_all(&self.pool)
                .await
                .map_err(classify)?;
        found.into_iter().map(Stored::read).collect()
    }

    /// The announcements written before one, the newest first, at most `limit`.
    ///
    /// # Errors
    /// The database failed.
    pub async fn announcements(
        &self,
        before: i64,
        limit: u32,
    ) -> Result<Vec<Announcement>, StoreError> {
        let found: Vec<Stored> =
            sqlx::query_as("SELECT * FROM announcement WHERE id < ? ORDER BY id DESC LIMIT ?")
                .bind(before)
                .bind(limit)
                .fetch_all(&self.pool)
                .await
                .map_err(classify)?;
        found.into_iter().map(Stored::read).collect()
    }

    /// The announcement with this number.
    ///
    /// # Errors
    /// The database failed.
    pub async fn announcement(&self, id: i64) -> Result<Option<Announcement>, StoreError> {
        let found: Option<Stored> = sqlx::query_as("SELECT * FROM announcement WHERE id = ?")
            .bind(id)
            .fetch_optional(&self.pool)
            .await
            .map_err(classify)?;
        found.map(Stored::read).transpose()
    }

    /// Lets an announcement out; false where it was out or taken back before.
    ///
    /// # Errors
    /// The database failed.
    pub async fn approve_announcement(&self, id: i64, act: &Act) -> Result<bool, StoreError> {
        let statement = "UPDATE announcement SET approved_at = ?, approved_by = ?
             WHERE id = ? AND approved_at IS NULL AND withdrawn_at IS NULL";
        self.mark_announcement(statement, id, act).await
    }

    /// Takes an announcement back; false where it was before.
    ///
    /// # Errors
    /// The database failed.
    pub async fn withdraw_announcement(&self, id: i64, act: &Act) -> Result<bool, StoreError> {
        let statement = "UPDATE announcement SET withdrawn_at = ?, withdrawn_by = ?
             WHERE id = ? AND withdrawn_at IS NULL";
        self.mark_announcement(statement, id, act).await
    }

    async fn mark_announcement(
        &self,
        statement: &'static str,
        id: i64,
        act: &Act,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.write().await?;
        let marked = sqlx::query(statement)
            .bind(act.at)
            .bind(&act.actor)
            .bind(id)
            .execute(&mut *transaction)
            .await
            .map_err(classify)?
            .rows_affected();
        if marked == 1 {
            record(&mut transaction, act).await?;
        }
        transaction.commit().await.map_err(classify)?;
        Ok(marked == 1)
    }

    /// Notes that screens had announcements on the glass: announcement, screen, when.
    ///
    /// # Errors
    /// The database failed.
    pub async fn note_painted(&self, painted: &[(i64, i64, Millis)]) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        for (announcement, screen, at) in painted {
            sqlx::query(
                "INSERT OR IGNORE INTO announcement_painted (announcement, screen, at) VALUES (?, ?, ?)",
            )
            .bind(announcement)
            .bind(screen)
            .bind(at)
            .execute(&mut *transaction)
            .await
            .map_err(classify)?;
        }
        transaction.commit().await.map_err(classify)
    }

    /// Which screens had an announcement on the glass, and since when.
    ///
    /// # Errors
    /// The database failed.
    pub async fn painted(&self, announcement: i64) -> Result<Vec<(i64, Millis)>, StoreError> {
        sqlx::query_as(
            "SELECT screen, at FROM announcement_painted WHERE announcement = ? ORDER BY at",
        )
        .bind(announcement)
        .fetch_all(&self.pool)
        .await
        .map_err(classify)
    }
}
