//! `GET /api/docs`: the description of the API for people, made from the same document.

use std::sync::LazyLock;

use axum::{
    http::{HeaderValue, header},
    response::{Html, IntoResponse, Response},
};
use liandong_app::reference::{Failure, Group, Reference, ReferenceUrls, render};
use serde_json::Value;

use super::openapi::DOCUMENT;
use crate::assets::Assets;

mod calls;
mod examples;
mod shapes;

/// The page, made once: it is the same for everybody.
static PAGE: LazyLock<String> = LazyLock::new(|| {
    let url = |logical: &str| Assets::embedded().url(logical).unwrap_or_default();
    let urls = ReferenceUrls {
        css: url("console.css"),
        icon: url("favicon.svg"),
    };
    render(reference(&DOCUMENT.json), &urls)
});

/// The page.
pub async fn show() -> Response {
    let caching = [(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"))];
    (caching, Html(PAGE.as_str())).into_response()
}

fn reference(document: &Value) -> Reference {
    let schemes = entries(&document["components"]["securitySchemes"]);
    let access = schemes.map(|(name, scheme)| {
        let word = if name == "token" { "令牌" } else { "登录" };
        (word.to_owned(), text(&scheme["description"]))
    });
    let mut all = calls::all(document);
    let groups = document["tags"].as_array().into_iter().flatten();
    let groups = groups.map(|tag| {
        let name = text(&tag["name"]);
        let calls = all.extract_if(.., |(of, _)| *of == name);
        Group {
            calls: calls.map(|(_, call)| call).collect(),
            about: text(&tag["description"]),
            name,
        }
    });
    Reference {
        about: text(&document["info"]["description"]),
        access: access.collect(),
        groups: groups.collect(),
        shapes: shapes::all(document),
        common: calls::common().collect::<Vec<Failure>>(),
    }
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
