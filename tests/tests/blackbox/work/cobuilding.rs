//! Employers, what they offer, what units need, and how the two come together.

use liandong_domain::metric::Metric;
use liandong_tests::{Server, facts, tree::*};
use serde_json::{Value, json};

use super::{assert_unseen, ids, kinds, read, rows};
use crate::acts::{AHEAD, act, done};

fn offer(category: &str, title: &str, until: &str) -> Value {
    json!({ "kind": "resource.offered", "category": category, "title": title, "until": until })
}

fn need(category: &str) -> Value {
    json!({ "kind": "need.raised", "category": category, "title": "法律咨询日", "due": AHEAD })
}

#[tokio::test]
async fn a_need_is_met_and_confirmed() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let street = chief.hire("street", "manager", TIANPING).await;
    let community = chief.hire("community", "clerk", XINCUN).await;
    let (resource, _) = done(&street, TIANPING, &offer("legal", "律师值守", AHEAD)).await;
    let (venue, _) = done(&street, TIANPING, &offer("venue", "会议室", AHEAD)).await;
    let (need_id, _) = done(&community, XINCUN, &need("legal")).await;
    let made =
        |resource: &str| json!({ "kind": "match.made", "resource": resource, "need": need_id });
    act(&community, XINCUN, &made(&venue))
        .await
        .assert_refused(422, "other_category");
    let (id, _) = done(&community, XINCUN, &made(&resource)).await;
    act(&street, TIANPING, &made(&resource))
        .await
        .assert_refused(409, "already_matched");
    let step = |kind: &str| json!({ "kind": format!("match.{kind}"), "match": id });
    act(&community, XINCUN, &step("fulfilled"))
        .await
        .assert_refused(409, "wrong_stage");
    done(&community, XINCUN, &step("agreed")).await;
    done(&community, XINCUN, &step("fulfilled")).await;
    let confirmed = |score: u8| json!({ "kind": "match.confirmed", "match": id, "score": score });
    act(&community, XINCUN, &confirmed(6))
        .await
        .assert_refused(422, "invalid_field");
    done(&community, XINCUN, &confirmed(5)).await;
    act(&street, XINCUN, &step("dropped"))
        .await
        .assert_refused(409, "wrong_stage");
    assert_eq!(server.count(CITY, Metric::PROJECT_CONFIRMED).await, 1);
    assert_eq!(server.count(CITY, Metric::NEED_LEGAL_MATCHED).await, 1);
    let detail = read(&street, &format!("/api/v1/projects/{id}")).await;
    assert_eq!(detail["project"]["resource_title"], "律师值守");
    assert_eq!(detail["project"]["score"], 5);
    assert_eq!(
        kinds(&detail),
        [
            "match.made",
            "match.agreed",
            "match.fulfilled",
            "match.confirmed"
        ]
    );
    let other = chief.hire("other", "manager", HUAYANG).await;
    assert_unseen(
        &[other.get(&format!("/api/v1/projects/{id}")).await],
        "unknown_match",
    );
}

#[tokio::test]
async fn what_is_offered_above_is_there_below_and_nowhere_else() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let community = chief.hire("community", "clerk", XINCUN).await;
    let other = chief.hire("other", "clerk", HUAYI).await;
    let (resource, _) = done(&chief, XUHUI, &offer("legal", "律师值守", AHEAD)).await;
    let list = |unit: &str| format!("/api/v1/units/{unit}/resources");
    assert_eq!(
        ids(&community, &list(XINCUN)).await,
        std::slice::from_ref(&resource)
    );
    assert!(ids(&other, &list(HUAYI)).await.is_empty());
    let (need_id, _) = done(&other, HUAYI, &need("legal")).await;
    let made = json!({ "kind": "match.made", "resource": resource, "need": need_id });
    assert_unseen(&[act(&other, HUAYI, &made).await], "unknown_resource");
    assert_unseen(&[act(&community, XINCUN, &made).await], "unknown_need");
    let path = format!("/api/v1/needs/{need_id}/suggestions");
    assert_unseen(&[community.get(&path).await], "unknown_need");
    let nothing = read(&other, &path).await;
    assert_eq!(nothing["suggestions"], json!([]));
}

