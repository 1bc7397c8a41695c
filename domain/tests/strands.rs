//! What hangs from the units below: the next level, whatever stands between.

#![allow(missing_docs)]

mod common;

use common::build::{Ledger, clock_day, day, origin, unit_added};
use liandong_domain::{frame::Scene, unit::UnitKind, view::View};

fn strands(ledger: &Ledger, unit: &str, scene: Scene) -> Vec<(String, String)> {
    let view = View::new(&ledger.aggregate, unit, scene).unwrap();
    let snapshot = view.snapshot(&ledger.aggregate, origin(1));
    let below = snapshot.grandchildren.iter();
    below
        .map(|one| (one.parent.to_string(), one.code.to_string()))
        .collect()
}

#[test]
fn areas_are_passed_over_and_stations_left_out() {
    use UnitKind::{Area, Building, City, Community, District, Grid, Street};

    let on = day(2026, 6, 18);
    let mut ledger = Ledger::empty();
    ledger.take(&unit_added("city", City, "", on)).unwrap();
    ledger.take(&clock_day("city", on)).unwrap();
    let units = [
        ("district", District, "city"),
        ("street", Street, "district"),
        ("area", Area, "street"),
        ("near", Community, "area"),
        ("tower", Building, "area"),
        ("far", Community, "street"),
        ("office", Building, "street"),
        ("grid", Grid, "far"),
    ];
    for (code, kind, parent) in units {
        ledger.take(&unit_added(code, kind, parent, on)).unwrap();
    }
    let pair = |parent: &str, code: &str| (parent.to_owned(), code.to_owned());
    let linkage = |unit| strands(&ledger, unit, Scene::Linkage);
    assert_eq!(linkage("city"), [pair("district", "street")]);
    assert_eq!(
        linkage("district"),
        [pair("street", "near"), pair("street", "far")]
    );
    assert_eq!(linkage("street"), [pair("area", "near")]);
    assert_eq!(linkage("far"), []);
    assert_eq!(strands(&ledger, "district", Scene::Overview), []);
}
