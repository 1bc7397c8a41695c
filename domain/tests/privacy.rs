//! No small number of a sensitive metric can be told from all that is published, by whoever looks at
//! every screen at once and knows the rule.
//!
//! Proved for small trees by trying every world: worlds that publish the same are what a viewer cannot
//! tell apart, and in each such group no unit may have a small number that is the same throughout.

#![allow(missing_docs)]

mod common;

use std::collections::{BTreeSet, HashMap};

use common::{
    build::{Ledger, clock_day, day, member, origin, row_changed, small_tree_facts, unit_added},
    random::{Scribe, cases, step},
};
use liandong_domain::{
    aggregate::Aggregate,
    contribution::{Calendar, row_contributions},
    frame::{Delta, Encoding, Scene, ServerMessage, Snapshot, Value, Values},
    metric::Metric,
    moment::Day,
    privacy::publish,
    registry::{Member, MemberStatus, Row},
    tree::UnitIndex,
    unit::UnitKind,
    view::View,
};
use proptest::{collection::vec, prelude::*, sample::select};

const LOST: Metric = Metric::MEMBER_STATUS_OUT_OF_CONTACT;
const UNHEARD: Metric = Metric::MEMBER_CONTACT_OVERDUE;

/// What no viewer may find out.
const SMALL: std::ops::RangeInclusive<i64> = 1..=4;

fn today() -> Day {
    day(2026, 5, 20)
}

/// A tree by the parent of each unit after the first, which is the root.
type Shape = &'static [usize];

/// The units of a shape in a real aggregate, and how many members each has lost of its own.
struct World {
    ledger: Ledger,
    units: Vec<UnitIndex>,
    own: Vec<u32>,
}

impl World {
    fn new(parents: Shape) -> Self {
        let mut ledger = Ledger::empty();
        let name = |unit: usize| format!("n{unit}");
        let root = unit_added("n0", UnitKind::Street, "", today());
        ledger.take(&root).unwrap();
        for (unit, &parent) in (1..).zip(parents) {
            let added = unit_added(&name(unit), UnitKind::Grid, &name(parent), today());
            ledger.take(&added).unwrap();
        }
        let units: Vec<_> = (0..=parents.len())
            .map(|unit| ledger.unit(&name(unit)))
            .collect();
        let own = vec![0; units.len()];
        Self { ledger, units, own }
    }

    fn set(&mut self, unit: usize, own: u32) {
        let lost = || Some(member(MemberStatus::OutOfContact, None));
        let code = format!("n{unit}");
        while self.own[unit] != own {
            let fact = if self.own[unit] < own {
                self.own[unit] += 1;
                row_changed(&code, None, lost(), today())
            } else {
                self.own[unit] -= 1;
                row_changed(&code, lost(), None, today())
            };
            self.ledger.take(&fact).unwrap();
        }
    }

    fn published(&self) -> Vec<Value> {
        let units = self.units.iter();
        units
            .map(|&unit| publish(&self.ledger.aggregate, unit, LOST))
            .collect()
    }

    fn counts(&self) -> Vec<i64> {
        let units = self.units.iter();
        units
            .map(|&unit| self.ledger.aggregate.count(unit, LOST))
            .collect()
    }
}

/// Visits every world in which each unit has 0 up to its limit of its own. Neighbours differ by one
/// member (a reflected Gray code), so that a world costs one fact.
fn each_world(parents: Shape, limits: &[u32], mut visit: impl FnMut(&World)) {
    let mut world = World::new(parents);
    let mut rising = vec![true; limits.len()];
    loop {
        visit(&world);
        let can_step = |unit: &usize| {
            let end = if rising[*unit] { limits[*unit] } else { 0 };
            world.own[*unit] != end
        };
        let Some(stepping) = (0..limits.len()).find(can_step) else {
            return;
        };
        for turned in &mut rising[..stepping] {
            *turned = !*turned;
        }
        let own = world.own[stepping];
        let next = if rising[stepping] { own + 1 } else { own - 1 };
        world.set(stepping, next);
    }
}

/// The lowest and highest true count of each unit, by all that is published.
type Groups = HashMap<Vec<Value>, Vec<(i64, i64)>>;

fn groups(parents: Shape, limits: &[u32], published: impl Fn(&World) -> Vec<Value>) -> Groups {
    let mut groups = Groups::new();
    each_world(parents, limits, |world| {
        let counts = world.counts();
        let ranges = groups
            .entry(published(world))
            .or_insert_with(|| counts.iter().map(|&count| (count, count)).collect());
        for ((low, high), count) in ranges.iter_mut().zip(counts) {
            *low = count.min(*low);
            *high = count.max(*high);
        }
    });
    groups
}

