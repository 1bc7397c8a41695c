//! Bad input: each has its code and its place, and the rest of the batch goes on.

use liandong_domain::metric::Metric;
use liandong_tests::{Answer, Screen, Server, facts::*, tree::*};
use reqwest::StatusCode;
use serde_json::{Value, json};

/// A good fact with one field changed, or taken away by `null`.
fn with(field: &str, value: Value) -> Value {
    let mut fact = meeting(&format!("bad-{field}-{value}"), XINCUN, 47);
    let fields = fact.as_object_mut().expect("a fact is an object");
    if value.is_null() {
        fields.remove(field);
    } else {
        fields.insert(field.to_owned(), value);
    }
    fact
}

fn with_row(row: &Value) -> Value {
    let mut fact = member("bad-row", XINCUN, "k", "normal");
    for (field, value) in row.as_object().expect("fields of a row") {
        fact["after"][field] = value.clone();
    }
    fact
}

fn bad_facts() -> Vec<(&'static str, Value)> {
    vec![
        ("unknown_unit", with("unit", json!("310199"))),
        ("invalid_field", with("unit", json!("徐汇区"))),
        ("invalid_field", with("unit", json!(310_104))),
        ("missing_field", with("unit", Value::Null)),
        ("unknown_kind", with("kind", json!("meeting.cancelled"))),
        ("unknown_kind", with("kind", json!("clock.day"))),
        ("invalid_field", with("kind", json!(7))),
        ("missing_field", with("kind", Value::Null)),
        ("missing_field", with("id", Value::Null)),
        ("invalid_field", with("id", json!(""))),
        ("invalid_field", with("id", json!("x".repeat(65)))),
        ("reserved_id", with("id", json!("clock.day/2026-12-31"))),
        (
            "reserved_id",
            with("id", json!("import/0123456789abcdef/00000000")),
        ),
        (
            "reserved_id",
            with("id", json!("undo/0123456789abcdef/00000000")),
        ),
        ("missing_field", with("at", Value::Null)),
        ("invalid_field", with("at", json!("2026-11-22 14:32"))),
        ("invalid_field", with("at", json!(1_795_000_000))),
        ("time_in_future", with("at", json!(seconds_from_now(3600)))),
        (
            "time_too_early",
            with("at", json!("1921-07-22T23:59:59+08:00")),
        ),
        ("unknown_code", with("meeting", json!("party"))),
        ("missing_field", with("meeting", Value::Null)),
        ("missing_field", with("expected", Value::Null)),
        ("invalid_field", with("expected", json!("52"))),
        ("invalid_field", with("expected", json!(-1))),
        ("invalid_field", with("expected", json!(2_000_000))),
        ("invalid_field", with("attended", json!(4.5))),
        ("attended_above_expected", with("attended", json!(53))),
        ("invalid_field", with("organisation", json!("  "))),
        ("unknown_code", with_row(&json!({ "status": "lost" }))),
        ("unknown_field", with_row(&json!({ "name": "张三" }))),
        ("invalid_field", with_row(&json!({ "birth_year": 1899 }))),
        ("invalid_field", with_row(&json!({ "joined": 200_113 }))),
        ("invalid_field", with_row(&json!({ "ethnicity": 57 }))),
        ("missing_field", row("bad-none", XINCUN, "k", Value::Null)),
        (
            "unit_exists",
            unit_added("bad-u1", XINCUN, "重复", "community", TIANPING),
        ),
        (
            "unknown_parent",
            unit_added("bad-u2", "310104003099", "新", "community", "310199"),
        ),
        ("circular_move", unit_moved("bad-u3", XUHUI, XINCUN)),
        ("root_unit", unit_retired("bad-u4", CITY)),
        ("invalid_fact", json!("a fact")),
        ("invalid_fact", json!([1, 2])),
    ]
}

