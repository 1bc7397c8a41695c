//! What all screens of a subtree show for a time. Those that have not ended are in memory: every socket asks.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use liandong_domain::unit::UnitCode;

use super::is_within;
use crate::store::{
    SqliteStore, StoreError,
    access::{Act, Millis},
    screens::{Announcement, NewAnnouncement},
};

struct Standing {
    announcement: Arc<Announcement>,
    /// The screens that had it on the glass, and since when.
    painted: BTreeMap<i64, Millis>,
}

#[derive(Default)]
struct State {
    standing: BTreeMap<i64, Standing>,
    /// Painted since it was last written down: announcement, screen, when.
    fresh: Vec<(i64, i64, Millis)>,
}

/// The announcements.
pub struct Announcements {
    store: Arc<SqliteStore>,
    state: Mutex<State>,
    /// One is read back at a time, so that what was read last is also what stays.
    refreshing: tokio::sync::Mutex<()>,
}

impl Announcement {
    /// Whether screens are to know of it: let out, not taken back, not over.
    pub fn is_out(&self, now: Millis) -> bool {
        self.approved.is_some() && self.withdrawn.is_none() && now < self.ends_at
    }
}

impl Announcements {
    /// As they were kept.
    ///
    /// # Errors
    /// The database failed.
    pub async fn load(store: &Arc<SqliteStore>, now: Millis) -> Result<Self, StoreError> {
        let mut state = State::default();
        for announcement in store.announcements_after(now).await? {
            let painted = store.painted(announcement.id).await?;
            let standing = Standing {
                painted: painted.into_iter().collect(),
                announcement: Arc::new(announcement),
            };
            state.standing.insert(standing.announcement.id, standing);
        }
        Ok(Self {
            store: Arc::clone(store),
            state: Mutex::new(state),
            refreshing: tokio::sync::Mutex::default(),
        })
    }

    /// Those that a screen of a unit has to know of, with how many screens painted each; given the codes of the
    /// unit and those above. The oldest first.
    pub fn out(&self, path: &[UnitCode], now: Millis) -> Vec<(Arc<Announcement>, usize)> {
        let state = self.lock();
        let standing = state.standing.values();
        let concerned = standing
            .filter(|one| one.announcement.is_out(now) && is_within(path, &one.announcement.unit));
        concerned
            .map(|one| (Arc::clone(&one.announcement), one.painted.len()))
            .collect()
    }

    /// Keeps an announcement. Gives its number.
    ///
    /// # Errors
    /// The database failed.
    pub async fn add(&self, new: &NewAnnouncement, act: &Act) -> Result<i64, StoreError> {
        let id = self.store.add_announcement(new, act).await?;
        self.refresh(id).await?;
        Ok(id)
    }

    /// Lets an announcement out; false where it was out or taken back before.
    ///
    /// # Errors
    /// The database failed.
    pub async fn approve(&self, id: i64, act: &Act) -> Result<bool, StoreError> {
        let done = self.store.approve_announcement(id, act).await?;
        self.refresh(id).await?;
        Ok(done)
    }

    /// Takes an announcement back; false where it was before.
    ///
    /// # Errors
    /// The database failed.
    pub async fn withdraw(&self, id: i64, act: &Act) -> Result<bool, StoreError> {
        let done = self.store.withdraw_announcement(id, act).await?;
        self.refresh(id).await?;
        Ok(done)
    }

    /// A screen has these on the glass. Whether any of it was not known.
    pub fn painted(&self, screen: i64, announcements: &[i64], now: Millis) -> bool {
        let mut state = self.lock();
        let mut fresh = Vec::new();
        for id in announcements {
            if let Some(standing) = state.standing.get_mut(id)
                && standing.announcement.is_out(now)
                && !standing.painted.contains_key(&screen)
            {
                standing.painted.insert(screen, now);
                fresh.push((*id, screen, now));
            }
        }
        let is_new = !fresh.is_empty();
        state.fresh.extend(fresh);
        is_new
    }

    /// Which screens had an announcement on the glass, and since when; also those that are not written down yet.
    ///
    /// # Errors
    /// The database failed.
    pub async fn painted_by(&self, id: i64) -> Result<Vec<(i64, Millis)>, StoreError> {
        let known = {
            let state = self.lock();
            let standing = state.standing.get(&id);
            standing.map(|standing| standing.painted.clone())
        };
        let Some(known) = known else {
            return self.store.painted(id).await;
        };
        let mut painted: Vec<_> = known.into_iter().collect();
        painted.sort_by_key(|(_, at)| *at);
        Ok(painted)
    }

    /// Writes down what was painted lately, and forgets what is over once its screens are written down.
    ///
    /// # Errors
    /// The database failed; it is tried again the next time.
    pub async fn write_down(&self, now: Millis) -> Result<(), StoreError> {
        let fresh = std::mem::take(&mut self.lock().fresh);
        if !fresh.is_empty()
            && let Err(error) = self.store.note_painted(&fresh).await
        {
            self.lock().fresh.extend(fresh);
            return Err(error);
        }
        let mut state = self.lock();
        let State { standing, fresh } = &mut *state;
        standing.retain(|id, one| {
            now < one.announcement.ends_at || fresh.iter().any(|(painted, ..)| painted == id)
        });
        Ok(())
    }

    async fn refresh(&self, id: i64) -> Result<(), StoreError> {
        let _one_at_a_time = self.refreshing.lock().await;
        let Some(announcement) = self.store.announcement(id).await? else {
            return Ok(());
        };
        let kept = self.store.painted(id).await?;
        let mut state = self.lock();
        let known = state.standing.remove(&id).map(|standing| standing.painted);
        let standing = Standing {
            announcement: Arc::new(announcement),
            painted: known.unwrap_or_else(|| kept.into_iter().collect()),
        };
        state.standing.insert(id, standing);
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
