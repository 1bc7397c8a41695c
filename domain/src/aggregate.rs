//! The fold: from facts to a number for every unit and metric.
//!
//! A dense matrix of integers, a row per unit, a column per metric. A contribution is one addition
//! at its unit and one at every unit above, so a unit's number is at every moment the sum of its
//! parts. **Invariant:** applying a log from nothing gives the same state as having applied it all
//! along, bit for bit; `tests/fold.rs` proves it over random logs with moves and retirements.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::{
    contribution::{Calendar, Contributions, contributions, row_contributions, today_metric},
    dated::{Dated, dates},
    fact::{Event, Fact, RegistryChange},
    frame::TickerEntry,
    metric::{Metric, Period},
    moment::{Day, UtcOffset},
    registry::Row,
    ticker::{Happening, Tickers},
    tree::{Plan, Tree, TreeError, UnitIndex},
    work::{Sums, Turn, Work, WorkError},
};

mod checkpoint;
mod days;
mod history;
mod matrix;

pub use checkpoint::{CheckpointError, fingerprint};
use days::Days;
use history::History;
pub use history::{Cells, DayEnd, TREND_DAYS};
use matrix::Matrix;

/// Why a fact is not taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApplyError {
    /// The tree has no place for it.
    #[error(transparent)]
    Tree(#[from] TreeError),
    /// What it is about cannot go on like that.
    #[error(transparent)]
    Work(#[from] WorkError),
}

/// Every number of every unit, and what it takes to keep them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aggregate {
    offset: UtcOffset,
    tree: Tree,
    matrix: Matrix,
    /// Rows by unit and date, at the unit itself: when a month begins, some mean something else.
    dated: FxHashMap<(UnitIndex, Dated), i64>,
    work: Work,
    days: Days,
    history: History,
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
            dated: FxHashMap::default(),
            work: Work::default(),
            days: Days::default(),
            history: History::default(),
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

    /// What goes on.
    pub fn work(&self) -> &Work {
        &self.work
    }

    /// How many theme days were held at or below a unit on each day of this month, from the first.
    pub fn theme_days(&self, unit: UnitIndex) -> Vec<u32> {
        self.days.of(unit)
    }

    /// The last fact that changed when theme days were held.
    pub fn theme_days_stamp(&self) -> u64 {
        self.days.stamp()
    }

    /// What is to be kept of the day that the fact ends, should it be applied next; nothing where it
    /// ends none.
    pub fn day_end(&self, fact: &Fact) -> Option<DayEnd> {
        let Event::ClockDay { day } = fact.event else {
            return None;
        };
        let today = self.calendar.today;
        let ends = day > today && today != Day::UNIX_EPOCH && self.tree.plan(fact).is_ok();
        ends.then(|| {
            let units: Vec<UnitIndex> = self.tree.all().collect();
            self.history.day_end(today, &units, &self.matrix)
        })
    }

    /// The first day that is known of a metric's last [`TREND_DAYS`], and its values from there to yesterday
    /// without a gap: nothing on days that were not kept, or on which the unit was not there.
    pub fn trend(&self, unit: UnitIndex, metric: Metric) -> Option<(Day, Vec<Option<i64>>)> {
        self.history.trend(unit, metric, self.calendar.today)
    }

    /// The last fact that changed a trend.
    pub fn trends_stamp(&self) -> u64 {
        self.history.stamp()
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
    /// As [`check`](Self::check), or what it is about cannot go on like that; nothing has changed then, but the fact's sequence number counts as
    /// taken, so that a log that holds it folds the same way each time.
    pub fn apply(&mut self, seq: u64, fact: &Fact) -> Result<(), ApplyError> {
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
                self.follow_tree(unit, seq, fact);
                unit
            }
            Plan::Retire { unit, parent } => {
                self.tell(seq, fact, unit);
                self.count_event(unit, fact);
                self.retire(unit, parent);
                self.follow_tree(unit, seq, fact);
                return Ok(());
            }
            Plan::Count(unit) => unit,
        };
        self.go_on(unit, seq, fact)?;
        if let Event::RegistryChanged(row_change) = &fact.event {
            self.change_registry(unit, row_change, fact);
        }
        self.tell(seq, fact, unit);
        self.count_event(unit, fact);
        Ok(())
    }

    /// Takes in what the fact says of what goes on.
    fn go_on(&mut self, unit: UnitIndex, seq: u64, fact: &Fact) -> Result<(), ApplyError> {
        let mut sums = Sums::default();
        let world = (&self.tree, &self.calendar, self.offset);
        self.work.apply(fact, (unit, seq), world, &mut sums)?;
        self.add_sums(&sums);
        let days = (fact.at.day(self.offset), self.calendar.month_start);
        self.days.count(&fact.event, (unit, seq), days, &self.tree);
        Ok(())
    }

    fn follow_tree(&mut self, unit: UnitIndex, seq: u64, fact: &Fact) {
        let mut sums = Sums::default();
        let world = (&self.tree, &self.calendar, self.offset);
        self.work.follow_tree((fact, unit, seq), world, &mut sums);
        self.add_sums(&sums);
    }

    /// Adds amounts at their units, or at those that took their place, and above.
    fn add_sums(&mut self, sums: &Sums) {
        for (unit, sum) in sums.by_unit() {
            self.add(self.tree.standing(unit), &sum);
        }
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
        if let Some(happening) = Happening::of(seq, fact, unit, (&self.tree, &self.work)) {
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
            row_contributions(row, -1, &self.calendar, &mut sum);
            if !recorded && self.calendar.is_today(fact.at.day(self.offset)) {
                sum.push((today_metric(row.registry()), -1));
            }
            self.add(from_unit, &sum);
        }
        self.count_dates(from_unit.unwrap_or(unit), before.as_ref(), -1);
        self.count_dates(unit, after.as_ref(), 1);
    }

    fn count_dates(&mut self, unit: UnitIndex, row: Option<&Row>, sign: i64) {
        for date in row.map(dates).unwrap_or_default() {
            let rows = self.dated.entry((unit, date)).or_default();
            *rows += sign;
            if *rows == 0 {
                self.dated.remove(&(unit, date));
            }
        }
    }

    fn relocate(&mut self, unit: UnitIndex, parent: UnitIndex) {
        let row = self.matrix.row(unit);
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
        self.days.relocate(unit, parent, &self.tree, self.seq);
        self.tree.relocate(unit, parent);
    }

    fn retire(&mut self, unit: UnitIndex, parent: UnitIndex) {
        // The parent's numbers already hold the unit's; only what is kept at the unit itself moves.
        let mut sums = Sums::default();
        self.work.close_unit(unit, &self.calendar, &mut sums);
        self.add_sums(&sums);
        self.matrix.clear(unit);
        self.days.retire(unit);
        let dates: Vec<Dated> = self
            .dated
            .keys()
            .filter(|(at, _)| *at == unit)
            .map(|(_, date)| *date)
            .collect();
        for date in dates {
            if let Some(rows) = self.dated.remove(&(unit, date)) {
                *self.dated.entry((parent, date)).or_default() += rows;
            }
        }
        self.dated.retain(|_, rows| *rows != 0);
        self.tree.retire(unit, parent);
    }

    /// Turns the calendar. A day that is not after today changes nothing.
    fn begin_day(&mut self, day: Day) {
        if day <= self.calendar.today {
            return;
        }
        if self.calendar.today != Day::UNIX_EPOCH {
            let units: Vec<UnitIndex> = self.tree.all().collect();
            let today = self.calendar.today;
            self.history.end_day(today, self.seq, &units, &self.matrix);
        }
        let before = std::mem::replace(&mut self.calendar, Calendar::at(day));
        let begun = begun(&before, &self.calendar);
        for &period in &begun {
            self.matrix.clear_period(period);
        }
        if begun.contains(&Period::Month) {
            self.move_dates(&before);
            self.days.begin_month(self.seq);
        }
        let columns: Vec<bool> = Metric::all()
            .map(|metric| begun.contains(&metric.definition().period))
            .collect();
        let mut sums = Sums::default();
        let turn = Turn {
            before: &before,
            now: &self.calendar,
            begins_anew: &|metric| columns[metric.column()],
        };
        self.work.begin_day(&turn, &mut sums);
        self.add_sums(&sums);
    }

    fn move_dates(&mut self, before: &Calendar) {
        for (&(unit, date), &rows) in &self.dated {
            let [was, is] = [date.metric(before), date.metric(&self.calendar)];
            if was == is {
                continue;
            }
            for above in self.tree.upwards(unit) {
                for (metric, amount) in [(was, -rows), (is, rows)] {
                    if let Some(metric) = metric {
                        self.matrix.add(above, &[(metric, amount)]);
                    }
                }
            }
        }
    }
}

/// The periods that begin as the calendar turns.
fn begun(before: &Calendar, now: &Calendar) -> SmallVec<[Period; 4]> {
    [
        (Period::Day, true),
        (Period::Month, before.month_start != now.month_start),
        (Period::Quarter, before.quarter_start != now.quarter_start),
        (Period::Year, before.year != now.year),
    ]
    .into_iter()
    .filter(|(_, begins)| *begins)
    .map(|(period, _)| period)
    .collect()
}