#[tokio::test]
async fn each_bad_fact_is_told_and_the_rest_counts() {
    let server = Server::small().await;
    let bad = bad_facts();
    let mut batch = Vec::new();
    let mut expected = Vec::new();
    for (place, (code, fact)) in bad.into_iter().enumerate() {
        batch.push(fact);
        expected.push((2 * place as u64, code.to_owned()));
        batch.push(meeting(&format!("good-{place}"), XINCUN, 1));
    }
    let receipt = server.post(&batch).await;
    let good = expected.len() as u64;
    assert_eq!(receipt.rejected, expected);
    assert_eq!((receipt.accepted, receipt.duplicate), (good, 0));
    let attended = server
        .count(CITY, Metric::MEETING_BRANCH_CONGRESS_ATTENDED)
        .await;
    assert_eq!(attended, good as i64);
    assert_eq!(server.count(CITY, Metric::MEMBER_TOTAL).await, 0);
}

#[tokio::test]
async fn the_message_says_what_is_wrong_in_chinese() {
    let server = Server::small().await;
    let body = json!([with("attended", json!(53))]).to_string();
    let answer = server.post_body(body).await.json();
    let message = answer["rejected"][0]["message"].as_str();
    assert_eq!(message, Some("实到 53 人多于应到 52 人"));
}

async fn refusal(server: &Server, body: impl Into<reqwest::Body>) -> (StatusCode, String) {
    let answer = server.post_body(body).await;
    (answer.status, answer.code())
}

#[tokio::test]
async fn a_batch_that_is_none_is_refused_whole() {
    let server = Server::small().await;
    let bad_request = StatusCode::BAD_REQUEST;
    let cases = [
        ("[{\"id\": \"m-1\",]", "invalid_json"),
        ("", "invalid_json"),
        ("{\"id\": \"m-1\"}", "not_an_array"),
        ("[1] [2]", "invalid_json"),
    ];
    for (body, code) in cases {
        let (status, told) = refusal(&server, body).await;
        assert_eq!((status, told.as_str()), (bad_request, code), "{body}");
    }
    let broken_text = vec![b'[', b'"', 0xff, b'"', b']'];
    assert_eq!(refusal(&server, broken_text).await.0, bad_request);
    assert_eq!(server.post(&[]).await.accepted, 0);
}

#[tokio::test]
async fn ten_thousand_facts_are_a_batch_and_one_more_is_none() {
    let server = Server::small().await;
    let batch: Vec<Value> = (0..10_001)
        .map(|number| meeting(&format!("m-{number}"), XINCUN, 1))
        .collect();
    let (status, code) = refusal(&server, Value::from(batch.as_slice()).to_string()).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(code, "batch_too_large");
    server.accept(&batch[..10_000]).await;
}

#[tokio::test]
async fn a_body_over_8_mib_is_refused_and_the_screens_go_on() {
    let server = Server::small().await;
    let json = liandong_domain::frame::Encoding::Json;
    let mut screen = Screen::connect(&server, json, CITY).await;
    let body = vec![b' '; 8 * 1024 * 1024 + 1];
    // The server may hang up before it was sent all of it.
    if let Ok(answer) = Answer::try_of(server.batch(server.root_token(), body)).await {
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(answer.code(), "body_too_large");
    }
    server.accept(&[meeting("m-1", XINCUN, 47)]).await;
    let attended = Metric::MEETING_BRANCH_CONGRESS_ATTENDED;
    screen.until_count(attended, 47).await;
}

#[tokio::test]
async fn without_a_good_token_nothing_is_taken() {
    let server = Server::small().await;
    let body = json!([meeting("m-1", XINCUN, 47)]).to_string();
    let post = || server.request(reqwest::Method::POST, "/api/v1/facts");
    let requests = [
        post(),
        post().bearer_auth("ld_0000"),
        post().header("authorization", server.root_token()),
        post().basic_auth("admin", Some(server.root_token())),
    ];
    for request in requests {
        let answer = Answer::of(request.body(body.clone())).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert_eq!(answer.code(), "unauthorized");
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
    let held = server
        .count(CITY, Metric::MEETING_BRANCH_CONGRESS_HELD)
        .await;
    assert_eq!(held, 0);
}

#[tokio::test]
async fn a_unit_that_was_closed_takes_no_more_facts() {
    let server = Server::small().await;
    server.accept(&[unit_retired("u-1", QINGYU)]).await;
    let receipt = server.post(&[unit_renamed("u-2", QINGYU, "新名")]).await;
    assert_eq!(receipt.rejected.len(), 1, "{receipt:?}");
}
