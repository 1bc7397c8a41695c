//! 三张清单: from opening to the end of watching, and the joint conferences on problems.

#![allow(missing_docs)]

mod common;

use common::{
    build::{day, moment},
    office::Office,
};
use liandong_domain::{
    moment::Day,
    work::{Item, ItemState, WorkError},
};
use serde_json::{Value, json};

fn today() -> Day {
    day(2026, 5, 20)
}

fn opened(office: &Office, list: &str, place: &str, owner: &str) -> Value {
    json!({
        "id": "I", "list": list, "matter": "street_vending", "title": "路口设摊",
        "place": place, "owner": owner, "due": office.in_days(10),
    })
}

fn the() -> Value {
    json!({"item": "I"})
}

fn with(text: &str) -> Value {
    json!({"item": "I", "text": text})
}

/// The street has opened an item at one of its communities, for that to see to.
fn with_item(list: &str) -> Office {
    let mut office = Office::on(today());
    let item = opened(&office, list, "c1", "c1");
    office.does("s1", "item.opened", item);
    office
}

fn item(office: &Office) -> &Item {
    &office.ledger.aggregate.work().items()["I"]
}

fn close(office: &mut Office) {
    office.does("c1", "item.resolved", with("已清理"));
    office.does("s1", "item.closed", the());
}

#[test]
fn an_item_is_resolved_by_its_owner_and_closed_by_its_opener() {
    let mut office = with_item("task");
    office.cannot("s1", "item.closed", the(), WorkError::NotResolved);
    office.cannot("s1", "item.returned", with("再查"), WorkError::NotResolved);
    office.cannot("s1", "item.resolved", with("办好了"), WorkError::NotForUnit);
    office.cannot("c2", "item.progressed", with("看过"), WorkError::NotForUnit);
    office.cannot(
        "city",
        "item.progressed",
        with("看过"),
        WorkError::NotForUnit,
    );
    office.does("c1", "item.progressed", with("已劝离"));
    assert_eq!(item(&office).state, ItemState::Doing);
    office.cannot("c1", "item.resolved", the(), WorkError::NoEvidence);
    office.does("c1", "item.resolved", with("已清理"));
    office.cannot("c1", "item.closed", the(), WorkError::NotForUnit);
    office.cannot("s1", "item.returned", the(), WorkError::NoRemark);
    office.does("s1", "item.returned", with("还有一处"));
    office.cannot("s1", "item.closed", the(), WorkError::NotResolved);
    let photo = json!({"item": "I", "attachments": [{"file": "0".repeat(64), "name": "现场.jpg"}]});
    office.does("c1", "item.resolved", photo);
    office.does("s1", "item.closed", the());
    assert_eq!(item(&office).state, ItemState::Closed);
    for kind in [
        "item.progressed",
        "item.resolved",
        "item.closed",
        "item.assigned",
    ] {
        office.cannot("s1", kind, the(), WorkError::ItemClosed);
    }
    assert_eq!(office.counts("city", "item."), []);
    assert_eq!(
        office.counts("c1", "task.year."),
        [("opened", 1), ("closed", 1)]
    );
}

#[test]
fn an_item_is_at_or_below_its_opener_and_its_owner_on_one_line_with_it() {
    let mut office = Office::on(today());
    let past = json!({
        "list": "task", "matter": "noise", "title": "夜间施工",
        "place": "c1", "owner": "c1", "due": office.in_days(-1),
    });
    office.cannot("s1", "item.opened", past, WorkError::DuePast);
    for (place, owner, why) in [
        ("c3", "c3", WorkError::PlaceNotBelow),
        ("d1", "d1", WorkError::PlaceNotBelow),
        ("c1", "c2", WorkError::OwnerElsewhere),
        ("c1", "s2", WorkError::OwnerElsewhere),
        ("nowhere", "c1", WorkError::UnknownUnit),
        ("c1", "nowhere", WorkError::UnknownUnit),
    ] {
        let item = opened(&office, "task", place, owner);
        office.cannot("s1", "item.opened", item, why);
    }
    let upwards = opened(&office, "problem", "c1", "d1");
    office.does("c1", "item.opened", upwards);
    assert_eq!(office.count("c1", "item.problem.open"), 1);
    office.does("d1", "item.resolved", with("区里已协调"));
    office.does("c1", "item.closed", the());
    office.cannot(
        "c1",
        "item.progressed",
        json!({"item": "J"}),
        WorkError::UnknownItem,
    );
}

