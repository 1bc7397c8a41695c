//! What scenes show besides numbers: conferences, theme days, employers that agreed to be shown.

#![allow(missing_docs)]

mod common;

use common::{
    build::{day, moment, origin},
    office::Office,
};
use liandong_domain::{
    fact::{MeetingKind, life::Frequency},
    frame::{Extras, Scene},
    view::{Refresh, View},
};
use serde_json::json;

fn extras(office: &Office, unit: &str, scene: Scene) -> Extras {
    let aggregate = &office.ledger.aggregate;
    let view = View::new(aggregate, unit, scene).unwrap();
    view.snapshot(aggregate, origin(view.seq())).extras
}

fn problem(office: &mut Office, id: &str, place: &str) {
    let item = json!({
        "id": id, "list": "problem", "matter": "noise", "title": "夜间施工",
        "place": place, "owner": place, "due": "2026-12-31",
    });
    office.does("d1", "item.opened", item);
}

#[test]
fn conferences_on_open_problems_are_shown_newest_first() {
    let mut office = Office::on(day(2026, 5, 20));
    for number in 1..=10 {
        let (id, place) = (
            format!("I{number}"),
            if number % 2 == 0 { "c1" } else { "c3" },
        );
        problem(&mut office, &id, place);
        let on = format!("2026-06-{number:02}");
        let call = json!({"item": id, "on": on, "parties": ["police", "school"]});
        office.does(place, "conference.called", call);
    }
    problem(&mut office, "quiet", "c1");
    let days = |unit: &str, office: &Office| -> Vec<u8> {
        let shown = extras(office, unit, Scene::Linkage).conferences;
        shown.iter().map(|one| one.on.date().day()).collect()
    };
    assert_eq!(days("d1", &office), [10, 9, 8, 7, 6, 5, 4, 3]);
    assert_eq!(days("s1", &office), [10, 8, 6, 4, 2]);
    assert_eq!(days("d2", &office), [0_u8; 0]);
    office.does(
        "c1",
        "item.resolved",
        json!({"item": "I10", "text": "已协调"}),
    );
    office.does("d1", "item.closed", json!({"item": "I10"}));
    assert_eq!(days("s1", &office), [8, 6, 4, 2]);
    let answer = json!({"item": "I8", "party": "school", "attended": true, "text": "错峰放学"});
    office.does("c1", "conference.answered", answer);
    let shown = extras(&office, "s1", Scene::Linkage).conferences;
    let seats = shown[0].seats.iter();
    let seats: Vec<_> = seats.map(|seat| (seat.attended, seat.promised)).collect();
    assert_eq!(seats, [(None, false), (Some(true), true)]);
    assert_eq!(extras(&office, "s1", Scene::Overview), Extras::default());
    assert_eq!(extras(&office, "s1", Scene::Life).conferences, []);
}

#[test]
fn only_employers_that_agreed_are_shown_and_those_that_answer_most_first() {
    let mut office = Office::on(day(2026, 5, 20));
    for (key, shown_as) in [("A", Some("甲银行")), ("B", Some("乙书店")), ("C", None)] {
        let row = json!({"registry": "employer", "circle": "joint", "shown_as": shown_as});
        office.does("s1", "registry.changed", json!({"key": key, "after": row}));
    }
    for answers in [true, false] {
        let invited = ["A", "B", "C"].map(|key| {
            let responded = answers || key == "B";
            json!({"employer": key, "responded": responded, "attended": false})
        });
        let held = json!({"title": "邻里节", "category": "venue", "employers": invited});
        office.does("s1", "activity.held", held);
    }
    let shown = extras(&office, "d1", Scene::CoBuilding).employers;
    let names: Vec<_> = shown
        .iter()
        .map(|one| (&*one.name, one.answers.clone()))
        .collect();
    let expected = [("乙书店", vec![true, true]), ("甲银行", vec![true, false])];
    assert_eq!(names, expected);
    assert_eq!(extras(&office, "s2", Scene::CoBuilding).employers, []);
}

#[test]
fn theme_days_are_those_of_this_month() {
    let mut office = Office::on(day(2026, 6, 30));
    let hold = |unit: &str, on, office: &mut Office| {
        let at = moment(on, 3600).0;
        let meeting = json!({
            "at": at, "meeting": "theme_day", "organisation": "B", "expected": 9, "attended": 8,
        });
        office.does(unit, "meeting.held", meeting);
    };
    hold("c1", day(2026, 6, 2), &mut office);
    hold("c2", day(2026, 6, 2), &mut office);
    hold("c1", day(2026, 6, 4), &mut office);
    hold("c1", day(2026, 5, 30), &mut office);
    hold("c1", day(2026, 7, 1), &mut office);
    assert_eq!(extras(&office, "s1", Scene::Life).theme_days, [0, 2, 0, 1]);
    office.relocate("c2", "s2");
    assert_eq!(extras(&office, "s1", Scene::Life).theme_days, [0, 1, 0, 1]);
    office.retire("c1");
    assert_eq!(extras(&office, "s1", Scene::Life).theme_days, [0, 1, 0, 1]);
    office.begin(day(2026, 7, 1));
    assert_eq!(extras(&office, "s1", Scene::Life).theme_days, [0_u32; 0]);
}

#[test]
fn the_rules_of_meetings_are_shown_and_follow_their_change() {
    let mut office = Office::on(day(2026, 6, 30));
    let congress = |extras: &Extras| {
        let mut rules = extras.meeting_rules.iter();
        let rule = rules.find(|rule| rule.meeting == MeetingKind::BranchCongress);
        rule.unwrap().every
    };
    let mut view = View::new(&office.ledger.aggregate, "s1", Scene::Life).unwrap();
    assert_eq!(
        congress(&extras(&office, "s1", Scene::Life)),
        Frequency::Quarterly
    );
    let monthly = json!({"meetings": [{"meeting": "branch_congress", "every": "monthly"}]});
    office.does("city", "rules.set", monthly);
    let aggregate = &office.ledger.aggregate;
    assert_eq!(view.refresh(aggregate), Refresh::Changed);
    let shown = view.snapshot(aggregate, origin(view.seq())).extras;
    assert_eq!(congress(&shown), Frequency::Monthly);
    assert_eq!(view.refresh(aggregate), Refresh::Same);
    let elsewhere = extras(&office, "s1", Scene::CoBuilding);
    assert!(elsewhere.meeting_rules.is_empty());
}
