//! The JSON of facts about what goes on, as senders write it, and the days in it.

#![allow(missing_docs)]

use liandong_domain::{
    fact::Fact,
    moment::{Date, Day, iso_day},
};
use serde_json::{Value, json};

/// A fact, and its subject.
type Example = (Value, Option<&'static str>);

/// A fact of each kind with every field.
fn examples() -> Vec<Example> {
    let mut examples = written_down();
    examples.extend(lists());
    examples.extend(life_and_co_building());
    examples.extend(steps());
    for (fact, _) in &mut examples {
        fact["id"] = json!("act-1");
        fact["at"] = json!(1_779_249_600_000_i64);
        fact["unit"] = json!("310104");
    }
    examples
}

fn files() -> Value {
    json!([{"file": "ab".repeat(32), "name": "现场.jpg"}])
}

fn steps() -> Vec<Example> {
    let step = |kind: &str, subject: &str| {
        let about = kind.split('.').next().unwrap();
        json!({"kind": kind, about: subject, "text": "说明"})
    };
    let with = |mut fact: Value, key: &str, value: Value| {
        fact[key] = value;
        fact
    };
    let mut examples = vec![(step("deployment.withdrawn", "D"), Some("D"))];
    for kind in ["acknowledged", "progressed", "completed"] {
        let fact = step(&format!("deployment.{kind}"), "D");
        examples.push((with(fact, "attachments", files()), Some("D")));
    }
    for kind in ["reviewed", "returned"] {
        let kind = format!("log.{kind}");
        let fact = json!({"kind": kind, "log": "L", "remark": "请补充", "seen": 9});
        examples.push((fact, Some("L")));
    }
    for kind in ["progressed", "resolved", "returned", "closed", "reopened"] {
        let fact = with(step(&format!("item.{kind}"), "I"), "seen", json!(9));
        examples.push((with(fact, "attachments", files()), Some("I")));
    }
    for kind in ["agreed", "fulfilled", "dropped"] {
        examples.push((step(&format!("match.{kind}"), "P"), Some("P")));
    }
    examples
}

fn written_down() -> Vec<Example> {
    vec![
        (
            json!({
                "kind": "deployment.issued", "title": "防汛准备", "text": "排查低洼处",
                "due": "2026-06-01", "targets": ["310104001", "310104002"], "attachments": files(),
            }),
            None,
        ),
        (
            json!({
                "kind": "deployment.passed_on", "deployment": "D", "to": ["310104001001"],
                "text": "请先查地库",
            }),
            Some("D"),
        ),
        (
            json!({
                "kind": "log.submitted", "log_kind": "visit", "text": "走访三户", "count": 3,
                "about": "D", "author": "post-7", "attachments": files(),
            }),
            None,
        ),
        (
            json!({"kind": "log.submitted", "log_kind": "errand", "text": "已补充", "log": "L"}),
            Some("L"),
        ),
    ]
}

fn lists() -> Vec<Example> {
    vec![
        (
            json!({
                "kind": "item.opened", "list": "problem", "matter": "street_vending",
                "title": "路口设摊", "text": "早晚高峰", "place": "310104001001",
                "owner": "310104001", "due": "2026-06-01", "from": "L", "attachments": files(),
            }),
            None,
        ),
        (
            json!({
                "kind": "item.assigned", "item": "I", "owner": "310104001", "due": "2026-06-08",
                "text": "由街道牵头", "seen": 17,
            }),
            Some("I"),
        ),
        (
            json!({
                "kind": "conference.called", "item": "I", "on": "2026-05-22",
                "parties": ["police", "urban_management", "property_manager"], "text": "现场会",
            }),
            Some("I"),
        ),
        (
            json!({
                "kind": "conference.answered", "item": "I", "party": "police", "attended": true,
                "text": "早晚巡查", "due": "2026-05-30", "fulfilled": true,
            }),
            Some("I"),
        ),
    ]
}

fn life_and_co_building() -> Vec<Example> {
    vec![
        (
            json!({
                "kind": "care.planned", "care_kind": "alone", "people": 12, "due": "2026-06-01",
                "organisation": "B-12",
            }),
            None,
        ),
        (
            json!({"kind": "care.done", "care": "C", "people": 10}),
            Some("C"),
        ),
        (
            json!({"kind": "rules.set", "meetings": [{"meeting": "lecture", "every": "quarterly"}]}),
            None,
        ),
        (
            json!({
                "kind": "resource.offered", "category": "venue", "title": "会议室",
                "employer": "E-1", "until": "2026-12-31",
            }),
            None,
        ),
        (
            json!({"kind": "need.raised", "category": "venue", "title": "活动场地", "due": "2026-08-01"}),
            None,
        ),
        (
            json!({"kind": "match.made", "resource": "R", "need": "N"}),
            None,
        ),
        (
            json!({"kind": "match.confirmed", "match": "P", "score": 5, "text": "很满意"}),
            Some("P"),
        ),
        (
            json!({
                "kind": "activity.held", "title": "邻里节", "category": "volunteer",
                "employers": [{"employer": "E-1", "responded": true, "attended": false}],
            }),
            None,
        ),
        (
            json!({
                "kind": "assessment.scored", "scored": "310104001", "year": 2026,
                "indicator": "reviewers", "score": 92, "remark": "台账完整",
            }),
            None,
        ),
    ]
}

/// What goes on is opened by one of these, and all that follows names it.
const OPENING: [&str; 7] = [
    "deployment.issued",
    "log.submitted",
    "item.opened",
    "care.planned",
    "resource.offered",
    "need.raised",
    "match.made",
];

#[test]
fn every_fact_is_written_as_it_is_read() {
    for (written, subject) in examples() {
        let fact: Fact = serde_json::from_value(written.clone()).unwrap();
        assert_eq!(serde_json::to_value(&fact).unwrap(), written);
        assert_eq!(fact.event.kind(), written["kind"]);
        assert_eq!(fact.event.subject(), subject, "{written}");
        let opens = OPENING.contains(&fact.event.kind()) && subject.is_none();
        assert_eq!(fact.event.opens_subject(), opens, "{written}");
        let text = serde_json::to_string(&fact).unwrap();
        assert_eq!(serde_json::from_str::<Fact>(&text).unwrap(), fact);
    }
}

/// What may be left out is left out again.
#[test]
fn what_is_not_said_is_not_written() {
    let short = [
        json!({"kind": "deployment.acknowledged", "deployment": "D"}),
        json!({"kind": "deployment.passed_on", "deployment": "D"}),
        json!({"kind": "log.reviewed", "log": "L"}),
        json!({"kind": "item.assigned", "item": "I"}),
        json!({"kind": "item.closed", "item": "I"}),
        json!({"kind": "conference.answered", "item": "I", "party": "fire", "attended": false}),
        json!({"kind": "care.planned", "care_kind": "festival", "people": 1, "due": "2026-06-01"}),
        json!({"kind": "match.dropped", "match": "P"}),
    ];
    for mut written in short {
        written["id"] = json!("act-1");
        written["at"] = json!(0);
        written["unit"] = json!("310104");
        let fact: Fact = serde_json::from_value(written.clone()).unwrap();
        assert_eq!(serde_json::to_value(&fact).unwrap(), written);
    }
}

/// A field that is not known is refused, so that none for a name can slip in, and so is one that is missing.
#[test]
fn a_fact_has_the_fields_that_it_has() {
    for (written, _) in examples() {
        let kind = written["kind"].as_str().unwrap().to_owned();
        let mut named = written.clone();
        named["person_name"] = json!("x");
        assert!(serde_json::from_value::<Fact>(named).is_err(), "{kind}");
    }
    let no_due = json!({
        "id": "a", "at": 0, "unit": "310104", "kind": "need.raised",
        "category": "venue", "title": "活动场地",
    });
    assert!(serde_json::from_value::<Fact>(no_due).is_err());
}

#[test]
fn a_day_is_written_in_one_way_only() {
    let leap = Date::from_calendar_date(2024, time::Month::February, 29).unwrap();
    assert_eq!(iso_day::parse("2024-02-29"), Some(Day::from_date(leap)));
    for day in ["1970-01-01", "2026-12-31", "9999-12-31"] {
        let parsed = iso_day::parse(day).unwrap();
        assert_eq!(parsed.date().to_string(), day);
    }
    for wrong in [
        "",
        "2026",
        "2026-02",
        "2026-02-29",
        "2026-00-10",
        "2026-13-01",
        "2026-01-00",
        "2026-04-31",
        "2026-1-01",
        "2026-01-1",
        "26-01-01",
        "02026-01-01",
        "2026/01/01",
        "2026-01-01T00:00",
        "2026-01-01 ",
        " 2026-01-01",
        "+026-01-01",
        "-026-01-01",
        "2026-+1-01",
        "2026-01-01-01",
        "２０２６-01-01",
        "2026年01月01日",
    ] {
        assert_eq!(iso_day::parse(wrong), None, "{wrong:?}");
    }
}