/// A small number that what is published gives away, in words.
fn told(groups: &Groups) -> Option<String> {
    groups.iter().find_map(|(published, ranges)| {
        let is_told = |(low, high): &(i64, i64)| low == high && SMALL.contains(low);
        let unit = ranges.iter().position(is_told)?;
        let count = ranges[unit].0;
        Some(format!("{published:?} tells that unit {unit} has {count}"))
    })
}

fn leaves(parents: Shape) -> impl Fn(usize) -> bool {
    move |unit| !parents.contains(&unit)
}

/// Leaves have 0 to 7, which is all that is published as 0, "<5" and 5; inner units nothing.
fn assert_leaves_stay_hidden(parents: Shape) {
    let is_leaf = leaves(parents);
    let limits: Vec<u32> = (0..=parents.len())
        .map(|unit| if is_leaf(unit) { 7 } else { 0 })
        .collect();
    assert_eq!(told(&groups(parents, &limits, World::published)), None);
}

/// Inner units have up to 12 of their own too, about which the viewer knows nothing. What is published
/// above 10 would stand for more than 12 as well, which are not among the worlds tried.
fn assert_units_with_their_own_stay_hidden(parents: Shape) {
    let is_leaf = leaves(parents);
    let limits: Vec<u32> = (0..=parents.len())
        .map(|unit| if is_leaf(unit) { 7 } else { 12 })
        .collect();
    let mut groups = groups(parents, &limits, World::published);
    groups.retain(|published, _| {
        let is_whole = |value: &Value| value.count().is_none_or(|count| count <= 10);
        published.iter().all(is_whole)
    });
    assert!(groups.len() > 3);
    assert_eq!(told(&groups), None);
}

#[test]
fn leaves_under_one_parent_stay_hidden() {
    let flat: [Shape; 5] = [&[0], &[0; 2], &[0; 3], &[0; 4], &[0; 5]];
    for parents in flat {
        assert_leaves_stay_hidden(parents);
    }
}

/// Beside a larger number a small one is no easier to tell. Of leaves that are published above 10 not
/// all that they stand for is among the worlds tried.
#[test]
fn leaves_beside_larger_leaves_stay_hidden() {
    let flat: [Shape; 3] = [&[0; 2], &[0; 3], &[0; 4]];
    for parents in flat {
        let limits: Vec<u32> = (0..=parents.len())
            .map(|unit| if unit == 0 { 0 } else { 12 })
            .collect();
        let mut groups = groups(parents, &limits, World::published);
        groups.retain(|published, _| {
            let is_whole = |value: &Value| value.count().is_none_or(|count| count <= 10);
            published[1..].iter().all(is_whole)
        });
        assert_eq!(told(&groups), None);
    }
}

#[test]
fn leaves_of_nested_trees_stay_hidden() {
    let nested: [Shape; 9] = [
        &[0, 1],             // a chain
        &[0, 1, 2],          // a longer one
        &[0, 1, 1],          // two leaves below one child
        &[0, 0, 1, 1],       // and a leaf beside
        &[0, 0, 1, 2],       // two chains
        &[0, 0, 1, 1, 2, 2], // two by two
        &[0, 0, 1, 1, 1],    // three and a leaf beside
        &[0, 0, 1, 2, 2],    // a chain beside two
        &[0, 0, 0, 1, 4, 4], // uneven depth
    ];
    for parents in nested {
        assert_leaves_stay_hidden(parents);
    }
}

#[test]
fn units_with_members_of_their_own_stay_hidden() {
    let shapes: [Shape; 6] = [&[0], &[0; 2], &[0; 3], &[0, 1], &[0, 1, 1], &[0, 0, 1]];
    for parents in shapes {
        assert_units_with_their_own_stay_hidden(parents);
    }
}

/// Why parents need more than the rule to begin with, and that this proof would notice.
#[test]
fn the_rule_alone_would_tell_small_numbers() {
    let rule_alone = |world: &World| {
        let rule = |count: i64| match count {
            0 => Value::Count(0),
            1..=4 => Value::LessThan(5),
            _ => Value::Count((count + 2) / 5 * 5),
        };
        world.counts().into_iter().map(rule).collect()
    };
    assert!(told(&groups(&[0, 0], &[0, 7, 7], rule_alone)).is_some());
}

