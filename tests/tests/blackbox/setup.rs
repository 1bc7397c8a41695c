//! The first start: one account, by a code that only the server's log tells.

use std::time::Duration;

use futures_util::future::join_all;
use liandong_tests::{
    Answer, CHIEF, CHIEF_PASSWORD, Credentials, Server, Setup, Staff, soon, tree::*,
};
use reqwest::Method;
use serde_json::{Value, json};

fn with(mut form: Value, field: &str, value: Value) -> Value {
    form[field] = value;
    form
}

fn root(code: &str, name: &str, level: &str) -> Value {
    json!({ "code": code, "name": name, "level": level })
}

#[tokio::test]
async fn the_code_of_the_log_makes_one_account_and_no_second() {
    let server = Server::small().await;
    let form = server.setup_form();
    let wrong = with(form.clone(), "code", json!("2222-2222"));
    server.send_setup(&wrong).await.assert_wrong(&["code"]);
    let credentials = Credentials::new(CHIEF, CHIEF_PASSWORD).form();
    let before = server.try_sign_in(&credentials).await;
    before.assert_refused(401, "wrong_credentials");

    let chief = server.set_up().await;
    let own = chief.get("/api/v1/session").await.json();
    assert_eq!(
        (&own["login"], &own["role"]),
        (&json!(CHIEF), &json!("administrator"))
    );
    assert_eq!(
        (&own["unit"], &own["must_change_password"]),
        (&json!(CITY), &json!(false))
    );
    server
        .send_setup(&form)
        .await
        .assert_refused(409, "already_set_up");
    server
        .send_setup(&wrong)
        .await
        .assert_refused(409, "already_set_up");
}

#[tokio::test]
async fn the_code_may_be_typed_in_any_way() {
    let server = Server::small().await;
    let typed = server.setup_code().to_lowercase().replace('-', " ");
    let form = with(server.setup_form(), "code", json!(typed));
    server.send_setup(&form).await.assert_status(201);
}

#[tokio::test]
async fn of_two_at_once_one_comes_first() {
    let server = Server::small().await;
    let forms = [CHIEF, "second"].map(|login| with(server.setup_form(), "login", json!(login)));
    let answers = join_all(forms.iter().map(|form| server.send_setup(form))).await;
    let mut statuses: Vec<u16> = answers
        .iter()
        .map(|answer| answer.status.as_u16())
        .collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
}

#[tokio::test]
async fn a_code_that_was_guessed_at_is_replaced() {
    let server = Server::small().await;
    let first = server.setup_form();
    let wrong = with(first.clone(), "code", json!("2222-2222"));
    for _ in 0..10 {
        server.send_setup(&wrong).await.assert_wrong(&["code"]);
    }
    server.send_setup(&first).await.assert_wrong(&["code"]);
    assert_ne!(first["code"], server.setup_code());
    server
        .send_setup(&server.setup_form())
        .await
        .assert_status(201);
}

#[tokio::test]
async fn every_wrong_field_is_named() {
    let server = Server::small().await;
    let good = server.setup_form();
    for password in ["short", "password1234", "liandong2026", &"长".repeat(129)] {
        let form = with(good.clone(), "password", json!(password));
        server.send_setup(&form).await.assert_wrong(&["password"]);
    }
    let form = json!({
        "code": good["code"], "login": "a b", "title": " ", "password": "1", "public_viewing": true,
    });
    let answer = server.send_setup(&form).await;
    answer.assert_wrong(&["login", "title", "password"]);
    let incomplete = json!({ "code": good["code"], "login": CHIEF });
    let answer = server.send_setup(&incomplete).await;
    answer.assert_refused(422, "invalid_form");
    server.send_setup(&good).await.assert_status(201);
}

#[tokio::test]
async fn an_empty_tree_gets_its_root() {
    let server = Setup::new().start().await;
    let without = server.setup_form();
    server.send_setup(&without).await.assert_wrong(&["root"]);
    for (wrong, field) in [
        (root("徐汇", "徐汇区", "district"), "root.code"),
        (root(XUHUI, " ", "district"), "root.name"),
        (root(XUHUI, "徐汇区", "kingdom"), "root.level"),
    ] {
        let form = with(without.clone(), "root", wrong);
        server.send_setup(&form).await.assert_wrong(&[field]);
    }
    let form = with(without, "root", root(XUHUI, "徐汇区", "district"));
    server.send_setup(&form).await.assert_status(201);
    let credentials = Credentials::new(CHIEF, CHIEF_PASSWORD);
    let chief = Staff::sign_in(&server, credentials).await;
    assert_eq!(chief.get("/api/v1/session").await.json()["unit"], XUHUI);
    assert_eq!(&*server.snapshot(XUHUI).await.unit.name, "徐汇区");
}

#[tokio::test]
async fn viewing_is_as_it_was_chosen() {
    let server = Server::small().await;
    let form = with(server.setup_form(), "public_viewing", json!(false));
    server.send_setup(&form).await.assert_status(201);
    let snapshot = format!("/api/v1/units/{CITY}/snapshot?scene=overview");
    let answer = Answer::of(server.request(Method::GET, &snapshot)).await;
    answer.assert_refused(401, "not_signed_in");
}

#[tokio::test]
async fn no_password_travels_in_clear() {
    let server = Server::small().await;
    let form = server.setup_form();
    let request = server.request(Method::POST, "/api/v1/setup");
    let elsewhere = request.header("host", "wall.example").json(&form);
    Answer::of(elsewhere)
        .await
        .assert_refused(403, "https_required");
    server.set_up().await;
}

fn empty_tree(server: &Server, offset: &str) -> Value {
    let form = with(
        server.setup_form(),
        "root",
        root(XUHUI, "徐汇区", "district"),
    );
    with(form, "utc_offset", json!(offset))
}

/// Waits until days begin so many seconds ahead of UTC. The server begins a new round for it, which may
/// break off the connection of who asks meanwhile, as any restart may.
async fn begins_at(server: &Server, offset: i32) {
    let snapshot = format!("/api/v1/units/{XUHUI}/snapshot?scene=overview");
    loop {
        let answer = Answer::try_of(server.request(Method::GET, &snapshot)).await;
        if answer.is_ok_and(|answer| answer.json()["utc_offset"] == offset) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn days_begin_where_it_was_chosen() {
    let mut server = Setup::new().start().await;
    for wrong in ["Asia/Shanghai", "+8", "+25:00"] {
        let answer = server.send_setup(&empty_tree(&server, wrong)).await;
        answer.assert_wrong(&["utc_offset"]);
    }
    let form = empty_tree(&server, "+06:00");
    server.send_setup(&form).await.assert_status(201);
    soon("days begin elsewhere", begins_at(&server, 6 * 3600)).await;
    server.stop().await;
    server.start_again().await;
    assert_eq!(server.snapshot(XUHUI).await.utc_offset, 6 * 3600);
}

#[tokio::test]
async fn what_the_server_was_started_with_is_not_chosen_again() {
    let server = Setup::new().arg("--utc-offset=+07:00").start().await;
    let other = server.send_setup(&empty_tree(&server, "+08:00")).await;
    other.assert_wrong(&["utc_offset"]);
    let same = empty_tree(&server, "+07:00");
    server.send_setup(&same).await.assert_status(201);
    assert_eq!(server.snapshot(XUHUI).await.utc_offset, 7 * 3600);
}
