//! Tokens: what programs send facts with. Shown once, for a subtree, for some kinds, until taken back.

use liandong_domain::metric::Metric;
use liandong_tests::{Answer, Server, Staff, facts::*, tree::*};
use serde_json::{Value, json};

fn path(id: i64) -> String {
    format!("/api/v1/tokens/{id}")
}

fn form(name: &str, unit: &str) -> Value {
    json!({ "name": name, "unit": unit })
}

async fn listed(staff: &Staff<'_>, id: i64) -> Option<Value> {
    let tokens = staff.get("/api/v1/tokens").await.json();
    let mut tokens = tokens["tokens"].as_array().expect("a list").iter();
    tokens.find(|token| token["id"] == id).cloned()
}

#[tokio::test]
async fn a_token_sends_facts_of_its_subtree_and_kinds_only() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let kinds = json!({ "name": "会议系统", "unit": TIANPING, "kinds": ["meeting.held"] });
    let (_, token) = chief.make_token(&kinds).await;
    let batch = [
        member("p-1", XINCUN, "k-1", "normal"),
        meeting("m-1", XINCUN, 47),
        meeting("m-2", HUAYI, 30),
        unit_retired("u-1", QINGYU),
    ];
    let receipt = server.post_as(&token, &batch).await;
    let codes: Vec<(u64, &str)> = receipt
        .rejected
        .iter()
        .map(|(place, code)| (*place, code.as_str()))
        .collect();
    let outside = (2, "unit_out_of_scope");
    assert_eq!(
        codes,
        [(0, "kind_not_allowed"), outside, (3, "kind_not_allowed")]
    );
    assert_eq!(receipt.accepted, 1);
    let held = Metric::MEETING_BRANCH_CONGRESS_HELD;
    assert_eq!(server.count(CITY, held).await, 1);
}

#[tokio::test]
async fn a_token_is_shown_once_and_its_use_is_seen() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let (id, secret) = chief.make_token(&form("市党员信息系统", XUHUI)).await;
    assert!(secret.starts_with("ld_"));
    let before = listed(&chief, id).await.expect("it is listed");
    assert_eq!(
        (&before["name"], &before["unit"]),
        (&json!("市党员信息系统"), &json!(XUHUI))
    );
    for field in ["kinds", "expires_at", "used_at", "revoked_at"] {
        assert_eq!(before[field], Value::Null, "{field}");
    }
    server.post_as(&secret, &[meeting("m-1", XINCUN, 47)]).await;
    let after = listed(&chief, id).await.expect("it is listed");
    assert!(after["used_at"].as_i64() >= before["created_at"].as_i64());
    let list = chief.get("/api/v1/tokens").await;
    assert!(!list.body.contains(&secret["ld_".len()..]));
    assert!(!list.body.contains("hash"));
}

#[tokio::test]
async fn a_token_that_was_taken_back_is_good_for_nothing_at_once() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let (id, secret) = chief.make_token(&form("旧系统", XUHUI)).await;
    let (_, other) = chief.make_token(&form("新系统", XUHUI)).await;
    server.post_as(&secret, &[meeting("m-1", XINCUN, 47)]).await;
    chief.delete(&path(id)).await.assert_status(204);
    let batch = json!([meeting("m-2", XINCUN, 47)]).to_string();
    let answer = Answer::of(server.batch(&secret, batch)).await;
    answer.assert_refused(401, "unauthorized");
    let receipt = server.post_as(&other, &[meeting("m-3", XINCUN, 47)]).await;
    assert_eq!(receipt.accepted, 1);
    let revoked = listed(&chief, id).await.expect("it stays listed");
    assert!(revoked["revoked_at"].is_i64());
    chief
        .delete(&path(99_999))
        .await
        .assert_refused(404, "not_found");
}

