//! What leaves the server is rounded where it must be, in every form.

use liandong_domain::{
    frame::{Encoding, Value},
    metric::Metric,
};
use liandong_tests::{Screen, Server, facts::*, tree::*};
use serde_json::json;

const LOST: Metric = Metric::MEMBER_STATUS_OUT_OF_CONTACT;

#[tokio::test]
async fn few_who_are_out_of_contact_are_never_told_exactly() {
    let server = Server::small().await;
    let mut json = Screen::connect(&server, Encoding::Json, XINCUN).await;
    let mut postcard = Screen::connect(&server, Encoding::Postcard, XINCUN).await;
    assert_eq!(json.value(LOST), Some(Value::Count(0)));
    for number in 1..=4 {
        let id = format!("p-{number}");
        server
            .accept(&[member(&id, XINCUN, &id, "out_of_contact")])
            .await;
        for screen in [&mut json, &mut postcard] {
            screen.until_count(Metric::MEMBER_TOTAL, number).await;
            assert_eq!(screen.value(LOST), Some(Value::LessThan(5)), "{number}");
        }
        let answer = server.get("/api/v1/units/310104003001/snapshot").await;
        let shown = &answer.json()["metrics"]["member.status.out_of_contact"];
        assert_eq!(shown, &json!({ "lt": 5 }), "{number}");
    }
    for number in 5..=8 {
        let id = format!("p-{number}");
        server
            .accept(&[member(&id, XINCUN, &id, "out_of_contact")])
            .await;
        for screen in [&mut json, &mut postcard] {
            screen.until_count(Metric::MEMBER_TOTAL, number).await;
            let nearest = if number < 8 { 5 } else { 10 };
            assert_eq!(screen.value(LOST), Some(Value::Count(nearest)), "{number}");
        }
    }
}

#[tokio::test]
async fn nothing_of_a_row_but_counts_leaves_the_server() {
    let server = Server::small().await;
    server
        .accept(&[member("secret-id", XINCUN, "secret-key", "nominal")])
        .await;
    let mut organisation = meeting("m-1", XINCUN, 47);
    organisation["organisation"] = json!("secret-organisation");
    server.accept(&[organisation]).await;
    for path in [
        "/units/310104003001",
        "/api/v1/units/310104003001/snapshot",
        "/api/v1/units/31/snapshot",
        "/metrics",
    ] {
        let body = server.get(path).await.body;
        assert!(!body.contains("secret"), "{path}: {body}");
    }
    assert!(!server.log().contains("secret"), "{}", server.log());
}
