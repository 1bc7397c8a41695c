//! Two people on one thing: the second is told, and nothing is overwritten.

use liandong_tests::{Server, tree::*};
use serde_json::{Value, json};

use super::read;
use crate::acts::{AHEAD, act, done};

#[tokio::test]
async fn the_second_review_of_a_log_is_told_of_the_first() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let clerk = chief.hire("clerk", "clerk", XINCUN).await;
    let one = chief.hire("one", "manager", TIANPING).await;
    let other = chief.hire("other", "manager", TIANPING).await;
    let log = json!({ "kind": "log.submitted", "log_kind": "errand", "text": "办件" });
    let (id, seen) = done(&clerk, XINCUN, &log).await;
    let passed = json!({ "kind": "log.reviewed", "log": id, "seen": seen });
    let returned = json!({ "kind": "log.returned", "log": id, "remark": "请补充", "seen": seen });
    let (first, second) = tokio::join!(
        act(&one, TIANPING, &passed),
        act(&other, TIANPING, &returned)
    );
    let (won, lost, state) = if first.status.as_u16() == 201 {
        (first, second, "waiting")
    } else {
        (second, first, "returned")
    };
    won.assert_status(201);
    lost.assert_refused(409, "changed_meanwhile");
    let changes = lost.json()["changes"].clone();
    assert_eq!(changes.as_array().map(Vec::len), Some(1), "{changes}");
    assert_eq!(changes[0]["seq"], won.json()["seq"]);
    assert_eq!(changes[0]["unit"]["code"], TIANPING);
    let detail = read(&chief, &format!("/api/v1/logs/{id}")).await;
    assert_eq!(detail["log"]["state"], state);
    assert_eq!(detail["history"].as_array().map(Vec::len), Some(2));
    assert!(detail["history"][1]["actor"].is_string());
}

#[tokio::test]
async fn what_was_seen_is_the_revision_of_the_last_step() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let item = json!({
        "kind": "item.opened", "list": "task", "matter": "other", "title": "事项", "place": XINCUN,
        "owner": XINCUN, "due": AHEAD,
    });
    let (id, opened) = done(&chief, TIANPING, &item).await;
    let progress = |seen: u64| json!({ "kind": "item.progressed", "item": id, "text": "已联系", "seen": seen });
    let (_, next) = done(&chief, XINCUN, &progress(opened)).await;
    let stale = act(&chief, XINCUN, &progress(opened)).await;
    stale.assert_refused(409, "changed_meanwhile");
    let told = stale.json();
    assert!(
        told["detail"]
            .as_str()
            .is_some_and(|said| said.contains("反馈办理"))
    );
    let detail: Value = read(&chief, &format!("/api/v1/items/{id}")).await;
    assert_eq!(detail["item"]["revision"], next);
    done(&chief, XINCUN, &progress(next)).await;
}
