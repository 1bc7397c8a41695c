//! `/kiosk/{station}` and below: what the touch screen of a station shows.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock},
};

use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use liandong_app::{
    Surroundings,
    kiosk::{
        Address, Body, Here, KioskPage, KioskUrls, Look, Notice, Rows, Tab, render, render_notice,
    },
};
use liandong_domain::{
    frame::{Scene, Snapshot},
    tree::{Tree, UnitIndex},
    unit::{UnitCode, UnitKind},
    view::{
        heading,
        offers::{Side, offers},
    },
};

use super::{number, pages, panel, path::Code, taking};
use crate::{
    Application,
    assets::Assets,
    client::Client,
    error::AppError,
    screens::{Presented, credential},
    search::step,
};

mod activity;

pub(super) static URLS: LazyLock<KioskUrls> = LazyLock::new(|| {
    let url = |logical: &str| Assets::embedded().url(logical).unwrap_or_default();
    KioskUrls {
        css: url("kiosk.css"),
        js: url("kiosk.js"),
        icon: url("favicon.svg"),
        screen_css: url("screen.css"),
        announce: url("screen/announce.js"),
        panel: url("screen/panel.js"),
    }
});

type Pairs = Query<HashMap<String, String>>;

/// Who asks, and how.
type Asking = (Client, HeaderMap);

/// The first page.
pub async fn home(
    State(application): State<Arc<Application>>,
    client: Client,
    headers: HeaderMap,
    Code(station): Code,
    Query(query): Pairs,
) -> Response {
    show(
        &application,
        (client, headers),
        (&station, Address::Home),
        &query,
    )
    .await
}

/// A scene of a unit.
pub async fn unit(
    State(application): State<Arc<Application>>,
    client: Client,
    headers: HeaderMap,
    path: Path<(String, String)>,
    Query(query): Pairs,
) -> Response {
    let Path((station, code)) = path;
    let Ok(code) = code.parse::<UnitCode>() else {
        return gone(&application, Some(&station));
    };
    let address = Address::unit_from_query(code, |key| of(&query, key));
    show(&application, (client, headers), (&station, address), &query).await
}

/// A number that is asked where it comes from.
pub async fn number(
    State(application): State<Arc<Application>>,
    client: Client,
    headers: HeaderMap,
    path: Path<(String, String, String)>,
    Query(query): Pairs,
) -> Response {
    let Path((station, code, key)) = path;
    let Ok(code) = code.parse::<UnitCode>() else {
        return gone(&application, Some(&station));
    };
    let address = Address::number_from_query(code, key, |key| of(&query, key));
    show(&application, (client, headers), (&station, address), &query).await
}

/// Finding a unit.
pub async fn find(
    State(application): State<Arc<Application>>,
    client: Client,
    headers: HeaderMap,
    Code(station): Code,
    Query(query): Pairs,
) -> Response {
    let address = Address::find_from_query(|key| of(&query, key));
    show(&application, (client, headers), (&station, address), &query).await
}

/// What goes on at the station.
pub async fn here(
    State(application): State<Arc<Application>>,
    client: Client,
    headers: HeaderMap,
    Code(station): Code,
    Query(query): Pairs,
) -> Response {
    let address = Address::here_from_query(|key| of(&query, key));
    show(&application, (client, headers), (&station, address), &query).await
}

fn of<'a>(query: &'a HashMap<String, String>, key: &str) -> Option<&'a str> {
    query.get(key).map(String::as_str)
}

async fn show(
    application: &Application,
    (client, headers): Asking,
    (station, address): (&str, Address),
    query: &HashMap<String, String>,
) -> Response {
    let look = Look::from_query(|key| of(query, key));
    match filled(application, station, address, look).await {
        Ok(mut page) => {
            page.around = around(application, &headers);
            let to_take = (station, &page.address);
            page.qr_svg = taking::code(application, (client, &headers), to_take);
            answer(&page)
        }
        Err(AppError::Refused(_)) => gone(application, Some(station)),
        Err(failed) => failed.into_response(),
    }
}

/// A paired screen has its own palette.
fn around(application: &Application, headers: &HeaderMap) -> Surroundings {
    let found = credential::of(headers).and_then(|hash| application.screens.roster.identify(hash));
    match found {
        Some(Presented::Screen(screen)) => panel::around(application, &screen),
        _ => pages::surroundings(),
    }
}

