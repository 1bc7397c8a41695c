//! From a fact's sender to the glass.

use anyhow::Result;

use crate::{
    facts::Facts,
    glass, report,
    server::{Server, folder, token},
};

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
    let file = Facts::named("paint", DISTRICT)?.file(folder.path(), BATCHES)?;
    let mut times = glass::watch("paint.mjs", &server, &file, ("TOKEN", &token)).await?;
    glass::report(&mut times, "1 fact a second", ["60 ms", "300 ms"])?;
    glass::report(&mut times, "50 facts a second", ["200 ms", "450 ms"])
}