#[test]
fn an_item_is_given_to_another_unit_or_day() {
    let mut office = with_item("task");
    let to = |owner: &str| json!({"item": "I", "owner": owner});
    office.cannot("a1", "item.assigned", to("a1"), WorkError::NotForUnit);
    office.cannot("s1", "item.assigned", to("c2"), WorkError::OwnerElsewhere);
    office.cannot("s1", "item.assigned", to("nowhere"), WorkError::UnknownUnit);
    let past = json!({"item": "I", "due": office.in_days(-1)});
    office.cannot("s1", "item.assigned", past, WorkError::DuePast);
    office.does("c1", "item.assigned", to("a1"));
    office.cannot("c1", "item.resolved", with("办好了"), WorkError::NotForUnit);
    let later = json!({"item": "I", "due": office.in_days(20)});
    office.does("a1", "item.assigned", later);
    office.days_pass(11);
    assert_eq!(office.count("c1", "item.task.overdue"), 0);
    office.days_pass(10);
    assert_eq!(office.count("c1", "item.task.overdue"), 1);
    office.does("a1", "item.resolved", with("办好了"));
}

/// Two people on one item: who saw an older state is told, and nothing is overwritten.
#[test]
fn who_saw_an_older_state_is_refused() {
    let mut office = with_item("problem");
    let seen = item(&office).revision;
    let step = json!({"item": "I", "text": "已劝离", "seen": seen});
    office.does("c1", "item.progressed", step);
    for kind in ["item.progressed", "item.resolved", "item.assigned"] {
        let stale = json!({"item": "I", "text": "办好了", "seen": seen});
        office.cannot("c1", kind, stale, WorkError::Changed);
    }
    let newest = item(&office).revision;
    let step = json!({"item": "I", "text": "办好了", "seen": newest});
    office.does("c1", "item.resolved", step);
    for kind in ["item.closed", "item.returned"] {
        let stale = json!({"item": "I", "text": "再查", "seen": newest});
        office.cannot("s1", kind, stale, WorkError::Changed);
    }
}

#[test]
fn open_items_grow_older_by_themselves() {
    let mut office = with_item("rectification");
    let ages = |office: &Office| office.counts("city", "item.rectification.");
    let mut seen = Vec::new();
    for _ in 0..=31 {
        let now: Vec<&str> = ages(&office).iter().map(|(column, _)| *column).collect();
        assert!(ages(&office).iter().all(|(_, count)| *count == 1));
        if seen.last() != Some(&now) {
            seen.push(now);
        }
        office.days_pass(1);
    }
    let columns = [
        vec!["open", "age_7"],
        vec!["open", "age_15"],
        vec!["open", "overdue", "age_15"],
        vec!["open", "overdue", "age_30"],
        vec!["open", "overdue", "age_over"],
    ];
    assert_eq!(seen, columns);
}

#[test]
fn a_closed_problem_is_watched_for_ninety_days() {
    let mut office = with_item("problem");
    office.cannot("s1", "item.reopened", the(), WorkError::ItemNotClosed);
    close(&mut office);
    assert_eq!(item(&office).state, ItemState::Watched);
    assert_eq!(office.counts("city", "item."), [("watched", 1)]);
    office.days_pass(90);
    assert_eq!(office.count("c1", "item.watched"), 1);
    office.days_pass(1);
    assert_eq!(office.count("c1", "item.watched"), 0);
    assert_eq!(item(&office).state, ItemState::Closed);
}

