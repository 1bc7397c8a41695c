//! The fold over random logs: the same whichever way it is reached, and the same as a naive count.

#![allow(missing_docs)]

mod common;

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, BTreeSet},
};

use common::{
    build::{
        Ledger, OFFSET, clock_day, day, days_after, member, row_changed, small_tree_facts,
        unit_added, unit_retired,
    },
    model::Numbers,
    random::{Scribe, Step, busy_step, cases, same_cases_each_time, step},
};
use liandong_domain::{
    aggregate::{Aggregate, ApplyError},
    fact::Fact,
    metric::Metric,
    registry::MemberStatus,
    tree::TreeError,
    unit::UnitKind,
};
use proptest::{collection::vec, prelude::*};

/// Half the logs are of all kinds of facts, half of work that goes on.
fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop_oneof![vec(step(4), 0..150), vec(busy_step(), 0..250)]
}

/// A log that begins with a small tree, with what is to be taken of it.
fn written(steps: Vec<Step>) -> (Vec<(Fact, bool)>, Scribe) {
    let beginning = small_tree_facts(day(2025, 12, 20));
    let mut scribe = Scribe::after(&beginning);
    let beginning = beginning.into_iter().map(|fact| (fact, true));
    let random = steps.into_iter().filter_map(|step| scribe.write(step));
    let log = beginning.chain(random.collect::<Vec<_>>()).collect();
    (log, scribe)
}

fn numbers_of(aggregate: &Aggregate) -> BTreeMap<String, Numbers> {
    let units = aggregate.tree().open();
    units
        .map(|(unit, node)| {
            let numbers = Metric::all().map(|metric| aggregate.count(unit, metric));
            (node.code.to_string(), numbers.collect())
        })
        .collect()
}

/// Tells the first number that differs, which two whole maps would hide.
fn assert_same(found: &BTreeMap<String, Numbers>, expected: &BTreeMap<String, Numbers>) {
    let units = |numbers: &BTreeMap<String, Numbers>| numbers.keys().cloned().collect::<Vec<_>>();
    assert_eq!(units(found), units(expected));
    for (unit, numbers) in expected {
        for metric in Metric::all() {
            let [found, expected] = [&found[unit], numbers].map(|of| of[metric.column()]);
            assert_eq!(found, expected, "{metric:?} of {unit}");
        }
    }
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn restoring_checkpoints_on_the_way_changes_nothing(
        steps in steps(),
        restores in vec(any::<prop::sample::Index>(), 0..4),
    ) {
        let (log, _) = written(steps);
        let restores: Vec<usize> = restores.iter().map(|place| place.index(log.len())).collect();
        let mut straight = Ledger::empty();
        let mut restored = Ledger::empty();
        for (place, (fact, _)) in log.iter().enumerate() {
            prop_assert_eq!(straight.take(fact), restored.take(fact));
            if restores.contains(&place) {
                let bytes = restored.aggregate.to_checkpoint();
                restored.aggregate = Aggregate::from_checkpoint(&bytes, OFFSET).unwrap();
            }
        }
        prop_assert!(straight.aggregate == restored.aggregate);
    }

    #[test]
    fn every_number_is_what_a_naive_count_gives(steps in steps()) {
        let (log, scribe) = written(steps);
        let mut ledger = Ledger::empty();
        for (fact, taken) in &log {
            prop_assert_eq!(ledger.take(fact).is_ok(), *taken, "{:?}", fact);
        }
        prop_assert_eq!(ledger.aggregate.today(), scribe.model.today);
        assert_same(&numbers_of(&ledger.aggregate), &scribe.model.numbers());
        for (unit, node) in ledger.aggregate.tree().open() {
            let days = scribe.model.theme_days(node.code.as_str());
            prop_assert_eq!(ledger.aggregate.theme_days(unit), days);
        }
    }

    #[test]
    fn every_number_is_its_own_part_and_its_childrens(steps in steps()) {
        let (log, scribe) = written(steps);
        let mut ledger = Ledger::empty();
        for (fact, _) in &log {
            let _ = ledger.take(fact);
        }
        let Ledger { aggregate } = ledger;
        let own = scribe.model.own_numbers();
        for (unit, node) in aggregate.tree().open() {
            for metric in Metric::all() {
                let of_children: i64 = node
                    .children
                    .iter()
                    .map(|&child| aggregate.count(child, metric))
                    .sum();
                let own = own[node.code.as_str()][metric.column()];
                prop_assert_eq!(aggregate.count(unit, metric), own + of_children);
            }
        }
    }

    #[test]
    fn check_tells_what_apply_does_and_a_refused_fact_leaves_no_trace(steps in steps()) {
        let (log, _) = written(steps);
        let mut ledger = Ledger::empty();
        let mut rehearsal = ledger.aggregate.tree().clone();
        for (fact, _) in &log {
            let before = ledger.clone().aggregate;
            let in_tree = before.check(fact);
            prop_assert_eq!(rehearsal.rehearse(fact), in_tree);
            let checked = in_tree.map_err(ApplyError::from).and_then(|()| {
                let checked = before.work().check(fact, before.tree(), OFFSET);
                checked.map_err(ApplyError::from)
            });
            prop_assert_eq!(ledger.take(fact), checked);
            if checked.is_err() {
                let after = &ledger.aggregate;
                prop_assert_eq!(after.seq(), before.seq() + 1);
                prop_assert_eq!(after.today(), before.today());
                prop_assert_eq!(after.tree(), before.tree());
                prop_assert_eq!(after.work(), before.work());
                assert_same(&numbers_of(after), &numbers_of(&before));
                for (unit, _) in after.tree().open() {
                    prop_assert!(after.ticker(unit).eq(before.ticker(unit)));
                }
            }
            prop_assert_eq!(&rehearsal, ledger.aggregate.tree());
        }
    }

    #[test]
    fn a_day_told_again_or_late_changes_nothing(steps in steps(), days_back in 0_i32..800) {
        let (log, _) = written(steps);
        let mut ledger = Ledger::empty();
        for (fact, _) in &log {
            let _ = ledger.take(fact);
        }
        // The sequence number counts as taken; all else must be as before.
        let mut told_again = ledger.clone();
        let seq = ledger.aggregate.seq();
        let past = clock_day("city", days_after(ledger.aggregate.today(), -days_back));
        told_again.aggregate.apply(seq, &past).unwrap();
        prop_assert!(told_again.aggregate == ledger.aggregate);
    }
}

