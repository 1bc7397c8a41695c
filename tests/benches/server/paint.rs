//! From a fact's sender to the glass: `paint.mjs` drives the browser.

use anyhow::{Context, Result, bail};
use tokio::process::Command;

use crate::{
    facts::Facts,
    report,
    server::{Server, folder, token},
    stats::Sorted,
};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/server/paint.mjs");
const DISTRICT: &str = "310104";
const BATCHES: usize = 2000;

pub async fn run() -> Result<()> {
    report::how(
        "the demonstration's Shanghai on the wall of Xuhui District (1920×1080) in Chromium; from\n\
         before a fact is posted until the second animation frame after the page's text holds it",
    );
    let folder = folder()?;
    let data = folder.path().join("data");
    let server = Server::start(&data, &["--demo", "--demo-rate", "0"]).await?;
    let token = token("31", &data).await?;
    let facts = Facts::named("paint", DISTRICT)?;
    let file = folder.path().join("facts.jsonl");
    let batches: Vec<_> = (0..BATCHES).map(|_| facts.batch(1)).collect();
    std::fs::write(&file, batches.join("\n"))?;
    let output = Command::new("node")
        .arg(SCRIPT)
        .arg(server.url(""))
        .arg(&file)
        .env("TOKEN", &token)
        .kill_on_drop(true)
        .output()
        .await
        .context("node does not start")?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr));
    }
    let phases: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    for (phase, targets) in [
        ("1 fact a second", ["60 ms", "300 ms"]),
        ("50 facts a second", ["200 ms", "450 ms"]),
    ] {
        let times: Vec<f64> = serde_json::from_value(phases[phase].clone())?;
        let count = times.len();
        let sorted = Sorted::new(times);
        for (name, share, target) in [("median", 0.5, targets[0]), ("p99", 0.99, targets[1])] {
            let what = format!("{phase}, {name} of {count}");
            report::once(&what, sorted.quantile(share), "ms", target);
        }
        report::once(&format!("{phase}, longest"), sorted.most(), "ms", "none");
    }
    Ok(())
}
