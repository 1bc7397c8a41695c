//! Accounts: administrators make, change, close and reset those of their subtree, and know of no
//! others.

use liandong_tests::{Answer, CHIEF, Credentials, Server, Staff, tree::*};
use serde_json::{Value, json};

const NEW_PASSWORD: &str = "eleven 灯笼 over the bridge";

fn path(id: i64) -> String {
    format!("/api/v1/accounts/{id}")
}

fn form(role: &str, unit: &str) -> Value {
    json!({ "title": "党群服务中心", "role": role, "unit": unit })
}

fn closed(role: &str, unit: &str) -> Value {
    json!({ "title": "党群服务中心", "role": role, "unit": unit, "disabled": true })
}

async fn listed(staff: &Staff<'_>) -> Vec<Value> {
    let accounts = staff.get("/api/v1/accounts").await.json();
    accounts["accounts"].as_array().expect("a list").clone()
}

async fn logins(staff: &Staff<'_>) -> Vec<String> {
    let logins = listed(staff).await.into_iter();
    logins
        .map(|account| account["login"].as_str().expect("a login").to_owned())
        .collect()
}

#[tokio::test]
async fn a_new_account_is_listed_without_its_password() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let (id, initial) = chief.make_account("wang.li", "clerk", XINCUN).await;
    let answer = chief.get("/api/v1/accounts").await;
    assert!(!answer.body.contains(&initial.password) && !answer.body.contains("argon2"));
    let accounts = listed(&chief).await;
    let made = accounts.iter().find(|account| account["id"] == id);
    let mut made = made.expect("it is listed").clone();
    assert!(made["created_at"].take().as_i64().is_some_and(|at| at > 0));
    let expected = json!({
        "id": id, "login": "wang.li", "title": "基层科", "role": "clerk", "unit": XINCUN,
        "disabled": false, "second_factor": false, "must_change_password": true,
        "created_at": null,
    });
    assert_eq!(made, expected);
}

#[tokio::test]
async fn what_cannot_be_is_told_by_field() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let good = json!({ "login": "wang", "title": "基层科", "role": "clerk", "unit": XUHUI });
    let long_login = "a".repeat(65);
    let long_title = "长".repeat(41);
    for (field, value) in [
        ("login", "wa"),
        ("login", "wang li"),
        ("login", "王"),
        ("login", "wang\0"),
        ("login", &long_login),
        ("login", " CHIEF "),
        ("title", "  "),
        ("title", &long_title),
        ("unit", ""),
        ("unit", "310199"),
    ] {
        let mut form = good.clone();
        form[field] = json!(value);
        let answer = chief.post("/api/v1/accounts", &form).await;
        answer.assert_wrong(&[field]);
    }
    let all = json!({ "login": "", "title": "", "role": "clerk", "unit": "" });
    let answer = chief.post("/api/v1/accounts", &all).await;
    answer.assert_wrong(&["login", "title", "unit"]);
    let mut form = good.clone();
    form["role"] = json!("emperor");
    let answer = chief.post("/api/v1/accounts", &form).await;
    answer.assert_refused(422, "invalid_form");
    assert_eq!(logins(&chief).await, [CHIEF]);
}

#[tokio::test]
async fn another_role_or_unit_holds_at_once() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let wang = chief.hire("wang", "viewer", XUHUI).await;
    let id = chief.account_id("wang").await;
    wang.get("/api/v1/audit")
        .await
        .assert_refused(403, "forbidden");

    let promoted = form("administrator", XUHUI);
    chief.put(&path(id), &promoted).await.assert_status(204);
    assert_eq!(logins(&wang).await, ["wang"]);
    let moved = form("administrator", CITY);
    chief.put(&path(id), &moved).await.assert_status(204);
    assert_eq!(logins(&wang).await, [CHIEF, "wang"]);
    let demoted = form("viewer", CITY);
    chief.put(&path(id), &demoted).await.assert_status(204);
    wang.get("/api/v1/accounts")
        .await
        .assert_refused(403, "forbidden");
}

#[tokio::test]
async fn a_closed_account_is_out_at_once_until_it_is_opened() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let wang = chief.hire("wang", "clerk", XUHUI).await;
    let id = chief.account_id("wang").await;
    chief
        .put(&path(id), &closed("clerk", XUHUI))
        .await
        .assert_status(204);
    assert!(!wang.is_signed_in().await);
    let refused = server.try_sign_in(&wang.credentials.form()).await;
    refused.assert_refused(401, "wrong_credentials");

    chief
        .put(&path(id), &form("clerk", XUHUI))
        .await
        .assert_status(204);
    assert!(!wang.is_signed_in().await, "its old sessions are gone");
    assert!(wang.elsewhere().await.is_signed_in().await);
}

