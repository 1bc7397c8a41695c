//! How many theme days were held on each day of this month, by unit, those of the units below included.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::{
    fact::{Event, MeetingKind},
    moment::Day,
    tree::{Tree, UnitIndex},
};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Days {
    /// By unit and days since the month began.
    held: FxHashMap<(UnitIndex, u8), u32>,
    /// The last fact that changed something.
    stamp: u64,
}

impl Days {
    pub(super) fn count(
        &mut self,
        event: &Event,
        (unit, seq): (UnitIndex, u64),
        (day, month_start): (Day, Day),
        tree: &Tree,
    ) {
        let Event::MeetingHeld {
            meeting: MeetingKind::ThemeDay,
            ..
        } = event
        else {
            return;
        };
        if day.month_start() != month_start {
            return;
        }
        let Ok(place) = u8::try_from(day.days_since(month_start)) else {
            return;
        };
        self.stamp = seq;
        for above in tree.upwards(unit) {
            *self.held.entry((above, place)).or_default() += 1;
        }
    }

    pub(super) fn begin_month(&mut self, seq: u64) {
        self.held.clear();
        self.stamp = seq;
    }

    /// A unit is about to move under another parent.
    pub(super) fn relocate(&mut self, unit: UnitIndex, parent: UnitIndex, tree: &Tree, seq: u64) {
        self.stamp = seq;
        for place in 0..31 {
            let Some(&held) = self.held.get(&(unit, place)) else {
                continue;
            };
            for above in tree.upwards(unit).skip(1) {
                self.take(above, place, held);
            }
            for above in tree.upwards(parent) {
                *self.held.entry((above, place)).or_default() += held;
            }
        }
    }

    fn take(&mut self, unit: UnitIndex, place: u8, held: u32) {
        if let Some(sum) = self.held.get_mut(&(unit, place)) {
            *sum = sum.saturating_sub(held);
            if *sum == 0 {
                self.held.remove(&(unit, place));
            }
        }
    }

    /// A unit is closed; the units above have counted its days already.
    pub(super) fn retire(&mut self, unit: UnitIndex) {
        for place in 0..31 {
            self.held.remove(&(unit, place));
        }
    }

    pub(super) fn stamp(&self) -> u64 {
        self.stamp
    }

    /// From the first of the month to the last day that anything was held on.
    pub(super) fn of(&self, unit: UnitIndex) -> Vec<u32> {
        let held = |place| self.held.get(&(unit, place)).copied().unwrap_or_default();
        let mut days: Vec<u32> = (0..31).map(held).collect();
        while days.last() == Some(&0) {
            days.pop();
        }
        days
    }
}
