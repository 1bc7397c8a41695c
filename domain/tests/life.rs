//! 组织生活: care actions, branches and what they must hold, members nobody has heard of, and the year's steps.

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

fn planned(id: &str, due: &str) -> Value {
    json!({"id": id, "care_kind": "alone", "people": 12, "due": due})
}

fn done(id: &str, people: u32) -> Value {
    json!({"care": id, "people": people})
}

#[test]
fn a_care_action_is_planned_and_carried_out() {
    let mut office = Office::on(today());
    let past = planned("C", "2026-05-19");
    office.cannot("c1", "care.planned", past, WorkError::DuePast);
    office.does("c1", "care.planned", planned("C", "2026-05-25"));
    office.cannot("s1", "care.done", done("C", 10), WorkError::NotForUnit);
    office.cannot("c1", "care.done", done("D", 10), WorkError::UnknownCare);
    office.days_pass(6);
    let late = [("planned", 1), ("late", 1), ("people.planned", 12)];
    assert_eq!(office.counts("city", "care."), late);
    office.does("c1", "care.done", done("C", 15));
    office.cannot("c1", "care.done", done("C", 15), WorkError::CareIsDone);
    let carried_out = [
        ("planned", 1),
        ("done", 1),
        ("people.planned", 12),
        ("people.reached", 12),
    ];
    assert_eq!(office.counts("city", "care."), carried_out);
}

/// A quarter begins with what is due in it and what is left over from before.
#[test]
fn a_quarter_has_its_own_care_actions_and_those_left_over() {
    let mut office = Office::on(today());
    office.does("c1", "care.planned", planned("left", "2026-06-10"));
    office.does("c1", "care.planned", planned("done", "2026-06-10"));
    office.does("c1", "care.planned", planned("next", "2026-07-01"));
    office.does("c1", "care.done", done("done", 3));
    let counts = |office: &Office| {
        ["planned", "done", "late"].map(|key| office.count("city", &format!("care.{key}")))
    };
    assert_eq!(counts(&office), [2, 1, 0]);
    office.begin(day(2026, 7, 1));
    assert_eq!(counts(&office), [2, 0, 1]);
    let over = done("done", 3);
    office.cannot("c1", "care.done", over, WorkError::UnknownCare);
    office.does("c1", "care.done", done("left", 12));
    assert_eq!(counts(&office), [1, 0, 0]);
}

#[test]
fn a_care_action_of_a_closed_unit_is_carried_out_by_who_stands_for_it() {
    let mut office = Office::on(today());
    office.does("c2", "care.planned", planned("C", "2026-05-25"));
    office.retire("c2");
    office.does("s1", "care.done", done("C", 12));
    assert_eq!(office.count("s1", "care.people.reached"), 12);
}

fn branch(key: &str) -> Value {
    json!({"key": key, "after": {
        "registry": "organisation", "level": "branch",
        "sector": "community", "category": "urban_community",
    }})
}

fn meeting(kind: &str, organisation: &str, attended: u32) -> Value {
    json!({"meeting": kind, "organisation": organisation, "expected": 20, "attended": attended})
}

/// A community with one branch.
fn with_branch() -> Office {
    let mut office = Office::on(today());
    office.does("c1", "registry.changed", branch("B"));
    office
}

#[test]
fn a_branch_is_behind_until_it_has_held_the_four() {
    let mut office = with_branch();
    assert_eq!(office.counts("city", "branch."), [("behind", 1)]);
    for kind in ["branch_congress", "branch_committee", "group_meeting"] {
        office.does("c1", "meeting.held", meeting(kind, "B", 18));
        assert_eq!(office.count("d1", "branch.behind"), 1);
    }
    office.does("c1", "meeting.held", meeting("lecture", "B", 18));
    let held = [
        ("held.branch_congress", 1),
        ("held.branch_committee", 1),
        ("held.group_meeting", 1),
        ("held.lecture", 1),
        ("attendance.90", 1),
    ];
    assert_eq!(office.counts("city", "branch."), held);
    office.begin(day(2026, 6, 1));
    let quarterly = [
        ("held.branch_congress", 1),
        ("held.lecture", 1),
        ("behind", 1),
        ("attendance.90", 1),
    ];
    assert_eq!(office.counts("city", "branch."), quarterly);
    office.begin(day(2026, 7, 1));
    assert_eq!(office.counts("city", "branch."), [("behind", 1)]);
}

/// A meeting of last month that is told today is none of this month's, though of this quarter's.
#[test]
fn a_meeting_told_late_counts_for_its_own_period() {
    let mut office = with_branch();
    let april = moment(day(2026, 4, 20), 3600).0;
    for kind in ["branch_committee", "branch_congress"] {
        let mut late = meeting(kind, "B", 18);
        late["at"] = json!(april);
        office.does("c1", "meeting.held", late);
    }
    let quarterly = [
        ("held.branch_congress", 1),
        ("behind", 1),
        ("attendance.90", 1),
    ];
    assert_eq!(office.counts("city", "branch."), quarterly);
}

#[test]
fn a_meeting_counts_for_a_branch_of_the_very_unit_only() {
    let mut office = with_branch();
    office.does("s1", "meeting.held", meeting("branch_congress", "B", 18));
    office.does(
        "c1",
        "meeting.held",
        meeting("branch_congress", "other", 18),
    );
    assert_eq!(office.counts("city", "branch."), [("behind", 1)]);
    assert_eq!(office.count("city", "meeting.branch_congress.held"), 2);
    office.retire("c1");
    office.does("c1", "meeting.held", meeting("branch_congress", "B", 18));
    assert_eq!(office.count("a1", "branch.held.branch_congress"), 1);
}

