//! What ends by itself. No test waits for that: what the database says of the past is set back.

use liandong_tests::{
    Answer, CHIEF, CHIEF_PASSWORD, Credentials, Server, Staff, facts::*, tree::*,
};
use reqwest::Method;
use serde_json::{Value, json};

use super::database;

const PASSWORD_GIVEN: &str = "UPDATE session SET confirmed_at = confirmed_at - ?";
const SESSION_USED: &str = "UPDATE session SET seen_at = seen_at - ?";
const SESSION_BEGAN: &str = "UPDATE session SET created_at = created_at - ?";
const TOKEN_ENDS: &str = "UPDATE token SET expires_at = expires_at - ?";

/// Has something happen so many minutes earlier.
async fn minutes_pass(server: &Server, minutes: i64, earlier: &'static str) {
    let mut database = database::open(server).await;
    let done = sqlx::query(earlier).bind(minutes * 60_000);
    let done = done.execute(&mut database).await.expect("a change");
    assert!(done.rows_affected() > 0);
}

#[tokio::test]
async fn what_is_dangerous_needs_a_password_given_lately() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let (id, _) = chief.make_account("wang", "clerk", XUHUI).await;
    let account = format!("/api/v1/accounts/{id}");
    let reset = format!("{account}/reset");
    let unit = format!("/api/v1/units/{XINCUN}");
    let change = json!({ "title": "x", "role": "clerk", "unit": XUHUI });
    let mut new = change.clone();
    new["login"] = json!("li-li");
    let token = json!({ "name": "系统", "unit": XUHUI });
    let totp = json!({ "secret": "AAAA", "code": "123456" });
    let dangerous = [
        (Method::POST, "/api/v1/accounts", new),
        (Method::PUT, &account, change),
        (Method::POST, &reset, Value::Null),
        (Method::POST, "/api/v1/tokens", token),
        (
            Method::PUT,
            "/api/v1/settings",
            json!({ "public_viewing": true }),
        ),
        (Method::PUT, "/api/v1/session/totp", totp),
        (Method::DELETE, "/api/v1/session/totp", Value::Null),
        (Method::DELETE, &unit, Value::Null),
    ];
    minutes_pass(&server, 11, PASSWORD_GIVEN).await;
    for (method, path, body) in &dangerous {
        let answer = chief.send(method.clone(), path, body).await;
        answer.assert_refused(403, "confirm_identity");
    }
    let rename = json!({ "name": "改名" });
    chief.patch(&unit, &rename).await.assert_status(204);

    let confirm = json!({ "password": CHIEF_PASSWORD });
    let confirmed = chief.post("/api/v1/session/confirm", &confirm).await;
    confirmed.assert_status(204);
    for (method, path, body) in &dangerous {
        let answer = chief.send(method.clone(), path, body).await;
        assert_ne!(answer.status, 403, "{path}: {answer:?}");
    }
}

async fn on_own_machine(server: &Server) -> Staff<'_> {
    let credentials = Credentials::new(CHIEF, CHIEF_PASSWORD);
    let mut form = credentials.form();
    form["own_machine"] = json!(true);
    Staff::sign_in_with(server, credentials, &form).await
}

#[tokio::test]
async fn an_unused_session_ends() {
    let server = Server::small().await;
    let anywhere = server.set_up().await;
    let own = on_own_machine(&server).await;
    minutes_pass(&server, 29, SESSION_USED).await;
    assert!(anywhere.is_signed_in().await, "and is used by that");
    minutes_pass(&server, 29, SESSION_USED).await;
    assert!(anywhere.is_signed_in().await);
    minutes_pass(&server, 31, SESSION_USED).await;
    assert!(!anywhere.is_signed_in().await);
    assert!(own.is_signed_in().await);
    minutes_pass(&server, 8 * 60 + 1, SESSION_USED).await;
    assert!(!own.is_signed_in().await);
}

#[tokio::test]
async fn a_session_ends_after_half_a_day_however_much_it_is_used() {
    let server = Server::small().await;
    server.set_up().await;
    let own = on_own_machine(&server).await;
    minutes_pass(&server, 12 * 60 - 1, SESSION_BEGAN).await;
    assert!(own.is_signed_in().await);
    minutes_pass(&server, 1, SESSION_BEGAN).await;
    assert!(!own.is_signed_in().await);
}

#[tokio::test]
async fn a_token_ends_on_its_day() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let form = json!({ "name": "试用", "unit": XUHUI, "days": 1 });
    let (_, secret) = chief.make_token(&form).await;
    minutes_pass(&server, 24 * 60 - 1, TOKEN_ENDS).await;
    server.post_as(&secret, &[meeting("m-1", XINCUN, 47)]).await;
    minutes_pass(&server, 1, TOKEN_ENDS).await;
    let batch = json!([meeting("m-2", XINCUN, 47)]).to_string();
    let answer = Answer::of(server.batch(&secret, batch)).await;
    answer.assert_refused(401, "unauthorized");
    server.accept(&[meeting("m-3", XINCUN, 47)]).await;
}