/// A page with everything but the code to take it home by. Sensitive numbers are rounded whoever is
/// signed in: anybody may stand in front of the screen.
///
/// # Errors
/// There is no such unit or number, or the store failed.
pub(super) async fn filled(
    application: &Application,
    station: &str,
    address: Address,
    look: Look,
) -> Result<KioskPage, AppError> {
    // Before the numbers: what comes in meanwhile is told again.
    let cursor = application.hub.cursor();
    let body = body(application, station, &address).await?;
    let aggregate = application.engine.read();
    let tree = aggregate.tree();
    let unknown = || AppError::unknown_unit(station);
    let at = tree.find(station).ok_or_else(unknown)?;
    let about = match &address {
        Address::Home | Address::Here { .. } => at,
        Address::Find { .. } => scope(tree, at),
        Address::Unit { code, .. } | Address::Number { code, .. } => {
            let code = code.as_str();
            tree.find(code)
                .ok_or_else(|| AppError::unknown_unit(code))?
        }
    };
    let origin = application.hub.origin();
    Ok(KioskPage {
        station: step(tree, at),
        heading: heading(&aggregate, about),
        address,
        look,
        cursor,
        around: pages::surroundings(),
        now: origin.server_time,
        offset: application.clock.offset(),
        demo: origin.demo,
        qr_svg: String::new(),
        taken: false,
        body,
    })
}

async fn body(
    application: &Application,
    station: &str,
    address: &Address,
) -> Result<Body, AppError> {
    let snapshot = |code: &str, scene| -> Result<Snapshot, AppError> {
        let snapshot = application.hub.snapshot(code, scene);
        snapshot.ok_or_else(|| AppError::unknown_unit(code))
    };
    Ok(match address {
        Address::Home => Body::Home(Box::new(snapshot(station, Scene::Overview)?)),
        Address::Unit { code, scene, .. } => Body::Unit(Box::new(snapshot(code.as_str(), *scene)?)),
        Address::Number {
            code, key, scene, ..
        } => {
            let asked = (code.as_str(), key.as_str());
            Body::Number(Box::new(number::asked(application, asked, *scene).await?))
        }
        Address::Find { letters, level, .. } => {
            let scope = {
                let aggregate = application.engine.read();
                let tree = aggregate.tree();
                let at = tree.find(station);
                at.map(|at| tree.node(scope(tree, at)).code.clone())
            };
            let scope = scope.ok_or_else(|| AppError::unknown_unit(station))?;
            let narrowed = application.finder.narrow(scope.as_str(), letters, *level);
            Body::Find(narrowed.ok_or_else(|| AppError::unknown_unit(station))?)
        }
        Address::Here { tab, .. } => Body::Here(Box::new(Here {
            snapshot: snapshot(station, Scene::CoBuilding)?,
            rows: rows(application, station, *tab).await?,
        })),
    })
}

/// The unit that a station's visitors search below: its district, or itself where it is no lower.
fn scope(tree: &Tree, station: UnitIndex) -> UnitIndex {
    let mut line = tree.upwards(station);
    line.find(|&unit| tree.node(unit).kind <= UnitKind::District)
        .unwrap_or(station)
}

async fn rows(application: &Application, station: &str, tab: Tab) -> Result<Rows, AppError> {
    let side = match tab {
        Tab::Activities => {
            return activity::latest(application, station)
                .await
                .map(Rows::Activities);
        }
        Tab::Resources => Side::Resources,
        Tab::Needs => Side::Needs,
    };
    let found = offers(&application.engine.read(), station, side);
    found
        .map(Rows::Offers)
        .ok_or_else(|| AppError::unknown_unit(station))
}

/// A page is of this moment: nobody keeps it.
pub(super) fn answer(page: &KioskPage) -> Response {
    let no_store = [(header::CACHE_CONTROL, "no-store")];
    (no_store, Html(render(page, &URLS))).into_response()
}

/// Where there is no such page: says so, and leads back to the first one where there is a station.
pub(super) fn gone(application: &Application, station: Option<&str>) -> Response {
    let known = station.filter(|code| application.engine.read().tree().find(code).is_some());
    let (title, text) = match (station, known) {
        (Some(code), None) => (
            "这块屏幕的单位已停用",
            format!(
                "组织树中没有代码为“{}”的单位。请工作人员在“屏幕”页为它重新指定单位。",
                code.chars().take(40).collect::<String>()
            ),
        ),
        _ => (
            "没有这个页面",
            "它说的单位已停用，或者地址有误。".to_owned(),
        ),
    };
    let home = known.and_then(|code| code.parse::<UnitCode>().ok());
    let notice = Notice {
        title,
        text,
        home: home.map(|code| Address::Home.href(&code, Look::default())),
    };
    let no_store = [(header::CACHE_CONTROL, "no-store")];
    let html = Html(render_notice(&notice, &URLS));
    (StatusCode::NOT_FOUND, no_store, html).into_response()
}
