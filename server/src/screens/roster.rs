//! The screens that are paired, kept in memory as well: ten thousand of them come back at once.
//!
//! A credential is exchanged for another while it is used. The next one counts as soon as it is shown; the one
//! before it goes only when the next is shown at least [`SURE_MS`] after it was handed out: by then every browser
//! has written it to its disk, so that a panel that loses power at any moment comes back with one that counts.
//! Who shows the one that went has a copy of it.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

use crate::store::{
    SqliteStore, StoreError,
    access::{Act, Millis, SecretHash},
    screens::{Keys, NewScreen, Screen},
};

/// After so long a browser that got a cookie has it on its disk.
const SURE_MS: Millis = 10 * 60_000;

/// Whose credential was shown.
#[derive(Clone, Debug)]
pub enum Presented {
    /// A screen's.
    Screen(Arc<Screen>),
    /// One that a screen had before: whoever shows it has a copy.
    Copy(Arc<Screen>),
}

#[derive(Default)]
struct Known {
    by_id: BTreeMap<i64, Arc<Screen>>,
    by_hash: HashMap<SecretHash, i64>,
}

/// The screens that are paired.
pub struct Roster {
    store: Arc<SqliteStore>,
    known: RwLock<Known>,
}

impl Keys {
    fn all(&self) -> impl Iterator<Item = SecretHash> {
        let next = self.next.map(|(hash, _)| hash);
        [Some(self.current), next, self.previous]
            .into_iter()
            .flatten()
    }

    /// The keys after the use of one at a moment, where that changes them.
    fn used(&self, hash: SecretHash, now: Millis) -> Option<Self> {
        let (next, at) = self.next.filter(|(next, _)| *next == hash)?;
        (now - at >= SURE_MS).then_some(Self {
            current: next,
            issued_at: at,
            next: None,
            previous: Some(self.current),
        })
    }
}

impl Known {
    fn put(&mut self, screen: Screen) {
        self.forget(screen.id);
        for hash in screen.keys.all() {
            self.by_hash.insert(hash, screen.id);
        }
        self.by_id.insert(screen.id, Arc::new(screen));
    }

    fn forget(&mut self, id: i64) {
        if let Some(screen) = self.by_id.remove(&id) {
            for hash in screen.keys.all() {
                self.by_hash.remove(&hash);
            }
        }
    }
}

impl Roster {
    /// As it was kept.
    ///
    /// # Errors
    /// The database failed.
    pub async fn load(store: &Arc<SqliteStore>) -> Result<Self, StoreError> {
        let mut known = Known::default();
        for screen in store.screens().await? {
            known.put(screen);
        }
        Ok(Self {
            store: Arc::clone(store),
            known: RwLock::new(known),
        })
    }

    /// Every screen, in the order in which they were paired.
    pub fn all(&self) -> Vec<Arc<Screen>> {
        self.read().by_id.values().cloned().collect()
    }

    /// The screen of this number.
    pub fn get(&self, id: i64) -> Option<Arc<Screen>> {
        self.read().by_id.get(&id).cloned()
    }

    /// Whose credential it is.
    pub fn identify(&self, hash: SecretHash) -> Option<Presented> {
        let known = self.read();
        let screen = known.by_id.get(known.by_hash.get(&hash)?)?;
        Some(if screen.keys.previous == Some(hash) {
            Presented::Copy(Arc::clone(screen))
        } else {
            Presented::Screen(Arc::clone(screen))
        })
    }

    /// A credential is used: the one before it may go.
    ///
    /// # Errors
    /// The database failed; both go on to count then.
    pub async fn used(&self, id: i64, hash: SecretHash, now: Millis) -> Result<(), StoreError> {
        let keys = self.get(id).and_then(|screen| screen.keys.used(hash, now));
        match keys {
            Some(keys) => self.set_keys(id, keys).await,
            None => Ok(()),
        }
    }

    /// Hands out the credential that comes after the one that is used.
    ///
    /// # Errors
    /// The database failed; the one that is used goes on to count.
    pub async fn renew(&self, id: i64, next: SecretHash, now: Millis) -> Result<(), StoreError> {
        let Some(screen) = self.get(id) else {
            return Ok(());
        };
        let keys = Keys {
            next: Some((next, now)),
            ..screen.keys.clone()
        };
        self.set_keys(id, keys).await
    }

    /// Takes a screen in.
    ///
    /// # Errors
    /// The database failed.
    pub async fn add(&self, new: NewScreen, act: &Act) -> Result<i64, StoreError> {
        let id = self.store.add_screen(&new, act).await?;
        self.write().put(paired(id, new, act));
        Ok(id)
    }

    /// Has another panel take a screen's place.
    ///
    /// # Errors
    /// The database failed.
    pub async fn replace(&self, id: i64, new: NewScreen, act: &Act) -> Result<(), StoreError> {
        self.store.replace_screen(id, &new, act).await?;
        self.write().put(paired(id, new, act));
        Ok(())
    }

    /// Changes what staff say of a screen.
    ///
    /// # Errors
    /// The database failed.
    pub async fn change(&self, screen: Screen, act: &Act) -> Result<(), StoreError> {
        self.store.change_screen(&screen, act).await?;
        self.write().put(screen);
        Ok(())
    }

    /// Ends a screen's pairing for good.
    ///
    /// # Errors
    /// The database failed.
    pub async fn revoke(&self, id: i64, act: &Act) -> Result<(), StoreError> {
        self.store.revoke_screen(id, act).await?;
        self.write().forget(id);
        Ok(())
    }

    async fn set_keys(&self, id: i64, keys: Keys) -> Result<(), StoreError> {
        self.store.set_screen_keys(id, &keys).await?;
        let mut known = self.write();
        if let Some(screen) = known.by_id.get(&id) {
            let screen = Screen {
                keys,
                ..Screen::clone(screen)
            };
            known.put(screen);
        }
        Ok(())
    }

    fn read(&self) -> RwLockReadGuard<'_, Known> {
        self.known.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Known> {
        self.known.write().unwrap_or_else(PoisonError::into_inner)
    }
}

fn paired(id: i64, new: NewScreen, act: &Act) -> Screen {
    Screen {
        id,
        name: new.name,
        unit: new.unit,
        role: new.role,
        tags: new.tags,
        model: new.model,
        address: new.address,
        keys: Keys {
            current: new.hash,
            issued_at: act.at,
            next: None,
            previous: None,
        },
        paired_at: act.at,
        paired_by: act.actor.clone(),
        seen_at: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: SecretHash = [1; 32];
    const NEW: SecretHash = [2; 32];

    fn keys() -> Keys {
        Keys {
            current: OLD,
            issued_at: 0,
            next: Some((NEW, 1_000)),
            previous: None,
        }
    }

    #[test]
    fn the_one_before_goes_only_when_the_next_is_surely_kept() {
        assert_eq!(keys().used(OLD, SURE_MS * 9), None, "still the old one");
        assert_eq!(keys().used(NEW, SURE_MS), None, "power may go any moment");
        let after = keys().used(NEW, 1_000 + SURE_MS).expect("other keys");
        assert_eq!(after.current, NEW);
        assert_eq!(after.previous, Some(OLD));
        assert_eq!(after.next, None);
    }
}
