//! Days, months, quarters and years that begin on screens that stay open, and what falls due by itself.
//! The server's clock is moved, far ahead: what was folded at a later day is not folded anew. No test waits for a
//! real midnight.

use liandong_domain::{frame::Encoding, frame::Value as Shown, metric::Metric};
use liandong_tests::{Program, Screen, Server, Setup, facts::*, tree::*};
use serde_json::{Value, json};

/// A server over the small tree on whose clock it is noon of a day.
async fn at_noon(day: &str) -> Server {
    let noon = format!("{day}T12:00:00+08:00");
    Setup::new().units(SMALL).clock(&noon).start().await
}

/// A fact of the morning of a day.
fn that_morning(day: &str, id: &str, unit: &str, kind: &str, fields: Value) -> Value {
    let mut fact = fields;
    fact["id"] = id.into();
    fact["unit"] = unit.into();
    fact["kind"] = kind.into();
    happened(&format!("{day}T09:00:00+08:00"), fact)
}

/// One event that is counted by the day, one by the month, one by the quarter and one by the year.
fn one_for_each_period(day: &str) -> Vec<Value> {
    let at = format!("{day}T09:00:00+08:00");
    let log = json!({ "log_kind": "visit", "text": "走访了三户高龄老人" });
    let applicant = json!({ "registry": "applicant", "stage": "applicant" });
    vec![
        that_morning(day, "l-1", XINCUN, "log.submitted", log),
        happened(&at, meeting("m-1", XINCUN, 47)),
        happened(&at, row("a-1", XINCUN, "a-1", applicant)),
    ]
}

/// What of [`one_for_each_period`] is counted on the next day.
async fn left_at_midnight(day: &str) -> [i64; 4] {
    let server = at_noon(day).await;
    server.accept(&one_for_each_period(day)).await;
    let mut screen = Screen::connect(&server, Encoding::Postcard, CITY).await;
    let counted = [
        Metric::LOG_TODAY,
        Metric::LOG_MONTH,
        Metric::MEETING_BRANCH_CONGRESS_HELD,
        Metric::PIPELINE_APPLIED,
    ];
    for metric in counted {
        assert_eq!(screen.value(metric), Some(Shown::Count(1)), "{metric:?}");
    }
    server.midnight();
    screen.until_count(Metric::TODAY_EVENT, 0).await;
    assert_eq!(screen.snapshots, 1, "the screen stays as it is");
    counted.map(|metric| {
        let shown = screen.value(metric).and_then(Shown::count);
        shown.expect("a plain number")
    })
}

#[tokio::test]
async fn periods_end_at_midnight_on_a_screen_that_stays_open() {
    assert_eq!(left_at_midnight("2046-11-26").await, [0, 1, 1, 1]);
    assert_eq!(left_at_midnight("2046-11-30").await, [0, 0, 1, 1]);
    assert_eq!(left_at_midnight("2046-09-30").await, [0, 0, 0, 1]);
    assert_eq!(left_at_midnight("2046-12-31").await, [0, 0, 0, 0]);
}

#[tokio::test]
async fn what_is_not_done_is_late_on_the_day_after() {
    let day = "2046-11-26";
    let server = at_noon(day).await;
    let task = json!({
        "list": "task", "matter": "fire_lane", "title": "清理消防通道", "place": XINCUN,
        "owner": XINCUN, "due": day,
    });
    let deployment = json!({
        "title": "冬季安全检查", "text": "逐楼检查。", "due": day, "targets": [TIANPING, XINCUN],
    });
    let care = json!({ "care_kind": "elderly", "people": 3, "due": day });
    server
        .accept(&[
            that_morning(day, "t-1", TIANPING, "item.opened", task),
            that_morning(day, "d-1", XUHUI, "deployment.issued", deployment),
            that_morning(day, "c-1", XINCUN, "care.planned", care),
        ])
        .await;
    let mut screen = Screen::connect(&server, Encoding::Json, XUHUI).await;
    let late = [
        Metric::ITEM_TASK_OVERDUE,
        Metric::DEPLOYMENT_STREET_LATE,
        Metric::DEPLOYMENT_COMMUNITY_LATE,
        Metric::CARE_LATE,
    ];
    for metric in late {
        assert_eq!(screen.value(metric), Some(Shown::Count(0)), "{metric:?}");
    }
    server.midnight();
    for metric in late {
        screen.until_count(metric, 1).await;
    }
    assert_eq!(screen.snapshots, 1);
}

