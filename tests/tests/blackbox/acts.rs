//! What staff do: who may, where, and that it counts once.

use liandong_domain::metric::Metric;
use liandong_tests::{Answer, Server, Staff, tree::*};
use serde_json::{Value, json};

/// A day that is always ahead.
pub const AHEAD: &str = "2034-06-30";

/// Does something for a unit.
pub async fn act(staff: &Staff<'_>, unit: &str, act: &Value) -> Answer {
    staff.post(&format!("/api/v1/units/{unit}/acts"), act).await
}

/// Does something that must work; the id of what it opens, and its revision.
pub async fn done(staff: &Staff<'_>, unit: &str, body: &Value) -> (String, u64) {
    let answer = act(staff, unit, body).await;
    answer.assert_status(201);
    let done = answer.json();
    let id = done["id"].as_str().expect("an id").to_owned();
    (id, done["seq"].as_u64().expect("a number"))
}

fn log(text: &str) -> Value {
    json!({ "kind": "log.submitted", "log_kind": "visit", "text": text })
}

#[tokio::test]
async fn what_is_sent_again_counts_once() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let clerk = chief.hire("clerk", "clerk", TIANPING).await;
    let mut draft = log("走访 6 户");
    draft["id"] = json!("draft-1");
    let (id, seq) = done(&clerk, XINCUN, &draft).await;
    assert_eq!(id, "draft-1");
    for _ in 0..2 {
        let again = act(&clerk, XINCUN, &draft).await;
        again.assert_status(200);
        assert_eq!(again.json(), json!({ "id": id, "seq": seq }));
    }
    assert_eq!(server.count(CITY, Metric::LOG_TODAY).await, 1);
    // The same id for something else, or elsewhere.
    let mut other = log("走访 7 户");
    other["id"] = json!("draft-1");
    act(&clerk, XINCUN, &other)
        .await
        .assert_refused(409, "id_conflict");
    act(&clerk, QINGYU, &draft)
        .await
        .assert_refused(409, "id_conflict");
}

#[tokio::test]
async fn the_same_draft_from_two_windows_at_once_counts_once() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let clerk = chief.hire("clerk", "clerk", TIANPING).await;
    let window = clerk.elsewhere().await;
    for round in 0..8 {
        let mut draft = log("走访 6 户");
        draft["id"] = json!(format!("draft-{round}"));
        let (one, other) = tokio::join!(act(&clerk, XINCUN, &draft), act(&window, XINCUN, &draft));
        let mut statuses = [one.status.as_u16(), other.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 201], "{one:?} {other:?}");
        assert_eq!(one.json(), other.json());
    }
    assert_eq!(server.count(CITY, Metric::LOG_TODAY).await, 8);
}

#[tokio::test]
async fn each_act_takes_its_role() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let viewer = chief.hire("viewer", "viewer", XUHUI).await;
    let clerk = chief.hire("clerk", "clerk", XUHUI).await;
    let manager = chief.hire("manager", "manager", XUHUI).await;
    let deployment = json!({
        "kind": "deployment.issued", "title": "排查", "text": "请排查", "due": AHEAD, "targets": [TIANPING],
    });
    let rules = json!({
        "kind": "rules.set", "meetings": [{ "meeting": "lecture", "every": "yearly" }],
    });
    act(&viewer, XINCUN, &log("走访"))
        .await
        .assert_refused(403, "forbidden");
    act(&clerk, XUHUI, &deployment)
        .await
        .assert_refused(403, "forbidden");
    done(&manager, XUHUI, &deployment).await;
    act(&manager, XUHUI, &rules)
        .await
        .assert_refused(403, "forbidden");
    // Only at the root, which no other unit's rules can stand in for.
    act(&chief, XUHUI, &rules)
        .await
        .assert_refused(422, "not_for_unit");
    done(&chief, CITY, &rules).await;
    for kind in ["unit.retired", "registry.changed", "clock.day", "tea.drunk"] {
        let unknown = act(&chief, XUHUI, &json!({ "kind": kind })).await;
        unknown.assert_refused(422, "unknown_kind");
    }
}

