//! Whether those who are not signed in may look at walls and pages of units.

use tokio::sync::watch;

use crate::store::{SqliteStore, StoreError, access::Act};

const SETTING: &str = "public_viewing";

/// The setting, kept in memory: every request asks.
pub struct Viewing(watch::Sender<bool>);

impl Viewing {
    /// As it was set; public where it never was.
    ///
    /// # Errors
    /// The database failed.
    pub async fn load(store: &SqliteStore) -> Result<Self, StoreError> {
        let kept = store.setting(SETTING).await?;
        Ok(Self(watch::Sender::new(kept.as_deref() != Some("off"))))
    }

    /// Whether everybody may look.
    pub fn is_public(&self) -> bool {
        *self.0.borrow()
    }

    /// Sets it for good.
    ///
    /// # Errors
    /// The database failed; nothing has changed then.
    pub async fn set(
        &self,
        store: &SqliteStore,
        public: bool,
        act: &Act,
    ) -> Result<(), StoreError> {
        let value = if public { "on" } else { "off" };
        store.set_setting(SETTING, value, act).await?;
        self.0.send_replace(public);
        Ok(())
    }

    /// Tells when it changes.
    pub fn watch(&self) -> watch::Receiver<bool> {
        self.0.subscribe()
    }
}