#[tokio::test]
async fn who_was_not_heard_of_for_six_months_shows_by_itself() {
    let server = at_noon("2046-11-30").await;
    let mut fact = member("m-1", XINCUN, "m-1", "normal");
    fact["after"]["last_contact"] = 204_605.into();
    server
        .accept(&[happened("2046-11-30T09:00:00+08:00", fact)])
        .await;
    let mut screen = Screen::connect(&server, Encoding::Postcard, XUHUI).await;
    let overdue = Metric::MEMBER_CONTACT_OVERDUE;
    assert_eq!(screen.value(overdue), Some(Shown::Count(0)));
    server.midnight();
    screen
        .until("a member out of reach", |now| {
            now.metrics.get(overdue) == Some(Shown::LessThan(5))
        })
        .await;
    assert_eq!(screen.snapshots, 1);
}

#[tokio::test]
async fn everybody_is_a_year_older_at_new_year() {
    let server = at_noon("2046-12-31").await;
    let mut fact = member("m-1", XINCUN, "m-1", "normal");
    fact["after"]["birth_year"] = 2016.into();
    server
        .accept(&[happened("2046-12-31T09:00:00+08:00", fact)])
        .await;
    let mut screen = Screen::connect(&server, Encoding::Postcard, CITY).await;
    assert_eq!(screen.value(Metric::MEMBER_AGE_LE30), Some(Shown::Count(1)));
    server.midnight();
    screen.until_count(Metric::MEMBER_AGE_31_35, 1).await;
    screen.until_count(Metric::MEMBER_AGE_LE30, 0).await;
    assert_eq!(screen.snapshots, 1);
}

#[tokio::test]
async fn a_closed_problem_is_watched_for_ninety_days() {
    let day = "2046-08-01";
    let mut server = at_noon(day).await;
    let problem = json!({
        "list": "problem", "matter": "street_vending", "title": "夜间占道设摊", "place": XINCUN,
        "owner": XINCUN, "due": "2046-08-20",
    });
    let done = json!({ "item": "p-1", "text": "连续三晚巡查，无设摊" });
    server
        .accept(&[
            that_morning(day, "p-1", XINCUN, "item.opened", problem),
            that_morning(day, "p-2", XINCUN, "item.resolved", done.clone()),
            that_morning(day, "p-3", XINCUN, "item.closed", done),
        ])
        .await;
    assert_eq!(server.count(XUHUI, Metric::ITEM_WATCHED).await, 1);
    server.stop().await;

    server.start_again_at("2046-10-30T12:00:00+08:00").await;
    let mut screen = Screen::connect(&server, Encoding::Postcard, XUHUI).await;
    assert_eq!(screen.value(Metric::ITEM_WATCHED), Some(Shown::Count(1)));
    server.midnight();
    screen.until_count(Metric::ITEM_WATCHED, 0).await;
    screen.until_count(Metric::ITEM_PROBLEM_OPEN, 0).await;
}

#[tokio::test]
async fn a_moved_clock_is_told_and_moves_everything() {
    let server = at_noon("2047-03-01").await;
    assert!(server.log().contains("the clock was moved"));
    let shown = server.get("/api/v1/units/31/snapshot?scene=overview").await;
    let time = shown.json()["server_time"].as_i64().expect("a time");
    let noon = 2_435_025_600_000;
    assert!((noon..noon + 600_000).contains(&time), "{time}");
    let late = happened("2047-03-01T13:00:00+08:00", meeting("m-1", XINCUN, 47));
    let receipt = server.post(&[late]).await;
    assert_eq!(receipt.rejected, [(0, "time_in_future".to_owned())]);
}

#[tokio::test]
async fn a_time_that_is_none_is_refused_at_the_start() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let serve = Program::serve(folder.path()).arg("--clock-start=midnight");
    let run = serve.run().await;
    assert!(
        !run.success && run.complaints.contains("clock_start"),
        "{run:?}"
    );
}
