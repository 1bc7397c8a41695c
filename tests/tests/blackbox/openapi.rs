//! The description of the API: it is served, and it is of the routes that there are.

use std::collections::BTreeSet;

use liandong_tests::{Answer, Server};
use reqwest::Method;

use crate::authorisation::routes;

const PATH: &str = "/api/openapi.json";

#[tokio::test]
async fn every_route_is_described_and_nothing_else() {
    let server = Server::small().await;
    let document = server.get(PATH).await.json();
    let paths = document["paths"].as_object().expect("paths");
    let described = paths.iter().flat_map(|(path, item)| {
        let methods = item.as_object().into_iter().flatten();
        methods.map(move |(method, _)| (method.to_uppercase(), path.clone()))
    });
    let described: BTreeSet<(String, String)> = described
        .filter(|(_, path)| path.starts_with("/api/v1/"))
        .collect();
    assert_eq!(described, routes::of_the_api());
}

#[tokio::test]
async fn the_document_is_open_to_all_and_sent_once() {
    let server = Server::small().await;
    let answer = server.get(PATH).await;
    answer.assert_status(200);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.json()["openapi"], "3.1.0");
    let checked_in = include_str!("../../../docs/openapi.json");
    assert!(
        answer.body == checked_in,
        "docs/openapi.json is not what is served"
    );
    let etag = answer.header("etag");
    let again = server.request(Method::GET, PATH);
    let again = Answer::of(again.header("if-none-match", etag)).await;
    again.assert_status(304);
    assert!(again.body.is_empty());
}

#[tokio::test]
async fn people_read_the_same_without_a_script() {
    let server = Server::small().await;
    let page = server.get("/api/docs").await;
    page.assert_status(200);
    assert!(!page.body.contains("<script"));
    assert!(
        page.header("content-security-policy")
            .contains("default-src 'self'")
    );
    let document = server.get(PATH).await.json();
    let items = document["paths"].as_object().expect("paths").values();
    for operation in items.flat_map(|item| item.as_object().into_iter().flatten()) {
        let name = operation.1["operationId"].as_str().expect("a name");
        assert!(page.body.contains(&format!("id=\"{name}\"")), "{name}");
    }
    let links = page.body.split("href=\"#").skip(1);
    for link in links.filter_map(|link| link.split('"').next()) {
        assert!(page.body.contains(&format!("id=\"{link}\"")), "{link}");
    }
}
