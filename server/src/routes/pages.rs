//! The pages, rendered from the same snapshots that screens subscribe from.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock},
};

use axum::{
    extract::{Query, State},
    http::{StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use liandong_app::{
    AssetUrls, Surroundings,
    page::{Branch, HomeData, MissingData, Options, PageData, Search, UnitData},
};
use liandong_domain::{
    tree::{Tree, UnitIndex},
    unit::UnitKind,
};

use tracing::info;

use super::path::Code;
use crate::{Application, assets::Assets, error::AppError, search::step};

static ASSET_URLS: LazyLock<AssetUrls> = LazyLock::new(|| {
    let url = |logical: &str| Assets::embedded().url(logical).unwrap_or_default();
    let fonts = [
        "fonts/barlow-condensed-600.woff2",
        "fonts/barlow-semi-condensed-400.woff2",
    ];
    AssetUrls {
        css: url("liandong.css"),
        screen_css: url("screen.css"),
        announce: url("screen/announce.js"),
        panel: url("screen/panel.js"),
        find: url("find.js"),
        boot: url("boot.js"),
        js: url("liandong.js"),
        wasm: url("liandong.wasm"),
        icon: url("favicon.svg"),
        fonts: fonts
            .into_iter()
            .filter_map(|font| Assets::embedded().url(font))
            .collect(),
    }
});

/// `/`: find a unit.
pub async fn home(
    State(application): State<Arc<Application>>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let is_empty = application.engine.read().tree().is_empty();
    if is_empty {
        // Nothing to find yet: the way in is to set the place up.
        return Redirect::to("/setup").into_response();
    }
    let text = query.get("q").map_or("", String::as_str);
    let level = query
        .get("level")
        .and_then(|level| UnitKind::from_key(level));
    let (roots, levels) = {
        let aggregate = application.engine.read();
        let tree = aggregate.tree();
        (
            tree.roots().map(|root| branch(tree, root, 2)).collect(),
            levels(tree),
        )
    };
    let origin = application.hub.origin();
    let data = HomeData {
        demo: origin.demo,
        server_time: origin.server_time,
        utc_offset: application.clock.offset().whole_seconds(),
        levels,
        roots,
        search: application.finder.find(text, level, Search::LIMIT),
    };
    page(StatusCode::OK, &PageData::Home(data))
}

/// `/units/CODE`: a unit's wall.
pub async fn unit(
    State(application): State<Arc<Application>>,
    Code(code): Code,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let pairs = query
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()));
    let mut options = Options::from_query(pairs);
    let mut refused = None;
    if let Some(day) = options.replay {
        let scene = options.scene();
        match application.replays.beginning(&code, scene, day).await {
            Ok(snapshot) => {
                return page(
                    StatusCode::OK,
                    &PageData::Unit(UnitData {
                        snapshot: snapshot.into(),
                        options,
                        refused,
                    }),
                );
            }
            // No such day: the page shows what is now, without any mark of a replay, and says so.
            Err(why) => {
                info!(code = why.code(), "a day is not played: {why}");
                options.replay = None;
                refused = Some(application.replays.refusal(day, &why).await);
            }
        }
    }
    let Some(snapshot) = application.hub.snapshot(&code, options.scene()) else {
        return missing(&application, Some(code.chars().take(40).collect()));
    };
    page(
        StatusCode::OK,
        &PageData::Unit(UnitData {
            snapshot: snapshot.into(),
            options,
            refused,
        }),
    )
}

/// Where there is no page: says so, and helps to find one.
pub fn missing(application: &Application, unit: Option<String>) -> Response {
    let demo = application.hub.origin().demo;
    let data = PageData::Missing(MissingData { unit, demo });
    page(StatusCode::NOT_FOUND, &data)
}

/// Sends a person to sign in, and afterwards to where they wanted to go.
pub fn to_sign_in(wanted: &str, refused: AppError) -> Response {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let query = query.append_pair("next", wanted).finish();
    match refused {
        AppError::Refused(_) => Redirect::to(&format!("/sign-in?{query}")).into_response(),
        failed => failed.into_response(),
    }
}

fn levels(tree: &Tree) -> Vec<(UnitKind, u32)> {
    let mut counts = [0; UnitKind::ALL.len()];
    for (_, node) in tree.open() {
        counts[node.kind as usize] += 1;
    }
    UnitKind::ALL
        .into_iter()
        .zip(counts)
        .filter(|(_, count)| *count > 0)
        .collect()
}

fn branch(tree: &Tree, unit: UnitIndex, depth: usize) -> Branch {
    let children = tree.node(unit).children.iter().filter(|_| depth > 0);
    Branch {
        unit: step(tree, unit),
        below: children
            .map(|&child| branch(tree, child, depth - 1))
            .collect(),
    }
}

/// A page is of this moment: nobody keeps it.
fn page(status: StatusCode, data: &PageData) -> Response {
    page_in(status, data, &surroundings())
}

/// What is around a page in a browser.
pub fn surroundings() -> Surroundings {
    Surroundings {
        version: Assets::embedded().version().to_owned(),
        ..Surroundings::default()
    }
}

/// The same with something else around it.
pub fn page_in(status: StatusCode, data: &PageData, around: &Surroundings) -> Response {
    let html = liandong_app::render(data, &ASSET_URLS, around);
    (status, [(header::CACHE_CONTROL, "no-store")], Html(html)).into_response()
}
