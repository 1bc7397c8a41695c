//! Finding units, and asking for what is not there.

use liandong_tests::{Answer, Server, tree::*};
use reqwest::StatusCode;

type Query = &'static [(&'static str, &'static str)];

fn codes(answer: &Answer) -> Vec<String> {
    let json = answer.json();
    let units = json["units"].as_array().expect("a list of units");
    let code = |unit: &serde_json::Value| unit["code"].as_str().map(str::to_owned);
    units.iter().filter_map(code).collect()
}

#[tokio::test]
async fn units_are_found_by_name_code_initials_and_level() {
    let server = Server::small().await;
    let cases: [(Query, &[&str]); 8] = [
        (&[("q", "天平")], &[TIANPING]),
        (&[("q", "310104003")], &[TIANPING, XINCUN, QINGYU]),
        (&[("q", "xhq")], &[XUHUI]),
        (&[("q", "TPLJD")], &[TIANPING]),
        (&[("q", "居委会"), ("level", "street")], &[]),
        (&[("level", "district")], &[XUHUI, CHANGNING]),
        (&[("level", "street"), ("limit", "1")], &[TIANPING]),
        (&[("q", "没有的名字")], &[]),
    ];
    for (query, expected) in cases {
        let answer = server.query("/api/v1/units", query).await;
        assert_eq!(codes(&answer), expected, "{query:?}");
    }
    let streets = server.query("/api/v1/units", &[("level", "street"), ("limit", "1")]);
    assert_eq!(streets.await.json()["total"], 3);
    let found = server
        .query("/api/v1/units", &[("q", "tpljd")])
        .await
        .json();
    assert_eq!(found["units"][0]["path"][1]["name"], "徐汇区");
}

#[tokio::test]
async fn new_names_are_found_at_once() {
    let server = Server::small().await;
    let rename = liandong_tests::facts::unit_renamed("u-1", QINGYU, "幸福居委会");
    server.accept(&[rename]).await;
    let find = |name| server.query("/api/v1/units", std::slice::from_ref(name));
    assert_eq!(codes(&find(&("q", "xfjwh")).await), [QINGYU]);
    assert!(codes(&find(&("q", "庆余")).await).is_empty());
}

#[tokio::test]
async fn what_is_not_there_is_told_by_code() {
    let server = Server::small().await;
    let cases = [
        (
            "/api/v1/units/310199/snapshot",
            StatusCode::NOT_FOUND,
            "unknown_unit",
        ),
        (
            "/api/v1/units/%20/snapshot",
            StatusCode::NOT_FOUND,
            "unknown_unit",
        ),
        (
            "/api/v1/units/310104/snapshot?scene=weather",
            StatusCode::BAD_REQUEST,
            "unknown_scene",
        ),
        (
            "/api/v1/units?level=galaxy",
            StatusCode::BAD_REQUEST,
            "unknown_level",
        ),
    ];
    for (path, status, code) in cases {
        let answer = server.get(path).await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (status, code),
            "{path}"
        );
    }
    let default = server.get("/api/v1/units/310104/snapshot").await;
    assert_eq!(default.json()["scene"], "overview");
}
