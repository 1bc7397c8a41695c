//! What numbers were when days ended: kept at midnight, told to screens, made again where they are
//! missing.

use liandong_domain::{
    frame::{Encoding, Snapshot},
    metric::Metric,
};
use liandong_tests::{Program, Screen, Server, Setup, facts::*, tree::*};
use serde_json::{Value, json};
use sqlx::{Connection, Executor, SqliteConnection};

use super::database;

/// A server over the small tree on whose clock it is noon of a day.
pub async fn at_noon(day: &str) -> Server {
    let noon = format!("{day}T12:00:00+08:00");
    Setup::new().units(SMALL).clock(&noon).start().await
}

/// A member who comes at eleven in the morning of a day.
pub fn member_of(day: &str, id: &str, unit: &str) -> Value {
    happened(
        &format!("{day}T11:00:00+08:00"),
        member(id, unit, id, "normal"),
    )
}

/// Has a day end, and waits until it is kept.
pub async fn night(server: &Server, day: &str) {
    server.midnight();
    let address = format!("/api/v1/units/{CITY}/history?metric=member.total&from={day}&to={day}");
    for _ in 0..200 {
        let answer = server.get(&address).await;
        if answer.json()["days"]
            .as_array()
            .is_some_and(|days| !days.is_empty())
        {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{day} was not kept:\n{}", server.log());
}

/// The values of a metric from one day to another, with their days.
pub async fn days(server: &Server, unit: &str, metric: &str, span: [&str; 2]) -> Value {
    let [from, to] = span;
    let address = format!("/api/v1/units/{unit}/history?metric={metric}&from={from}&to={to}");
    server.get(&address).await.json()["days"].clone()
}

/// Three days at whose ends Xincun has one, two and two members.
async fn three_days() -> Server {
    let server = at_noon("2034-11-29").await;
    server
        .accept(&[member_of("2034-11-29", "k-1", XINCUN)])
        .await;
    night(&server, "2034-11-29").await;
    let early = "2034-11-30T00:00:00+08:00";
    let second = happened(early, member("k-2", XINCUN, "k-2", "normal"));
    server.accept(&[second]).await;
    night(&server, "2034-11-30").await;
    night(&server, "2034-12-01").await;
    server
}

#[tokio::test]
async fn each_day_is_kept_as_it_ended() {
    let server = three_days().await;
    let span = ["2034-11-29", "2034-12-01"];
    let members = json!([
        { "day": "2034-11-29", "value": 1 },
        { "day": "2034-11-30", "value": 2 },
        { "day": "2034-12-01", "value": 2 },
    ]);
    for unit in [XINCUN, TIANPING, XUHUI, CITY] {
        assert_eq!(days(&server, unit, "member.total", span).await, members);
    }
    let today = days(&server, XINCUN, "today.member", span).await;
    let values = json!([today[0]["value"], today[1]["value"], today[2]["value"]]);
    assert_eq!(values, json!([1, 1, 0]));
    let one = days(
        &server,
        XINCUN,
        "member.total",
        ["2034-11-30", "2034-11-30"],
    )
    .await;
    assert_eq!(one, json!([{ "day": "2034-11-30", "value": 2 }]));
    let other = days(&server, HUAYI, "member.total", ["2034-12-01", "2034-12-01"]).await;
    assert_eq!(other, json!([{ "day": "2034-12-01", "value": 0 }]));
}

fn trend(shown: &Snapshot) -> Vec<Option<i64>> {
    let trends = shown.extras.trends.iter();
    let mut of_members = trends.filter(|trend| trend.metric == Metric::MEMBER_TOTAL);
    of_members
        .next()
        .map(|trend| trend.values.clone())
        .unwrap_or_default()
}

#[tokio::test]
async fn an_open_screen_is_told_of_the_day_that_ended() {
    let server = at_noon("2034-11-26").await;
    server
        .accept(&[member_of("2034-11-26", "k-1", XINCUN)])
        .await;
    let mut screen = Screen::connect(&server, Encoding::Postcard, XUHUI).await;
    assert!(trend(screen.snapshot()).is_empty());
    server.midnight();
    screen
        .until("a trend", |shown| trend(shown) == [Some(1)])
        .await;
    assert_eq!(screen.snapshots, 1, "the screen stays as it is");
    server.midnight();
    screen
        .until("a longer one", |shown| trend(shown) == [Some(1), Some(1)])
        .await;
    assert_eq!(trend(&server.snapshot(XUHUI).await), [Some(1), Some(1)]);
}

#[tokio::test]
async fn days_that_are_missing_are_made_again_and_are_the_same() {
    let mut server = three_days().await;
    server.stop().await;
    let run = Program::new(["verify", "--data"])
        .arg(server.data())
        .run()
        .await;
    assert!(run.success && run.out.contains("天的每日数值"), "{run:?}");
    let mut database = database::open(&server).await;
    for table in ["history", "history_day", "month_checkpoint"] {
        let emptied = sqlx::query(sqlx::AssertSqlSafe(format!("DELETE FROM {table}")));
        database.execute(emptied).await.expect("an empty table");
    }
    SqliteConnection::close(database).await.expect("closed");
    let run = Program::new(["verify", "--data"])
        .arg(server.data())
        .run()
        .await;
    assert!(run.success && run.out.contains("天没有每日数值"), "{run:?}");
    server.start_again_at("2034-12-02T12:00:00+08:00").await;
    for _ in 0..200 {
        let span = ["2034-11-29", "2034-12-01"];
        let made = days(&server, XINCUN, "member.total", span).await;
        if made.as_array().is_some_and(|made| made.len() == 3) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    server.stop().await;
    let run = Program::new(["verify", "--data"])
        .arg(server.data())
        .run()
        .await;
    assert!(run.success && run.out.contains("天的每日数值"), "{run:?}");
}

#[tokio::test]
async fn a_day_that_was_tampered_with_is_found() {
    let mut server = three_days().await;
    server.stop().await;
    let mut database = database::open(&server).await;
    let spoilt = sqlx::query(
        "DELETE FROM history WHERE unit = 0 AND day = (SELECT max(day) FROM history_day)",
    );
    database.execute(spoilt).await.expect("a change");
    SqliteConnection::close(database).await.expect("closed");
    let run = Program::new(["verify", "--data"])
        .arg(server.data())
        .run()
        .await;
    assert!(
        !run.success && run.out.contains("history_differs"),
        "{run:?}"
    );
}

#[tokio::test]
async fn what_cannot_be_told_is_refused() {
    let server = at_noon("2034-11-26").await;
    let path = format!("/api/v1/units/{XUHUI}/history");
    for (query, status, code) in [
        ("metric=nothing", 404, "unknown_metric"),
        ("metric=member.total&from=yesterday", 400, "invalid_query"),
        (
            "metric=member.total&from=2034-11-20&to=2034-11-19",
            400,
            "invalid_query",
        ),
        (
            "metric=member.total&from=2020-01-01&to=2034-11-19",
            400,
            "invalid_query",
        ),
        ("", 400, "invalid_query"),
        ("metric=member.status.nominal", 403, "sensitive_metric"),
    ] {
        let answer = server.get(&format!("{path}?{query}")).await;
        answer.assert_refused(status, code);
    }
    let unknown = server
        .get("/api/v1/units/9/history?metric=member.total")
        .await;
    unknown.assert_refused(404, "unknown_unit");

    let chief = server.set_up().await;
    let sensitive = format!("{path}?metric=member.status.nominal");
    chief.get(&sensitive).await.assert_status(200);
    let neighbour = chief.hire("huayang", "viewer", CHANGNING).await;
    neighbour
        .get(&sensitive)
        .await
        .assert_refused(403, "sensitive_metric");
}
