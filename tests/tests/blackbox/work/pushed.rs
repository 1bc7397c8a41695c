//! Programs push the same kinds of facts with a token.

use liandong_domain::metric::Metric;
use liandong_tests::{Server, facts, tree::*};
use serde_json::{Value, json};

use crate::acts::AHEAD;

fn fact(id: &str, unit: &str, own: Value) -> Value {
    let mut fact = json!({ "id": id, "at": facts::now(), "unit": unit });
    for (field, value) in own.as_object().into_iter().flatten() {
        fact[field] = value.clone();
    }
    fact
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a list, a line each")]
async fn every_kind_comes_in_by_token() {
    let server = Server::small().await;
    let all = [
        fact(
            "d",
            XUHUI,
            json!({
                "kind": "deployment.issued", "title": "排查", "text": "请排查", "due": AHEAD,
                "targets": [TIANPING, XINCUN],
            }),
        ),
        fact(
            "d-1",
            TIANPING,
            json!({ "kind": "deployment.acknowledged", "deployment": "d" }),
        ),
        fact(
            "d-2",
            TIANPING,
            json!({ "kind": "deployment.passed_on", "deployment": "d" }),
        ),
        fact(
            "d-3",
            TIANPING,
            json!({ "kind": "deployment.progressed", "deployment": "d" }),
        ),
        fact(
            "d-4",
            TIANPING,
            json!({
                "kind": "deployment.completed", "deployment": "d", "text": "完成",
            }),
        ),
        fact(
            "d-5",
            XUHUI,
            json!({
                "kind": "deployment.withdrawn", "deployment": "d", "text": "合并",
            }),
        ),
        fact(
            "l",
            XINCUN,
            json!({ "kind": "log.submitted", "log_kind": "visit", "text": "走访" }),
        ),
        fact(
            "l-1",
            TIANPING,
            json!({ "kind": "log.returned", "log": "l", "remark": "补充" }),
        ),
        fact(
            "l-2",
            XINCUN,
            json!({
                "kind": "log.submitted", "log_kind": "visit", "text": "走访 8 户", "log": "l",
            }),
        ),
        fact(
            "l-3",
            TIANPING,
            json!({ "kind": "log.reviewed", "log": "l" }),
        ),
        fact(
            "i",
            XINCUN,
            json!({
                "kind": "item.opened", "list": "problem", "matter": "dogs", "title": "文明养宠",
                "place": XINCUN, "owner": XINCUN, "due": AHEAD,
            }),
        ),
        fact(
            "i-1",
            XINCUN,
            json!({ "kind": "item.assigned", "item": "i", "owner": TIANPING }),
        ),
        fact(
            "i-2",
            TIANPING,
            json!({ "kind": "item.progressed", "item": "i" }),
        ),
        fact(
            "i-3",
            TIANPING,
            json!({
                "kind": "conference.called", "item": "i", "on": AHEAD, "parties": ["police"],
            }),
        ),
        fact(
            "i-4",
            TIANPING,
            json!({
                "kind": "conference.answered", "item": "i", "party": "police", "attended": true,
            }),
        ),
        fact(
            "i-5",
            TIANPING,
            json!({ "kind": "item.resolved", "item": "i", "text": "完成" }),
        ),
        fact(
            "i-6",
            XINCUN,
            json!({ "kind": "item.returned", "item": "i", "text": "还有" }),
        ),
        fact(
            "i-7",
            TIANPING,
            json!({ "kind": "item.resolved", "item": "i", "text": "完成" }),
        ),
        fact("i-8", XINCUN, json!({ "kind": "item.closed", "item": "i" })),
        fact(
            "i-9",
            XINCUN,
            json!({ "kind": "item.reopened", "item": "i", "text": "又来" }),
        ),
        fact(
            "c",
            XINCUN,
            json!({
                "kind": "care.planned", "care_kind": "alone", "people": 5, "due": &facts::now()[..10],
            }),
        ),
        fact(
            "c-1",
            XINCUN,
            json!({ "kind": "care.done", "care": "c", "people": 5 }),
        ),
        fact(
            "u",
            CITY,
            json!({
                "kind": "rules.set", "meetings": [{ "meeting": "lecture", "every": "yearly" }],
            }),
        ),
        fact(
            "r",
            TIANPING,
            json!({
                "kind": "resource.offered", "category": "legal", "title": "律师", "until": AHEAD,
            }),
        ),
        fact(
            "n",
            XINCUN,
            json!({
                "kind": "need.raised", "category": "legal", "title": "咨询", "due": AHEAD,
            }),
        ),
        fact(
            "m",
            TIANPING,
            json!({ "kind": "match.made", "resource": "r", "need": "n" }),
        ),
        fact(
            "m-1",
            XINCUN,
            json!({ "kind": "match.dropped", "match": "m" }),
        ),
        fact(
            "m2",
            XINCUN,
            json!({ "kind": "match.made", "resource": "r", "need": "n" }),
        ),
        fact(
            "m-2",
            XINCUN,
            json!({ "kind": "match.agreed", "match": "m2" }),
        ),
        fact(
            "m-3",
            XINCUN,
            json!({ "kind": "match.fulfilled", "match": "m2" }),
        ),
        fact(
            "m-4",
            XINCUN,
            json!({ "kind": "match.confirmed", "match": "m2", "score": 4 }),
        ),
        fact(
            "a",
            XINCUN,
            json!({
                "kind": "activity.held", "title": "集市", "category": "welfare", "employers": [],
            }),
        ),
        fact(
            "s",
            XUHUI,
            json!({
                "kind": "assessment.scored", "scored": TIANPING, "year": 2026, "indicator": "log.month",
                "score": 90,
            }),
        ),
        facts::meeting("h", XINCUN, 40),
    ];
    // In one batch, each built on those before it.
    server.accept(&all).await;
    assert_eq!(server.count(CITY, Metric::PROJECT_CONFIRMED).await, 1);
    let receipt = server.post(&all).await;
    assert_eq!((receipt.accepted, receipt.duplicate), (0, all.len() as u64));
}

#[tokio::test]
async fn what_cannot_be_is_told_by_its_place() {
    let server = Server::small().await;
    let token = server.token(TIANPING).await;
    let log = |text: &str| json!({ "kind": "log.submitted", "log_kind": "visit", "text": text });
    let receipt = server
        .post_as(
            &token,
            &[
                fact("1", XINCUN, log("走访")),
                fact("2", HUAYI, log("走访")),
                fact("3", XINCUN, log("电话 13800138000")),
                fact(
                    "4",
                    TIANPING,
                    json!({ "kind": "log.reviewed", "log": "never" }),
                ),
                fact("5", XUHUI, json!({ "kind": "rules.set", "meetings": [] })),
            ],
        )
        .await;
    assert_eq!(receipt.accepted, 1);
    let told = receipt.rejected.iter();
    let told: Vec<(u64, &str)> = told.map(|(place, code)| (*place, code.as_str())).collect();
    assert_eq!(
        told,
        [
            (1, "unit_out_of_scope"),
            (2, "text_names_person"),
            (3, "unknown_log"),
            (4, "unit_out_of_scope"),
        ]
    );
}