#[test]
fn a_leaf_shows_the_rule_itself() {
    let mut world = World::new(&[0]);
    let mut shown = Vec::new();
    for own in 0..=13 {
        world.set(1, own);
        shown.push(world.published()[1]);
    }
    let [few, five, ten] = [Value::LessThan(5), Value::Count(5), Value::Count(10)];
    let expected = [
        Value::Count(0),
        few,
        few,
        few,
        few,
        five,
        five,
        five,
        ten,
        ten,
        ten,
        ten,
        ten,
        Value::Count(15),
    ];
    assert_eq!(shown, expected);
    let json = serde_json::to_value(few).unwrap();
    assert_eq!(json, serde_json::json!({"lt": 5}));
}

#[test]
fn a_metric_that_is_not_sensitive_is_exact() {
    let mut world = World::new(&[0]);
    world.set(1, 3);
    let aggregate = &world.ledger.aggregate;
    for unit in &world.units {
        let total = publish(aggregate, *unit, Metric::MEMBER_TOTAL);
        assert_eq!(total, Value::Count(3));
    }
}

/// Ten below "<5" and "<5" could only be four and four; eight is no better.
#[test]
fn two_leaves_of_four_do_not_add_up_to_ten() {
    let mut world = World::new(&[0, 0]);
    world.set(1, 4);
    world.set(2, 4);
    let few = Value::LessThan(5);
    assert_eq!(world.published()[1..], [few, few]);
    assert_eq!(world.published()[0], Value::Count(5));
}

/// If any other metric told members of one standing from those of another, a sensitive count could be
/// had by subtracting. So members who differ in nothing but a sensitive standing count alike in all
/// metrics that are not sensitive.
#[test]
fn no_metric_allows_a_sensitive_one_to_be_subtracted() {
    let exact = |status, last_contact| {
        let mut sum = liandong_domain::contribution::Contributions::new();
        row_contributions(
            &heard_of(status, last_contact),
            1,
            &Calendar::at(day(2026, 5, 20)),
            &mut sum,
        );
        sum.retain(|(metric, _)| !metric.definition().sensitive);
        sum.into_iter().collect::<BTreeSet<_>>()
    };
    let normal = exact(MemberStatus::Normal, None);
    for contact in [None, Some(202_605), Some(202_511), Some(202_510)] {
        assert_eq!(normal, exact(MemberStatus::Normal, contact));
        assert_eq!(normal, exact(MemberStatus::OutOfContact, contact));
        assert_eq!(normal, exact(MemberStatus::Nominal, contact));
    }
    assert_eq!(Metric::from_key("member.status.normal"), None);
    let sensitive: Vec<Metric> = Metric::sensitive().collect();
    let kept_back = [LOST, Metric::MEMBER_STATUS_NOMINAL, UNHEARD];
    assert_eq!(sensitive, kept_back);
}

/// Who was last heard of in a month, as registries write it.
fn heard_of(status: MemberStatus, last_contact: Option<u32>) -> Row {
    let Row::Member(known) = member(status, Some(1980)) else {
        unreachable!("a member is one");
    };
    Row::Member(Member {
        last_contact,
        ..known
    })
}

/// Months pass and nobody is heard of: what arises by itself is published as roughly as what is registered.
#[test]
fn members_not_heard_of_are_published_roughly() {
    let mut ledger = Ledger::with_small_tree(day(2026, 5, 20));
    for (unit, members) in [("c1", 3), ("c2", 4), ("a1", 6)] {
        for _ in 0..members {
            let row = heard_of(MemberStatus::Normal, Some(202_512));
            let fact = row_changed(unit, None, Some(row), today());
            ledger.take(&fact).unwrap();
        }
    }
    let shown = |ledger: &Ledger| {
        let publish = |unit| publish(&ledger.aggregate, ledger.unit(unit), UNHEARD);
        ["c1", "c2", "a1", "s1"].map(publish)
    };
    assert_eq!(shown(&ledger), [Value::Count(0); 4]);
    ledger.take(&clock_day("city", day(2026, 6, 30))).unwrap();
    assert_eq!(shown(&ledger), [Value::Count(0); 4]);
    ledger.take(&clock_day("city", day(2026, 7, 1))).unwrap();
    let few = Value::LessThan(5);
    assert_eq!(
        shown(&ledger),
        [few, few, Value::Count(10), Value::Count(15)]
    );
}

/// A step that has members come, go and change their standing at few units, so that sensitive counts
/// stay small and move often.
fn standing_change() -> impl Strategy<Value = (&'static str, Row, bool)> {
    let units = select(vec!["s1", "a1", "c1", "c2", "c3"]);
    let contacts = select(vec![None, Some(202_510), Some(202_605)]);
    let row = (select(MemberStatus::ALL), contacts);
    let row = row.prop_map(|(status, contact)| heard_of(status, contact));
    (units, row, prop::bool::weighted(0.6))
}