/// It comes back while it is watched, and again long after: each time counts, and it gets the time it had.
#[test]
fn a_problem_that_comes_back_is_counted_and_given_its_time_anew() {
    let mut office = with_item("problem");
    close(&mut office);
    office.days_pass(30);
    office.cannot("c2", "item.reopened", with("又来了"), WorkError::NotForUnit);
    office.does("c1", "item.reopened", with("又来了"));
    let again = item(&office);
    assert_eq!(again.recurrences, 1);
    assert_eq!(again.state, ItemState::Doing);
    assert_eq!(again.due, office.today.plus(10));
    let counts = [("problem.open", 1), ("problem.age_7", 1), ("recurred", 1)];
    assert_eq!(office.counts("city", "item."), counts);
    close(&mut office);
    office.days_pass(200);
    assert_eq!(item(&office).state, ItemState::Closed);
    office.does("s1", "item.reopened", with("又来了"));
    assert_eq!(item(&office).recurrences, 2);
    assert_eq!(item(&office).due, office.today.plus(10));
    assert_eq!(office.count("d1", "item.recurred"), 1);
}

/// It was due the day after; coming back, it gets a week.
#[test]
fn a_problem_that_comes_back_gets_a_week_at_least() {
    let mut office = Office::on(today());
    let mut item = opened(&office, "problem", "c1", "c1");
    item["due"] = office.in_days(1);
    office.does("s1", "item.opened", item);
    close(&mut office);
    office.does("s1", "item.reopened", with("又来了"));
    assert_eq!(self::item(&office).due, office.today.plus(7));
}

/// Only problems come back; a task that is taken up again is none.
#[test]
fn a_task_that_is_taken_up_again_is_no_recurrence() {
    let mut office = with_item("task");
    close(&mut office);
    office.does("s1", "item.reopened", with("有遗漏"));
    assert_eq!(office.count("city", "item.recurred"), 0);
    assert_eq!(office.counts("city", "task.year."), [("opened", 1)]);
}

/// Told late, it was watched when it was closed, not when that was told.
#[test]
fn watching_begins_when_it_was_closed() {
    let mut office = with_item("problem");
    let closed = moment(office.today, 13 * 3600).0;
    office.does("c1", "item.resolved", with("已清理"));
    office.days_pass(95);
    office.does("s1", "item.closed", json!({"item": "I", "at": closed}));
    assert_eq!(item(&office).state, ItemState::Closed);
    assert_eq!(office.count("c1", "item.watched"), 0);
}

#[test]
fn a_conference_calls_the_parties_of_a_problem() {
    let mut office = with_item("task");
    let call = |office: &Office, parties: &[&str]| json!({"item": "I", "on": office.in_days(2), "parties": parties});
    let parties = call(&office, &["police"]);
    office.cannot("s1", "conference.called", parties, WorkError::NotAProblem);
    let mut office = with_item("problem");
    let nobody = call(&office, &[]);
    office.cannot("s1", "conference.called", nobody, WorkError::NoParty);
    let early = json!({"item": "I", "party": "police", "attended": true});
    office.cannot(
        "s1",
        "conference.answered",
        early,
        WorkError::PartyNotCalled,
    );
    let parties = call(&office, &["police", "urban_management", "police"]);
    office.does("s1", "conference.called", parties);
    let held = item(&office).conference.as_ref().unwrap();
    assert_eq!((held.seats.len(), held.times), (2, 1));
    assert_eq!(item(&office).state, ItemState::Doing);
    let other = json!({"item": "I", "party": "school", "attended": true});
    office.cannot(
        "s1",
        "conference.answered",
        other,
        WorkError::PartyNotCalled,
    );
    let answer = json!({"item": "I", "party": "police", "attended": true});
    office.cannot("c2", "conference.answered", answer, WorkError::NotForUnit);
}

