//! What is to happen, until its day comes.

use std::collections::BTreeMap;

use liandong_domain::{
    fact::{Event, Fact},
    moment::{Day, Moment},
    unit::UnitCode,
};

use super::{offset, rows::numbered};

/// Facts by their day. What would be after the last moment does not happen.
#[derive(Debug)]
pub(super) struct Agenda {
    until: Moment,
    by_day: BTreeMap<Day, Vec<Fact>>,
    made: u64,
}

impl Agenda {
    /// Nothing, up to a moment.
    pub(super) fn new(until: Moment) -> Self {
        Self {
            until,
            by_day: BTreeMap::new(),
            made: 0,
        }
    }

    /// Something happens under an id that later facts refer to; whether its time has come.
    pub(super) fn open(&mut self, at: Moment, unit: &UnitCode, id: &str, event: Event) -> bool {
        if at > self.until {
            return false;
        }
        self.push(Fact {
            id: id.to_owned(),
            at,
            unit: unit.clone(),
            event,
        });
        true
    }

    /// Something happens that no later fact refers to; whether its time has come.
    pub(super) fn happen(&mut self, at: Moment, unit: &UnitCode, event: Event) -> bool {
        if at > self.until {
            return false;
        }
        self.made += 1;
        self.push(Fact {
            id: numbered("demo-w-", self.made),
            at,
            unit: unit.clone(),
            event,
        });
        true
    }

    fn push(&mut self, fact: Fact) {
        self.by_day
            .entry(fact.at.day(offset()))
            .or_default()
            .push(fact);
    }

    /// What happens up to the end of a day, in its order.
    pub(super) fn take(&mut self, day: Day) -> Vec<Fact> {
        let later = self.by_day.split_off(&day.plus(1));
        let due = std::mem::replace(&mut self.by_day, later);
        let mut facts: Vec<Fact> = due.into_values().flatten().collect();
        facts.sort_by_key(|fact| fact.at);
        facts
    }
}
