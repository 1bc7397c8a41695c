//! A past day that is played instead of what is now.

use std::sync::Arc;

use leptos::prelude::*;
use liandong_domain::{
    frame::{ClientMessage, Replay},
    moment::Moment,
};

use super::{Store, set_changed};

/// The length of a day, in milliseconds.
const DAY_MS: i64 = 86_400_000;

impl Store {
    /// Whether a past day is played. A page plays one or none as long as it lives.
    pub fn is_replay(&self) -> bool {
        self.kept.with_value(|kept| kept.options.replay.is_some())
    }

    /// Where the replay stands, tracked.
    pub fn replay(&self) -> Option<Arc<Replay>> {
        self.replay.get()
    }

    /// The word for the day that is shown.
    pub fn today_word(&self) -> &'static str {
        if self.is_replay() { "当日" } else { "今日" }
    }

    /// The moment at which the day that is played began, tracked.
    pub fn replay_start(&self) -> Option<Moment> {
        let replay = self.replay.get()?;
        let local = i64::from(replay.day.days_since_epoch()) * DAY_MS;
        let offset = i64::from(self.offset().whole_seconds()) * 1000;
        Some(Moment(local - offset))
    }

    /// How far into the day the replay is, in seconds, carried on by the panel's clock, tracked.
    pub fn replay_second(&self) -> Option<i64> {
        let (start, now) = (self.replay_start()?, self.replayed_moment()?);
        Some((now.0 - start.0).clamp(0, DAY_MS) / 1000)
    }

    /// What to ask of the server, to play from a moment on at a speed.
    pub fn replay_wish(&self, at: Option<Moment>, speed: u16) -> Option<ClientMessage> {
        let day = self.kept.with_value(|kept| kept.options.replay)?;
        Some(ClientMessage::Replay {
            unit: untrack(|| self.heading().code.to_string()),
            scene: untrack(|| self.scene()),
            day,
            at,
            speed,
        })
    }

    pub(super) fn replayed_moment(&self) -> Option<Moment> {
        let replay = self.replay.get()?;
        let since = self.monotonic.get() - self.heard.get().monotonic;
        let passed = since.max(0.0) * f64::from(replay.speed);
        let end = self.replay_start()?.0 + DAY_MS;
        Some(Moment((replay.at.0 + passed as i64).min(end)))
    }

    /// Deltas leave out what happened when: it is the same all day.
    pub(super) fn take_replay(&self, replay: Option<&Replay>) {
        let Some(replay) = replay else { return };
        let mut replay = replay.clone();
        if replay.events.is_empty() {
            let before = self.replay.get_untracked();
            replay.events = before
                .map(|before| before.events.clone())
                .unwrap_or_default();
        }
        set_changed(self.replay, Some(Arc::new(replay)));
    }
}
