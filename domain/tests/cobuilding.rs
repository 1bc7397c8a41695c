//! 区域共建: resources, needs and their projects, activities and who comes, and scores.

#![allow(missing_docs)]

mod common;

use common::{
    build::{day, moment},
    office::Office,
};
use liandong_domain::{moment::Day, work::WorkError};
use serde_json::{Value, json};

fn today() -> Day {
    day(2026, 5, 20)
}

/// The street is offered handrails, and one of its communities needs some.
fn with_both() -> Office {
    let mut office = Office::on(today());
    let resource =
        json!({"id": "R", "category": "welfare", "title": "扶手安装", "until": "2026-12-31"});
    office.does("s1", "resource.offered", resource);
    let need = json!({"id": "N", "category": "welfare", "title": "加装扶手", "due": "2026-08-01"});
    office.does("c1", "need.raised", need);
    office
}

fn matched(resource: &str, need: &str) -> Value {
    json!({"id": "P", "resource": resource, "need": need})
}

fn the() -> Value {
    json!({"match": "P"})
}

fn confirmed() -> Value {
    json!({"match": "P", "score": 5})
}

#[test]
fn a_need_is_met_step_by_step_and_confirmed_by_the_one_in_need() {
    let mut office = with_both();
    office.does("s1", "match.made", matched("R", "N"));
    office.cannot("c1", "match.confirmed", confirmed(), WorkError::WrongStage);
    office.cannot("c1", "match.fulfilled", the(), WorkError::WrongStage);
    office.cannot("c2", "match.agreed", the(), WorkError::NotForUnit);
    office.does("c1", "match.agreed", the());
    office.cannot("c1", "match.agreed", the(), WorkError::WrongStage);
    office.does("s1", "match.fulfilled", the());
    office.cannot("s1", "match.confirmed", confirmed(), WorkError::NotForUnit);
    office.cannot("s1", "match.dropped", the(), WorkError::WrongStage);
    office.does("c1", "match.confirmed", confirmed());
    let steps = [
        ("made", 1),
        ("agreed", 1),
        ("fulfilled", 1),
        ("confirmed", 1),
    ];
    assert_eq!(office.counts("city", "project."), steps);
    assert_eq!(
        office.counts("c1", "need.welfare."),
        [("listed", 1), ("matched", 1)]
    );
    assert_eq!(
        office.counts("s1", "resource.welfare."),
        [("listed", 1), ("matched", 1)]
    );
    let other = json!({"match": "Q"});
    office.cannot("c1", "match.agreed", other, WorkError::UnknownProject);
}

#[test]
fn only_what_fits_and_is_free_is_matched() {
    let mut office = with_both();
    let legal = json!({"id": "L", "category": "legal", "title": "法律咨询", "until": "2026-12-31"});
    office.does("s1", "resource.offered", legal);
    let elsewhere =
        json!({"id": "E", "category": "welfare", "title": "助老", "until": "2026-12-31"});
    office.does("s3", "resource.offered", elsewhere);
    office.cannot(
        "s1",
        "match.made",
        matched("X", "N"),
        WorkError::UnknownResource,
    );
    office.cannot(
        "s1",
        "match.made",
        matched("R", "X"),
        WorkError::UnknownNeed,
    );
    office.cannot(
        "s1",
        "match.made",
        matched("L", "N"),
        WorkError::OtherCategory,
    );
    office.cannot("s1", "match.made", matched("E", "N"), WorkError::NotForUnit);
    office.cannot("s2", "match.made", matched("R", "N"), WorkError::NotForUnit);
    office.does("c1", "match.made", matched("R", "N"));
    office.cannot(
        "s1",
        "match.made",
        matched("R", "N"),
        WorkError::AlreadyMatched,
    );
    let past = json!({"category": "legal", "title": "法律咨询", "until": "2026-05-19"});
    office.cannot("s1", "resource.offered", past, WorkError::DuePast);
    let past = json!({"category": "legal", "title": "法律咨询", "due": "2026-05-19"});
    office.cannot("c1", "need.raised", past, WorkError::DuePast);
}

#[test]
fn what_comes_to_nothing_is_free_again() {
    let mut office = with_both();
    office.does("s1", "match.made", matched("R", "N"));
    office.does("c1", "match.agreed", the());
    office.does("s1", "match.dropped", the());
    office.cannot("s1", "match.dropped", the(), WorkError::WrongStage);
    assert_eq!(office.counts("city", "project."), []);
    assert_eq!(office.counts("c1", "need.welfare."), [("listed", 1)]);
    let mut again = matched("R", "N");
    again["id"] = json!("P2");
    office.does("s1", "match.made", again);
    assert_eq!(office.counts("city", "project."), [("made", 1)]);
}

