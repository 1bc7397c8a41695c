//! 工作日志: up level by level, or back to who wrote it.

#![allow(missing_docs)]

mod common;

use common::{
    build::{day, moment},
    office::Office,
};
use liandong_domain::{
    moment::Day,
    work::{LogState, WorkError},
};
use serde_json::{Value, json};

fn today() -> Day {
    day(2026, 5, 20)
}

fn submitted(id: &str) -> Value {
    json!({"id": id, "log_kind": "visit", "text": "走访三户"})
}

fn again() -> Value {
    json!({"log_kind": "visit", "text": "走访三户，均已解决", "log": "L"})
}

fn the() -> Value {
    json!({"log": "L"})
}

fn because(remark: &str) -> Value {
    json!({"log": "L", "remark": remark})
}

/// A community of a street has submitted the log `L`.
fn with_log() -> Office {
    let mut office = Office::on(today());
    office.does("c1", "log.submitted", submitted("L"));
    office
}

#[test]
fn a_log_is_reviewed_by_the_street_and_then_the_district() {
    let mut office = with_log();
    assert_eq!(office.counts("s1", "log.waiting."), [("street", 1)]);
    for other in ["c1", "a1", "d1", "s2", "city"] {
        office.cannot(other, "log.reviewed", the(), WorkError::NotForUnit);
    }
    office.does("s1", "log.reviewed", the());
    assert_eq!(office.counts("d1", "log.waiting."), [("district", 1)]);
    office.cannot("s1", "log.reviewed", the(), WorkError::NotForUnit);
    assert_eq!(office.count("c1", "log.reporting.street"), 1);
    office.does("d1", "log.reviewed", the());
    office.cannot("d1", "log.reviewed", the(), WorkError::NotWaiting);
    office.cannot(
        "d1",
        "log.returned",
        because("请补充"),
        WorkError::NotWaiting,
    );
    let all = [
        ("today", 1),
        ("finished_today", 1),
        ("reporting", 1),
        ("reporting.street", 1),
        ("reporting.district", 1),
        ("month", 1),
    ];
    assert_eq!(office.counts("city", "log."), all);
}

/// Back from the district, it waits for the district again: the street has passed it.
#[test]
fn a_log_that_comes_back_goes_up_again_to_who_returned_it() {
    let mut office = with_log();
    office.cannot("c1", "log.submitted", again(), WorkError::NotReturned);
    office.does("s1", "log.reviewed", the());
    office.cannot("d1", "log.returned", the(), WorkError::NoRemark);
    office.cannot("d1", "log.returned", because("  "), WorkError::NoRemark);
    office.does("d1", "log.returned", because("请写明户数"));
    assert_eq!(office.counts("city", "log.waiting."), []);
    assert_eq!(office.count("c1", "log.returned"), 1);
    office.cannot("d1", "log.reviewed", the(), WorkError::NotWaiting);
    office.cannot("c2", "log.submitted", again(), WorkError::NotForUnit);
    office.does("c1", "log.submitted", again());
    assert_eq!(office.counts("city", "log.waiting."), [("district", 1)]);
    assert_eq!(office.count("city", "log.today"), 1);
    office.does("d1", "log.reviewed", the());
}

#[test]
fn nobody_reviews_what_is_not_there_or_what_was_not_the_newest() {
    let mut office = with_log();
    let other = json!({"log": "M"});
    office.cannot("s1", "log.reviewed", other, WorkError::UnknownLog);
    let first = office.ledger.aggregate.work().logs()["L"].revision;
    office.does("s1", "log.returned", because("请补充"));
    office.does("c1", "log.submitted", again());
    let stale = json!({"log": "L", "seen": first});
    office.cannot("s1", "log.reviewed", stale, WorkError::Changed);
    let newest = office.ledger.aggregate.work().logs()["L"].revision;
    office.does("s1", "log.reviewed", json!({"log": "L", "seen": newest}));
}

