//! Whether numbers change faster than anybody can follow. They then change without moving: a picture that never rests
//! cannot be read, and moving is most of the work that a weak panel has.

use leptos::prelude::*;

use super::{Store, set_changed};

/// So many changes a second, two seconds on end, are a stream.
const MANY: u32 = 2;

/// How many frames with changes there were in this second, and in the one before.
#[derive(Clone, Copy, Default)]
pub(super) struct Stream {
    now: u32,
    before: u32,
}

impl Store {
    /// Whether numbers change all the time, tracked.
    pub fn streams(&self) -> bool {
        self.streams.get()
    }

    pub(super) fn count_change(&self) {
        self.stream.update_value(|stream| stream.now += 1);
    }

    pub(super) fn look_at_stream(&self) {
        let Stream { now, before } = self.stream.get_value();
        set_changed(self.streams, now >= MANY && before >= MANY);
        self.stream.set_value(Stream {
            now: 0,
            before: now,
        });
    }
}
