//! Signing in and out, and what one changes of one's own account.

use std::net::IpAddr;

use liandong_tests::{
    Answer, CHIEF, CHIEF_PASSWORD, Credentials, Server, Staff, client_with, tree::*,
};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

const WRONG: &str = "not the password at all";

async fn try_password(server: &Server, login: &str, password: &str) -> Answer {
    let form = Credentials::new(login, password).form();
    server.try_sign_in(&form).await
}

#[tokio::test]
async fn a_wrong_password_and_nobody_are_told_the_same() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let (id, closed) = chief.make_account("closed", "viewer", XUHUI).await;
    let close = json!({ "title": "x", "role": "viewer", "unit": XUHUI, "disabled": true });
    let path = format!("/api/v1/accounts/{id}");
    chief.put(&path, &close).await.assert_status(204);

    let wrong = try_password(&server, CHIEF, WRONG).await;
    wrong.assert_refused(401, "wrong_credentials");
    let nobody = try_password(&server, "nobody", WRONG).await;
    let closed = server.try_sign_in(&closed.form()).await;
    for same in [&nobody, &closed] {
        assert_eq!((same.status, &same.body), (wrong.status, &wrong.body));
        assert_eq!(same.header("set-cookie"), "");
    }
}

/// A try to sign in from another address of this machine.
fn from_address(server: &Server, address: [u8; 4]) -> RequestBuilder {
    let client = client_with(|client| client.local_address(IpAddr::from(address)));
    client.post(format!("http://{}/api/v1/session", server.host()))
}

#[tokio::test]
async fn five_wrong_tries_are_free_and_then_one_waits() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    for _ in 0..5 {
        let wrong = try_password(&server, CHIEF, WRONG).await;
        wrong.assert_refused(401, "wrong_credentials");
    }
    let right = try_password(&server, CHIEF, CHIEF_PASSWORD).await;
    right.assert_refused(429, "too_many_tries");
    let wait: u64 = right.header("retry-after").parse().expect("seconds");
    assert!((1..=5).contains(&wait), "{wait}");
    assert_eq!(right.json()["retry_after"], wait);
    // Neither other logins, nor other addresses, nor those who are in already are held up.
    let other = try_password(&server, "other", WRONG).await;
    other.assert_refused(401, "wrong_credentials");
    let neighbour = from_address(&server, [127, 0, 0, 2]);
    let form = Credentials::new(CHIEF, CHIEF_PASSWORD).form();
    Answer::of(neighbour.json(&form)).await.assert_status(204);
    assert!(chief.is_signed_in().await);
}

#[tokio::test]
async fn a_right_password_forgives_wrong_ones() {
    let server = Server::small().await;
    server.set_up().await;
    for _ in 0..2 {
        for _ in 0..4 {
            let wrong = try_password(&server, CHIEF, WRONG).await;
            wrong.assert_refused(401, "wrong_credentials");
        }
        let right = try_password(&server, CHIEF, CHIEF_PASSWORD).await;
        right.assert_status(204);
    }
}

#[tokio::test]
async fn the_cookie_is_for_this_host_and_safe_connections_only() {
    let server = Server::small().await;
    server.set_up().await;
    let sign_in = |own_machine: bool| {
        let form = json!({
            "login": "  Chief ", "password": CHIEF_PASSWORD, "own_machine": own_machine,
        });
        let server = &server;
        async move { server.try_sign_in(&form).await }
    };
    let answer = sign_in(false).await;
    let mut attributes = answer.header("set-cookie").split("; ");
    let (name, secret) = attributes
        .next()
        .and_then(|pair| pair.split_once('='))
        .expect("a cookie");
    assert_eq!(name, "__Host-liandong");
    assert_eq!(secret.len(), 64);
    let attributes: Vec<&str> = attributes.collect();
    assert_eq!(attributes, ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"]);

    let kept = sign_in(true).await;
    assert!(kept.header("set-cookie").ends_with("; Max-Age=43200"));
    assert!(!kept.header("set-cookie").contains(secret));
}

#[tokio::test]
async fn only_the_machine_itself_may_sign_in_without_https() {
    let server = Server::small().await;
    server.set_up().await;
    let form = Credentials::new(CHIEF, CHIEF_PASSWORD).form();
    for (host, status) in [
        ("wall.example", 403),
        ("127.0.0.1.evil.example", 403),
        ("10.0.0.1:8080", 403),
        ("localhost:8080", 204),
        ("[::1]", 204),
    ] {
        let request = server.request(Method::POST, "/api/v1/session");
        let answer = Answer::of(request.header("host", host).json(&form)).await;
        answer.assert_status(status);
        if status == 403 {
            answer.assert_refused(403, "https_required");
            assert_eq!(answer.header("set-cookie"), "");
        }
    }
}

async fn sessions(staff: &Staff<'_>) -> Vec<Value> {
    let sessions = staff.get("/api/v1/sessions").await.json();
    sessions.as_array().expect("a list").clone()
}

#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let elsewhere = chief.elsewhere().await;
    let listed = sessions(&chief).await;
    assert_eq!(listed.len(), 2);
    assert!(
        listed
            .iter()
            .all(|session| session["address"] == "127.0.0.1")
    );
    let other = listed.iter().find(|session| session["current"] == false);
    let path = format!("/api/v1/sessions/{}", other.expect("the other")["id"]);

    let clerk = chief.hire("clerk", "clerk", XUHUI).await;
    clerk.delete(&path).await.assert_refused(404, "not_found");
    assert!(elsewhere.is_signed_in().await, "nobody else's to end");

    chief.delete(&path).await.assert_status(204);
    assert!(!elsewhere.is_signed_in().await);
    chief.delete(&path).await.assert_refused(404, "not_found");
    assert_eq!(sessions(&chief).await.len(), 1);
}

