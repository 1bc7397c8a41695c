//! `/console/screen-settings`.

use std::{collections::BTreeSet, sync::Arc};

use axum::{extract::State, response::Response};
use liandong_app::console::{EntryRow, Page, ScopeChoice, ScreenSettingsPage, Times};
use serde::Serialize;
use serde_json::json;

use super::{Reader, name, show};
use crate::{
    Application,
    access::{Role, Staff},
    error::AppError,
    routes::{
        query::Asked,
        screens::{
            self as api, ScreensWanted,
            settings::{ScopeWanted, scope, view},
        },
    },
    screens::{
        Settings,
        settings::{PlaylistEntry, Scope},
    },
};

/// How screens of a scope are set; of the account's own unit where none is named.
///
/// # Errors
/// No such scope for this account.
pub async fn screen_settings(
    State(application): State<Arc<Application>>,
    Reader(staff): Reader,
    Asked(mut wanted): Asked<ScopeWanted>,
) -> Result<Response, AppError> {
    if wanted.screen.is_none() && wanted.unit.is_none() {
        wanted.unit = Some(staff.account.unit.to_string());
    }
    let scope = scope(&application, &staff, &wanted)?;
    let settings = view(&application, &scope)?;
    let (own, all) = (settings.own, settings.effective);
    let (title, call) = match &scope {
        Scope::Unit(unit) => (
            format!("{}及所有下级的屏幕", name(&application, unit)),
            json!({ "unit": unit }),
        ),
        Scope::Tag(unit, tag) => (
            format!(
                "{}及所有下级中标签为“{tag}”的屏幕",
                name(&application, unit)
            ),
            json!({ "unit": unit, "tag": tag }),
        ),
        Scope::Screen(id) => {
            let screen = application.screens.roster.get(*id);
            let screen = screen.map_or_else(String::new, |screen| screen.name.clone());
            (format!("屏幕“{screen}”"), json!({ "screen": id }))
        }
    };
    let page = ScreenSettingsPage {
        title,
        scope: call.to_string(),
        scopes: scopes(&application, &staff, &scope),
        theme: pair(&own, &all, |settings| settings.theme.map(key)),
        still: pair(&own, &all, |settings| settings.still.map(key)),
        muted: pair(&own, &all, |settings| settings.muted.map(key)),
        times: times(&own, &all),
        inherited_playlist: in_words(
            &application,
            all.playlist.as_deref(),
            own.playlist.is_some(),
        ),
        playlist: own
            .playlist
            .map(|entries| entries.iter().map(entry).collect()),
        manages: staff.account.role >= Role::Manager,
    };
    Ok(show(
        &application,
        Some(&staff),
        Page::ScreenSettings(Box::new(page)),
    ))
}

/// What is set here and what counts, both as text.
fn pair(
    own: &Settings,
    all: &Settings,
    text: impl Fn(&Settings) -> Option<String>,
) -> (String, String) {
    (text(own).unwrap_or_default(), text(all).unwrap_or_default())
}

/// The key under which a value travels.
fn key(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}

fn times(own: &Settings, all: &Settings) -> Times {
    let numbers = |numbers: &[u16]| {
        let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        numbers.join(" ")
    };
    let both = |text: &dyn Fn(&Settings) -> Option<String>| pair(own, all, text);
    Times {
        off: both(&|settings| settings.off.as_ref().map(key)),
        dim: both(&|settings| settings.dim.as_ref().map(key)),
        dim_percent: both(&|settings| settings.dim_percent.map(|dim| dim.to_string())),
        restart: both(&|settings| settings.restart.clone()),
        size: both(&|settings| {
            settings
                .size
                .map(|size| format!("{}×{}", size.width, size.height))
        }),
        safe: both(&|settings| settings.safe.map(|safe| numbers(&safe))),
        bezels_x: both(&|settings| settings.bezels.as_ref().map(|bezels| numbers(&bezels.x))),
        bezels_y: both(&|settings| settings.bezels.as_ref().map(|bezels| numbers(&bezels.y))),
        bezels_gap: both(&|settings| {
            settings
                .bezels
                .as_ref()
                .map(|bezels| bezels.gap.to_string())
        }),
        diagonal: both(&|settings| {
            settings
                .reading
                .map(|reading| reading.diagonal_in.to_string())
        }),
        distance: both(&|settings| settings.reading.map(|reading| metres(reading.distance_dm))),
    }
}

/// `6.5` of 65 decimetres.
fn metres(decimetres: u16) -> String {
    match (decimetres / 10, decimetres % 10) {
        (whole, 0) => whole.to_string(),
        (whole, part) => format!("{whole}.{part}"),
    }
}

fn entry(entry: &PlaylistEntry) -> EntryRow {
    EntryRow {
        unit: entry
            .unit
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        scene: entry.scene,
        dwell_s: entry.dwell_s,
        from: entry.from.clone().unwrap_or_default(),
        to: entry.to.clone().unwrap_or_default(),
    }
}

/// What is shown where nothing is set here.
fn in_words(application: &Application, playlist: Option<&[PlaylistEntry]>, is_own: bool) -> String {
    if is_own {
        return "取消勾选后沿用上级单位的播放列表。".to_owned();
    }
    let entries = playlist.unwrap_or_default().iter().map(|entry| {
        let unit = entry.unit.as_ref().map(|unit| name(application, unit));
        let unit = unit.unwrap_or_else(|| "本单位".to_owned());
        format!("{unit}{} {} 秒", entry.scene.label(), entry.dwell_s)
    });
    let entries: Vec<String> = entries.collect();
    if entries.is_empty() {
        return "上级没有设置：一直显示本单位的总览。".to_owned();
    }
    format!("沿用上级：{}。", entries.join("、"))
}

/// Where else to go: the account's unit, its tags, and what is shown.
fn scopes(application: &Application, staff: &Staff, here: &Scope) -> Vec<ScopeChoice> {
    let own = &staff.account.unit;
    let screens = api::wanted(application, staff, &ScreensWanted::default());
    let tags: BTreeSet<&String> = screens
        .iter()
        .flat_map(|(screen, _)| &screen.tags)
        .collect();
    let mut scopes = vec![ScopeChoice {
        href: format!("/console/screen-settings?unit={own}"),
        label: name(application, own),
        here: *here == Scope::Unit(own.clone()),
    }];
    let units: BTreeSet<_> = screens.iter().map(|(screen, _)| &screen.unit).collect();
    scopes.extend(
        units
            .into_iter()
            .filter(|unit| *unit != own)
            .map(|unit| ScopeChoice {
                href: format!("/console/screen-settings?unit={unit}"),
                label: name(application, unit),
                here: *here == Scope::Unit(unit.clone()),
            }),
    );
    scopes.extend(tags.into_iter().map(|tag| {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("unit", own.as_str())
            .append_pair("tag", tag)
            .finish();
        ScopeChoice {
            href: format!("/console/screen-settings?{query}"),
            label: format!("# {tag}"),
            here: *here == Scope::Tag(own.clone(), tag.clone()),
        }
    }));
    scopes.extend(screens.iter().map(|(screen, _)| ScopeChoice {
        href: format!("/console/screen-settings?screen={}", screen.id),
        label: format!("屏：{}", screen.name),
        here: *here == Scope::Screen(screen.id),
    }));
    scopes
}