/// Nobody is above a district but the city, which reviews no logs.
#[test]
fn a_log_that_nobody_reviews_is_finished_at_once() {
    let mut office = Office::on(today());
    office.does("d1", "log.submitted", submitted("L"));
    let log = &office.ledger.aggregate.work().logs()["L"];
    assert_eq!(log.state, LogState::Finished);
    assert_eq!(office.count("d1", "log.finished_today"), 1);
    assert_eq!(office.count("d1", "log.reporting"), 0);
}

#[test]
fn a_log_waits_long_from_the_second_day_on() {
    let mut office = with_log();
    office.days_pass(1);
    assert_eq!(office.count("s1", "log.late"), 0);
    office.days_pass(1);
    assert_eq!(office.count("s1", "log.late"), 1);
    office.does("s1", "log.reviewed", the());
    assert_eq!(office.count("s1", "log.late"), 0);
    office.does("d1", "log.returned", because("请补充"));
    office.days_pass(5);
    assert_eq!(
        office.count("d1", "log.late"),
        0,
        "it waits for who wrote it"
    );
}

/// A community counts once a day, also where its clock ran ahead of midnight.
#[test]
fn a_community_reports_once_a_day() {
    let mut office = with_log();
    office.does("c1", "log.submitted", submitted("L2"));
    office.does("c2", "log.submitted", submitted("L3"));
    assert_eq!(office.count("s1", "log.reporting"), 2);
    assert_eq!(office.count("s1", "log.today"), 3);
    office.days_pass(1);
    assert_eq!(office.count("s1", "log.reporting"), 0);
    let ahead = moment(office.today.plus(1), 30).0;
    office.does(
        "c1",
        "log.submitted",
        json!({"at": ahead, "log_kind": "care", "text": "探望"}),
    );
    assert_eq!(office.count("c1", "log.reporting"), 1);
    office.days_pass(1);
    assert_eq!(office.count("c1", "log.reporting"), 1);
    office.does("c1", "log.submitted", submitted("L4"));
    assert_eq!(office.count("c1", "log.reporting"), 1);
}

#[test]
fn a_log_of_yesterday_told_today_counts_for_the_month() {
    let mut office = Office::on(today());
    let yesterday = moment(office.today.plus(-1), 3600).0;
    office.does(
        "c1",
        "log.submitted",
        json!({"id": "L", "at": yesterday, "log_kind": "visit", "text": "走访"}),
    );
    assert_eq!(office.count("c1", "log.today"), 0);
    assert_eq!(office.count("c1", "log.month"), 1);
    office.days_pass(1);
    assert_eq!(office.count("c1", "log.late"), 1);
}

/// Finished logs are let go of when their month is over; others stay, however old.
#[test]
fn what_is_finished_is_let_go_of() {
    let mut office = with_log();
    office.does("c2", "log.submitted", submitted("M"));
    for reviewer in ["s1", "d1"] {
        office.does(reviewer, "log.reviewed", the());
    }
    office.begin(day(2026, 6, 1));
    let logs = office.ledger.aggregate.work().logs();
    assert!(!logs.contains_key("L") && logs.contains_key("M"));
    office.cannot("c1", "log.submitted", again(), WorkError::UnknownLog);
    assert_eq!(
        office.counts("city", "log."),
        [("waiting.street", 1), ("late", 1)]
    );
}

/// The district stands for a street that was closed: it reviews in its place, then as itself.
#[test]
fn what_waits_at_a_closed_street_is_reviewed_by_who_stands_for_it() {
    let mut office = with_log();
    office.retire("s1");
    office.does("d1", "log.reviewed", the());
    office.does("d1", "log.reviewed", the());
    let log = &office.ledger.aggregate.work().logs()["L"];
    assert_eq!(log.state, LogState::Finished);
}

/// A log that came back to a community that is closed is mended by who stands for it.
#[test]
fn a_returned_log_of_a_closed_unit_is_not_lost() {
    let mut office = with_log();
    office.does("s1", "log.returned", because("请补充"));
    office.retire("c1");
    office.does("a1", "log.submitted", again());
    office.does("s1", "log.reviewed", the());
    assert_eq!(office.count("a1", "log.month"), 1);
}
