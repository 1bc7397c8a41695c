//! Days as they ended, over random logs: what is kept of them is what the numbers were, and trends
//! tell the same.

#![allow(missing_docs)]

mod common;

use std::collections::BTreeMap;

use common::{
    build::{Ledger, clock_day, day, days_after, small_tree_facts},
    random::{Scribe, Step, cases, step},
};
use liandong_domain::{
    aggregate::{Aggregate, TREND_DAYS},
    frame::Scene,
    metric::Metric,
    moment::Day,
    tree::UnitIndex,
    view::trends_of,
};
use proptest::{collection::vec, prelude::*};

type Numbers = BTreeMap<UnitIndex, Vec<i64>>;

fn numbers_of(aggregate: &Aggregate) -> Numbers {
    let row = |unit| {
        Metric::all()
            .map(|metric| aggregate.count(unit, metric))
            .collect()
    };
    let units = aggregate.tree().all();
    units.map(|unit| (unit, row(unit))).collect()
}

/// The days that a log ends: as they were, and as they are kept.
#[derive(Default)]
struct Days {
    true_ones: Vec<(Day, Numbers)>,
    kept: Numbers,
}

impl Days {
    fn take(&mut self, aggregate: &Aggregate, end: liandong_domain::aggregate::DayEnd) {
        let truly = numbers_of(aggregate);
        for (unit, cells) in end.units {
            let row = self.kept.entry(unit).or_default();
            row.resize(Metric::COUNT, 0);
            if end.whole {
                row.fill(0);
            }
            for (column, value) in cells {
                row[usize::from(column)] = value;
            }
        }
        assert!(self.kept == truly, "{:?}", end.day);
        self.true_ones.push((end.day, truly));
    }

    fn value(&self, on: Day, unit: UnitIndex, metric: Metric) -> Option<i64> {
        let (_, numbers) = self.true_ones.iter().find(|(day, _)| *day == on)?;
        Some(numbers.get(&unit)?[metric.column()])
    }

    fn assert_trends(&self, aggregate: &Aggregate) {
        let yesterday = aggregate.today().plus(-1);
        let since = aggregate.today().plus(-(TREND_DAYS as i32));
        let metrics = Scene::ALL.iter().flat_map(|&scene| trends_of(scene));
        for &metric in metrics {
            for unit in aggregate.tree().all() {
                let Some((first, values)) = aggregate.trend(unit, metric) else {
                    let kept = self.true_ones.iter().filter(|(on, _)| *on >= since);
                    let mut known = kept.filter_map(|(on, _)| self.value(*on, unit, metric));
                    assert_eq!(known.next(), None);
                    continue;
                };
                assert!(values.len() <= TREND_DAYS);
                assert_eq!(first.plus(values.len() as i32 - 1), yesterday);
                for (place, value) in values.iter().enumerate() {
                    let on = first.plus(place as i32);
                    assert_eq!(*value, self.value(on, unit, metric), "{metric:?} {on:?}");
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn days_are_kept_as_they_ended(steps in vec(step(4), 0..150)) {
        let beginning = small_tree_facts(day(2025, 12, 20));
        let mut scribe = Scribe::after(&beginning);
        let random: Vec<_> = steps.into_iter().filter_map(|step: Step| scribe.write(step)).collect();
        let log = beginning.into_iter().chain(random.into_iter().map(|(fact, _)| fact));
        let mut ledger = Ledger::empty();
        let mut days = Days::default();
        for fact in log {
            let end = ledger.aggregate.day_end(&fact);
            if let Some(end) = end {
                days.take(&ledger.aggregate, end);
            }
            let _ = ledger.take(&fact);
        }
        days.assert_trends(&ledger.aggregate);
    }
}

#[test]
fn a_trend_ends_with_yesterday_and_is_thirty_days_long() {
    let start = day(2026, 1, 1);
    let mut ledger = Ledger::empty();
    for fact in small_tree_facts(start) {
        ledger.take(&fact).unwrap();
    }
    let city = ledger.aggregate.tree().find("city").unwrap();
    for days in 0..40 {
        let _ = ledger.take(&clock_day("city", days_after(start, days)));
    }
    let (first, values) = ledger.aggregate.trend(city, Metric::MEMBER_TOTAL).unwrap();
    assert_eq!(first, days_after(start, 39 - 30));
    assert_eq!(values.len(), 30);
    // The server was off for three days: nobody knows what was then.
    ledger
        .take(&clock_day("city", days_after(start, 43)))
        .unwrap();
    let newest_known = |ledger: &Ledger| -> Vec<bool> {
        let (_, values) = ledger.aggregate.trend(city, Metric::MEMBER_TOTAL).unwrap();
        values.iter().rev().take(6).map(Option::is_some).collect()
    };
    assert_eq!(
        newest_known(&ledger),
        [false, false, false, true, true, true]
    );
    ledger
        .take(&clock_day("city", days_after(start, 44)))
        .unwrap();
    assert_eq!(
        newest_known(&ledger),
        [true, false, false, false, true, true]
    );
    // For two months: nothing is left of it.
    ledger
        .take(&clock_day("city", days_after(start, 104)))
        .unwrap();
    assert_eq!(ledger.aggregate.trend(city, Metric::MEMBER_TOTAL), None);
}