fn assert_published(
    aggregate: &Aggregate,
    code: &str,
    values: &Values,
) -> Result<(), TestCaseError> {
    let unit = aggregate.tree().find(code).unwrap();
    for &(metric, value) in &values.0 {
        prop_assert_eq!(value, publish(aggregate, unit, metric));
        if metric.definition().sensitive {
            let is_coarse = match value {
                Value::Count(count) => count % 5 == 0,
                Value::LessThan(than) => than == 5,
            };
            prop_assert!(is_coarse, "{:?} of {} is {:?}", metric, code, value);
        }
    }
    Ok(())
}

fn assert_snapshot_published(
    aggregate: &Aggregate,
    snapshot: &Snapshot,
) -> Result<(), TestCaseError> {
    assert_published(aggregate, snapshot.unit.code.as_str(), &snapshot.metrics)?;
    for beside in snapshot.above.iter().chain(&snapshot.children) {
        assert_published(aggregate, beside.code.as_str(), &beside.metrics)?;
    }
    Ok(())
}

fn assert_delta_published(
    aggregate: &Aggregate,
    unit: &str,
    delta: &Delta,
) -> Result<(), TestCaseError> {
    assert_published(aggregate, unit, &delta.metrics)?;
    for beside in delta.above.iter().chain(&delta.children) {
        assert_published(aggregate, beside.code.as_str(), &beside.metrics)?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn frames_carry_published_values_only(
        unit in select(vec!["city", "s1", "c1"]),
        scene in select(Scene::ALL),
        changes in vec((standing_change(), any::<bool>()), 1..80),
    ) {
        let mut ledger = Ledger::with_small_tree(today());
        let mut view = View::new(&ledger.aggregate, unit, scene).unwrap();
        let mut held = view.seq();
        for ((at, row, comes), refresh) in changes {
            let (before, after) = if comes { (None, Some(row)) } else { (Some(row), None) };
            // Removing who was never there makes counts below zero, which must not tell more.
            ledger.take(&row_changed(at, before, after, today())).unwrap();
            if refresh {
                view.refresh(&ledger.aggregate);
                let origin = origin(view.seq());
                assert_snapshot_published(&ledger.aggregate, &view.snapshot(&ledger.aggregate, origin))?;
                let delta = view.delta_since(held, origin).unwrap();
                assert_delta_published(&ledger.aggregate, unit, &delta)?;
                held = view.seq();
            }
        }
    }

    /// No text of a row goes out: a fact's key, organisation and id have no field to travel in.
    #[test]
    fn frames_carry_no_key_of_a_row_or_sender(steps in vec(step(40), 0..40)) {
        let beginning = small_tree_facts(today());
        let mut scribe = Scribe::after(&beginning);
        let mut ledger = Ledger::with_small_tree(today());
        for step in steps {
            if let Some((mut fact, _)) = scribe.write(step) {
                mark(&mut fact);
                let _ = ledger.take(&fact);
            }
        }
        let view = View::new(&ledger.aggregate, "city", Scene::Overview).unwrap();
        let snapshot = view.snapshot(&ledger.aggregate, origin(view.seq()));
        let bytes = Encoding::Json.encode_server(&ServerMessage::Snapshot(snapshot.into()));
        prop_assert!(!String::from_utf8(bytes).unwrap().contains("SECRET"));
    }
}

/// Puts a word that must not get out wherever a sender may write freely, but for names of units.
fn mark(fact: &mut liandong_domain::fact::Fact) {
    use liandong_domain::fact::Event;

    "SECRET".clone_into(&mut fact.id);
    match &mut fact.event {
        Event::RegistryChanged(change) => "SECRET".clone_into(&mut change.key),
        Event::MeetingHeld { organisation, .. } => "SECRET".clone_into(organisation),
        _ => {}
    }
}

/// A row with anything that names is no row.
#[test]
fn a_row_has_no_field_for_a_name() {
    let row = serde_json::json!({
        "registry": "member", "sector": "community", "gender": "male", "status": "normal",
    });
    assert!(serde_json::from_value::<Row>(row.clone()).is_ok());
    for field in ["name", "phone", "id_number", "address"] {
        let mut named = row.clone();
        named[field] = "x".into();
        assert!(serde_json::from_value::<Row>(named).is_err(), "{field}");
    }
}
