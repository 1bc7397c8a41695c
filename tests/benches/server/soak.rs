//! Eight simulated days of a wall: whether anything grows.

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::{
    facts::Facts,
    glass, report,
    server::{Server, folder, token},
};

const DISTRICT: &str = "310104";
const FACTS: usize = 4000;
/// The first part of all samples: until then what is made once is made.
const WARM_UP: f64 = 0.25;
const MB: f64 = 1_000_000.0;

/// What `soak.mjs` prints.
#[derive(Deserialize)]
struct Measured {
    samples: Vec<Sample>,
    days: f64,
    deltas: f64,
    turns: f64,
}

/// What was in memory after so many changes of the scene, rubbish collected.
#[derive(Deserialize)]
struct Sample {
    turn: f64,
    heap: f64,
    wasm: f64,
    nodes: f64,
    elements: f64,
    listeners: f64,
}

pub async fn run() -> Result<()> {
    report::how(
        "a wall of Xuhui District (1920×1080) in Chromium; what the server sends, recorded and given to the page's\n\
         own program 200,000 times with 2,000 changes of the scene, its clock driven through eight days",
    );
    let folder = folder()?;
    let data = folder.path().join("data");
    let server = Server::start(&data, &["--demo", "--demo-rate", "0"]).await?;
    let token = token("31", &data).await?;
    let file = Facts::named("soak", DISTRICT)?.file(folder.path(), FACTS)?;
    let measured: Measured = glass::watch("soak.mjs", &server, &file, ("TOKEN", &token)).await?;
    report::once("deltas", measured.deltas, "", "200,000");
    report::once("changes of the scene", measured.turns, "", "2,000");
    let first = (measured.samples.len() as f64 * WARM_UP) as usize;
    let steady = &measured.samples[first..];
    let a_day = measured.turns / measured.days;
    let tell = |what, unit, of: fn(&Sample) -> f64| tell(what, unit, steady, a_day, of);
    tell("JavaScript heap", "MB", |sample| sample.heap / MB)?;
    tell("WASM memory", "MB", |sample| sample.wasm / MB)?;
    tell("DOM nodes", "", |sample| sample.nodes)?;
    tell("elements", "", |sample| sample.elements)?;
    tell("listeners", "", |sample| sample.listeners)
}

/// Prints where a figure stood after the warm-up and in the end, and how much it grew a day (least squares).
fn tell(
    what: &str,
    unit: &str,
    samples: &[Sample],
    a_day: f64,
    of: fn(&Sample) -> f64,
) -> Result<()> {
    let first = samples.first().context("there are no samples")?;
    let last = samples.last().context("there are no samples")?;
    report::once(&format!("{what} after warm-up"), of(first), unit, "none");
    report::once("– in the end", of(last), unit, "none");
    let count = samples.len() as f64;
    let turn = samples.iter().map(|sample| sample.turn).sum::<f64>() / count;
    let figure = samples.iter().map(of).sum::<f64>() / count;
    let moves = |sample: &Sample| (sample.turn - turn) * (of(sample) - figure);
    let spread = |sample: &Sample| (sample.turn - turn).powi(2);
    let slope = samples.iter().map(moves).sum::<f64>() / samples.iter().map(spread).sum::<f64>();
    report::once("– growth a day", slope * a_day, unit, "0");
    Ok(())
}
