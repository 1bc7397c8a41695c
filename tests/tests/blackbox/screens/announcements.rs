//! What all screens of a subtree show for a time.

use liandong_tests::{CHIEF, CHIEF_PASSWORD, Credentials, Setup};

use super::*;

const PATH: &str = "/api/v1/announcements";

fn form(unit: &str, urgent: bool) -> Value {
    json!({
        "unit": unit, "urgent": urgent, "title": "暴雨橙色预警", "text": "各居民区立即到岗值守。\n请远离下沉道路。",
        "issuer": "区应急管理局", "help": "12345", "ends": "2034-03-01T18:00",
    })
}

async fn started() -> Server {
    let setup = Setup::new().units(SMALL).clock("2034-03-01T10:00:00+08:00");
    setup.start().await
}

async fn published(staff: &Staff<'_>, form: &Value) -> i64 {
    let answer = staff.post(PATH, form).await;
    answer.assert_status(201);
    answer.json()["id"].as_i64().expect("a number")
}

#[tokio::test]
async fn it_is_on_every_screen_of_the_subtree_and_goes_when_it_is_taken_back() {
    let server = started().await;
    let chief = server.set_up().await;
    let paired = chief.pair("大屏", TIANPING, "wall").await;
    let mut screen = connected(&server, &paired, TIANPING).await;
    let mut visitor = Screen::connect(&server, Encoding::Postcard, XUHUI).await;
    let mut other = Screen::connect(&server, Encoding::Json, CITY).await;
    let id = published(&chief, &form(XUHUI, true)).await;
    for screen in [&mut screen, &mut visitor] {
        let told = screen.notice("announcements").await;
        let one = &told["list"][0];
        assert_eq!(
            (&one["id"], &one["urgent"], &one["help"]),
            (&json!(id), &json!(true), &json!("12345"))
        );
        assert_eq!(one["ends_at"], 2_024_820_000_000_i64);
    }
    // One that comes later is told as well.
    let mut late = Screen::connect(&server, Encoding::Json, TIANPING).await;
    assert_eq!(late.notice("announcements").await["list"][0]["id"], id);
    chief
        .delete(&format!("{PATH}/{id}"))
        .await
        .assert_status(204);
    for screen in [&mut screen, &mut visitor, &mut late] {
        let told = screen
            .notice_that("announcements", |told| told["list"] == json!([]))
            .await;
        assert_eq!(told["list"], json!([]));
    }
    // What is above was never told.
    published(&chief, &form(CITY, false)).await;
    let told = other.notice("announcements").await;
    assert_eq!(told["list"].as_array().expect("a list").len(), 1);
}

#[tokio::test]
async fn the_console_knows_which_screens_painted_it() {
    let server = started().await;
    let chief = server.set_up().await;
    let here = chief.pair("大屏", TIANPING, "wall").await;
    let away = chief.pair("没来的", TIANPING, "wall").await;
    let version = version(&server, &here).await;
    let mut screen = connected(&server, &here, TIANPING).await;
    let id = published(&chief, &form(TIANPING, true)).await;
    screen.notice("announcements").await;
    let mut report = well(&version);
    report["painted"] = json!([id, 999]);
    screen.report(&report).await;
    let told = screen
        .notice_that("announcements", |told| told["list"][0]["painted"] == 1)
        .await;
    assert_eq!(told["list"][0]["sent"], 2);
    let told = chief.get(&format!("{PATH}/{id}")).await.json();
    assert_eq!(told["painted"][0]["screen"], here.id);
    assert_eq!(told["missing"], json!([away.id]));
}

#[tokio::test]
async fn it_survives_a_restart_and_ends_by_itself() {
    let mut server = started().await;
    {
        let chief = server.set_up().await;
        published(&chief, &form(XUHUI, false)).await;
    }
    server.stop().await;
    server.start_again_at("2034-03-01T17:59:00+08:00").await;
    let mut screen = Screen::connect(&server, Encoding::Json, TIANPING).await;
    assert_eq!(
        screen.notice("announcements").await["list"]
            .as_array()
            .expect("a list")
            .len(),
        1
    );
    server.stop().await;
    server.start_again_at("2034-03-01T18:00:00+08:00").await;
    let chief = Staff::sign_in(&server, Credentials::new(CHIEF, CHIEF_PASSWORD)).await;
    let list = chief.get(PATH).await.json();
    assert_eq!(list["announcements"][0]["state"], "over");
}

#[tokio::test]
async fn a_second_person_lets_it_out_where_that_is_set() {
    let server = started().await;
    let chief = server.set_up().await;
    let settings = json!({ "public_viewing": true, "announcements_need_second_person": true });
    chief
        .put("/api/v1/settings", &settings)
        .await
        .assert_status(204);
    let writer = chief.hire("writer", "manager", XUHUI).await;
    let mut visitor = Screen::connect(&server, Encoding::Json, XUHUI).await;
    let answer = writer.post(PATH, &form(XUHUI, true)).await;
    assert_eq!(answer.json()["state"], "waiting");
    let id = answer.json()["id"].as_i64().expect("a number");
    let approval = format!("{PATH}/{id}/approval");
    writer
        .post(&approval, &json!({}))
        .await
        .assert_refused(409, "second_person_needed");
    let outside = chief.hire("outside", "manager", TIANPING).await;
    outside
        .post(&approval, &json!({}))
        .await
        .assert_refused(404, "not_found");
    chief.post(&approval, &json!({})).await.assert_status(204);
    assert_eq!(visitor.notice("announcements").await["list"][0]["id"], id);
    chief
        .post(&approval, &json!({}))
        .await
        .assert_refused(409, "not_waiting");
}

#[tokio::test]
async fn what_cannot_be_is_refused_and_says_where() {
    let server = started().await;
    let chief = server.set_up().await;
    let with = |field: &str, value: Value| {
        let mut form = form(XUHUI, false);
        form[field] = value;
        form
    };
    let long = "长".repeat(10_000);
    let cases = [
        (with("text", json!(long)), "text"),
        (with("title", json!("🌧️🌧️")), "title"),
        (with("text", json!("🌧️🌊❗")), "text"),
        (with("title", json!("")), "title"),
        (with("title", json!("暴雨\u{202e}预警")), "title"),
        (with("ends", json!("2034-03-01T09:59")), "ends"),
        (with("ends", json!("2034-05-01T09:59")), "ends"),
        (with("ends", json!("tonight")), "ends"),
        (with("begins", json!("2034-03-01T19:00")), "ends"),
        (with("unit", json!("nowhere")), "unit"),
    ];
    for (form, field) in cases {
        let answer = chief.post(PATH, &form).await;
        answer.assert_refused(422, "invalid_form");
        assert_eq!(answer.json()["errors"][0]["field"], field, "{form}");
    }
    let viewer = chief.hire("viewer", "clerk", XUHUI).await;
    viewer
        .post(PATH, &form(XUHUI, false))
        .await
        .assert_refused(403, "forbidden");
}
