//! A registry's rows on pages: in the order of the tree, none twice, none left out, none of others.

use liandong_tests::{Server, Staff, facts::*, tree::*};
use serde_json::{Value, json};

const ROWS: &str = "/api/v1/registries/member/rows";

/// Two members in each community, sent in no order.
async fn with_members(server: &Server) {
    let mut facts = Vec::new();
    for key in ["b", "a"] {
        for unit in [HUAYI, XINCUN, ZHANGJIABANG, QINGYU] {
            let name = format!("{key}-{unit}");
            facts.push(member(&format!("f-{name}"), unit, &name, "normal"));
        }
    }
    server.accept(&facts).await;
}

/// The keys of all rows, page after page.
async fn keys(staff: &Staff<'_>, unit: &str, limit: usize) -> Vec<String> {
    let mut keys = Vec::new();
    let mut after = String::new();
    loop {
        let path = format!("{ROWS}?unit={unit}&limit={limit}&after={after}");
        let answer = staff.get(&path).await;
        answer.assert_status(200);
        let page = answer.json();
        let rows = page["rows"].as_array().expect("rows");
        assert!(rows.len() <= limit, "{page}");
        let key = |row: &Value| row["key"].as_str().expect("a key").to_owned();
        keys.extend(rows.iter().map(key));
        match page["next"].as_str() {
            Some(next) => next.clone_into(&mut after),
            None => return keys,
        }
    }
}

fn in_order(units: &[&str]) -> Vec<String> {
    let keys = |unit: &&str| ["a", "b"].map(|key| format!("{key}-{unit}"));
    units.iter().flat_map(keys).collect()
}

#[tokio::test]
async fn pages_of_any_length_give_all_rows_in_the_order_of_the_tree() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    with_members(&server).await;
    let all = in_order(&[XINCUN, QINGYU, ZHANGJIABANG, HUAYI]);
    for limit in [1, 2, 3, 7, 8, 1000] {
        assert_eq!(keys(&chief, CITY, limit).await, all, "{limit}");
        assert_eq!(keys(&chief, XUHUI, limit).await, all[..6], "{limit}");
    }
}

#[tokio::test]
async fn a_row_tells_its_unit_its_codes_and_since_when() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let sent = member("f-1", QINGYU, "m-1", "mobile");
    server.accept(std::slice::from_ref(&sent)).await;
    let page = chief.get(ROWS).await.json();
    let row = &page["rows"][0];
    assert_eq!(row["key"], "m-1");
    assert_eq!(
        [&row["unit"], &row["unit_name"]],
        [QINGYU, "庆余居委会"].map(Value::from).each_ref()
    );
    assert_eq!(row["row"]["status"], "mobile");
    assert_eq!(row["row"]["registry"], "member");
    let since = row["since"].as_str().expect("a time");
    assert!(since.ends_with("+08:00"), "{since}");
    assert_eq!(page["next"], Value::Null);
}

#[tokio::test]
async fn rows_of_a_closed_unit_are_those_of_the_one_that_took_its_place() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    with_members(&server).await;
    server.accept(&[unit_retired("u-1", QINGYU)]).await;
    // They come with the street's own, before those of the street's communities.
    let expected = in_order(&[QINGYU, XINCUN]);
    for limit in [1, 3, 100] {
        assert_eq!(keys(&chief, TIANPING, limit).await, expected, "{limit}");
    }
    let page = chief.get(&format!("{ROWS}?unit={TIANPING}")).await.json();
    assert_eq!(page["rows"][0]["unit"], TIANPING);
    assert_eq!(page["rows"][0]["unit_name"], "天平路街道");
    let gone = chief.get(&format!("{ROWS}?unit={QINGYU}")).await;
    gone.assert_refused(404, "unknown_unit");
}

#[tokio::test]
async fn an_empty_registry_has_an_empty_page() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let page = chief.get("/api/v1/registries/trade_union/rows").await;
    assert_eq!(page.json(), json!({ "rows": [], "next": null }));
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    with_members(&server).await;
    let viewer = chief.hire("viewer", "viewer", TIANPING).await;
    assert_eq!(keys(&viewer, "", 100).await, in_order(&[XINCUN, QINGYU]));
    for outside in [HUAYANG, XUHUI, "310199", "%00"] {
        let answer = viewer.get(&format!("{ROWS}?unit={outside}")).await;
        answer.assert_refused(404, "unknown_unit");
    }
    let none = viewer.get("/api/v1/registries/horse/rows").await;
    none.assert_refused(404, "unknown_registry");
    let page = chief.get(&format!("{ROWS}?unit={CHANGNING}&limit=1")).await;
    let page = page.json();
    let elsewhere = page["next"].as_str().expect("another page");
    for query in ["limit=0", "limit=1001", "limit=x", "after=x", "after=%00"] {
        let answer = viewer.get(&format!("{ROWS}?{query}")).await;
        answer.assert_refused(400, "invalid_query");
    }
    let answer = viewer.get(&format!("{ROWS}?after={elsewhere}")).await;
    answer.assert_refused(400, "invalid_query");
}
