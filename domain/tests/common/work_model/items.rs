//! Items of the three lists, and what their conferences promised.

use std::collections::BTreeMap;

use liandong_domain::{
    fact::{
        Event,
        item::{ConferenceAnswered, ConferenceCalled, ItemOpened, List, Party},
    },
    moment::Day,
    unit::UnitCode,
};

use super::{Amount, Told};
use crate::common::model::key_of;

/// Every item that ever was.
#[derive(Default)]
pub struct Items(pub BTreeMap<String, Item>);

pub struct Item {
    pub list: List,
    pub place: String,
    pub opener: String,
    pub owner: String,
    opened: Day,
    begun: Day,
    due: Day,
    pub is_resolved: bool,
    /// When it was closed, while it is.
    pub closed: Option<Day>,
    recurrences: u32,
    calls: Vec<Day>,
    pub seats: BTreeMap<Party, Promise>,
    pub revision: u64,
}

#[derive(Default)]
pub struct Promise {
    is_made: bool,
    is_kept: bool,
}

impl Item {
    pub fn open_promises(&self) -> usize {
        let seats = self.seats.values();
        seats.filter(|seat| seat.is_made && !seat.is_kept).count()
    }

    fn is_possible(&self, event: &Event, told: &Told<'_>) -> bool {
        let is_active = self.closed.is_none();
        let [opener, owner, place] =
            [&self.opener, &self.owner, &self.place].map(|unit| told.is_by(unit));
        let seen = match event {
            Event::ItemAssigned(assigned) => assigned.seen,
            Event::ItemProgressed(step)
            | Event::ItemResolved(step)
            | Event::ItemReturned(step)
            | Event::ItemClosed(step)
            | Event::ItemReopened(step) => step.seen,
            _ => None,
        };
        let is_newest = seen.is_none_or(|seen| seen == self.revision);
        let any = opener || owner || place;
        is_newest
            && match event {
                Event::ItemReopened(_) => any && !is_active,
                Event::ItemProgressed(_) => any && is_active,
                Event::ItemResolved(step) => {
                    let evidence = !step.text.is_empty() || !step.attachments.is_empty();
                    owner && is_active && evidence && self.open_promises() == 0
                }
                Event::ItemReturned(step) => {
                    opener && is_active && self.is_resolved && !step.text.is_empty()
                }
                Event::ItemClosed(_) => {
                    opener && is_active && self.is_resolved && self.open_promises() == 0
                }
                Event::ItemAssigned(assigned) => {
                    let may_own = |unit: &UnitCode| may_own(told, unit.as_str(), &self.place);
                    (opener || owner)
                        && is_active
                        && assigned.owner.as_ref().is_none_or(may_own)
                        && assigned.due.is_none_or(|due| due >= told.on)
                }
                Event::ConferenceCalled(called) => {
                    any && is_active && self.list == List::Problem && !called.parties.is_empty()
                }
                Event::ConferenceAnswered(answered) => {
                    any && is_active && self.seats.contains_key(&answered.party)
                }
                _ => false,
            }
    }

    fn call(&mut self, called: &ConferenceCalled, told: &Told<'_>) {
        self.calls.push(told.on);
        self.seats.retain(|_, seat| seat.is_made && !seat.is_kept);
        for &party in &called.parties {
            self.seats.entry(party).or_default();
        }
    }

    fn answer(&mut self, answered: &ConferenceAnswered) {
        let seat = self.seats.get_mut(&answered.party).unwrap();
        seat.is_made |= !answered.text.is_empty();
        seat.is_kept = answered.fulfilled;
    }

    fn reopen(&mut self, on: Day) {
        let time = self.due.days_since(self.begun).max(7);
        self.due = on.plus(time);
        self.begun = on;
        self.closed = None;
        self.is_resolved = false;
        self.recurrences += 1;
    }

