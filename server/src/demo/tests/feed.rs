//! What happens from now on.

use std::collections::{HashMap, HashSet};

use liandong_domain::{
    fact::{Event, Fact},
    metric::Metric,
    moment::Moment,
    registry::Row,
    unit::UnitCode,
};
use serde_json::Value;

use super::{begin, check_as_sent, fold, now, options, take, tree};
use crate::{
    demo::{DEFAULT_SEED, Feed, SHOWCASE, Seed, offset},
    ingest,
};

/// Fills in what a change replaces, as the server does.
#[derive(Default)]
struct Rows(HashMap<String, (UnitCode, Row)>);

impl Rows {
    fn fill_in(&mut self, fact: &mut Fact) {
        let Event::RegistryChanged(change) = &mut fact.event else {
            return;
        };
        if let Some((unit, row)) = self.0.remove(&change.key) {
            assert_ne!((&unit, Some(&row)), (&fact.unit, change.after.as_ref()));
            change.from = (unit != fact.unit).then_some(unit);
            change.before = Some(row);
        }
        assert!(change.before.is_some() || change.after.is_some());
        if let Some(row) = change.after.clone() {
            self.0.insert(change.key.clone(), (fact.unit.clone(), row));
        } else {
            assert_eq!(change.from, None);
        }
    }
}

#[test]
fn the_feed_goes_on_for_days() {
    let mut aggregate = fold(Seed::new(&tree(), &options(10, Some(SHOWCASE))));
    let district = aggregate.tree().find(SHOWCASE).unwrap();
    let steady = [
        Metric::ITEM_TASK_OPEN,
        Metric::ITEM_PROBLEM_OPEN,
        Metric::LOG_WAITING_STREET,
        Metric::LOG_WAITING_DISTRICT,
        Metric::CARE_LATE,
    ];
    let before = steady.map(|metric| aggregate.count(district, metric));
    let mut feed = Feed::new(&aggregate, DEFAULT_SEED, now());
    let (mut rows, mut ids) = (Rows::default(), HashSet::new());
    let (mut kinds, mut in_showcase) = (HashMap::new(), 0);
    for step in 0..20_000 {
        let at = Moment(now().0 + step * 15_000);
        if at.day(offset()) > aggregate.today() {
            begin(&mut aggregate, at.day(offset()));
        }
        let mut fact = feed.next(&aggregate, at);
        assert_eq!(fact.at, at);
        assert!(ids.insert(fact.id.clone()));
        if !matches!(fact.event, Event::RegistryChanged(_)) {
            check_as_sent(&fact);
        }
        rows.fill_in(&mut fact);
        in_showcase += i32::from(fact.unit.as_str().starts_with(SHOWCASE));
        *kinds.entry(fact.event.kind()).or_insert(0) += 1;
        take(&mut aggregate, &fact);
    }
    assert!((8_500..11_500).contains(&in_showcase), "{in_showcase}");
    for kind in [
        "meeting.held",
        "registry.changed",
        "log.submitted",
        "log.reviewed",
        "deployment.acknowledged",
        "deployment.completed",
        "item.opened",
        "item.progressed",
        "item.resolved",
        "item.closed",
        "conference.answered",
        "care.planned",
        "care.done",
        "activity.held",
        "need.raised",
        "resource.offered",
        "match.made",
        "match.agreed",
        "match.fulfilled",
        "match.confirmed",
    ] {
        assert!(kinds.contains_key(kind), "{kind} in {kinds:?}");
    }
    for (metric, before) in steady.into_iter().zip(before) {
        let now = aggregate.count(district, metric);
        let key = metric.definition().key;
        assert!(now <= before * 3 / 2 + 60, "{key}: {before}, then {now}");
        assert!(now > 0, "{key} ran out");
    }
}

#[test]
fn people_may_play_beside_the_feed() {
    let mut aggregate = fold(Seed::new(&tree(), &options(2, Some(SHOWCASE))));
    let mut own = Vec::new();
    let unit: UnitCode = "310104003001".parse().unwrap();
    let act = |id: &str, fields: Value| {
        let Value::Object(fields) = fields else {
            panic!("{fields}")
        };
        ingest::parse_act(id.to_owned(), (now(), offset()), unit.clone(), fields).unwrap()
    };
    let task = serde_json::json!({
        "kind": "item.opened", "list": "problem", "matter": "noise", "title": "广场舞噪声",
        "place": unit, "owner": unit, "due": "2026-12-01",
    });
    let log = serde_json::json!({ "kind": "log.submitted", "log_kind": "visit", "text": "走访" });
    for (id, fields) in [("hand-1", task), ("hand-2", log)] {
        take(&mut aggregate, &act(id, fields));
        own.push(id);
    }
    let mut feed = Feed::new(&aggregate, DEFAULT_SEED, now());
    for step in 0..5_000 {
        let fact = feed.next(&aggregate, Moment(now().0 + step * 5_000));
        assert!(
            fact.event
                .subject()
                .is_none_or(|subject| !own.contains(&subject))
        );
        if !matches!(fact.event, Event::RegistryChanged(_)) {
            take(&mut aggregate, &fact);
        }
    }
}

#[test]
fn a_tree_without_a_demonstration_is_fed_as_well() {
    let aggregate = fold(std::iter::empty());
    let mut feed = Feed::new(&aggregate, DEFAULT_SEED, now());
    for step in 0..500 {
        feed.next(&aggregate, Moment(now().0 + step * 60_000));
    }
}

#[test]
fn the_feed_starts_differently_each_time() {
    let aggregate = fold(std::iter::empty());
    let mut first = Feed::new(&aggregate, DEFAULT_SEED, now());
    let mut second = Feed::new(&aggregate, DEFAULT_SEED, Moment(now().0 + 1));
    let ids = [&mut first, &mut second].map(|feed| feed.next(&aggregate, now()).id);
    assert_ne!(ids[0], ids[1]);
}