#[tokio::test]
async fn who_signed_out_is_out() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let elsewhere = chief.elsewhere().await;
    let answer = chief.delete("/api/v1/session").await;
    answer.assert_status(204);
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-liandong=; ") && cookie.ends_with("; Max-Age=0"));
    chief
        .get("/api/v1/session")
        .await
        .assert_refused(401, "not_signed_in");
    assert!(elsewhere.is_signed_in().await);
}

#[tokio::test]
async fn another_password_ends_all_other_sessions() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let elsewhere = chief.elsewhere().await;
    chief
        .change_password(CHIEF_PASSWORD)
        .await
        .assert_wrong(&["new"]);
    chief
        .change_password("password1234")
        .await
        .assert_wrong(&["new"]);
    let form = json!({ "current": WRONG, "new": "eleven 灯笼 over the bridge" });
    let answer = chief.put("/api/v1/session/password", &form).await;
    answer.assert_wrong(&["current"]);
    assert!(elsewhere.is_signed_in().await);

    let new = "eleven 灯笼 over the bridge";
    chief.change_password(new).await.assert_status(204);
    assert!(chief.is_signed_in().await);
    assert!(!elsewhere.is_signed_in().await);
    let old = try_password(&server, CHIEF, CHIEF_PASSWORD).await;
    old.assert_refused(401, "wrong_credentials");
    try_password(&server, CHIEF, new).await.assert_status(204);
}

#[tokio::test]
async fn who_has_the_first_password_may_only_change_it() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let (_, initial) = chief.make_account("boss", "administrator", CITY).await;
    let boss = Staff::sign_in(&server, initial).await;
    let own = boss.get("/api/v1/session").await.json();
    assert_eq!(own["must_change_password"], true);
    for path in ["sessions", "accounts", "tokens", "audit", "settings"] {
        let answer = boss.get(&format!("/api/v1/{path}")).await;
        answer.assert_refused(403, "password_change_required");
    }
    let totp = boss.post("/api/v1/session/totp", &json!({})).await;
    totp.assert_refused(403, "password_change_required");
    let retire = boss.delete(&format!("/api/v1/units/{XINCUN}")).await;
    retire.assert_refused(403, "password_change_required");

    let changed = boss.change_password("eleven 灯笼 over the bridge").await;
    changed.assert_status(204);
    boss.get("/api/v1/accounts").await.assert_status(200);
}

#[tokio::test]
async fn the_password_is_given_once_more() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let confirm = |password: &str| {
        let form = json!({ "password": password });
        let chief = &chief;
        async move { chief.post("/api/v1/session/confirm", &form).await }
    };
    confirm(CHIEF_PASSWORD).await.assert_status(204);
    for _ in 0..5 {
        confirm(WRONG).await.assert_wrong(&["password"]);
    }
    let answer = confirm(CHIEF_PASSWORD).await;
    answer.assert_refused(429, "too_many_tries");
}

#[tokio::test]
async fn many_tries_at_once_are_no_more_than_one_after_the_other() {
    let server = Server::small().await;
    server.set_up().await;
    let tries = (0..20).map(|_| try_password(&server, CHIEF, WRONG));
    let answers = futures_util::future::join_all(tries).await;
    let counted = answers.iter().filter(|answer| answer.status == 401).count();
    assert_eq!(counted, 5);
}
