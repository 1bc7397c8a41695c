//! Calls that are sent again under the same `Idempotency-Key`.

use liandong_tests::{Answer, Server, Staff, tree::*};
use reqwest::Method;
use serde_json::{Value, json};

const UNITS: &str = "/api/v1/units";

fn unit(code: &str) -> Value {
    json!({ "code": code, "name": "新居委会", "level": "community", "parent": TIANPING })
}

async fn post(staff: &Staff<'_>, path: &str, key: &str, body: &Value) -> Answer {
    let request = staff
        .request(Method::POST, path)
        .header("idempotency-key", key);
    Answer::of(request.json(body)).await
}

#[tokio::test]
async fn a_call_sent_again_is_done_once_and_answered_the_same() {
    let mut server = Server::small().await;
    let cookie = {
        let chief = server.set_up().await;
        let first = post(&chief, UNITS, "k-1", &unit("u-1")).await;
        first.assert_status(201);
        let again = post(&chief, UNITS, "k-1", &unit("u-1")).await;
        assert_eq!((again.status, &again.body), (first.status, &first.body));
        assert_eq!(again.header("content-type"), first.header("content-type"));
        let without = chief.post(UNITS, &unit("u-1")).await;
        without.assert_wrong(&["code"]);
        let other = post(&chief, UNITS, "k-1", &unit("u-2")).await;
        other.assert_refused(422, "idempotency_key_reused");
        post(&chief, UNITS, "k-2", &unit("u-2"))
            .await
            .assert_status(201);
        chief.cookie().to_owned()
    };
    server.stop().await;
    server.start_again().await;
    let request = server.request(Method::POST, UNITS).header("cookie", cookie);
    let request = request.header("idempotency-key", "k-1");
    Answer::of(request.json(&unit("u-1")))
        .await
        .assert_status(201);
}

#[tokio::test]
async fn a_key_belongs_to_its_caller_and_what_was_refused_may_be_tried_again() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let elsewhere = chief.elsewhere().await;
    post(&chief, UNITS, "k-1", &unit("u-1"))
        .await
        .assert_status(201);
    let other = post(&elsewhere, UNITS, "k-1", &unit("u-1")).await;
    other.assert_wrong(&["code"]);
    post(&elsewhere, UNITS, "k-1", &unit("u-2"))
        .await
        .assert_status(201);
}

#[tokio::test]
async fn two_at_once_are_one() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let send = || async { post(&chief, UNITS, "k-1", &unit("u-1")).await };
    let (one, other) = tokio::join!(send(), send());
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert!(matches!(statuses, [201, 201 | 409]), "{one:?} {other:?}");
}

#[tokio::test]
async fn secrets_are_not_kept_and_bad_keys_are_told() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let token = json!({ "name": "系统", "unit": XUHUI });
    for (path, key) in [
        ("/api/v1/tokens", "k-1"),
        (UNITS, ""),
        (UNITS, &"k".repeat(256)),
    ] {
        let refused = post(&chief, path, key, &token).await;
        refused.assert_refused(400, "invalid_idempotency_key");
    }
    let large = json!({ "name": "x".repeat(70_000) });
    let refused = post(&chief, UNITS, "k-1", &large).await;
    refused.assert_refused(413, "body_too_large");
}