/// A closed unit's code may be given again: its past stays with the unit above, and the new one begins
/// at nothing, also after a checkpoint.
#[test]
fn a_code_given_again_names_the_new_unit() {
    let on = day(2026, 11, 23);
    let born = Some(member(MemberStatus::Normal, Some(1980)));
    let mut ledger = Ledger::with_small_tree(on);
    for fact in [
        row_changed("c2", None, born.clone(), on),
        unit_retired("c2", on),
        unit_added("c2", UnitKind::Community, "s2", on),
        row_changed("c2", None, born, on),
    ] {
        ledger.take(&fact).unwrap();
    }
    let bytes = ledger.aggregate.to_checkpoint();
    let restored = Aggregate::from_checkpoint(&bytes, OFFSET).unwrap();
    assert!(restored == ledger.aggregate);
    let members = ["c2", "s2", "s1"].map(|unit| ledger.count(unit, Metric::MEMBER_TOTAL));
    assert_eq!(members, [1, 1, 1]);
    let again = unit_added("c2", UnitKind::Community, "s1", on);
    assert_eq!(ledger.take(&again), Err(TreeError::CodeTaken.into()));
}

/// What the naive count and the fold agree on is worth little where it is nothing on both sides: in random
/// logs, every metric counts something.
#[test]
fn random_logs_count_everything() {
    let counted = RefCell::new(BTreeSet::new());
    let mut runner = same_cases_each_time(200);
    runner
        .run(&steps(), |steps| {
            let (_, scribe) = written(steps);
            for numbers in scribe.model.own_numbers().values() {
                let some = Metric::all().filter(|metric| numbers[metric.column()] != 0);
                counted.borrow_mut().extend(some);
            }
            Ok(())
        })
        .unwrap();
    let counted = counted.into_inner();
    let never: Vec<Metric> = Metric::all().filter(|one| !counted.contains(one)).collect();
    assert_eq!(never, []);
}

/// Random logs are worth little if most of what they try is refused, or nothing is.
#[test]
fn random_logs_are_a_fair_mix() {
    let taken = Cell::new([0_u32; 2]);
    let mut runner = same_cases_each_time(64);
    runner
        .run(&steps(), |steps| {
            for (_, was_taken) in written(steps).0 {
                let mut counts = taken.get();
                counts[usize::from(was_taken)] += 1;
                taken.set(counts);
            }
            Ok(())
        })
        .unwrap();
    let [refused, taken] = taken.get();
    assert!(refused * 20 > taken, "{refused} of {taken} refused");
    assert!(refused * 2 < taken, "{refused} of {taken} refused");
}