#[tokio::test]
async fn suggestions_say_why_and_the_nearest_comes_first() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let (far, _) = done(&chief, CITY, &offer("legal", "市级律所", AHEAD)).await;
    let (brief, _) = done(
        &chief,
        XINCUN,
        &offer("legal", "本周律师", &facts::now()[..10]),
    )
    .await;
    let (near, _) = done(&chief, TIANPING, &offer("legal", "街道律所", AHEAD)).await;
    let (beside, _) = done(&chief, FENGLIN, &offer("legal", "邻街律所", AHEAD)).await;
    done(&chief, XINCUN, &offer("venue", "会议室", AHEAD)).await;
    let (need_id, _) = done(&chief, XINCUN, &need("legal")).await;
    let found = read(&chief, &format!("/api/v1/needs/{need_id}/suggestions")).await;
    let found = found["suggestions"].as_array().expect("a list");
    let order: Vec<&Value> = found.iter().map(|one| &one["resource"]["id"]).collect();
    assert_eq!(
        order,
        [&near, &far, &brief, &beside]
            .map(|id| json!(id))
            .iter()
            .collect::<Vec<_>>()
    );
    assert_eq!(found[0]["resource"]["title"], "街道律所");
    assert_eq!(found[0]["reasons"][0], "类别相同：法律咨询");
    assert!(
        found[0]["reasons"][1]
            .as_str()
            .is_some_and(|why| why.contains("天平路街道"))
    );
    assert_eq!(found[0]["unit"]["code"], XINCUN);
    assert_eq!(found[3]["unit"]["code"], XUHUI);
    // As each says that it can be made, so it can.
    let made = json!({ "kind": "match.made", "resource": beside, "need": need_id });
    act(&chief, XINCUN, &made)
        .await
        .assert_refused(422, "not_for_unit");
    done(&chief, XUHUI, &made).await;
    let met = read(&chief, &format!("/api/v1/needs/{need_id}/suggestions")).await;
    assert_eq!(met["suggestions"], json!([]));
}

#[tokio::test]
async fn employers_that_answer_least_come_first() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let clerk = chief.hire("clerk", "clerk", XINCUN).await;
    let employer = |id: &str, unit: &str, key: &str| {
        let row = json!({ "registry": "employer", "circle": "joint", "shown_as": key });
        facts::row(id, unit, key, row)
    };
    server
        .accept(&[
            employer("e-1", XINCUN, "学校"),
            employer("e-2", TIANPING, "医院"),
            employer("e-3", HUAYI, "银行"),
        ])
        .await;
    let held = |invited: &[(&str, bool)]| {
        let employers: Vec<Value> = invited
            .iter()
            .map(|(key, came)| json!({ "employer": key, "responded": came, "attended": came }))
            .collect();
        json!({
            "kind": "activity.held", "title": "公益集市", "category": "welfare",
            "employers": employers,
        })
    };
    done(&clerk, XINCUN, &held(&[("学校", true), ("医院", false)])).await;
    let path = format!("/api/v1/units/{TIANPING}/activities");
    let activities = read(&chief, &path).await["activities"].clone();
    assert_eq!(activities.as_array().map(Vec::len), Some(1));
    let told = &activities[0];
    assert_eq!(told["title"], "公益集市");
    assert_eq!(
        (&told["invited"], &told["responded"]),
        (&json!(2), &json!(1))
    );
    let path = format!("/api/v1/units/{CHANGNING}/activities");
    assert_eq!(read(&chief, &path).await["activities"], json!([]));
    // One of elsewhere is as unknown as one that is nowhere.
    for key in ["银行", "没有"] {
        let refused = act(&clerk, XINCUN, &held(&[(key, true)])).await;
        refused.assert_refused(404, "unknown_employer");
    }
    let listed = rows(&chief, &format!("/api/v1/units/{TIANPING}/employers")).await;
    let shown: Vec<(&Value, &Value, &Value)> = listed
        .iter()
        .map(|row| (&row["shown_as"], &row["invited"], &row["answered"]))
        .collect();
    let (one, none) = (json!(1), json!(0));
    assert_eq!(
        shown,
        [(&json!("医院"), &one, &none), (&json!("学校"), &one, &one),]
    );
}
