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
    assert_eq!(answer.body, checked_in);
    let etag = answer.header("etag");
    let again = server.request(Method::GET, PATH);
    let again = Answer::of(again.header("if-none-match", etag)).await;
    again.assert_status(304);
    assert!(again.body.is_empty());
}
