//! Care actions, meetings and what branches have still to hold.

use liandong_domain::metric::Metric;
use liandong_tests::{Server, facts, tree::*};
use serde_json::{Value, json};

use super::{assert_unseen, rows};
use crate::acts::{act, done};

#[tokio::test]
async fn a_care_action_is_planned_and_carried_out() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let clerk = chief.hire("clerk", "clerk", XINCUN).await;
    let other = chief.hire("other", "clerk", HUAYI).await;
    let today = facts::now()[..10].to_owned();
    let planned = json!({
        "kind": "care.planned", "care_kind": "alone", "people": 8, "due": today,
    });
    let (id, _) = done(&clerk, XINCUN, &planned).await;
    assert_eq!(server.count(XUHUI, Metric::CARE_PLANNED).await, 1);
    let carried = json!({ "kind": "care.done", "care": id, "people": 7 });
    assert_unseen(&[act(&other, HUAYI, &carried).await], "unknown_care");
    done(&clerk, XINCUN, &carried).await;
    act(&clerk, XINCUN, &carried)
        .await
        .assert_refused(409, "care_is_done");
    assert_eq!(server.count(XUHUI, Metric::CARE_PEOPLE_REACHED).await, 7);
    let list = format!("/api/v1/units/{XINCUN}/care");
    let listed = rows(&clerk, &format!("{list}?done=true")).await;
    assert_eq!(listed.len(), 1);
    assert_eq!(
        (&listed[0]["people"], &listed[0]["reached"]),
        (&json!(8), &json!(7))
    );
    assert!(rows(&clerk, &format!("{list}?done=false")).await.is_empty());
    assert!(
        rows(&other, &format!("/api/v1/units/{HUAYI}/care"))
            .await
            .is_empty()
    );
}

fn branch(id: &str, unit: &str, key: &str) -> Value {
    let row = json!({
        "registry": "organisation", "sector": "community", "level": "branch",
        "category": "urban_community",
    });
    facts::row(id, unit, key, row)
}

#[tokio::test]
async fn branches_that_are_behind_come_first() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let clerk = chief.hire("clerk", "clerk", XINCUN).await;
    server
        .accept(&[
            branch("b-1", XINCUN, "first"),
            branch("b-2", XINCUN, "second"),
            branch("b-3", HUAYI, "elsewhere"),
        ])
        .await;
    let four = [
        "branch_congress",
        "branch_committee",
        "group_meeting",
        "lecture",
    ];
    for meeting in four {
        let held = json!({
            "kind": "meeting.held", "meeting": meeting, "organisation": "first", "expected": 20,
            "attended": 11,
        });
        done(&clerk, XINCUN, &held).await;
    }
    let list = format!("/api/v1/units/{XINCUN}/branches");
    let listed = rows(&clerk, &list).await;
    let keys: Vec<&Value> = listed.iter().map(|row| &row["key"]).collect();
    assert_eq!(keys, ["second", "first"]);
    assert_eq!(listed[0]["missing"].as_array().map(Vec::len), Some(6));
    assert_eq!(listed[1]["behind"], false);
    assert_eq!(listed[1]["attendance"], 55);
    let low = rows(&clerk, &format!("{list}?attendance_below=60")).await;
    assert_eq!(low.len(), 1);
    let missing = rows(&clerk, &format!("{list}?missing=lecture")).await;
    assert_eq!(missing[0]["key"], "second");
    assert_eq!(server.count(CITY, Metric::BRANCH_BEHIND).await, 2);

    // More than were expected cannot come; and rules change what is still to be held.
    let crowd = json!({
        "kind": "meeting.held", "meeting": "lecture", "organisation": "first", "expected": 1,
        "attended": 2,
    });
    act(&clerk, XINCUN, &crowd)
        .await
        .assert_refused(422, "attended_above_expected");
    let free: Vec<Value> = four
        .iter()
        .map(|meeting| json!({ "meeting": meeting, "every": "free" }))
        .collect();
    done(
        &chief,
        CITY,
        &json!({ "kind": "rules.set", "meetings": free }),
    )
    .await;
    assert_eq!(server.count(CITY, Metric::BRANCH_BEHIND).await, 0);
}
