//! The fold: from facts to a number for every unit and metric.
//!
//! A dense matrix of integers, a row per unit, a column per metric. A contribution is one addition
//! at its unit and one at every unit above, so a unit's number is at every moment the sum of its
//! parts. **Invariant:** applying a log from nothing gives the same state as having applied it all
//! along, bit for bit; `tests/fold.rs` proves it over random logs with moves and retirements.

use rustc_hash::FxHashMap;

use crate::{
    contribution::{
        Calendar, Contributions, age_metric, contributions, row_contributions, today_metric,
    },
    fact::{Event, Fact, RegistryChange},
    frame::TickerEntry,
    metric::{Metric, Period},
    moment::{Day, UtcOffset},
    registry::{Member, Row},
    ticker::{Happening, Tickers},
    tree::{Plan, Tree, TreeError, UnitIndex},
};

mod checkpoint;
mod matrix;

pub use checkpoint::CheckpointError;
use matrix::Matrix;

/// Every number of every unit, and what it takes to keep them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aggregate {
    offset: UtcOffset,
    tree: Tree,
    matrix: Matrix,
    /// Members by unit and year of birth, at the unit itself: when a year begins, ages move on.
    births: FxHashMap<(UnitIndex, u16), i64>,
    tickers: Tickers,
    calendar: Calendar,
    seq: u64,
}

impl Aggregate {
    /// Nothing yet. Days begin at midnight of `offset`.
    pub fn new(offset: UtcOffset) -> Self {
        Self {
            offset,
            tree: Tree::default(),
            matrix: Matrix::default(),
            births: FxHashMap::default(),
            tickers: Tickers::default(),
            calendar: Calendar::at(Day::UNIX_EPOCH),
            seq: 0,
        }
    }

    /// The units.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The day the numbers stand at.
    pub fn today(&self) -> Day {
        self.calendar.today
    }

    /// Where days begin.
    pub fn offset(&self) -> UtcOffset {
        self.offset
    }

    /// The sequence number of the last fact applied.
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// A number as it is. Not for screens: what those may see is made by [`crate::view`].
    pub fn count(&self, unit: UnitIndex, metric: Metric) -> i64 {
        self.matrix.get(unit, metric)
    }

    /// The newest events at or below a unit, newest first.
    pub fn ticker(&self, unit: UnitIndex) -> impl Iterator<Item = TickerEntry> {
        self.tickers.newest_first(unit, &self.tree)
    }

    /// The sequence number of the newest event at or below a unit.
    pub fn newest_event(&self, unit: UnitIndex) -> Option<u64> {
        self.tickers.newest(unit)
    }

    /// Whether [`apply`](Self::apply) would take the fact.
    ///
    /// # Errors
    /// The fact's unit is unknown, or it asks the tree for what cannot be.
    pub fn check(&self, fact: &Fact) -> Result<(), TreeError> {
        self.tree.check(fact)
    }

    /// Takes in the next fact of the log. A fact of a retired unit counts for the unit that took
    /// its place.
    ///
    /// # Errors
    /// As [`check`](Self::check); nothing has changed then, but the fact's sequence number counts as
    /// taken, so that a log that holds it folds the same way each time.
    pub fn apply(&mut self, seq: u64, fact: &Fact) -> Result<(), TreeError> {
        self.seq = seq;
        let plan = self.tree.plan(fact)?;
        if let Event::ClockDay { day } = fact.event {
            self.begin_day(day);
            return Ok(());
        }
        let unit = match plan {
            Plan::Add(new) => {
                let unit = self.tree.add(new.clone().with_code(fact.unit.clone()))?;
                self.matrix.push_unit();
                self.tickers.push_unit();
                unit
            }
            Plan::Rename(unit, name) => {
                let old_name = self.tree.rename(unit, name);
                self.tickers.remember_name(unit, old_name, seq);
                unit
            }
            Plan::Move { unit, parent } => {
                self.relocate(unit, parent);
                unit
            }
            Plan::Retire { unit, parent } => {
                self.tell(seq, fact, unit);
                self.count_event(unit, fact);
                self.retire(unit, parent);
                return Ok(());
            }
            Plan::Count(unit) => unit,
        };
        if let Event::RegistryChanged(row_change) = &fact.event {
            self.change_registry(unit, row_change, fact);
        }
        self.tell(seq, fact, unit);
        self.count_event(unit, fact);
        Ok(())
    }

