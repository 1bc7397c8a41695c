//! A deployment from the district through the street to the communities.

use liandong_domain::metric::Metric;
use liandong_tests::{Server, tree::*};
use serde_json::{Value, json};

use super::{assert_unseen, ids, kinds, read};
use crate::acts::{AHEAD, act, done};

/// Of the streets and of the communities: due, received, passed on, started, done.
const STREET: [Metric; 5] = [
    Metric::DEPLOYMENT_STREET_DUE,
    Metric::DEPLOYMENT_STREET_RECEIVED,
    Metric::DEPLOYMENT_STREET_PASSED_ON,
    Metric::DEPLOYMENT_STREET_STARTED,
    Metric::DEPLOYMENT_STREET_DONE,
];
const COMMUNITY: [Metric; 5] = [
    Metric::DEPLOYMENT_COMMUNITY_DUE,
    Metric::DEPLOYMENT_COMMUNITY_RECEIVED,
    Metric::DEPLOYMENT_COMMUNITY_PASSED_ON,
    Metric::DEPLOYMENT_COMMUNITY_STARTED,
    Metric::DEPLOYMENT_COMMUNITY_DONE,
];

async fn counts(server: &Server, unit: &str, metrics: [Metric; 5]) -> [i64; 5] {
    let shown = server.snapshot(unit).await.metrics;
    let count = |metric| {
        shown
            .get(metric)
            .and_then(liandong_domain::frame::Value::count)
    };
    metrics.map(|metric| count(metric).expect("a number"))
}

fn step(kind: &str, deployment: &str, text: &str) -> Value {
    json!({ "kind": format!("deployment.{kind}"), "deployment": deployment, "text": text })
}

fn issued(targets: &[&str]) -> Value {
    json!({
        "kind": "deployment.issued", "title": "群租房排查", "text": "请逐户排查并上报。",
        "due": AHEAD, "targets": targets,
    })
}

#[tokio::test]
async fn each_level_receives_it_passes_it_on_and_carries_it_out() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let district = chief.hire("district", "manager", XUHUI).await;
    let street = chief.hire("street", "manager", TIANPING).await;
    let community = chief.hire("community", "clerk", XINCUN).await;
    let targets = [TIANPING, XINCUN, QINGYU, FENGLIN];
    let (id, _) = done(&district, XUHUI, &issued(&targets)).await;
    assert_eq!(counts(&server, XUHUI, STREET).await, [2, 0, 0, 0, 0]);
    assert_eq!(counts(&server, XUHUI, COMMUNITY).await, [2, 0, 0, 0, 0]);

    // Not before the street has passed it on, and that not before it has it.
    let early = act(&community, XINCUN, &step("acknowledged", &id, "")).await;
    early.assert_refused(409, "not_arrived");
    let early = act(&street, TIANPING, &step("passed_on", &id, "")).await;
    early.assert_refused(409, "not_received");
    done(&street, TIANPING, &step("acknowledged", &id, "")).await;
    let again = act(&street, TIANPING, &step("acknowledged", &id, "")).await;
    again.assert_refused(409, "already_received");
    done(&street, TIANPING, &step("passed_on", &id, "本周内完成")).await;
    let again = act(&street, TIANPING, &step("passed_on", &id, "")).await;
    again.assert_refused(409, "nothing_to_pass_on");
    assert_eq!(counts(&server, XUHUI, STREET).await, [2, 1, 1, 0, 0]);
    assert_eq!(counts(&server, TIANPING, STREET).await, [1, 1, 1, 0, 0]);

    done(&community, XINCUN, &step("acknowledged", &id, "")).await;
    done(&community, XINCUN, &step("progressed", &id, "已排查 40 户")).await;
    assert_eq!(counts(&server, CITY, COMMUNITY).await, [2, 1, 0, 1, 0]);
    let empty = act(&community, XINCUN, &step("completed", &id, " ")).await;
    empty.assert_refused(422, "no_evidence");
    done(&community, XINCUN, &step("completed", &id, "全部排查完毕")).await;
    let again = act(&community, XINCUN, &step("completed", &id, "再报")).await;
    again.assert_refused(409, "already_done");
    assert_eq!(counts(&server, XINCUN, COMMUNITY).await, [1, 1, 0, 0, 1]);
    assert_eq!(counts(&server, CITY, COMMUNITY).await, [2, 1, 0, 0, 1]);

    // Staff of a level see what the walls count.
    let of_district = read(&district, &format!("/api/v1/deployments/{id}")).await;
    assert_eq!(
        of_district["deployment"]["counts"],
        json!({
            "targets": 4, "sent": 2, "received": 2, "passed_on": 1, "started": 0, "done": 1,
            "late": 0,
        })
    );
    assert_eq!(of_district["receipts"].as_array().map(Vec::len), Some(4));
    assert_eq!(of_district["text"], "请逐户排查并上报。");
    let steps = &of_district["history"];
    assert_eq!(steps[0]["actor"], "district");
    let of_community = read(&community, &format!("/api/v1/deployments/{id}")).await;
    assert_eq!(of_community["deployment"]["counts"]["targets"], 1);
    assert_eq!(of_community["deployment"]["own"]["stage"], "done");
    assert_eq!(of_community["history"][0]["actor"], Value::Null);
    assert_eq!(
        kinds(&of_community),
        [
            "deployment.issued",
            "deployment.acknowledged",
            "deployment.passed_on",
            "deployment.acknowledged",
            "deployment.progressed",
            "deployment.completed",
        ]
    );
    // What another street says of it is not for this one.
    let other = chief.hire("other", "manager", FENGLIN).await;
    let of_other = read(&other, &format!("/api/v1/deployments/{id}")).await;
    assert_eq!(kinds(&of_other), ["deployment.issued"]);
}

