//! What the naive model knows of what goes on: plain records by the ids of the facts that opened them,
//! never let go of, and every number counted from them anew.

pub mod cobuilding;
pub mod deployments;
pub mod items;
pub mod logs;

use liandong_domain::{
    fact::{Event, Fact},
    moment::Day,
};

use self::{cobuilding::CoBuilding, deployments::Deployments, items::Items, logs::Logs};
use super::{build::OFFSET, units_model::Units};

/// What goes on.
#[derive(Default)]
pub struct WorkModel {
    pub deployments: Deployments,
    pub logs: Logs,
    pub items: Items,
    pub co: CoBuilding,
}

/// An amount at a unit: its code, the metric's key, how much.
pub type Amount = (String, String, i64);

/// A fact as the model sees it: who, when, and where the numbers stand.
pub struct Told<'a> {
    pub units: &'a Units,
    /// The unit that acts, or the one in its place.
    pub by: &'a str,
    pub id: &'a str,
    pub on: Day,
    pub today: Day,
    pub seq: u64,
}

impl<'a> Told<'a> {
    /// Nothing where no unit stands for the fact's.
    pub fn new(fact: &'a Fact, units: &'a Units, today: Day, seq: u64) -> Option<Self> {
        Some(Self {
            units,
            by: units.standing_in(fact.unit.as_str())?,
            id: &fact.id,
            on: fact.at.day(OFFSET),
            today,
            seq,
        })
    }

    /// Whether the unit that acts is this one, or stands for it.
    pub fn is_by(&self, unit: &str) -> bool {
        self.units.standing_in(unit) == Some(self.by)
    }

    /// Whether a unit is open, and the one that acts or below it.
    pub fn has_below(&self, unit: &str) -> bool {
        self.units.is_open(unit) && self.units.is_within(unit, self.by)
    }
}

impl WorkModel {
    /// Whether a fact can be.
    pub fn is_possible(&self, event: &Event, told: &Told<'_>) -> bool {
        match event {
            Event::RulesSet(_) => !told.units.has_parent(told.by),
            Event::AssessmentScored(scored) => {
                let scored = scored.scored.as_str();
                told.has_below(scored) && scored != told.by
            }
            _ => {
                let parts = [
                    self.deployments.is_possible(event, told),
                    self.logs.is_possible(event, told),
                    self.items.is_possible(event, told),
                    self.co.is_possible(event, told),
                ];
                parts.into_iter().flatten().all(|possible| possible)
            }
        }
    }

    /// Takes in what was found possible.
    pub fn take(&mut self, event: &Event, told: &Told<'_>) {
        self.deployments.take(event, told);
        self.logs.take(event, told);
        self.items.take(event, told);
        self.co.take(event, told);
    }

    /// The tree is another one, and perhaps a unit was closed.
    pub fn follow_tree(&mut self, units: &Units) {
        self.deployments.follow_tree(units);
    }

    /// What all of it counts on a day.
    pub fn amounts(&self, units: &Units, today: Day) -> Vec<Amount> {
        let mut amounts = self.deployments.amounts(units, today);
        amounts.extend(self.logs.amounts(today));
        amounts.extend(self.items.amounts(today));
        amounts.extend(self.co.amounts(today));
        amounts
    }
}