    fn count_event(&mut self, unit: UnitIndex, fact: &Fact) {
        let sum = contributions(&fact.event, fact.at.day(self.offset), &self.calendar);
        self.add(unit, &sum);
    }

    fn add(&mut self, unit: UnitIndex, sum: &Contributions) {
        for above in self.tree.upwards(unit) {
            self.matrix.add(above, sum);
        }
    }

    fn tell(&mut self, seq: u64, fact: &Fact, unit: UnitIndex) {
        if let Some(happening) = Happening::of(seq, fact, unit, &self.tree) {
            self.tickers.record(happening, &self.tree);
        }
    }

    fn change_registry(&mut self, unit: UnitIndex, change: &RegistryChange, fact: &Fact) {
        let RegistryChange {
            before,
            after,
            from,
            recorded,
            ..
        } = change;
        let from_unit = from
            .as_ref()
            .and_then(|code| self.tree.find_successor(code.as_str()));
        if let (Some(row), Some(from_unit)) = (before, from_unit) {
            let mut sum = Contributions::new();
            row_contributions(row, -1, self.calendar.year, &mut sum);
            if !recorded && self.calendar.is_today(fact.at.day(self.offset)) {
                sum.push((today_metric(row.registry()), -1));
            }
            self.add(from_unit, &sum);
        }
        self.count_birth(from_unit.unwrap_or(unit), before.as_ref(), -1);
        self.count_birth(unit, after.as_ref(), 1);
    }

    fn count_birth(&mut self, unit: UnitIndex, row: Option<&Row>, sign: i64) {
        let Some(Row::Member(Member {
            birth_year: Some(year),
            ..
        })) = row
        else {
            return;
        };
        let members = self.births.entry((unit, *year)).or_default();
        *members += sign;
        if *members == 0 {
            self.births.remove(&(unit, *year));
        }
    }

    fn relocate(&mut self, unit: UnitIndex, parent: UnitIndex) {
        let row = *self.matrix.row(unit);
        let old_parent = self.tree.parent(unit);
        for above in old_parent
            .into_iter()
            .flat_map(|old| self.tree.upwards(old))
        {
            self.matrix.subtract_row(above, &row);
        }
        for above in self.tree.upwards(parent) {
            self.matrix.add_row(above, &row);
        }
        self.tree.relocate(unit, parent);
    }

    fn retire(&mut self, unit: UnitIndex, parent: UnitIndex) {
        // The parent's numbers already hold the unit's; only what is kept at the unit itself moves.
        self.matrix.clear(unit);
        let years: Vec<u16> = self
            .births
            .keys()
            .filter(|(at, _)| *at == unit)
            .map(|(_, year)| *year)
            .collect();
        for year in years {
            if let Some(members) = self.births.remove(&(unit, year)) {
                *self.births.entry((parent, year)).or_default() += members;
            }
        }
        self.births.retain(|_, members| *members != 0);
        self.tree.retire(unit, parent);
    }

    /// Turns the calendar. A day that is not after today changes nothing.
    fn begin_day(&mut self, day: Day) {
        if day <= self.calendar.today {
            return;
        }
        let before = std::mem::replace(&mut self.calendar, Calendar::at(day));
        self.matrix.clear_period(Period::Day);
        if before.quarter_start != self.calendar.quarter_start {
            self.matrix.clear_period(Period::Quarter);
        }
        if before.year != self.calendar.year {
            self.grow_older(before.year);
        }
    }

    fn grow_older(&mut self, last_year: i32) {
        for (&(unit, birth_year), &members) in &self.births {
            let [was, is] =
                [last_year, self.calendar.year].map(|year| age_metric(Some(birth_year), year));
            if was != is {
                for above in self.tree.upwards(unit) {
                    self.matrix.add(above, &[(was, -members), (is, members)]);
                }
            }
        }
    }
}
