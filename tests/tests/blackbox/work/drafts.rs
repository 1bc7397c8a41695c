//! What was written and not sent.

use liandong_tests::{Server, tree::*};
use serde_json::json;

const LOG: &str = "/api/v1/drafts/log";

#[tokio::test]
async fn a_draft_is_ones_own_and_outlives_the_server() {
    let mut server = Server::small().await;
    let cookie = {
        let chief = server.set_up().await;
        let clerk = chief.hire("clerk", "clerk", XINCUN).await;
        clerk.get(LOG).await.assert_refused(404, "not_found");
        let fields = json!({ "text": "走访到一半", "count": "6" });
        clerk.put(LOG, &fields).await.assert_status(204);
        clerk
            .put(LOG, &json!({ "text": "走访完了" }))
            .await
            .assert_status(204);
        chief.get(LOG).await.assert_refused(404, "not_found");
        clerk.cookie().to_owned()
    };
    server.stop().await;
    server.start_again().await;
    let request = server
        .request(reqwest::Method::GET, LOG)
        .header("cookie", &cookie);
    let left = liandong_tests::Answer::of(request).await;
    left.assert_status(200);
    assert_eq!(left.json()["body"], json!({ "text": "走访完了" }));
    for _ in 0..2 {
        let request = server
            .request(reqwest::Method::DELETE, LOG)
            .header("cookie", &cookie);
        liandong_tests::Answer::of(request).await.assert_status(204);
    }
}

#[tokio::test]
async fn what_cannot_be_kept_is_refused() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let long = json!({ "text": "长".repeat(30_000) });
    chief
        .put(LOG, &long)
        .await
        .assert_refused(413, "body_too_large");
    chief
        .put(LOG, &json!(["走访"]))
        .await
        .assert_refused(422, "invalid_form");
    let person = json!({ "people": [{ "text": "电话 13800138000" }] });
    chief
        .put(LOG, &person)
        .await
        .assert_refused(422, "text_names_person");
    let key = format!("/api/v1/drafts/{}", "k".repeat(65));
    chief.put(&key, &json!({})).await.assert_wrong(&["key"]);
    for number in 0..100 {
        let path = format!("/api/v1/drafts/k{number}");
        chief.put(&path, &json!({})).await.assert_status(204);
    }
    chief
        .put(LOG, &json!({}))
        .await
        .assert_refused(409, "drafts_full");
    chief
        .put("/api/v1/drafts/k7", &json!({ "text": "改" }))
        .await
        .assert_status(204);
}
