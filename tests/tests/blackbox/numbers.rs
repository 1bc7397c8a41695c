//! A number that is asked where it comes from.

use liandong_tests::{Server, facts::*, tree::*};
use serde_json::{Value, json};

async fn ask(server: &Server, unit: &str, key: &str) -> Value {
    let answer = server
        .get(&format!("/api/v1/units/{unit}/numbers/{key}"))
        .await;
    answer.assert_status(200);
    answer.json()
}

fn count(figure: &Value, side: &str) -> i64 {
    figure[side].as_i64().expect("a plain number")
}

/// Whether what is below and the unit's own add up to the whole.
fn assert_adds_up(answer: &Value, side: &str) {
    let below = answer["below"].as_array().expect("parts");
    let parts: i64 = below.iter().map(|part| count(&part["figure"], side)).sum();
    let own = count(&answer["own"], side);
    assert_eq!(parts + own, count(&answer["figure"], side), "{answer}");
}

#[tokio::test]
async fn a_count_and_a_rate_add_up_at_every_level_down_to_where_they_arose() {
    let server = Server::small().await;
    server
        .accept(&[
            member("k-1", XINCUN, "k-1", "normal"),
            member("k-2", QINGYU, "k-2", "normal"),
            member("k-3", TIANPING, "k-3", "normal"),
            meeting("m-1", XINCUN, 40),
            meeting("m-2", QINGYU, 26),
            meeting("m-3", HUAYI, 52),
        ])
        .await;
    for unit in [CITY, XUHUI, TIANPING, XINCUN] {
        let members = ask(&server, unit, "member.total").await;
        assert_adds_up(&members, "count");
        assert_eq!(members["exact"], json!(true));
        let attendance = ask(&server, unit, "attendance").await;
        assert_adds_up(&attendance, "count");
        assert_adds_up(&attendance, "of");
    }
    let street = ask(&server, TIANPING, "member.total").await;
    assert_eq!(
        count(&street["own"], "count"),
        1,
        "one member is the street's own"
    );
    assert_eq!(count(&street["figure"], "count"), 3);
    assert_eq!(street["above"]["code"], XUHUI);
    let rate = ask(&server, TIANPING, "attendance").await;
    assert_eq!(rate["figure"], json!({ "count": 66, "of": 104 }));
    assert_eq!(rate["above"]["figure"], json!({ "count": 66, "of": 104 }));
    assert_eq!(rate["below"][0]["code"], XINCUN, "the better one first");
    assert!(
        rate["definition"]
            .as_str()
            .is_some_and(|words| words.contains("不取平均"))
    );
    let top = ask(&server, CITY, "attendance").await;
    assert_eq!(top["above"], Value::Null);
}

#[tokio::test]
async fn sensitive_numbers_are_classes_for_the_public_and_exact_for_their_own_staff() {
    let server = Server::small().await;
    let facts: Vec<Value> = (0..3)
        .map(|place| {
            member(
                &format!("k-{place}"),
                XINCUN,
                &format!("k-{place}"),
                "nominal",
            )
        })
        .collect();
    server.accept(&facts).await;
    let key = "member.status.nominal";
    let public = ask(&server, TIANPING, key).await;
    assert_eq!(public["figure"]["count"], json!({ "lt": 5 }));
    assert_eq!(public["below"][0]["figure"]["count"], json!({ "lt": 5 }));
    assert_eq!(
        (&public["own"], &public["exact"]),
        (&Value::Null, &json!(false))
    );
    assert_eq!(public["trend"], json!([]));
    let page = server
        .get(&format!("/units/{TIANPING}/numbers/{key}"))
        .await;
    page.assert_status(200);
    assert!(
        page.body.contains("&lt;5") && !page.body.contains("sum checked"),
        "{}",
        page.body
    );

    let chief = server.set_up().await;
    let address = format!("/api/v1/units/{TIANPING}/numbers/{key}");
    let own = chief.hire("tianping", "viewer", TIANPING).await;
    let seen = own.get(&address).await.json();
    assert_eq!(seen["figure"]["count"], 3);
    assert_adds_up(&seen, "count");
    assert_eq!(
        seen["above"]["figure"]["count"],
        json!({ "lt": 5 }),
        "not theirs"
    );
    let neighbour = chief.hire("huayang", "viewer", CHANGNING).await;
    assert_eq!(
        neighbour.get(&address).await.json()["figure"],
        public["figure"]
    );
}

#[tokio::test]
async fn numbers_of_a_scene_are_ways_to_ask_but_not_on_a_wall() {
    let server = Server::small().await;
    let link = format!("/units/{XUHUI}/numbers/member.total");
    let browser = server.get(&format!("/units/{XUHUI}")).await;
    assert!(browser.body.contains(&link));
    let wall = server.get(&format!("/units/{XUHUI}?mode=wall")).await;
    assert!(!wall.body.contains("/numbers/"));
    let page = server.get(&link).await;
    page.assert_status(200);
    for words in [
        "定义",
        "来源",
        "截至",
        "近 30 天",
        "上一级",
        "合计",
        "扫码带走本页",
        "返回",
    ] {
        assert!(page.body.contains(words), "{words}");
    }
    assert!(
        page.body
            .contains(&format!("/units/{TIANPING}/numbers/member.total"))
    );
}

#[tokio::test]
async fn what_is_not_there_cannot_be_asked() {
    let server = Server::small().await;
    let no_unit = server.get("/api/v1/units/9/numbers/member.total").await;
    no_unit.assert_refused(404, "unknown_unit");
    let path = format!("/api/v1/units/{XUHUI}/numbers/nothing");
    server
        .get(&path)
        .await
        .assert_refused(404, "unknown_number");
    for page in [
        "/units/9/numbers/member.total",
        "/units/310104/numbers/nothing",
    ] {
        server.get(page).await.assert_status(404);
    }
}