#[tokio::test]
async fn nobody_acts_outside_of_their_subtree() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let here = chief.hire("here", "manager", TIANPING).await;
    let there = chief.hire("there", "manager", HUAYANG).await;
    act(&here, HUAYI, &log("走访"))
        .await
        .assert_refused(404, "unknown_unit");
    act(&here, XUHUI, &log("走访"))
        .await
        .assert_refused(404, "unknown_unit");
    let (theirs, _) = done(&there, HUAYI, &log("走访")).await;
    let review = json!({ "kind": "log.reviewed", "log": theirs });
    let unseen = act(&here, TIANPING, &review).await;
    unseen.assert_refused(404, "unknown_log");
    // Told in the same words as what was never there.
    let never = json!({ "kind": "log.reviewed", "log": "never" });
    let never = act(&here, TIANPING, &never).await;
    never.assert_refused(404, "unknown_log");
    let words = |answer: &Answer| answer.json()["detail"].as_str().map(str::to_owned);
    assert_eq!(
        words(&unseen).map(|said| said.replace(&theirs, "never")),
        words(&never)
    );
}

#[tokio::test]
async fn every_act_is_in_the_audit_log() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let clerk = chief.hire("clerk", "clerk", XINCUN).await;
    let manager = chief.hire("manager", "manager", TIANPING).await;
    let (id, _) = done(&clerk, XINCUN, &log("走访")).await;
    let review = json!({ "kind": "log.reviewed", "log": id });
    let (reviewed, _) = done(&manager, TIANPING, &review).await;
    let audit = chief.get("/api/v1/audit?action=log.").await.json();
    let entries = audit["entries"].as_array().expect("a list");
    let told = |entry: &Value| {
        let detail = entry["detail"].as_str().unwrap_or_default();
        let detail: Value = serde_json::from_str(detail).expect("JSON");
        json!([
            entry["actor"],
            entry["action"],
            entry["subject"],
            detail["unit"],
            detail["fact"]
        ])
    };
    let told: Vec<Value> = entries.iter().map(told).collect();
    assert_eq!(
        told,
        [
            json!(["manager", "log.reviewed", id, TIANPING, reviewed]),
            json!(["clerk", "log.submitted", id, XINCUN, null]),
        ]
    );
    let page = chief.get("/console/audit?action=log.").await;
    assert!(page.body.contains("审阅通过") && page.body.contains("提交日志"));
}

#[tokio::test]
async fn what_cannot_be_is_told_with_its_code() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let manager = chief.hire("manager", "manager", XUHUI).await;
    let long = "长".repeat(2_001);
    for (wrong, code) in [
        (log(""), "missing_field"),
        (log(&long), "invalid_field"),
        (log("电话 13800138000"), "text_names_person"),
        (log("走\u{202e}访"), "invalid_field"),
        (
            json!({ "kind": "log.submitted", "text": "走访" }),
            "missing_field",
        ),
        (
            json!({ "kind": "log.submitted", "log_kind": "tea", "text": "走访" }),
            "unknown_code",
        ),
        (
            json!({ "kind": "log.submitted", "log_kind": "visit", "text": "走访", "x": 1 }),
            "unknown_field",
        ),
        (
            json!({ "kind": "log.submitted", "log_kind": "visit", "text": 1 }),
            "invalid_field",
        ),
        (json!({ "id": 1, "kind": "log.submitted" }), "invalid_field"),
        (
            json!({ "id": "", "kind": "log.submitted" }),
            "invalid_field",
        ),
        (
            json!({ "id": "x".repeat(65), "kind": "log.submitted" }),
            "invalid_field",
        ),
        (
            json!({ "id": "clock.day/2026-01-01", "kind": "log.submitted" }),
            "reserved_id",
        ),
        (json!({ "text": "走访" }), "missing_field"),
        (json!({ "kind": 1 }), "invalid_field"),
        (
            json!({ "kind": "need.raised", "category": "legal", "title": "咨询", "due": "2020-01-01" }),
            "due_in_past",
        ),
    ] {
        act(&manager, XINCUN, &wrong)
            .await
            .assert_refused(422, code);
    }
    assert_eq!(server.count(CITY, Metric::LOG_TODAY).await, 0);
}
