//! Screens, what became of them, and how they show what they show.

use std::collections::HashMap;

use sqlx::SqliteTransaction;

use super::{SqliteStore, StoreError, audit::record, classify, damaged};
use crate::{
    screens::Role,
    store::{
        access::{Act, Millis, SecretHash},
        screens::{Keys, NewScreen, Screen, ScreenEvent},
    },
};

#[derive(sqlx::FromRow)]
struct StoredScreen {
    id: i64,
    name: String,
    unit: String,
    role: String,
    tags: String,
    model: String,
    address: String,
    current: Vec<u8>,
    issued_at: i64,
    next: Option<Vec<u8>>,
    next_at: Option<i64>,
    previous: Option<Vec<u8>>,
    paired_at: i64,
    paired_by: String,
    seen_at: Option<i64>,
}

impl StoredScreen {
    fn read(self) -> Result<Screen, StoreError> {
        let wrong = |what: &str| damaged("screen", what);
        let hash = |stored: Vec<u8>| -> Result<SecretHash, StoreError> {
            stored.try_into().map_err(|_| wrong("credential"))
        };
        let next = match (self.next, self.next_at) {
            (Some(next), Some(at)) => Some((hash(next)?, at)),
            _ => None,
        };
        Ok(Screen {
            unit: self.unit.parse().map_err(|_| wrong(&self.unit))?,
            role: Role::from_key(&self.role).ok_or_else(|| wrong(&self.role))?,
            tags: serde_json::from_str(&self.tags).map_err(|_| wrong(&self.tags))?,
            keys: Keys {
                current: hash(self.current)?,
                issued_at: self.issued_at,
                next,
                previous: self.previous.map(hash).transpose()?,
            },
            id: self.id,
            name: self.name,
            model: self.model,
            address: self.address,
            paired_at: self.paired_at,
            paired_by: self.paired_by,
            seen_at: self.seen_at,
        })
    }
}

impl SqliteStore {
    /// Every screen that was not unpaired.
    ///
    /// # Errors
    /// The database failed.
    pub async fn screens(&self) -> Result<Vec<Screen>, StoreError> {
        let found: Vec<StoredScreen> =
            sqlx::query_as("SELECT * FROM screen WHERE revoked_at IS NULL ORDER BY id")
                .fetch_all(&self.pool)
                .await
                .map_err(classify)?;
        found.into_iter().map(StoredScreen::read).collect()
    }