#[tokio::test]
async fn a_reset_gives_another_first_password() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let wang = chief.hire("wang", "clerk", XUHUI).await;
    let id = chief.account_id("wang").await;
    let reset = chief.post(&format!("{}/reset", path(id)), &json!({})).await;
    reset.assert_status(200);
    assert!(!wang.is_signed_in().await);
    let old = server.try_sign_in(&wang.credentials.form()).await;
    old.assert_refused(401, "wrong_credentials");

    let reset = reset.json();
    let initial = reset["initial_password"].as_str().expect("a password");
    let wang = Staff::sign_in(&server, Credentials::new("wang", initial)).await;
    let sessions = wang.get("/api/v1/sessions").await;
    sessions.assert_refused(403, "password_change_required");
    wang.change_password(NEW_PASSWORD).await.assert_status(204);
    wang.get("/api/v1/sessions").await.assert_status(200);
}

#[tokio::test]
async fn nobody_closes_or_demotes_oneself() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let own = path(chief.account_id(CHIEF).await);
    for form in [closed("administrator", CITY), form("viewer", CITY)] {
        let answer = chief.put(&own, &form).await;
        answer.assert_refused(409, "own_account");
    }
    let retitled = form("administrator", CITY);
    chief.put(&own, &retitled).await.assert_status(204);
    assert!(chief.is_signed_in().await);
}

/// What is answered about two accounts, or units, when the same is asked of both.
fn assert_same(outside: &Answer, made_up: &Answer) {
    assert_eq!(outside.status, made_up.status);
    assert_eq!(outside.body, made_up.body);
    assert_eq!(
        outside.header("content-type"),
        made_up.header("content-type")
    );
}

#[tokio::test]
async fn an_administrator_of_a_street_has_its_own_accounts_only() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let boss = chief.hire("boss", "administrator", TIANPING).await;
    let (stranger, _) = chief.make_account("stranger", "clerk", HUAYANG).await;
    let (inside, _) = boss.make_account("inside", "clerk", XINCUN).await;
    assert_eq!(logins(&boss).await, ["boss", "inside"]);
    boss.put(&path(inside), &form("manager", QINGYU))
        .await
        .assert_status(204);

    let above = chief.account_id(CHIEF).await;
    for outside in [stranger, above] {
        let made_up = path(99_999);
        let form = closed("clerk", XINCUN);
        let change = boss.put(&path(outside), &form).await;
        change.assert_refused(404, "not_found");
        assert_same(&change, &boss.put(&made_up, &form).await);
        let reset = boss
            .post(&format!("{}/reset", path(outside)), &json!({}))
            .await;
        reset.assert_refused(404, "not_found");
        let of_none = boss.post(&format!("{made_up}/reset"), &json!({})).await;
        assert_same(&reset, &of_none);
    }
}

#[tokio::test]
async fn an_administrator_of_a_street_gives_out_its_own_units_only() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let boss = chief.hire("boss", "administrator", TIANPING).await;
    let (inside, _) = boss.make_account("inside", "clerk", XINCUN).await;
    for outside in [CITY, XUHUI, FENGLIN, HUAYI] {
        let account = |unit| json!({ "login": "another", "title": "基层科", "role": "administrator", "unit": unit });
        let answers = [
            boss.post("/api/v1/accounts", &account(outside)).await,
            boss.put(&path(inside), &form("administrator", outside))
                .await,
        ];
        let of_none = [
            boss.post("/api/v1/accounts", &account("310199")).await,
            boss.put(&path(inside), &form("administrator", "310199"))
                .await,
        ];
        for (mut answer, made_up) in answers.into_iter().zip(of_none) {
            answer.assert_wrong(&["unit"]);
            answer.body = answer.body.replace(&format!("“{outside}”"), "“310199”");
            assert_same(&answer, &made_up);
        }
    }
    assert_eq!(logins(&boss).await, ["boss", "inside"]);
}

#[tokio::test]
async fn the_last_administrator_of_the_root_stays_there() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let own = format!("/api/v1/accounts/{}", chief.account_id(CHIEF).await);
    let away = json!({ "title": "x", "role": "administrator", "unit": XINCUN });
    chief
        .put(&own, &away)
        .await
        .assert_refused(409, "own_account");
    chief.get("/api/v1/settings").await.assert_status(200);
}