/// What a party promised and has not done keeps the problem open, also over a second conference.
#[test]
fn promises_keep_a_problem_open() {
    let mut office = with_item("problem");
    let call = json!({"item": "I", "on": "2026-05-22", "parties": ["police", "housing"]});
    office.does("s1", "conference.called", call.clone());
    let promise = json!({
        "item": "I", "party": "police", "attended": true, "text": "每日早晚巡查", "due": "2026-05-30",
    });
    office.does("c1", "conference.answered", promise);
    let present = json!({"item": "I", "party": "housing", "attended": true});
    office.does("c1", "conference.answered", present);
    assert_eq!(office.count("city", "item.unfulfilled"), 1);
    office.cannot(
        "c1",
        "item.resolved",
        with("已清理"),
        WorkError::PromisesOpen,
    );
    office.does(
        "s1",
        "conference.called",
        json!({"item": "I", "on": "2026-06-01", "parties": ["school"]}),
    );
    let seats = &item(&office).conference.as_ref().unwrap().seats;
    let parties: Vec<&str> = seats.iter().map(|seat| seat.party.key()).collect();
    assert_eq!(parties, ["police", "school"]);
    assert_eq!(office.count("city", "item.unfulfilled"), 1);
    let kept = json!({"item": "I", "party": "police", "attended": true, "fulfilled": true});
    office.does("c1", "conference.answered", kept);
    assert_eq!(office.count("city", "item.unfulfilled"), 0);
    office.does("c1", "item.resolved", with("已清理"));
    let late = json!({"item": "I", "party": "school", "attended": true, "text": "增设护栏"});
    office.does("s1", "conference.answered", late);
    office.cannot("s1", "item.closed", the(), WorkError::PromisesOpen);
    let kept = json!({"item": "I", "party": "school", "attended": true, "fulfilled": true});
    office.does("s1", "conference.answered", kept);
    office.does("s1", "item.closed", the());
}

/// Two conferences on one problem are two, and one of last quarter that is told late is none of this one.
#[test]
fn every_conference_of_the_quarter_counts() {
    let mut office = with_item("problem");
    let call = json!({"item": "I", "on": "2026-05-22", "parties": ["police"]});
    office.does("s1", "conference.called", call.clone());
    office.does("s1", "conference.called", call.clone());
    assert_eq!(office.count("city", "conference.called"), 2);
    let may = moment(office.today, 0).0;
    office.begin(day(2026, 7, 1));
    assert_eq!(office.count("city", "conference.called"), 0);
    office.does("s1", "conference.called", call.clone());
    let mut late = call;
    late["at"] = json!(may);
    office.does("s1", "conference.called", late);
    assert_eq!(office.count("city", "conference.called"), 1);
}

/// Whoever opened, owns or has it may close: what is closed itself is stood for.
#[test]
fn items_of_closed_units_go_on_with_who_stands_for_them() {
    let mut office = Office::on(today());
    let problem = opened(&office, "problem", "c1", "c1");
    office.does("a1", "item.opened", problem);
    office.retire("c1");
    assert_eq!(office.count("a1", "item.problem.open"), 1);
    office.retire("a1");
    assert_eq!(office.count("s1", "item.problem.open"), 1);
    office.does("s1", "item.resolved", with("已清理"));
    office.does("s1", "item.closed", the());
    assert_eq!(office.counts("s1", "item."), [("watched", 1)]);
    office.does("s1", "item.reopened", with("又来了"));
    assert_eq!(office.count("s1", "item.recurred"), 1);
}

/// A community that moves takes its items along; who opened them still agrees to their closing.
#[test]
fn items_move_with_their_place() {
    let mut office = with_item("task");
    office.relocate("c1", "s3");
    assert_eq!(office.count("s1", "item.task.open"), 0);
    assert_eq!(office.count("d2", "item.task.open"), 1);
    close(&mut office);
    assert_eq!(office.count("d2", "task.year.closed"), 1);
}
