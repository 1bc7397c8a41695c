//! What time it is on the screen: the server's clock, carried on by the panel's monotonic one.

use leptos::prelude::*;
use liandong_domain::{frame::Cursor, moment::Moment};

use super::{Link, Store, set_changed};

const SECOND_MS: i64 = 1_000;

/// When the server was last heard of: by its own clock, and by the panel's monotonic one.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Heard {
    pub(super) server_time: Moment,
    pub(super) monotonic: f64,
}

impl Heard {
    /// The second of the server's clock at a moment of the panel's.
    pub(super) fn second(self, monotonic: f64) -> Moment {
        let since = (monotonic - self.monotonic) as i64;
        let now = self.server_time.0.saturating_add(since);
        Moment(now.div_euclid(SECOND_MS) * SECOND_MS)
    }
}

impl Store {
    /// Starts the panel's monotonic clock, in milliseconds, and what it carries on.
    pub fn start_clock(&self, milliseconds: f64) {
        self.heard.update(|heard| heard.monotonic = milliseconds);
        self.set_monotonic(milliseconds);
    }

    /// Sets the panel's monotonic clock, in milliseconds.
    pub fn set_monotonic(&self, milliseconds: f64) {
        self.monotonic.set(milliseconds);
        self.tell_second();
    }

    pub(super) fn hear(&self, cursor: Cursor, server_time: Moment) {
        self.kept.update_value(|kept| kept.cursor = cursor);
        self.heard.set(Heard {
            server_time,
            monotonic: self.monotonic.get_untracked(),
        });
        self.tell_second();
        set_changed(self.link, Link::Up);
    }

    fn tell_second(&self) {
        let heard = self.heard.get_untracked();
        let second = heard.second(self.monotonic.get_untracked());
        if self.second.get_untracked() == second {
            return;
        }
        self.second.set(second);
        if !is_held() {
            self.turning.set(second);
        }
    }

    /// The moment that the screen is about, carried on by the panel's monotonic clock, tracked: each
    /// second. The server's clock, or where a past day is played, that day's.
    pub fn now(&self) -> Moment {
        self.replayed_moment().unwrap_or_else(|| self.true_now())
    }

    /// The moment that pages which turn by the clock go by, tracked: each second, but where a visitor has them
    /// stand still (`hold.js`).
    pub fn turning(&self) -> Moment {
        self.replayed_moment().unwrap_or_else(|| self.turning.get())
    }

    /// The server's clock, carried on by the panel's monotonic one, tracked: each second.
    pub fn true_now(&self) -> Moment {
        self.second.get()
    }

    /// The server's clock when it was last heard of, tracked: 数据截至.
    pub fn data_time(&self) -> Moment {
        self.replayed_moment()
            .unwrap_or_else(|| self.heard.get().server_time)
    }
}

#[cfg(feature = "hydrate")]
fn is_held() -> bool {
    let root = document().document_element();
    root.is_some_and(|root| root.has_attribute("data-held"))
}

#[cfg(not(feature = "hydrate"))]
fn is_held() -> bool {
    false
}
