//! Lists are of a subtree: the same wherever one asks from, and nothing from beside it.

use liandong_tests::{Server, tree::*};
use serde_json::json;

use super::ids;
use crate::acts::{AHEAD, done};

#[tokio::test]
async fn a_list_is_of_the_unit_that_is_asked_for_and_those_below() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let need = json!({ "kind": "need.raised", "category": "venue", "title": "场地", "due": AHEAD });
    let (here, _) = done(&chief, XINCUN, &need).await;
    let (beside, _) = done(&chief, QINGYU, &need).await;
    let (there, _) = done(&chief, HUAYI, &need).await;
    let needs = |unit: &str| format!("/api/v1/units/{unit}/needs?order=oldest");
    let sorted = |mut ids: Vec<String>| {
        ids.sort_unstable();
        ids
    };
    let expect = |all: &[&String]| sorted(all.iter().map(|id| (*id).clone()).collect());
    for (unit, expected) in [
        (XINCUN, expect(&[&here])),
        (TIANPING, expect(&[&here, &beside])),
        (CHANGNING, expect(&[&there])),
        (CITY, expect(&[&here, &beside, &there])),
    ] {
        assert_eq!(sorted(ids(&chief, &needs(unit)).await), expected, "{unit}");
    }
    let street = chief.hire("street", "viewer", TIANPING).await;
    street
        .get(&needs(XUHUI))
        .await
        .assert_refused(404, "unknown_unit");
}

#[tokio::test]
async fn what_a_closed_unit_left_is_with_the_one_above() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let street = chief.hire("street", "manager", TIANPING).await;
    let item = json!({
        "kind": "item.opened", "list": "task", "matter": "other", "title": "事项", "place": XINCUN,
        "owner": XINCUN, "due": AHEAD,
    });
    let (id, _) = done(&chief, XINCUN, &item).await;
    chief
        .delete(&format!("/api/v1/units/{XINCUN}"))
        .await
        .assert_status(204);
    let list = format!("/api/v1/units/{TIANPING}/items?owner={TIANPING}");
    assert_eq!(ids(&street, &list).await, std::slice::from_ref(&id));
    let resolved = json!({ "kind": "item.resolved", "item": id, "text": "由街道办完" });
    done(&street, TIANPING, &resolved).await;
    done(
        &street,
        TIANPING,
        &json!({ "kind": "item.closed", "item": id }),
    )
    .await;
}
