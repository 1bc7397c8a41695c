//! Rows as upstream systems have them: put as they are, taken away, never counted twice.

use liandong_domain::metric::Metric;
use liandong_tests::{Answer, Server, facts::*, tree::*};
use reqwest::Method;
use serde_json::{Value, json};

const ROWS: &str = "/api/v1/registries/member/rows";

fn of(status: &str) -> Value {
    json!({ "sector": "community", "gender": "female", "birth_year": 1970, "status": status })
}

async fn send(server: &Server, method: Method, path: &str, token: &str, body: &Value) -> Answer {
    let request = server.request(method, path).bearer_auth(token);
    Answer::of(request.json(body)).await
}

async fn put(server: &Server, token: &str, key: &str, unit: &str, row: Value) -> Answer {
    let path = format!("{ROWS}/{key}");
    let body = json!({ "unit": unit, "row": row });
    send(server, Method::PUT, &path, token, &body).await
}

async fn remove(server: &Server, token: &str, key: &str) -> Answer {
    let path = format!("{ROWS}/{key}");
    Answer::of(server.request(Method::DELETE, &path).bearer_auth(token)).await
}

fn outcome(answer: &Answer) -> String {
    answer.assert_status(200);
    answer.json()["outcome"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

async fn facts(server: &Server) -> u64 {
    server.post(&[]).await.seq
}

async fn members(server: &Server, unit: &str) -> i64 {
    server.count(unit, Metric::MEMBER_TOTAL).await
}

#[tokio::test]
async fn a_row_is_put_changed_moved_and_taken_away() {
    let server = Server::small().await;
    let token = server.root_token();
    let before = facts(&server).await;
    let put = |unit, status| put(&server, token, "k%2F1", unit, of(status));
    assert_eq!(outcome(&put(XINCUN, "normal").await), "new");
    assert_eq!(outcome(&put(XINCUN, "normal").await), "unchanged");
    assert_eq!(facts(&server).await, before + 1, "no news, no fact");
    assert_eq!(outcome(&put(XINCUN, "mobile").await), "changed");
    assert_eq!(outcome(&put(HUAYI, "mobile").await), "changed");
    assert_eq!(
        (
            members(&server, XINCUN).await,
            members(&server, HUAYI).await
        ),
        (0, 1)
    );
    assert_eq!(outcome(&remove(&server, token, "k%2F1").await), "removed");
    assert_eq!(outcome(&remove(&server, token, "k%2F1").await), "unchanged");
    assert_eq!(facts(&server).await, before + 4);
    assert_eq!(members(&server, CITY).await, 0);
}

#[tokio::test]
async fn a_batch_tells_what_became_of_each() {
    let server = Server::small().await;
    let token = server.root_token();
    for key in ["stays", "changes", "goes"] {
        let made = put(&server, token, key, XINCUN, of("normal")).await;
        assert_eq!(outcome(&made), "new");
    }
    let batch = json!([
        { "key": "comes", "unit": XINCUN, "row": of("normal") },
        { "key": "stays", "unit": XINCUN, "row": of("normal") },
        { "key": "changes", "unit": XINCUN, "row": of("mobile") },
        { "key": "goes", "row": null },
        { "key": "was never there", "row": null },
        { "key": "comes", "unit": QINGYU, "row": of("normal") },
        { "key": "outside", "unit": "999", "row": of("normal") },
        { "key": "wrong", "unit": XINCUN, "row": of("lost") },
        { "key": "unsure", "unit": XINCUN },
        { "key": "named", "unit": XINCUN, "row": of("normal"), "name": "张三" },
        { "key": "building", "unit": XINCUN, "row": { "registry": "building" } },
        7,
    ]);
    let answer = send(&server, Method::POST, ROWS, token, &batch).await;
    answer.assert_status(200);
    let told = answer.json();
    let counts = ["new", "changed", "unchanged", "removed"].map(|name| told[name].clone());
    assert_eq!(counts, [json!(1), json!(1), json!(2), json!(1)]);
    let rejected = told["rejected"].as_array().expect("a list").iter();
    let rejected: Vec<(u64, &str)> = rejected
        .filter_map(|one| Some((one["index"].as_u64()?, one["code"].as_str()?)))
        .collect();
    let expected = [
        (5, "duplicate_key"),
        (6, "unknown_unit"),
        (7, "unknown_code"),
        (8, "missing_field"),
        (9, "unknown_field"),
        (10, "invalid_field"),
        (11, "invalid_fact"),
    ];
    assert_eq!(rejected, expected);
    assert_eq!(members(&server, CITY).await, 3);
    let again = send(&server, Method::POST, ROWS, token, &batch)
        .await
        .json();
    assert_eq!((&again["new"], &again["unchanged"]), (&json!(0), &json!(5)));
}

#[tokio::test]
async fn a_row_that_cannot_be_is_told_with_its_reason() {
    let server = Server::small().await;
    let token = server.root_token();
    let refused = put(&server, token, "k-1", "999", of("normal")).await;
    refused.assert_refused(422, "invalid_row");
    assert_eq!(refused.json()["reason"], "unknown_unit");
    let refused = put(&server, token, "k-1", XINCUN, json!({ "status": "normal" })).await;
    assert_eq!(refused.json()["reason"], "missing_field");
    let refused = put(&server, token, "k-1", XINCUN, Value::Null).await;
    refused.assert_wrong(&["row"]);
    let unknown = "/api/v1/registries/people/rows";
    let refused = send(&server, Method::POST, unknown, token, &json!([])).await;
    refused.assert_refused(404, "unknown_registry");
    let refused = send(&server, Method::POST, ROWS, token, &json!({})).await;
    refused.assert_refused(400, "not_an_array");
    let at = json!({ "unit": XINCUN, "row": of("normal"), "at": seconds_from_now(3600) });
    let refused = send(&server, Method::PUT, &format!("{ROWS}/k-1"), token, &at).await;
    assert_eq!(refused.json()["reason"], "time_in_future");
    assert_eq!(members(&server, CITY).await, 0);
}

#[tokio::test]
async fn a_token_reaches_rows_of_its_subtree_and_kinds_only() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let (_, own) = chief
        .make_token(&json!({ "name": "天平", "unit": TIANPING }))
        .await;
    let other = json!({ "name": "会议", "unit": CITY, "kinds": ["meeting.held"] });
    let (_, meetings) = chief.make_token(&other).await;
    let made = put(&server, server.root_token(), "k-1", HUAYI, of("normal")).await;
    assert_eq!(outcome(&made), "new");
    let refused = [
        put(&server, &own, "k-2", HUAYI, of("normal")).await,
        put(&server, &own, "k-1", XINCUN, of("normal")).await,
        put(&server, &own, "k-1", HUAYI, of("normal")).await,
    ];
    for refused in &refused {
        refused.assert_refused(422, "invalid_row");
        assert_eq!(refused.json()["reason"], "unit_out_of_scope");
    }
    let [_, elsewhere, _] = refused;
    assert!(
        !elsewhere.body.contains(HUAYI),
        "where it stands is told: {elsewhere:?}"
    );
    assert_eq!(outcome(&remove(&server, &own, "k-1").await), "unchanged");
    let made = put(&server, &own, "k-2", XINCUN, of("normal")).await;
    assert_eq!(outcome(&made), "new");
    let refused = put(&server, &meetings, "k-3", XINCUN, of("normal")).await;
    refused.assert_refused(403, "kind_not_allowed");
    let refused = put(&server, "ld_0", "k-3", XINCUN, of("normal")).await;
    refused.assert_refused(401, "unauthorized");
    assert_eq!(members(&server, CITY).await, 2);
}

#[tokio::test]
async fn a_row_of_a_closed_unit_is_taken_away_above() {
    let server = Server::small().await;
    let token = server.root_token();
    let made = put(&server, token, "k-1", QINGYU, of("normal")).await;
    assert_eq!(outcome(&made), "new");
    server.accept(&[unit_retired("u-1", QINGYU)]).await;
    assert_eq!(members(&server, TIANPING).await, 1);
    assert_eq!(outcome(&remove(&server, token, "k-1").await), "removed");
    assert_eq!(members(&server, TIANPING).await, 0);
}
