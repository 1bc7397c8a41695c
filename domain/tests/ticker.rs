//! The tickers over random logs against a naive record, kept with the names of the time.

#![allow(missing_docs)]

mod common;

use std::collections::BTreeMap;

use common::{
    build::{Ledger, OFFSET, day, meeting_held, small_tree_facts, unit_renamed},
    random::{Scribe, Step, busy_step, cases, step},
};
use liandong_domain::{
    aggregate::{Aggregate, CheckpointError},
    contribution::tells_something,
    fact::{Event, Fact, MeetingKind},
    frame::{DeploymentMove, ItemMove, LogMove, Snapshot, TickerEntry, TickerEvent},
    tree::{Tree, UnitIndex},
    work::ProjectStage,
};
use proptest::{collection::vec, prelude::*};

type Naive = BTreeMap<UnitIndex, Vec<TickerEntry>>;

/// The facts that opened something, by their ids.
type Opened = BTreeMap<String, Event>;

fn what(event: &Event, opened: &Opened, before: &Tree, unit: UnitIndex) -> TickerEvent {
    match event {
        &Event::MeetingHeld {
            meeting,
            expected,
            attended,
            ..
        } => TickerEvent::Meeting {
            meeting,
            expected,
            attended,
        },
        Event::RegistryChanged(change) => match (&change.before, &change.after) {
            (None, Some(row)) => TickerEvent::Added(row.registry()),
            (Some(row), None) => TickerEvent::Removed(row.registry()),
            _ => unreachable!("a correction is not told"),
        },
        Event::UnitAdded(_) => TickerEvent::UnitAdded,
        Event::UnitRenamed { .. } => TickerEvent::UnitRenamed {
            before: before.node(unit).name.clone(),
        },
        Event::UnitMoved { .. } => TickerEvent::UnitMoved,
        Event::UnitRetired {} => TickerEvent::UnitRetired,
        event => what_of_work(event, event.subject().and_then(|id| opened.get(id))),
    }
}

/// Of what goes on, a fact's kind tells how, and the fact that opened it what it is about.
fn what_of_work(event: &Event, opened: Option<&Event>) -> TickerEvent {
    let (subject, step) = event.kind().split_once('.').unwrap();
    match (subject, opened.unwrap_or(event)) {
        ("deployment", _) => TickerEvent::Deployment(DeploymentMove::from_key(step).unwrap()),
        ("log", _) => TickerEvent::Log(LogMove::from_key(step).unwrap()),
        ("item", Event::ItemOpened(item)) => TickerEvent::Item {
            list: item.list,
            matter: item.matter,
            to: ItemMove::from_key(step).unwrap(),
        },
        ("conference", Event::ItemOpened(item)) => {
            let Event::ConferenceCalled(called) = event else {
                unreachable!("an answer is not told");
            };
            TickerEvent::Conference {
                matter: item.matter,
                parties: called.parties.len() as u16,
            }
        }
        ("care", Event::CarePlanned(planned)) => {
            let Event::CareDone(done) = event else {
                unreachable!("a plan is not told");
            };
            TickerEvent::Care {
                care: planned.care_kind,
                people: done.people,
            }
        }
        (_, Event::ActivityHeld(held)) => TickerEvent::Activity {
            category: held.category,
            invited: held.employers.len() as u32,
            attended: held.employers.iter().filter(|one| one.attended).count() as u32,
        },
        (_, Event::ResourceOffered(offered)) => TickerEvent::Resource(offered.category),
        (_, Event::NeedRaised(raised)) => TickerEvent::Need(raised.category),
        ("match", _) => TickerEvent::Project(match step {
            "made" => ProjectStage::Made,
            "agreed" => ProjectStage::Agreed,
            "fulfilled" => ProjectStage::Fulfilled,
            "confirmed" => ProjectStage::Confirmed,
            _ => ProjectStage::Dropped,
        }),
        _ => unreachable!("{} is not told", event.kind()),
    }
}

/// Records a fact that was taken, at its unit and above, in the trees before and after it.
fn record(
    (naive, opened): (&mut Naive, &mut Opened),
    seq: u64,
    fact: &Fact,
    [before, after]: [&Tree; 2],
) {
    opened.insert(fact.id.clone(), fact.event.clone());
    if !tells_something(&fact.event) {
        return;
    }
    // A unit that closes still has its place when it does.
    let tree = if matches!(fact.event, Event::UnitRetired {}) {
        before
    } else {
        after
    };
    let unit = tree
        .find_successor(fact.unit.as_str())
        .expect("it was taken");
    let entry = TickerEntry {
        seq,
        at: fact.at,
        unit: tree.node(unit).code.clone(),
        name: tree.node(unit).name.clone(),
        parent: tree
            .parent(unit)
            .map(|parent| tree.node(parent).name.clone()),
        event: what(&fact.event, opened, before, unit),
    };
    for above in tree.upwards(unit) {
        naive.entry(above).or_default().push(entry.clone());
    }
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn a_ticker_holds_the_newest_events_with_the_names_of_the_time(
        steps in prop_oneof![vec(step(4), 0..150), vec(busy_step(), 0..150)],
    ) {
        let beginning = small_tree_facts(day(2025, 12, 20));
        let mut scribe = Scribe::after(&beginning);
        let random = steps.into_iter().filter_map(|step: Step| scribe.write(step));
        let log: Vec<Fact> = beginning.iter().cloned().chain(random.map(|(fact, _)| fact)).collect();
        let mut ledger = Ledger::empty();
        let mut naive = (Naive::new(), Opened::new());
        for fact in &log {
            let before = ledger.aggregate.tree().clone();
            if ledger.take(fact).is_ok() {
                let after = ledger.aggregate.tree();
                record((&mut naive.0, &mut naive.1), ledger.aggregate.seq(), fact, [&before, after]);
            }
        }
        let aggregate = ledger.aggregate;
        for (unit, _) in aggregate.tree().open() {
            let all = naive.0.get(&unit).into_iter().flatten();
            let newest = all.rev().take(Snapshot::TICKER_LEN).cloned();
            prop_assert!(aggregate.ticker(unit).eq(newest.clone()));
            prop_assert_eq!(aggregate.newest_event(unit), newest.map(|entry| entry.seq).next());
        }
    }

    #[test]
    fn a_checkpoint_with_a_byte_changed_is_refused(
        place in any::<prop::sample::Index>(),
        other in 1_u8..,
    ) {
        let on = day(2025, 12, 20);
        let mut ledger = Ledger::with_small_tree(on);
        ledger.take(&unit_renamed("c1", "新名", on)).unwrap();
        ledger.take(&meeting_held("c1", MeetingKind::Lecture, [9, 8], on)).unwrap();
        let mut bytes = ledger.aggregate.to_checkpoint();
        prop_assert!(Aggregate::from_checkpoint(&bytes, OFFSET).unwrap() == ledger.aggregate);
        let place = place.index(bytes.len());
        bytes[place] ^= other;
        let refused = Aggregate::from_checkpoint(&bytes, OFFSET);
        prop_assert!(matches!(refused, Err(CheckpointError::Damaged)));
    }
}
