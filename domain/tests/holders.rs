//! Where rows stand: in the order of the tree, and still there when units have closed.

#![allow(missing_docs)]

mod common;

use common::build::{Ledger, day, member, row_changed, unit_added, unit_moved, unit_retired};
use liandong_domain::{
    holders::holders,
    moment::Day,
    registry::{MemberStatus, Registry},
    unit::{UnitCode, UnitKind},
};

fn today() -> Day {
    day(2026, 11, 23)
}

/// The small tree with a member at each of these units.
fn with_members(units: &[&str]) -> Ledger {
    let mut ledger = Ledger::with_small_tree(today());
    for unit in units {
        let row = member(MemberStatus::Normal, None);
        let fact = row_changed(unit, None, Some(row), today());
        ledger.take(&fact).unwrap();
    }
    ledger
}

/// `unit×rows[codes]` of the units that hold members.
fn told(ledger: &Ledger, top: &str, from: &str) -> Vec<String> {
    let (top, from) = (ledger.unit(top), ledger.unit(from));
    let found = holders(&ledger.aggregate, Registry::Member, top, from);
    let told = found.map(|holder| {
        let name = &ledger.aggregate.tree().node(holder.unit).code;
        let codes: Vec<&str> = holder.codes.iter().map(UnitCode::as_str).collect();
        format!("{name}×{} {}", holder.rows, codes.join(","))
    });
    told.collect()
}

#[test]
fn units_come_in_the_order_of_the_tree() {
    let ledger = with_members(&["c3", "s3", "c1", "s1", "c1", "city"]);
    let all = ["city×1 city", "s1×1 s1", "c1×2 c1", "c3×1 c3", "s3×1 s3"];
    assert_eq!(told(&ledger, "city", "city"), all);
    assert_eq!(told(&ledger, "d1", "d1"), all[1..4]);
    assert_eq!(told(&ledger, "d2", "d2"), all[4..]);
    assert!(told(&ledger, "c2", "c2").is_empty());
}

#[test]
fn one_may_go_on_from_any_unit() {
    let ledger = with_members(&["c1", "c2", "c3", "s3"]);
    let rest = |from| told(&ledger, "city", from);
    assert_eq!(rest("c1"), ["c1×1 c1", "c2×1 c2", "c3×1 c3", "s3×1 s3"]);
    assert_eq!(rest("c2"), ["c2×1 c2", "c3×1 c3", "s3×1 s3"]);
    assert_eq!(rest("s2"), ["c3×1 c3", "s3×1 s3"]);
    assert_eq!(told(&ledger, "d1", "c2"), ["c2×1 c2", "c3×1 c3"]);
    // Nothing is there, and all the same it goes on after it.
    assert_eq!(rest("d2"), ["s3×1 s3"]);
}

#[test]
fn what_stands_under_a_closed_units_code_is_its_successors() {
    let mut ledger = with_members(&["c1", "a1", "c2"]);
    ledger.take(&unit_retired("c1", today())).unwrap();
    assert_eq!(told(&ledger, "s1", "s1"), ["a1×2 a1,c1", "c2×1 c2"]);
    ledger.take(&unit_retired("a1", today())).unwrap();
    assert_eq!(told(&ledger, "s1", "s1"), ["s1×2 s1,a1,c1", "c2×1 c2"]);
    ledger.take(&unit_moved("s1", "d2", today())).unwrap();
    assert!(told(&ledger, "d1", "d1").is_empty());
    assert_eq!(
        told(&ledger, "d2", "d2"),
        ["s1×2 s1,a1,c1", "c2×1 c2"],
        "closed units move along with what took their place"
    );
}

#[test]
fn a_code_that_is_given_again_is_the_new_units() {
    let mut ledger = with_members(&["s1", "c3"]);
    ledger.take(&unit_retired("c1", today())).unwrap();
    let again = unit_added("c1", UnitKind::Community, "s2", today());
    ledger.take(&again).unwrap();
    assert_eq!(told(&ledger, "city", "city"), ["s1×1 s1", "c3×1 c3"]);
}