#[tokio::test]
async fn a_token_may_have_an_end() {
    const DAY_MS: i64 = 24 * 60 * 60_000;
    let server = Server::small().await;
    let chief = server.set_up().await;
    let form = json!({ "name": "试用", "unit": XUHUI, "days": 30 });
    let (id, secret) = chief.make_token(&form).await;
    let token = listed(&chief, id).await.expect("it is listed");
    let lasts = token["expires_at"]
        .as_i64()
        .zip(token["created_at"].as_i64());
    assert_eq!(lasts.map(|(end, begin)| end - begin), Some(30 * DAY_MS));
    let receipt = server.post_as(&secret, &[meeting("m-1", XINCUN, 47)]).await;
    assert_eq!(receipt.accepted, 1);
}

#[tokio::test]
async fn what_cannot_be_is_told_by_field() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let good = form("系统", XUHUI);
    for (field, value) in [
        ("name", json!("")),
        ("name", json!("长".repeat(41))),
        ("unit", json!("310199")),
        ("kinds", json!(["meeting.cancelled"])),
        ("kinds", json!(["clock.day"])),
        ("kinds", json!(["meeting.held", ""])),
        ("days", json!(0)),
        ("days", json!(-1)),
        ("days", json!(i64::MAX)),
    ] {
        let mut form = good.clone();
        form[field] = value;
        let answer = chief.post("/api/v1/tokens", &form).await;
        answer.assert_wrong(&[field]);
    }
    let tokens = chief.get("/api/v1/tokens").await.json();
    assert_eq!(
        tokens["tokens"].as_array().map(Vec::len),
        Some(1),
        "the command line's"
    );
}

#[tokio::test]
async fn an_administrator_of_a_street_has_its_own_tokens_only() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let boss = chief.hire("boss", "administrator", TIANPING).await;
    let (outside, secret) = chief.make_token(&form("华阳", HUAYANG)).await;
    let (inside, _) = boss.make_token(&form("新村", XINCUN)).await;
    let tokens = boss.get("/api/v1/tokens").await.json();
    assert_eq!(tokens["tokens"].as_array().map(Vec::len), Some(1));
    assert!(listed(&boss, inside).await.is_some());

    let refused = boss.delete(&path(outside)).await;
    refused.assert_refused(404, "not_found");
    let made_up = boss.delete(&path(99_999)).await;
    assert_eq!(
        (refused.status, refused.body),
        (made_up.status, made_up.body)
    );
    let receipt = server.post_as(&secret, &[meeting("m-1", HUAYI, 47)]).await;
    assert_eq!(receipt.accepted, 1, "it is still good");

    let outside = boss.post("/api/v1/tokens", &form("越界", XUHUI)).await;
    outside.assert_wrong(&["unit"]);
    let made_up = boss.post("/api/v1/tokens", &form("越界", "310199")).await;
    assert_eq!(
        (outside.status, outside.body),
        (made_up.status, made_up.body)
    );
}

/// The tokens of a page, with what its cursor leads to.
async fn read(staff: &Staff<'_>, before: &Value) -> (Vec<i64>, Value) {
    let query = before
        .as_i64()
        .map_or(String::new(), |id| format!("?before={id}"));
    let page = staff.get(&format!("/api/v1/tokens{query}")).await.json();
    let tokens = page["tokens"].as_array().expect("a list").iter();
    let ids = tokens.map(|token| token["id"].as_i64().expect("a number"));
    (ids.collect(), page["next"].clone())
}

#[tokio::test]
async fn a_long_list_comes_page_by_page_and_nothing_twice() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let boss = chief.hire("boss", "administrator", TIANPING).await;
    let mut made = Vec::new();
    for number in 0..101 {
        let (unit, is_own) = if number % 10 == 0 {
            (HUAYANG, false)
        } else {
            (XINCUN, true)
        };
        let (id, _) = chief
            .make_token(&form(&format!("系统 {number}"), unit))
            .await;
        made.extend(is_own.then_some(id));
    }
    made.reverse();
    let (first, next) = read(&boss, &Value::Null).await;
    assert_eq!(first.len(), 50);
    // What comes meanwhile stands before the cursor.
    chief.make_token(&form("后来的", XINCUN)).await;
    let (second, end) = read(&boss, &next).await;
    assert_eq!([first, second].concat(), made);
    assert_eq!(end, Value::Null);
    let wrong = boss.get("/api/v1/tokens?before=x").await;
    wrong.assert_refused(400, "invalid_query");
}