    fn amounts(&self, today: Day) -> Vec<(String, i64)> {
        let mut amounts = Vec::new();
        let mut add = |key: &str, amount: i64| amounts.push((key.to_owned(), amount));
        let is_active = self.closed.is_none();
        let is_problem = self.list == List::Problem;
        let quarter = today.quarter_start();
        let calls = self.calls.iter().filter(|day| **day >= quarter);
        add("conference.called", calls.count() as i64);
        if self.list == List::Task && self.opened >= today.year_start() {
            add("task.year.opened", 1);
            add("task.year.closed", i64::from(!is_active));
        }
        let is_watched = self.closed.is_some_and(|day| day.plus(90) >= today);
        add("item.watched", i64::from(is_problem && is_watched));
        if is_active {
            let list = key_of(self.list);
            let age = match today.days_since(self.begun) {
                ..8 => "7",
                8..16 => "15",
                16..31 => "30",
                31.. => "over",
            };
            add(&format!("item.{list}.open"), 1);
            add(&format!("item.{list}.age_{age}"), 1);
            add(&format!("item.{list}.overdue"), i64::from(today > self.due));
            let has_recurred = is_problem && self.recurrences > 0;
            add("item.recurred", i64::from(has_recurred));
            add("item.unfulfilled", self.open_promises() as i64);
        }
        amounts
    }
}

/// Whether a unit can see to what is at a place: it is open, and on one line with it.
fn may_own(told: &Told<'_>, owner: &str, place: &str) -> bool {
    let units = told.units;
    units.is_open(owner) && (units.is_within(place, owner) || units.is_within(owner, place))
}

impl Items {
    pub fn is_possible(&self, event: &Event, told: &Told<'_>) -> Option<bool> {
        match event {
            Event::ItemOpened(opened) => {
                let ItemOpened {
                    place, owner, due, ..
                } = &**opened;
                let is_place = told.has_below(place.as_str());
                let is_owner = may_own(told, owner.as_str(), place.as_str());
                Some(is_place && is_owner && *due >= told.on)
            }
            event if is_about_item(event) => {
                let item = self.0.get(event.subject()?);
                Some(item.is_some_and(|item| item.is_possible(event, told)))
            }
            _ => None,
        }
    }

    pub fn take(&mut self, event: &Event, told: &Told<'_>) {
        if let Event::ItemOpened(opened) = event {
            let item = Item {
                list: opened.list,
                place: opened.place.to_string(),
                opener: told.by.to_owned(),
                owner: opened.owner.to_string(),
                opened: told.on,
                begun: told.on,
                due: opened.due,
                is_resolved: false,
                closed: None,
                recurrences: 0,
                calls: Vec::new(),
                seats: BTreeMap::new(),
                revision: told.seq,
            };
            self.0.insert(told.id.to_owned(), item);
        }
        let item = event.subject().and_then(|id| self.0.get_mut(id));
        let Some(item) = item.filter(|_| is_about_item(event)) else {
            return;
        };
        item.revision = told.seq;
        match event {
            Event::ItemAssigned(assigned) => {
                if let Some(owner) = &assigned.owner {
                    item.owner = owner.to_string();
                }
                item.due = assigned.due.unwrap_or(item.due);
            }
            Event::ItemResolved(_) => item.is_resolved = true,
            Event::ItemProgressed(_) | Event::ItemReturned(_) => item.is_resolved = false,
            Event::ItemClosed(_) => item.closed = Some(told.on),
            Event::ItemReopened(_) => item.reopen(told.on),
            Event::ConferenceCalled(called) => item.call(called, told),
            Event::ConferenceAnswered(answered) => item.answer(answered),
            _ => {}
        }
    }

    pub fn amounts(&self, today: Day) -> Vec<Amount> {
        let items = self.0.values();
        let amounts = items.flat_map(|item| {
            let amounts = item.amounts(today).into_iter();
            amounts.map(|(key, amount)| (item.place.clone(), key, amount))
        });
        amounts.collect()
    }
}

fn is_about_item(event: &Event) -> bool {
    let kind = event.kind();
    let is_of_lists = kind.starts_with("item.") || kind.starts_with("conference.");
    is_of_lists && kind != "item.opened"
}
