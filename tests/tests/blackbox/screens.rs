//! Panels: how they are paired, what they are told, and how they are watched over.

use liandong_domain::frame::Encoding;
use liandong_tests::{Screen, Server, Staff, panels::*, tree::*};
use reqwest::Method;
use serde_json::{Value, json};

mod announcements;
mod credentials;
mod fleet;
mod pairing;
mod settings;

/// A screen of a unit, connected and shown its numbers.
async fn connected(server: &Server, paired: &Paired, unit: &str) -> Screen {
    let mut screen = paired.open(server).await;
    screen.notice("settings").await;
    screen.show(unit).await;
    screen
}

/// What a well screen says of itself.
fn well(version: &str) -> Value {
    json!({
        "kind": "state", "version": version, "model": "Chromium 120 · Debian", "width": 1920, "height": 1080,
        "unit": XUHUI, "scene": "overview", "theme": "red", "link": "live", "fps": 60, "heap_mb": 40,
        "uptime_s": 12, "painted": [], "wasm": true,
    })
}

/// The version that the server tells its screens.
async fn version(server: &Server, paired: &Paired) -> String {
    let mut screen = paired.open(server).await;
    let settings = screen.notice("settings").await;
    settings["version"].as_str().expect("a version").to_owned()
}

async fn one(staff: &Staff<'_>, id: i64) -> Value {
    let answer = staff.get(&format!("/api/v1/screens/{id}")).await;
    answer.assert_status(200);
    answer.json()
}
