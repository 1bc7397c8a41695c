//! The audit log: who did what to what, told to administrators, changed by nobody.

use liandong_tests::{CHIEF, CHIEF_PASSWORD, Credentials, Server, Staff, tree::*};
use reqwest::Method;
use serde_json::{Value, json};
use sqlx::Executor;

use super::database;

async fn page(staff: &Staff<'_>, query: &str) -> (Vec<Value>, Option<i64>) {
    let answer = staff.get(&format!("/api/v1/audit?{query}")).await;
    answer.assert_status(200);
    let page = answer.json();
    let entries = page["entries"].as_array().expect("entries").clone();
    (entries, page["next"].as_i64())
}

/// Actor, action and subject of each entry, the oldest first.
async fn acts(staff: &Staff<'_>, query: &str) -> Vec<[String; 3]> {
    let (entries, _) = page(staff, query).await;
    let text = |entry: &Value, field| entry[field].as_str().expect("text").to_owned();
    let act = |entry| ["actor", "action", "subject"].map(|field| text(entry, field));
    entries.iter().rev().map(act).collect()
}

#[tokio::test]
async fn everything_that_was_done_is_there() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let wang = chief.hire("wang", "manager", XUHUI).await;
    let token = json!({ "name": "系统", "unit": XUHUI });
    let (token, _) = chief.make_token(&token).await;
    let token = format!("/api/v1/tokens/{token}");
    let account = format!("/api/v1/accounts/{}", chief.account_id("wang").await);
    let reset = format!("{account}/reset");
    let new = "310104003099";
    let unit = format!("/api/v1/units/{new}");
    let add = json!({ "code": new, "name": "新", "level": "community", "parent": TIANPING });
    let edit = json!({ "name": "更新", "parent": FENGLIN });
    let demote = json!({ "title": "x", "role": "clerk", "unit": XUHUI });
    let public = json!({ "public_viewing": true });
    let (before, _) = page(&chief, "").await;
    for (staff, method, path, body) in [
        (&chief, Method::DELETE, token.as_str(), Value::Null),
        (&chief, Method::PUT, "/api/v1/settings", public),
        (&wang, Method::POST, "/api/v1/units", add),
        (&wang, Method::PATCH, &unit, edit),
        (&wang, Method::DELETE, &unit, Value::Null),
        (&wang, Method::DELETE, "/api/v1/session", Value::Null),
        (&chief, Method::PUT, &account, demote),
        (&chief, Method::POST, &reset, Value::Null),
    ] {
        let answer = staff.send(method, path, &body).await;
        assert!(answer.status.is_success(), "{path}: {answer:?}");
    }
    let wrong = Credentials::new("WANG ", "wrong").form();
    server.try_sign_in(&wrong).await.assert_status(401);

    let expected = [
        [CHIEF, "token.revoked", "系统"],
        [CHIEF, "settings.changed", "public_viewing"],
        ["wang", "unit.added", new],
        ["wang", "unit.renamed", new],
        ["wang", "unit.moved", new],
        ["wang", "unit.retired", new],
        ["wang", "session.ended", "wang"],
        [CHIEF, "account.changed", "wang"],
        [CHIEF, "password.reset", "wang"],
        ["wang", "session.refused", "wang"],
    ];
    assert_eq!(acts(&chief, "").await[before.len()..], expected);
}

#[tokio::test]
async fn the_beginning_is_there_too_and_no_secret() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let (_, initial) = chief.make_account("wang", "clerk", XUHUI).await;
    let (_, secret) = chief
        .make_token(&json!({ "name": "系统", "unit": XUHUI }))
        .await;
    let expected = [
        ["command", "token.created", "命令行 31"],
        [CHIEF, "settings.changed", "public_viewing"],
        [CHIEF, "account.created", CHIEF],
        [CHIEF, "session.began", CHIEF],
        [CHIEF, "account.created", "wang"],
        [CHIEF, "token.created", "系统"],
    ];
    assert_eq!(acts(&chief, "").await, expected);
    let log = chief.get("/api/v1/audit").await.body;
    for secret in [&secret, &initial.password, CHIEF_PASSWORD] {
        assert!(!log.contains(secret), "{secret}");
    }
    let (entries, _) = page(&chief, "action=session.").await;
    assert_eq!(entries[0]["address"], "127.0.0.1");
}

#[tokio::test]
async fn entries_are_found_by_action_and_by_text() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    chief.make_account("wang", "clerk", XUHUI).await;
    chief.make_account("li-wangdi", "clerk", XUHUI).await;
    let created = "account.created";
    let expected = [[CHIEF, created, "wang"], [CHIEF, created, "li-wangdi"]];
    assert_eq!(acts(&chief, "q=WANG").await, expected);
    assert_eq!(acts(&chief, "action=session.").await.len(), 1);
    assert_eq!(acts(&chief, "action=account.&q=chief").await.len(), 3);
    for nothing in [
        "q=%25",
        "q=_ang",
        "q='%20OR%201=1--",
        "action=account.%25",
        "before=1",
    ] {
        assert_eq!(acts(&chief, nothing).await.len(), 0, "{nothing}");
    }
}

#[tokio::test]
async fn pages_follow_each_other_without_gaps() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    for _ in 0..110 {
        chief.set_public_viewing(true).await;
    }
    let (first, next) = page(&chief, "").await;
    let next = next.expect("there is more");
    // What happens meanwhile moves nothing.
    chief.set_public_viewing(true).await;
    let (second, end) = page(&chief, &format!("before={next}")).await;
    assert_eq!((first.len(), end), (100, None));
    let seqs: Vec<i64> = first
        .iter()
        .chain(&second)
        .filter_map(|entry| entry["seq"].as_i64())
        .collect();
    let down_to_one: Vec<i64> = (1..=seqs[0]).rev().collect();
    assert_eq!(seqs, down_to_one);
}

#[tokio::test]
async fn an_administrator_of_a_street_sees_what_its_accounts_did() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let boss = chief.hire("boss", "administrator", TIANPING).await;
    chief.hire("stranger", "manager", HUAYANG).await;
    boss.hire("inside", "clerk", XINCUN).await;
    let expected = [
        ["boss", "session.began", "boss"],
        ["boss", "password.changed", "boss"],
        ["boss", "account.created", "inside"],
        ["inside", "session.began", "inside"],
        ["inside", "password.changed", "inside"],
    ];
    assert_eq!(acts(&boss, "").await, expected);
    assert_eq!(acts(&boss, "q=stranger").await.len(), 0);
    assert_eq!(acts(&boss, "q=chief").await.len(), 0);
}

#[tokio::test]
async fn the_database_refuses_to_change_an_entry() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let before = acts(&chief, "").await;
    let mut database = database::open(&server).await;
    let refused = database.execute("UPDATE audit SET actor = 'nobody'").await;
    let refused = refused.expect_err("the log only grows").to_string();
    assert!(refused.contains("only grows"), "{refused}");
    assert_eq!(acts(&chief, "").await, before);
}
