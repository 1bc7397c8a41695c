//! A problem on its way through a conference to its closing, and back.

use liandong_domain::metric::Metric;
use liandong_tests::{Server, tree::*};
use serde_json::{Value, json};

use super::{assert_unseen, ids, kinds, read, rows};
use crate::acts::{AHEAD, act, done};

fn problem(title: &str) -> Value {
    json!({
        "kind": "item.opened", "list": "problem", "matter": "group_letting", "title": title,
        "text": "三户打隔断。", "place": XINCUN, "owner": TIANPING, "due": AHEAD,
    })
}

fn step(kind: &str, item: &str, text: &str) -> Value {
    json!({ "kind": format!("item.{kind}"), "item": item, "text": text })
}

#[tokio::test]
async fn a_problem_is_talked_over_settled_agreed_to_and_watched() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let community = chief.hire("community", "manager", XINCUN).await;
    let street = chief.hire("street", "manager", TIANPING).await;
    let (id, _) = done(&community, XINCUN, &problem("群租房")).await;
    assert_eq!(server.count(CITY, Metric::ITEM_PROBLEM_OPEN).await, 1);

    let called = |parties: &[&str]| json!({ "kind": "conference.called", "item": id, "on": AHEAD, "parties": parties });
    act(&street, TIANPING, &called(&[]))
        .await
        .assert_refused(422, "no_party");
    done(&street, TIANPING, &called(&["police", "property_manager"])).await;
    let answer = |party: &str, fulfilled: bool| {
        json!({
            "kind": "conference.answered", "item": id, "party": party, "attended": true,
            "text": "联合上门", "due": AHEAD, "fulfilled": fulfilled,
        })
    };
    let stranger = act(&street, TIANPING, &answer("school", false)).await;
    stranger.assert_refused(422, "party_not_called");
    done(&street, TIANPING, &answer("police", false)).await;
    assert_eq!(server.count(CITY, Metric::ITEM_UNFULFILLED).await, 1);
    let early = act(&street, TIANPING, &step("resolved", &id, "已拆除")).await;
    early.assert_refused(409, "promises_open");
    done(&street, TIANPING, &answer("police", true)).await;

    let early = act(&community, XINCUN, &step("closed", &id, "")).await;
    early.assert_refused(409, "not_resolved");
    let empty = act(&street, TIANPING, &step("resolved", &id, "")).await;
    empty.assert_refused(422, "no_evidence");
    done(&street, TIANPING, &step("resolved", &id, "已拆除隔断")).await;
    let silent = act(&community, XINCUN, &step("returned", &id, "")).await;
    silent.assert_refused(422, "no_remark");
    done(&community, XINCUN, &step("returned", &id, "还有一户")).await;
    done(&street, TIANPING, &step("resolved", &id, "全部拆除")).await;
    let owner = act(&street, TIANPING, &step("closed", &id, "")).await;
    owner.assert_refused(422, "not_for_unit");
    done(&community, XINCUN, &step("closed", &id, "")).await;
    let over = act(&street, TIANPING, &step("progressed", &id, "")).await;
    over.assert_refused(409, "item_closed");
    assert_eq!(server.count(CITY, Metric::ITEM_WATCHED).await, 1);
    assert_eq!(server.count(CITY, Metric::ITEM_PROBLEM_OPEN).await, 0);

    done(&community, XINCUN, &step("reopened", &id, "又有人搬入")).await;
    assert_eq!(server.count(CITY, Metric::ITEM_RECURRED).await, 1);
    let detail = read(&street, &format!("/api/v1/items/{id}")).await;
    assert_eq!(detail["item"]["recurrences"], 1);
    assert_eq!(detail["item"]["title"], "群租房");
    assert_eq!(detail["text"], "三户打隔断。");
    assert_eq!(detail["item"]["conference"]["seats"][0]["party"], "police");
    assert_eq!(detail["history"][2]["fact"]["party"], "police");
    assert_eq!(kinds(&detail)[..2], ["item.opened", "conference.called"]);

    // A problem may become a rectification.
    let mut rectification = problem("整改");
    rectification["list"] = json!("rectification");
    rectification["from"] = json!(id);
    let (next, _) = done(&community, XINCUN, &rectification).await;
    let detail = read(&street, &format!("/api/v1/items/{next}")).await;
    assert_eq!(detail["item"]["from"], json!(id));
    let conference = json!({
        "kind": "conference.called", "item": next, "on": AHEAD, "parties": ["police"],
    });
    let refused = act(&street, TIANPING, &conference).await;
    refused.assert_refused(422, "not_a_problem");
}