#[tokio::test]
async fn only_those_it_is_for_see_it() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let street = chief.hire("street", "manager", TIANPING).await;
    let other = chief.hire("other", "manager", HUAYANG).await;
    let (id, _) = done(&chief, XUHUI, &issued(&[TIANPING, XINCUN])).await;
    let path = format!("/api/v1/deployments/{id}");
    assert_unseen(
        &[
            other.get(&path).await,
            street.get("/api/v1/deployments/never").await,
            act(&other, HUAYANG, &step("acknowledged", &id, "")).await,
        ],
        "unknown_deployment",
    );
    let list = format!("/api/v1/units/{HUAYANG}/deployments");
    assert!(ids(&other, &list).await.is_empty());
    let list = format!("/api/v1/units/{TIANPING}/deployments");
    assert_eq!(ids(&street, &list).await, std::slice::from_ref(&id));
    assert_eq!(
        ids(&street, &format!("{list}?state=sent")).await,
        std::slice::from_ref(&id)
    );
    assert!(ids(&street, &format!("{list}?state=done")).await.is_empty());
    assert!(
        ids(&street, &format!("{list}?issued=true"))
            .await
            .is_empty()
    );
    // A unit that is none of the targets, of one's own subtree.
    let stranger = act(&street, QINGYU, &step("acknowledged", &id, "")).await;
    stranger.assert_refused(422, "not_for_unit");
}

#[tokio::test]
async fn what_cannot_be_issued_is_refused() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let district = chief.hire("district", "manager", XUHUI).await;
    for (targets, code) in [
        (vec![], "no_target"),
        (vec![XUHUI], "target_not_below"),
        (vec![HUAYANG], "target_not_below"),
        (vec!["310199"], "target_not_below"),
    ] {
        let refused = act(&district, XUHUI, &issued(&targets)).await;
        refused.assert_refused(422, code);
    }
    let mut late = issued(&[TIANPING]);
    late["due"] = json!("2026-01-01");
    act(&district, XUHUI, &late)
        .await
        .assert_refused(422, "due_in_past");
}

#[tokio::test]
async fn what_is_called_off_counts_no_more_and_takes_no_answers() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let street = chief.hire("street", "manager", TIANPING).await;
    let (id, _) = done(&chief, XUHUI, &issued(&[TIANPING])).await;
    let withdrawn = step("withdrawn", &id, "与另一项合并");
    act(&street, TIANPING, &withdrawn)
        .await
        .assert_refused(422, "not_for_unit");
    done(&chief, XUHUI, &withdrawn).await;
    let answer = act(&street, TIANPING, &step("acknowledged", &id, "")).await;
    answer.assert_refused(409, "withdrawn");
    assert_eq!(counts(&server, XUHUI, STREET).await, [0; 5]);
}