#[test]
fn attendance_is_of_all_congresses_of_the_quarter() {
    let mut office = with_branch();
    for (attended, class) in [(11, "lt60"), (13, "60"), (18, "70"), (20, "70"), (20, "80")] {
        office.does(
            "c1",
            "meeting.held",
            meeting("branch_congress", "B", attended),
        );
        let counts = office.counts("city", "branch.attendance.");
        assert_eq!(counts, [(class, 1)], "after {attended}");
    }
}

#[test]
fn rules_are_set_for_all_and_by_the_root_only() {
    let mut office = with_branch();
    let rules = json!({"meetings": [
        {"meeting": "branch_committee", "every": "free"},
        {"meeting": "group_meeting", "every": "free"},
        {"meeting": "lecture", "every": "yearly"},
    ]});
    office.cannot("d1", "rules.set", rules.clone(), WorkError::NotForUnit);
    office.does("city", "rules.set", rules);
    let free = [
        ("held.branch_committee", 1),
        ("held.group_meeting", 1),
        ("behind", 1),
    ];
    assert_eq!(office.counts("city", "branch."), free);
    let last_quarter = moment(day(2026, 2, 3), 0).0;
    let mut lecture = meeting("lecture", "B", 9);
    lecture["at"] = json!(last_quarter);
    office.does("c1", "meeting.held", lecture);
    office.does("c1", "meeting.held", meeting("branch_congress", "B", 18));
    assert_eq!(office.count("city", "branch.behind"), 0);
}

fn member(fields: &Value) -> Value {
    let mut row = json!({
        "registry": "member", "sector": "community", "gender": "female", "status": "normal",
    });
    let fields = fields.as_object().unwrap().clone();
    row.as_object_mut().unwrap().extend(fields);
    row
}

/// Six whole months without a word: it arises when the seventh begins, and goes with the next contact.
#[test]
fn a_member_nobody_has_heard_of_for_six_months_arises_by_itself() {
    let mut office = Office::on(today());
    let [old, new] = [202_511, 202_606].map(|month| member(&json!({"last_contact": month})));
    office.does("c1", "registry.changed", json!({"key": "M", "after": old}));
    office.begin(day(2026, 5, 31));
    assert_eq!(office.count("city", "member.contact.overdue"), 0);
    office.begin(day(2026, 6, 1));
    assert_eq!(office.count("city", "member.contact.overdue"), 1);
    office.relocate("c1", "s3");
    assert_eq!(office.count("d2", "member.contact.overdue"), 1);
    office.does(
        "c1",
        "registry.changed",
        json!({"key": "M", "before": old, "after": new}),
    );
    assert_eq!(office.count("city", "member.contact.overdue"), 0);
    let lost = member(&json!({"status": "out_of_contact", "last_contact": 202_511}));
    office.does("c1", "registry.changed", json!({"key": "N", "after": lost}));
    assert_eq!(office.count("city", "member.contact.overdue"), 0);
    assert_eq!(office.count("city", "member.status.out_of_contact"), 1);
}

#[test]
fn stages_that_last_too_long_arise_by_themselves() {
    let mut office = Office::on(today());
    let activist = json!({"registry": "applicant", "stage": "activist", "since": 202_305});
    let candidate = json!({"registry": "applicant", "stage": "candidate", "since": 202_505});
    let probationary = member(&json!({"probationary": true, "joined": 202_504}));
    for (key, row) in [("A", &activist), ("B", &candidate), ("C", &probationary)] {
        office.does("c1", "registry.changed", json!({"key": key, "after": row}));
    }
    assert_eq!(office.counts("city", "pipeline.overdue."), []);
    office.begin(day(2026, 6, 1));
    let all = [("activist", 1), ("candidate", 1), ("probationary", 1)];
    assert_eq!(office.counts("city", "pipeline.overdue."), all);
    office.retire("c1");
    assert_eq!(office.counts("a1", "pipeline.overdue."), all);
    let formal = member(&json!({"joined": 202_504}));
    let change = json!({"key": "C", "before": probationary, "after": formal});
    office.does("c1", "registry.changed", change);
    assert_eq!(office.count("city", "pipeline.overdue.probationary"), 0);
    assert_eq!(office.count("city", "pipeline.formal"), 1);
}

/// What is read off a table tells how things stand, not what happened this year.
#[test]
fn the_years_steps_are_what_happened_in_it() {
    let mut office = Office::on(today());
    let stage = |stage: &str| json!({"registry": "applicant", "stage": stage});
    let [applicant, activist] = ["applicant", "activist"].map(stage);
    let read = json!({"key": "T", "after": applicant, "recorded": true});
    office.does("c1", "registry.changed", read);
    assert_eq!(office.counts("city", "pipeline."), []);
    office.does(
        "c1",
        "registry.changed",
        json!({"key": "A", "after": applicant}),
    );
    let step = json!({"key": "A", "before": applicant, "after": activist});
    office.does("c1", "registry.changed", step);
    assert_eq!(
        office.counts("city", "pipeline."),
        [("applied", 1), ("activist", 1)]
    );
    office.begin(day(2027, 1, 1));
    assert_eq!(office.counts("city", "pipeline."), []);
}