#[tokio::test]
async fn lists_are_filtered_and_paged() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let mut opened = Vec::new();
    for (number, due) in ["2034-03-01", "2034-01-01", "2034-02-01"]
        .iter()
        .enumerate()
    {
        let mut item = problem(&format!("事项 {number}"));
        item["due"] = json!(due);
        item["list"] = json!(if number == 2 { "task" } else { "problem" });
        opened.push(done(&chief, XINCUN, &item).await.0);
    }
    let list = format!("/api/v1/units/{XUHUI}/items");
    let by_due = [&opened[1], &opened[2], &opened[0]].map(Clone::clone);
    assert_eq!(ids(&chief, &list).await, by_due);
    let mut paged = Vec::new();
    let mut after = String::new();
    loop {
        let page = read(&chief, &format!("{list}?limit=1&after={after}")).await;
        assert_eq!(page["total"], 3);
        paged.push(super::text(&page["rows"][0]["id"]));
        match page["next"].as_str() {
            Some(next) => next.clone_into(&mut after),
            None => break,
        }
    }
    assert_eq!(paged, by_due);
    assert_eq!(
        ids(&chief, &format!("{list}?list=task")).await,
        [opened[2].clone()]
    );
    assert_eq!(
        ids(&chief, &format!("{list}?owner={TIANPING}")).await.len(),
        3
    );
    assert!(
        ids(&chief, &format!("{list}?owner={XUHUI}"))
            .await
            .is_empty()
    );
    assert!(
        ids(&chief, &format!("{list}?overdue=true"))
            .await
            .is_empty()
    );
    assert_eq!(ids(&chief, &format!("{list}?state=active")).await.len(), 3);
    let titles = rows(&chief, &format!("{list}?order=newest&limit=1")).await;
    assert_eq!(titles[0]["title"], "事项 2");
    for wrong in [
        "limit=0",
        "limit=201",
        "after=党",
        "state=gone",
        "overdue=x",
    ] {
        let refused = chief.get(&format!("{list}?{wrong}")).await;
        refused.assert_refused(400, "invalid_query");
    }
    let nowhere = chief.get(&format!("{list}?owner=nowhere")).await;
    nowhere.assert_refused(404, "unknown_unit");
}

#[tokio::test]
async fn those_at_the_place_its_owner_and_its_opener_see_it_and_nobody_else() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let place = chief.hire("place", "viewer", XINCUN).await;
    let beside = chief.hire("beside", "manager", QINGYU).await;
    let other = chief.hire("other", "manager", HUAYANG).await;
    let (id, _) = done(&chief, XUHUI, &problem("群租房")).await;
    let path = format!("/api/v1/items/{id}");
    place.get(&path).await.assert_status(200);
    assert_unseen(
        &[
            beside.get(&path).await,
            other.get(&path).await,
            act(&beside, QINGYU, &step("progressed", &id, "")).await,
            other.get("/api/v1/items/never").await,
        ],
        "unknown_item",
    );
}

#[tokio::test]
async fn what_cannot_be_opened_is_refused() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let street = chief.hire("street", "manager", TIANPING).await;
    for (field, value, status, code) in [
        ("place", json!(HUAYI), 422, "place_not_below"),
        ("owner", json!(HUAYANG), 422, "owner_elsewhere"),
        ("owner", json!("nowhere"), 404, "unknown_unit"),
        ("due", json!("2026-01-01"), 422, "due_in_past"),
        ("due", json!("2999-01-01"), 422, "invalid_field"),
        ("due", json!("tomorrow"), 422, "invalid_field"),
        ("title", json!("长".repeat(61)), 422, "invalid_field"),
        ("title", json!(""), 422, "invalid_field"),
        ("title", json!("联系 13800138000"), 422, "text_names_person"),
        ("list", json!("wish"), 422, "unknown_code"),
        (
            "attachments",
            json!([{ "file": "0".repeat(64), "name": "现场.png" }]),
            422,
            "unknown_attachment",
        ),
    ] {
        let mut item = problem("群租房");
        item[field] = value;
        act(&street, TIANPING, &item)
            .await
            .assert_refused(status, code);
    }
}
