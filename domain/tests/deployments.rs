//! 部署: down level by level, and what each target is at.

#![allow(missing_docs)]

mod common;

use common::{build::day, office::Office};
use liandong_domain::{
    moment::Day,
    work::{Stage, WorkError},
};
use serde_json::{Value, json};

fn today() -> Day {
    day(2026, 5, 20)
}

/// The district has published `D` to some units, due in ten days.
fn published(targets: &[&str]) -> Office {
    let mut office = Office::on(today());
    publish(&mut office, "d1", targets);
    office
}

fn publish(office: &mut Office, unit: &str, targets: &[&str]) {
    let due = office.in_days(10);
    office.does(unit, "deployment.issued", issued(targets, due));
}

fn issued(targets: &[&str], due: Value) -> Value {
    json!({"id": "D", "title": "防汛准备", "text": "", "due": due, "targets": targets})
}

fn the() -> Value {
    json!({"deployment": "D"})
}

fn with(text: &str) -> Value {
    json!({"deployment": "D", "text": text})
}

fn stage(office: &Office, unit: &str) -> Option<Stage> {
    let deployment = &office.ledger.aggregate.work().deployments()["D"];
    deployment.receipt(office.unit(unit)).map(|one| one.stage)
}

#[test]
fn a_deployment_goes_down_level_by_level() {
    let mut office = published(&["s1", "c1", "c2", "s2"]);
    assert_eq!(stage(&office, "s1"), Some(Stage::Sent));
    assert_eq!(stage(&office, "c1"), Some(Stage::Ahead));
    office.cannot(
        "c1",
        "deployment.acknowledged",
        the(),
        WorkError::NotArrived,
    );
    office.cannot("s1", "deployment.passed_on", the(), WorkError::NotReceived);
    office.does("s1", "deployment.acknowledged", the());
    office.cannot(
        "s1",
        "deployment.acknowledged",
        the(),
        WorkError::AlreadyReceived,
    );
    office.does(
        "s1",
        "deployment.passed_on",
        json!({"deployment": "D", "to": ["c2"]}),
    );
    assert_eq!(stage(&office, "c2"), Some(Stage::Sent));
    office.cannot(
        "c1",
        "deployment.acknowledged",
        the(),
        WorkError::NotArrived,
    );
    let again = json!({"deployment": "D", "to": ["c2"]});
    office.cannot(
        "s1",
        "deployment.passed_on",
        again,
        WorkError::NothingToPassOn,
    );
    office.does("s1", "deployment.passed_on", the());
    office.cannot(
        "s1",
        "deployment.passed_on",
        the(),
        WorkError::NothingToPassOn,
    );
    office.does("c1", "deployment.acknowledged", the());
    office.does("c1", "deployment.progressed", with("已排查两处"));
    office.cannot("c1", "deployment.completed", the(), WorkError::NoEvidence);
    office.cannot(
        "c1",
        "deployment.completed",
        with(" "),
        WorkError::NoEvidence,
    );
    office.does("c1", "deployment.completed", with("全部完成"));
    office.cannot(
        "c1",
        "deployment.progressed",
        with("又做了"),
        WorkError::AlreadyDone,
    );
    office.cannot(
        "c1",
        "deployment.completed",
        with("又做了"),
        WorkError::AlreadyDone,
    );
    let communities = [("due", 2), ("received", 1), ("done", 1)];
    assert_eq!(office.counts("s1", "deployment.community."), communities);
    let streets = [("due", 2), ("received", 1), ("passed_on", 1)];
    assert_eq!(office.counts("city", "deployment.street."), streets);
    assert_eq!(office.count("d1", "deployment.issued"), 1);
    assert_eq!(office.count("s1", "deployment.issued"), 0);
}

/// A street that is no target is skipped: its communities get it at once.
#[test]
fn a_street_that_is_not_named_is_skipped() {
    let mut office = published(&["s1", "c1", "c3"]);
    office.does("c3", "deployment.acknowledged", the());
    office.cannot(
        "s2",
        "deployment.acknowledged",
        the(),
        WorkError::NotForUnit,
    );
    office.cannot(
        "c1",
        "deployment.acknowledged",
        the(),
        WorkError::NotArrived,
    );
}

/// Who has done its own part may still pass on what it has not passed on yet.
#[test]
fn who_is_done_can_still_pass_it_on() {
    let mut office = published(&["s1", "c2"]);
    office.does("s1", "deployment.acknowledged", the());
    office.does("s1", "deployment.completed", with("街道部分完成"));
    office.does("s1", "deployment.passed_on", the());
    office.does("c2", "deployment.acknowledged", the());
}

