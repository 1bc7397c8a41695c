//! The small tree at work: acts in the words of their JSON, day by day, and what they count.

use liandong_domain::{
    aggregate::ApplyError, fact::Fact, metric::Metric, moment::Day, tree::UnitIndex,
    work::WorkError,
};
use serde_json::{Value, json};

use super::build::{Ledger, clock_day, moment, unit_moved, unit_retired};

/// The small tree on a day.
pub struct Office {
    pub ledger: Ledger,
    pub today: Day,
    acts: usize,
}

impl Office {
    pub fn on(today: Day) -> Self {
        Self {
            ledger: Ledger::with_small_tree(today),
            today,
            acts: 0,
        }
    }

    /// A fact of today's noon, in the words of its JSON; a field `id` names it, a field `at` another time.
    pub fn fact(&mut self, unit: &str, kind: &str, mut said: Value) -> Fact {
        self.acts += 1;
        let noon = moment(self.today, 12 * 3600).0;
        let fields = said.as_object_mut().expect("the fields of a fact");
        let mut missing = |key: &str, value: Value| {
            fields.entry(key).or_insert(value);
        };
        missing("id", json!(format!("act-{}", self.acts)));
        missing("at", json!(noon));
        missing("unit", json!(unit));
        missing("kind", json!(kind));
        serde_json::from_value(said).unwrap()
    }

    fn take(&mut self, unit: &str, kind: &str, said: Value) -> Result<(), ApplyError> {
        let fact = self.fact(unit, kind, said);
        self.ledger.take(&fact)
    }

    /// A unit does something.
    #[track_caller]
    pub fn does(&mut self, unit: &str, kind: &str, said: Value) {
        let taken = self.take(unit, kind, said);
        assert_eq!(taken, Ok(()), "{kind} by {unit}");
    }

    /// A unit cannot do something.
    #[track_caller]
    pub fn cannot(&mut self, unit: &str, kind: &str, said: Value, why: WorkError) {
        let taken = self.take(unit, kind, said);
        assert_eq!(taken, Err(why.into()), "{kind} by {unit}");
    }

    pub fn begin(&mut self, day: Day) {
        self.today = day;
        self.ledger.take(&clock_day("city", day)).unwrap();
    }

    pub fn days_pass(&mut self, days: i32) {
        self.begin(self.today.plus(days));
    }

    pub fn retire(&mut self, unit: &str) {
        self.ledger.take(&unit_retired(unit, self.today)).unwrap();
    }

    pub fn relocate(&mut self, unit: &str, parent: &str) {
        let moved = unit_moved(unit, parent, self.today);
        self.ledger.take(&moved).unwrap();
    }

    pub fn unit(&self, code: &str) -> UnitIndex {
        self.ledger.unit(code)
    }

    pub fn count(&self, unit: &str, key: &str) -> i64 {
        self.ledger.count(unit, Metric::from_key(key).unwrap())
    }

    /// The numbers of a unit that begin with a key and are not 0, by what follows.
    pub fn counts(&self, unit: &str, beginning: &str) -> Vec<(&'static str, i64)> {
        let metrics = Metric::all().filter_map(|metric| {
            let rest = metric.key().strip_prefix(beginning)?;
            let count = self.ledger.count(unit, metric);
            (count != 0).then_some((rest, count))
        });
        metrics.collect()
    }

    /// A day so many days from now, as facts write it.
    pub fn in_days(&self, days: i32) -> Value {
        json!(self.today.plus(days).date().to_string())
    }
}
