//! A panel: how soon a wall is there, and how busy a weak computer is with it.

use anyhow::Result;
use serde::Deserialize;

use crate::{
    facts::Facts,
    glass, report,
    server::{Server, folder, token},
};

const DISTRICT: &str = "310104";
const FACTS: usize = 10_000;

/// What `panel.mjs` prints.
#[derive(Deserialize)]
struct Measured {
    cold: Vec<f64>,
    warm: Vec<f64>,
    overview: Busy,
    linkage: Busy,
}

#[derive(Deserialize)]
struct Busy {
    /// Of the main thread's time, in per cent.
    shares: Vec<f64>,
    /// Frames of the server that were painted, a second.
    told: Vec<f64>,
}

pub async fn run() -> Result<()> {
    report::how(
        "the demonstration's Shanghai on the wall of Xuhui District (1920×1080) in Chromium; largest contentful\n\
         paint; the main thread's busy share with the processor throttled to a sixth, ten facts a second",
    );
    let folder = folder()?;
    let data = folder.path().join("data");
    let server = Server::start(&data, &["--demo", "--demo-rate", "0"]).await?;
    let token = token("31", &data).await?;
    let file = Facts::named("panel", DISTRICT)?.file(folder.path(), FACTS)?;
    let measured: Measured = glass::watch("panel.mjs", &server, &file, ("TOKEN", &token)).await?;
    for (what, times, target) in [
        ("cold cache", measured.cold, "1,500 ms"),
        ("warm cache", measured.warm, "500 ms"),
    ] {
        report::rounds(what, "ms", target, times);
    }
    for (scene, busy) in [
        ("overview", measured.overview),
        ("linkage", measured.linkage),
    ] {
        report::rounds(&format!("busy, {scene}"), "%", "20 %", busy.shares);
        report::rounds("– frames painted", "/s", "none", busy.told);
    }
    Ok(())
}
