//! `/screen`: what a panel opens. Unpaired it shows a code; as a wall its unit; as a kiosk it goes to the kiosk's page.

use std::sync::{Arc, LazyLock};

use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use liandong_app::{
    Surroundings, Theme,
    page::{Options, PageData, UnitData},
    pairing::{Pairing, PairingUrls, render},
};
use liandong_domain::{frame::Scene, unit::UnitCode};
use serde::Deserialize;

use super::pages;
use crate::{
    Application,
    assets::Assets,
    screens::{Presented, Role, Settings, credential, notices, settings::Palette},
    store::screens::Screen,
};

static URLS: LazyLock<PairingUrls> = LazyLock::new(|| {
    let url = |logical: &str| Assets::embedded().url(logical).unwrap_or_default();
    PairingUrls {
        css: url("pairing.css"),
        js: url("screen/pairing.js"),
        icon: url("favicon.svg"),
    }
});

#[derive(Deserialize)]
pub struct Ended {
    /// Why the server closed the connection of the page before.
    ended: Option<String>,
}

/// Shows what belongs on the panel. One whose pairing ended forgets its credential; so does one that is told that
/// another has it.
pub async fn show(
    State(application): State<Arc<Application>>,
    headers: HeaderMap,
    Query(Ended { ended }): Query<Ended>,
) -> Response {
    let shown = credential::of(&headers);
    let found = shown.and_then(|hash| application.screens.roster.identify(hash));
    match found {
        Some(Presented::Screen(screen)) if ended.as_deref() != Some("screen_in_use") => {
            of_screen(&application, &screen)
        }
        _ if shown.is_some() => {
            let forget = [(header::SET_COOKIE, credential::ended_cookie())];
            (forget, pairing(&application)).into_response()
        }
        _ => pairing(&application),
    }
}

fn of_screen(application: &Application, screen: &Screen) -> Response {
    let path = notices::path(application, screen.unit.as_str()).unwrap_or_default();
    let settings = application.screens.layers.resolve(screen, &path);
    let Some(own) = path.last() else {
        return pairing(application);
    };
    if screen.role == Role::Kiosk {
        return Redirect::to(&format!("/kiosk/{own}")).into_response();
    }
    let (unit, scene) = first(application, own, &settings).unwrap_or((own, Scene::Overview));
    let Some(snapshot) = application.hub.snapshot(unit.as_str(), scene) else {
        return pairing(application);
    };
    let options = Options {
        wall: true,
        scene: Some(scene),
        ..Options::default()
    };
    let data = PageData::Unit(UnitData {
        snapshot: snapshot.into(),
        options,
        refused: None,
    });
    pages::page_in(StatusCode::OK, &data, &dressed(screen, &settings))
}

/// What is around a page on a paired screen.
pub(super) fn around(application: &Application, screen: &Screen) -> Surroundings {
    let path = notices::path(application, screen.unit.as_str()).unwrap_or_default();
    dressed(screen, &application.screens.layers.resolve(screen, &path))
}

fn dressed(screen: &Screen, settings: &Settings) -> Surroundings {
    Surroundings {
        screen: Some(screen.id),
        theme: match settings.theme.unwrap_or_default() {
            Palette::Red => Theme::Red,
            Palette::Ink => Theme::Ink,
        },
        ..pages::surroundings()
    }
}

/// What the playlist begins with, of what can be shown at any time of day.
fn first<'a>(
    application: &Application,
    own: &'a UnitCode,
    settings: &'a Settings,
) -> Option<(&'a UnitCode, Scene)> {
    let mut entries = settings.playlist.iter().flatten();
    let entry = entries.find(|entry| entry.from.is_none())?;
    let unit = entry.unit.as_ref().unwrap_or(own);
    application.engine.read().tree().find(unit.as_str())?;
    Some((unit, entry.scene))
}

fn pairing(application: &Application) -> Response {
    let origin = application.hub.origin();
    let page = Pairing {
        now: origin.server_time,
        offset: application.clock.offset(),
        version: Assets::embedded().version().to_owned(),
        demo: origin.demo,
    };
    let html = Html(render(&page, &URLS));
    ([(header::CACHE_CONTROL, "no-store")], html).into_response()
}