    /// Keeps a screen. Gives its number.
    ///
    /// # Errors
    /// The database failed.
    pub async fn add_screen(&self, new: &NewScreen, act: &Act) -> Result<i64, StoreError> {
        let mut transaction = self.write().await?;
        let id: i64 = sqlx::query_scalar(
            "INSERT INTO screen
                 (name, unit, role, tags, model, address, current, issued_at, paired_at, paired_by)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?8, ?8, ?) RETURNING id",
        )
        .bind(&new.name)
        .bind(new.unit.as_str())
        .bind(new.role.key())
        .bind(json(&new.tags))
        .bind(&new.model)
        .bind(&new.address)
        .bind(new.hash.to_vec())
        .bind(act.at)
        .bind(&act.actor)
        .fetch_one(&mut *transaction)
        .await
        .map_err(classify)?;
        note(&mut transaction, id, act.at, "paired", &new.address).await?;
        record(&mut transaction, act).await?;
        transaction.commit().await.map_err(classify)?;
        Ok(id)
    }

    /// Another panel takes a screen's place: its credential from now on.
    ///
    /// # Errors
    /// The database failed.
    pub async fn replace_screen(
        &self,
        id: i64,
        new: &NewScreen,
        act: &Act,
    ) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        sqlx::query(
            "UPDATE screen SET name = ?, unit = ?, role = ?, tags = ?, model = ?, address = ?, current = ?,
                 issued_at = ?8, next = NULL, next_at = NULL, previous = NULL, paired_at = ?8, paired_by = ?9
             WHERE id = ?10",
        )
        .bind(&new.name)
        .bind(new.unit.as_str())
        .bind(new.role.key())
        .bind(json(&new.tags))
        .bind(&new.model)
        .bind(&new.address)
        .bind(new.hash.to_vec())
        .bind(act.at)
        .bind(&act.actor)
        .bind(id)
        .execute(&mut *transaction)
        .await
        .map_err(classify)?;
        note(&mut transaction, id, act.at, "replaced", &new.address).await?;
        record(&mut transaction, act).await?;
        transaction.commit().await.map_err(classify)
    }

    /// Changes what staff say of a screen.
    ///
    /// # Errors
    /// The database failed.
    pub async fn change_screen(&self, screen: &Screen, act: &Act) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        sqlx::query("UPDATE screen SET name = ?, unit = ?, role = ?, tags = ? WHERE id = ?")
            .bind(&screen.name)
            .bind(screen.unit.as_str())
            .bind(screen.role.key())
            .bind(json(&screen.tags))
            .bind(screen.id)
            .execute(&mut *transaction)
            .await
            .map_err(classify)?;
        record(&mut transaction, act).await?;
        transaction.commit().await.map_err(classify)
    }

    /// Writes a screen's credentials down.
    ///
    /// # Errors
    /// The database failed.
    pub async fn set_screen_keys(&self, id: i64, keys: &Keys) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE screen SET current = ?, issued_at = ?, next = ?, next_at = ?, previous = ?
             WHERE id = ?",
        )
        .bind(keys.current.to_vec())
        .bind(keys.issued_at)
        .bind(keys.next.map(|(hash, _)| hash.to_vec()))
        .bind(keys.next.map(|(_, at)| at))
        .bind(keys.previous.map(|hash| hash.to_vec()))
        .bind(id)
        .execute(&self.pool)
        .await
        .map(drop)
        .map_err(classify)
    }

    /// Ends a screen's pairing for good.
    ///
    /// # Errors
    /// The database failed.
    pub async fn revoke_screen(&self, id: i64, act: &Act) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        sqlx::query("UPDATE screen SET revoked_at = ? WHERE id = ?")
            .bind(act.at)
            .bind(id)
            .execute(&mut *transaction)
            .await
            .map_err(classify)?;
        sqlx::query("DELETE FROM screen_setting WHERE scope = ?")
            .bind(format!("screen:{id}"))
            .execute(&mut *transaction)
            .await
            .map_err(classify)?;
        note(&mut transaction, id, act.at, "revoked", "").await?;
        record(&mut transaction, act).await?;
        transaction.commit().await.map_err(classify)
    }

    /// Notes what became of screens, and when they were last there.
    ///
    /// # Errors
    /// The database failed.
    pub async fn note_screens(
        &self,
        events: &[(i64, ScreenEvent)],
        forget_before: Millis,
    ) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        for (id, event) in events {
            note(&mut transaction, *id, event.at, &event.kind, &event.detail).await?;
            if matches!(event.kind.as_str(), "up" | "down") {
                sqlx::query("UPDATE screen SET seen_at = ? WHERE id = ?")
                    .bind(event.at)
                    .bind(id)
                    .execute(&mut *transaction)
                    .await
                    .map_err(classify)?;
            }
        }
        sqlx::query("DELETE FROM screen_event WHERE at < ?")
            .bind(forget_before)
            .execute(&mut *transaction)
            .await
            .map_err(classify)?;
        transaction.commit().await.map_err(classify)
    }

    /// What became of a screen since a moment, the oldest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn screen_events(
        &self,
        id: i64,
        since: Millis,
    ) -> Result<Vec<ScreenEvent>, StoreError> {
        let found: Vec<(i64, String, String)> = sqlx::query_as(
            "SELECT at, kind, detail FROM screen_event WHERE screen = ? AND at >= ? ORDER BY id",
        )
        .bind(id)
        .bind(since)
        .fetch_all(&self.pool)
        .await
        .map_err(classify)?;
        let events = found.into_iter();
        Ok(events
            .map(|(at, kind, detail)| ScreenEvent { at, kind, detail })
            .collect())
    }

    /// What became of all screens since a moment, by screen, the oldest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn screen_events_since(
        &self,
        since: Millis,
    ) -> Result<HashMap<i64, Vec<ScreenEvent>>, StoreError> {
        let found: Vec<(i64, i64, String, String)> = sqlx::query_as(
            "SELECT screen, at, kind, detail FROM screen_event WHERE at >= ? ORDER BY id",
        )
        .bind(since)
        .fetch_all(&self.pool)
        .await
        .map_err(classify)?;
        let mut events: HashMap<i64, Vec<ScreenEvent>> = HashMap::new();
        for (screen, at, kind, detail) in found {
            let event = ScreenEvent { at, kind, detail };
            events.entry(screen).or_default().push(event);
        }
        Ok(events)
    }

    /// How the screens of every scope are set.
    ///
    /// # Errors
    /// The database failed.
    pub async fn screen_settings(&self) -> Result<Vec<(String, String)>, StoreError> {
        sqlx::query_as("SELECT scope, settings FROM screen_setting")
            .fetch_all(&self.pool)
            .await
            .map_err(classify)
    }

    /// Sets the screens of a scope; nothing to set takes the entry out.
    ///
    /// # Errors
    /// The database failed.
    pub async fn set_screen_settings(
        &self,
        scope: &str,
        settings: Option<&str>,
        act: &Act,
    ) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        let statement = match settings {
            Some(settings) => {
                sqlx::query("INSERT OR REPLACE INTO screen_setting (scope, settings) VALUES (?, ?)")
                    .bind(scope)
                    .bind(settings)
            }
            None => sqlx::query("DELETE FROM screen_setting WHERE scope = ?").bind(scope),
        };
        let done = statement.execute(&mut *transaction).await;
        done.map_err(classify)?;
        record(&mut transaction, act).await?;
        transaction.commit().await.map_err(classify)
    }
}

async fn note(
    transaction: &mut SqliteTransaction<'_>,
    screen: i64,
    at: Millis,
    kind: &str,
    detail: &str,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO screen_event (screen, at, kind, detail) VALUES (?, ?, ?, ?)")
        .bind(screen)
        .bind(at)
        .bind(kind)
        .bind(detail)
        .execute(&mut **transaction)
        .await
        .map(drop)
        .map_err(classify)
}

fn json(tags: &[String]) -> String {
    serde_json::to_string(tags).unwrap_or_default()
}
