//! Facts come in, once each.

use liandong_domain::metric::Metric;
use liandong_tests::{Server, facts::*, tree::*};
use serde_json::json;

#[tokio::test]
async fn a_fact_is_counted_at_every_level_above() {
    let server = Server::small().await;
    server.accept(&[meeting("m-1", XINCUN, 47)]).await;
    for unit in [XINCUN, TIANPING, XUHUI, CITY] {
        let attended = server
            .count(unit, Metric::MEETING_BRANCH_CONGRESS_ATTENDED)
            .await;
        assert_eq!(attended, 47, "{unit}");
    }
    for unit in [QINGYU, FENGLIN, CHANGNING] {
        let held = server
            .count(unit, Metric::MEETING_BRANCH_CONGRESS_HELD)
            .await;
        assert_eq!(held, 0, "{unit}");
    }
}

#[tokio::test]
async fn a_repeated_id_counts_once_in_one_batch_in_the_next_and_after_a_restart() {
    let mut server = Server::small().await;
    let fact = meeting("m-1", XINCUN, 47);
    let twice = server.post(&[fact.clone(), fact.clone()]).await;
    assert_eq!((twice.accepted, twice.duplicate), (1, 1));
    let again = server.post(std::slice::from_ref(&fact)).await;
    assert_eq!((again.accepted, again.duplicate), (0, 1));
    server.kill().await;
    server.start_again().await;
    let later = server.post(&[fact]).await;
    assert_eq!((later.accepted, later.duplicate), (0, 1));
    let held = server
        .count(CITY, Metric::MEETING_BRANCH_CONGRESS_HELD)
        .await;
    assert_eq!(held, 1);
}

#[tokio::test]
async fn an_id_used_for_other_content_is_refused() {
    let server = Server::small().await;
    server.accept(&[meeting("m-1", XINCUN, 47)]).await;
    let receipt = server
        .post(&[meeting("m-1", QINGYU, 47), meeting("m-2", QINGYU, 40)])
        .await;
    assert_eq!(receipt.rejected, [(0, "id_conflict".to_owned())]);
    assert_eq!(receipt.accepted, 1);
    let count = |unit| server.count(unit, Metric::MEETING_BRANCH_CONGRESS_ATTENDED);
    assert_eq!((count(XINCUN).await, count(QINGYU).await), (47, 40));
}

#[tokio::test]
async fn a_registry_row_changes_moves_and_leaves() {
    let server = Server::small().await;
    let member_in = |unit| {
        let server = &server;
        async move { server.count(unit, Metric::MEMBER_TOTAL).await }
    };
    server.accept(&[member("p-1", XINCUN, "a", "normal")]).await;
    server.accept(&[member("p-2", XINCUN, "a", "mobile")]).await;
    assert_eq!(member_in(XINCUN).await, 1);
    let mobile = server.count(XUHUI, Metric::MEMBER_STATUS_MOBILE).await;
    assert_eq!(mobile, 1);

    server.accept(&[member("p-3", HUAYI, "a", "normal")]).await;
    assert_eq!((member_in(XUHUI).await, member_in(HUAYI).await), (0, 1));
    assert_eq!(member_in(CITY).await, 1);

    let row = member("", "", "", "normal")["after"].clone();
    server
        .accept(&[removed("p-4", HUAYI, "a", row.clone())])
        .await;
    assert_eq!(member_in(CITY).await, 0);
    let nothing = server.post(&[removed("p-5", HUAYI, "a", row)]).await;
    assert_eq!((nothing.accepted, nothing.duplicate), (0, 1));
}

#[tokio::test]
async fn a_receipt_names_the_log_and_the_place_in_it() {
    let server = Server::small().await;
    let body = json!([meeting("m-1", XINCUN, 47)]).to_string();
    let answer = server.post_body(body).await.json();
    let ready = server.get("/readyz").await.json();
    assert_eq!(answer["cursor"]["epoch"], ready["cursor"]["epoch"]);
    let later = server.post(&[meeting("m-2", XINCUN, 1)]).await;
    assert!(Some(later.seq) > answer["cursor"]["seq"].as_u64());
}

#[tokio::test]
async fn tokens_reach_their_subtree_only() {
    let server = Server::small().await;
    let token = server.token(XUHUI).await;
    let of_changning = member("p-1", HUAYI, "a", "normal");
    server.accept(&[of_changning]).await;
    let receipt = server
        .post_as(
            &token,
            &[
                meeting("m-1", XINCUN, 47),
                meeting("m-2", HUAYI, 47),
                // A row of another subtree may not be drawn over.
                member("p-2", XINCUN, "a", "normal"),
                unit_added("u-1", "310105001099", "别处居委会", "community", HUAYANG),
                unit_added("u-2", "99", "另一棵树", "city", CITY),
                unit_moved("u-3", XINCUN, HUAYANG),
                unit_renamed("u-4", CITY, "别的市"),
                meeting("m-3", XUHUI, 40),
            ],
        )
        .await;
    let refused = [1, 2, 3, 4, 5, 6].map(|index| (index, "unit_out_of_scope".to_owned()));
    assert_eq!(receipt.rejected, refused);
    assert_eq!(receipt.accepted, 2);
    assert_eq!(server.count(HUAYI, Metric::MEMBER_TOTAL).await, 1);
}
