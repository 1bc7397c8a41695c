//! The event that is told now: the ticker shows it, and the map marks its place for a moment.

use std::sync::Arc;

use leptos::prelude::*;
use liandong_domain::{frame::TickerEntry, moment::Moment};

use super::ticker::letters;
use crate::{
    components::turn,
    figures::queue::{Shown, Waiting, show},
    store::{Node, Store},
};

/// How long its place is marked.
const MARKED_MS: i64 = 4000;

/// What is told; get it with `expect_context::<Telling>()`.
#[derive(Clone, Copy)]
pub struct Telling {
    shown: Memo<Option<Shown>>,
    /// The event that is told, and those before it.
    pub(super) events: Memo<Vec<Arc<TickerEntry>>>,
    /// Whether it is so new that its place is marked.
    is_new: Memo<bool>,
}

impl Telling {
    /// Of what happens at or below the unit of this store.
    pub fn new(store: Store) -> Self {
        let waiting = Memo::new(move |before: Option<&Vec<Waiting>>| {
            let name = store.heading().name.clone();
            let counted = |seq: u64| before?.iter().find(|event| event.seq == seq).copied();
            let event = |entry: &Arc<TickerEntry>| {
                counted(entry.seq).unwrap_or_else(|| Waiting {
                    seq: entry.seq,
                    letters: letters(entry, &name),
                })
            };
            store.ticker().iter().map(event).collect::<Vec<_>>()
        });
        let shown = Memo::new(move |before: Option<&Option<Shown>>| {
            let before = before.copied().flatten();
            waiting.with(|events| show(before, events, store.now()))
        });
        let events = Memo::new(move |before: Option<&Vec<Arc<TickerEntry>>>| {
            let last = shown.get().map_or(0, |shown| shown.seq);
            let is_same = |entry: &Arc<TickerEntry>| entry.seq == last;
            match before {
                // It stays to be read, also once newer ones have pushed it off the list.
                Some(before) if before.first().is_some_and(is_same) => before.clone(),
                _ => {
                    let mut entries = store.ticker();
                    entries.retain(|entry| entry.seq <= last);
                    entries.reverse();
                    entries
                }
            }
        });
        // What was there when the page opened is no news.
        let opened = untrack(|| shown.get()).map(|shown| shown.since);
        let is_new = Memo::new(move |_| {
            let since = shown.get().map(|shown| shown.since);
            let ends = |since: Moment| since.0 + MARKED_MS;
            since != opened && since.is_some_and(|since| store.now().0 < ends(since))
        });
        Self {
            shown,
            events,
            is_new,
        }
    }

    /// The class that lets events enter anew: see [`turn`].
    pub(super) fn turned(self) -> Signal<&'static str> {
        turn(Signal::derive(move || {
            self.shown.get().map(|shown| shown.seq as i64)
        }))
    }

    /// Whether a unit is marked as the place, or what happened was just below it; tracked.
    pub(super) fn marks(self, node: &Node) -> bool {
        let is_there = |entry: &Arc<TickerEntry>| {
            entry.unit == node.code || entry.parent.as_ref() == Some(&node.name)
        };
        self.is_new.get()
            && self
                .events
                .with(|events| events.first().is_some_and(is_there))
    }
}