#[test]
fn a_deployment_is_for_units_below_and_days_to_come() {
    let mut office = Office::on(today());
    let soon = office.in_days(0);
    let past = office.in_days(-1);
    let kind = "deployment.issued";
    office.cannot("d1", kind, issued(&[], soon.clone()), WorkError::NoTarget);
    for elsewhere in ["d1", "city", "d2", "s3", "nowhere"] {
        let to = issued(&["s1", elsewhere], soon.clone());
        office.cannot("d1", kind, to, WorkError::TargetNotBelow);
    }
    office.cannot("d1", kind, issued(&["s1"], past), WorkError::DuePast);
    office.does("d1", kind, issued(&["s1", "s1"], soon));
    assert_eq!(office.count("d1", "deployment.street.due"), 1);
    let other = json!({"deployment": "E"});
    office.cannot(
        "s1",
        "deployment.acknowledged",
        other,
        WorkError::UnknownDeployment,
    );
}

#[test]
fn only_who_published_it_calls_it_off_and_then_it_counts_nowhere() {
    let mut office = published(&["s1"]);
    office.cannot(
        "s1",
        "deployment.withdrawn",
        with("不办了"),
        WorkError::NotForUnit,
    );
    office.cannot(
        "city",
        "deployment.withdrawn",
        with("不办了"),
        WorkError::NotForUnit,
    );
    office.does("d1", "deployment.withdrawn", with("并入另一项部署"));
    office.cannot(
        "d1",
        "deployment.withdrawn",
        with("再撤"),
        WorkError::Withdrawn,
    );
    office.cannot("s1", "deployment.acknowledged", the(), WorkError::Withdrawn);
    assert_eq!(office.counts("city", "deployment."), []);
}

#[test]
fn what_is_not_done_is_late_from_the_midnight_after_its_day() {
    let mut office = published(&["s1", "s2"]);
    office.does("s1", "deployment.acknowledged", the());
    office.does("s1", "deployment.completed", with("完成"));
    office.days_pass(10);
    assert_eq!(office.count("d1", "deployment.street.late"), 0);
    office.days_pass(1);
    assert_eq!(office.count("d1", "deployment.street.late"), 1);
    assert_eq!(office.count("s2", "deployment.street.late"), 1);
    office.does("s2", "deployment.acknowledged", the());
    office.does("s2", "deployment.completed", with("补办"));
    assert_eq!(office.count("city", "deployment.street.late"), 0);
}

/// When a quarter begins, what is done goes, and what is not stays.
#[test]
fn a_quarter_takes_over_what_is_not_done() {
    let mut office = published(&["s1", "s2"]);
    office.does("s1", "deployment.acknowledged", the());
    office.does("s1", "deployment.completed", with("完成"));
    office.begin(day(2026, 6, 30));
    let before = [("due", 2), ("received", 1), ("done", 1), ("late", 1)];
    assert_eq!(office.counts("d1", "deployment.street."), before);
    office.begin(day(2026, 7, 1));
    assert_eq!(
        office.counts("d1", "deployment.street."),
        [("due", 1), ("late", 1)]
    );
    assert_eq!(office.count("d1", "deployment.issued"), 0);
    office.does("s2", "deployment.acknowledged", the());
    office.does("s2", "deployment.completed", with("补办"));
    assert_eq!(office.counts("d1", "deployment."), []);
}

/// What waited for a street that closes waits for the next target above, and where there is none, it is there.
#[test]
fn nothing_waits_for_a_unit_that_is_closed() {
    let mut office = published(&["s1", "a1", "c1", "c2"]);
    office.retire("a1");
    assert_eq!(stage(&office, "c1"), Some(Stage::Ahead));
    assert_eq!(office.count("s1", "deployment.station.due"), 0);
    office.does("s1", "deployment.acknowledged", the());
    office.does(
        "s1",
        "deployment.passed_on",
        json!({"deployment": "D", "to": ["c1"]}),
    );
    office.retire("s1");
    assert_eq!(stage(&office, "c2"), Some(Stage::Sent));
    office.does("c2", "deployment.acknowledged", the());
    office.does("c1", "deployment.acknowledged", the());
    assert_eq!(office.counts("d1", "deployment.street."), []);
    assert_eq!(office.count("d1", "deployment.community.received"), 2);
}

#[test]
fn nothing_waits_for_a_unit_that_it_moved_away_from() {
    let mut office = published(&["s1", "c2"]);
    office.relocate("c2", "s2");
    assert_eq!(stage(&office, "c2"), Some(Stage::Sent));
    office.does("c2", "deployment.acknowledged", the());
}

/// A closed unit's done part stays counted where it was; what it had not done is void.
#[test]
fn what_a_closed_unit_has_done_stays_done() {
    let mut office = published(&["c2", "c3"]);
    office.does("c2", "deployment.acknowledged", the());
    office.does("c2", "deployment.completed", with("完成"));
    office.retire("c2");
    office.retire("c3");
    assert_eq!(office.count("s1", "deployment.community.done"), 1);
    assert_eq!(office.count("d1", "deployment.community.due"), 1);
    office.cannot(
        "c3",
        "deployment.acknowledged",
        the(),
        WorkError::NotForUnit,
    );
}

#[test]
fn who_takes_the_place_of_the_publisher_calls_it_off() {
    let mut office = Office::on(today());
    publish(&mut office, "s1", &["c1", "c2"]);
    office.retire("s1");
    office.does("d1", "deployment.withdrawn", with("街道撤并"));
}
