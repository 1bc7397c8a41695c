//! A log on its way: from the community to the street, back, and up to the district.

use liandong_domain::metric::Metric;
use liandong_tests::{Server, tree::*};
use serde_json::{Value, json};

use super::{assert_unseen, ids, kinds, read, rows};
use crate::acts::{act, done};

fn log(text: &str) -> Value {
    json!({ "kind": "log.submitted", "log_kind": "visit", "text": text, "count": 6 })
}

fn review(kind: &str, log: &str, remark: &str) -> Value {
    json!({ "kind": format!("log.{kind}"), "log": log, "remark": remark })
}

#[tokio::test]
async fn it_is_reviewed_level_by_level() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let clerk = chief.hire("clerk", "clerk", XINCUN).await;
    let street = chief.hire("street", "manager", TIANPING).await;
    let district = chief.hire("district", "manager", XUHUI).await;
    let (id, _) = done(&clerk, XINCUN, &log("走访独居老人 6 户")).await;
    assert_eq!(server.count(XUHUI, Metric::LOG_WAITING_STREET).await, 1);
    let waiting = format!("/api/v1/units/{TIANPING}/logs?reviewer={TIANPING}");
    let queue = rows(&street, &waiting).await;
    assert_eq!(queue.len(), 1);
    assert_eq!(queue[0]["text"], "走访独居老人 6 户");
    assert_eq!(queue[0]["count"], 6);
    assert_eq!(queue[0]["reviewer"]["code"], TIANPING);
    assert!(
        queue[0]["author"]
            .as_str()
            .is_some_and(|author| author.starts_with("account/"))
    );

    // The district has to wait for the street, and nothing comes back without a word.
    let early = act(&district, XUHUI, &review("reviewed", &id, "")).await;
    early.assert_refused(422, "not_for_unit");
    let silent = act(&street, TIANPING, &review("returned", &id, "")).await;
    silent.assert_refused(422, "no_remark");
    let unasked = act(&clerk, XINCUN, &log("")).await;
    unasked.assert_refused(422, "missing_field");
    let mut again = log("走访独居老人 8 户");
    again["log"] = json!(id);
    act(&clerk, XINCUN, &again)
        .await
        .assert_refused(409, "not_returned");
    done(&street, TIANPING, &review("returned", &id, "请补充户数")).await;
    assert_eq!(server.count(XUHUI, Metric::LOG_RETURNED).await, 1);
    done(&clerk, XINCUN, &again).await;
    let queue = rows(&street, &waiting).await;
    assert_eq!(queue[0]["text"], "走访独居老人 8 户");

    done(&street, TIANPING, &review("reviewed", &id, "")).await;
    assert_eq!(server.count(XUHUI, Metric::LOG_WAITING_DISTRICT).await, 1);
    assert!(ids(&street, &waiting).await.is_empty());
    done(&district, XUHUI, &review("reviewed", &id, "")).await;
    let over = act(&district, XUHUI, &review("reviewed", &id, "")).await;
    over.assert_refused(409, "not_waiting");
    assert_eq!(server.count(CITY, Metric::LOG_FINISHED_TODAY).await, 1);
    let detail = read(&clerk, &format!("/api/v1/logs/{id}")).await;
    assert_eq!(detail["log"]["state"], "finished");
    assert_eq!(
        kinds(&detail),
        [
            "log.submitted",
            "log.returned",
            "log.submitted",
            "log.reviewed",
            "log.reviewed",
        ]
    );
}

#[tokio::test]
async fn nobody_reviews_their_own_and_nobody_sees_those_of_others() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let street = chief.hire("street", "manager", TIANPING).await;
    let other = chief.hire("other", "manager", HUAYANG).await;
    let (id, _) = done(&street, XINCUN, &log("走访")).await;
    let own = act(&street, TIANPING, &review("reviewed", &id, "")).await;
    own.assert_refused(422, "own_log");
    assert_unseen(
        &[
            other.get(&format!("/api/v1/logs/{id}")).await,
            act(&other, HUAYANG, &review("reviewed", &id, "")).await,
            act(&other, HUAYANG, &review("reviewed", "never", "")).await,
        ],
        "unknown_log",
    );
    let list = format!("/api/v1/units/{HUAYANG}/logs");
    assert!(ids(&other, &list).await.is_empty());
}

#[tokio::test]
async fn hostile_text_stays_text() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let clerk = chief.hire("clerk", "clerk", XINCUN).await;
    let hostile = "<script>alert(1)</script>\n=HYPERLINK(\"x\") '; DROP TABLE fact; --";
    let (id, _) = done(&clerk, XINCUN, &log(hostile)).await;
    let detail = read(&clerk, &format!("/api/v1/logs/{id}")).await;
    assert_eq!(detail["log"]["text"], hostile);
    // And it is on no public screen.
    for scene in ["overview", "linkage", "life", "co_building"] {
        let shown = server
            .get(&format!("/api/v1/units/{CITY}/snapshot?scene={scene}"))
            .await;
        assert!(!shown.body.contains("alert"), "{scene}");
    }
}