/// Raised last year and met in this one, a need is one of this year's.
#[test]
fn a_need_that_is_met_this_year_stays_listed_until_its_end() {
    let mut office = with_both();
    office.begin(day(2027, 1, 1));
    assert_eq!(office.counts("c1", "need.welfare."), [("listed", 1)]);
    let resource =
        json!({"id": "R2", "category": "welfare", "title": "扶手", "until": "2027-12-31"});
    office.does("s1", "resource.offered", resource);
    office.does("s1", "match.made", matched("R2", "N"));
    assert_eq!(
        office.counts("c1", "need.welfare."),
        [("listed", 1), ("matched", 1)]
    );
    office.begin(day(2028, 1, 1));
    assert_eq!(office.counts("c1", "need.welfare."), []);
}

#[test]
fn a_resource_is_listed_until_its_day() {
    let mut office = with_both();
    office.begin(day(2026, 12, 31));
    assert_eq!(office.counts("s1", "resource.welfare."), [("listed", 1)]);
    office.begin(day(2027, 1, 1));
    assert_eq!(office.counts("s1", "resource.welfare."), []);
}

#[test]
fn a_project_of_closed_units_goes_on_with_who_stands_for_them() {
    let mut office = with_both();
    office.does("s1", "match.made", matched("R", "N"));
    office.retire("c1");
    office.does("a1", "match.agreed", the());
    office.retire("s1");
    office.does("d1", "match.fulfilled", the());
    office.does("a1", "match.confirmed", confirmed());
    assert_eq!(office.count("a1", "project.confirmed"), 1);
}

fn employer(key: &str, circle: &str, shown_as: Option<&str>) -> Value {
    let row = json!({"registry": "employer", "circle": circle, "shown_as": shown_as});
    json!({"key": key, "after": row})
}

fn activity(invited: &[(&str, bool, bool)]) -> Value {
    let employers: Vec<Value> = invited
        .iter()
        .map(|(key, responded, attended)| {
            json!({"employer": key, "responded": responded, "attended": attended})
        })
        .collect();
    json!({"title": "邻里节", "category": "volunteer", "employers": employers})
}

#[test]
fn employers_that_came_this_quarter_count_once_in_their_circle() {
    let mut office = Office::on(today());
    office.does("s1", "registry.changed", employer("E1", "core", None));
    office.does("c1", "registry.changed", employer("E2", "linkage", None));
    office.does("c1", "registry.changed", employer("E3", "none", None));
    let invited = [
        ("E1", true, true),
        ("E2", true, false),
        ("E3", true, true),
        ("E4", false, false),
    ];
    office.does("s1", "activity.held", activity(&invited));
    office.does("s1", "activity.held", activity(&[("E1", true, true)]));
    let counts = [
        ("held", 2),
        ("invited", 5),
        ("responded", 4),
        ("attended", 3),
    ];
    assert_eq!(office.counts("city", "activity."), counts);
    assert_eq!(office.counts("city", "employer.active."), [("core", 1)]);
    office.begin(day(2026, 7, 1));
    assert_eq!(office.counts("city", "employer.active."), []);
    assert_eq!(office.counts("city", "activity."), []);
    let mut late = activity(&[("E2", true, true)]);
    late["at"] = json!(moment(day(2026, 6, 30), 0).0);
    office.does("s1", "activity.held", late);
    assert_eq!(office.counts("city", "employer.active."), []);
}

#[test]
fn an_employer_keeps_its_last_ten_answers() {
    let mut office = Office::on(today());
    office.does(
        "s1",
        "registry.changed",
        employer("E", "joint", Some("邻里银行")),
    );
    for turn in 0..13 {
        let answers = turn % 3 == 0;
        office.does("s1", "activity.held", activity(&[("E", answers, false)]));
    }
    let employer = &office.ledger.aggregate.work().employers()["E"];
    let answers: Vec<bool> = employer.answers().collect();
    let expected: Vec<bool> = (3..13).map(|turn| turn % 3 == 0).collect();
    assert_eq!(answers, expected);
    assert_eq!(employer.answered(), 4);
}

#[test]
fn a_score_is_given_from_above_and_the_last_one_stands() {
    let mut office = Office::on(today());
    let score = |unit: &str, score: u8| json!({"scored": unit, "year": 2026, "indicator": "reviewers", "score": score});
    office.cannot(
        "s1",
        "assessment.scored",
        score("s1", 90),
        WorkError::ScoredNotBelow,
    );
    office.cannot(
        "s1",
        "assessment.scored",
        score("d1", 90),
        WorkError::ScoredNotBelow,
    );
    office.cannot(
        "s1",
        "assessment.scored",
        score("nowhere", 90),
        WorkError::UnknownUnit,
    );
    office.does("s1", "assessment.scored", score("c1", 90));
    office.does("d1", "assessment.scored", score("c1", 85));
    let scores: Vec<u8> = office
        .ledger
        .aggregate
        .work()
        .scores()
        .values()
        .map(|one| one.score)
        .collect();
    assert_eq!(scores, [85]);
}
