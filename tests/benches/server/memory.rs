//! What the server holds in memory: by itself, and for each screen; and what a frame to all costs.

use std::{path::Path, time::Duration};

use anyhow::Result;
use tokio::{task::JoinSet, time::sleep};

use crate::{
    facts::Facts,
    report,
    screen::Screen,
    sender::post,
    server::{Server, folder, token},
};

const DISTRICT: &str = "310104";
const SCREENS: usize = 1000;
const FRAMES: u32 = 40;
const FRAME: Duration = Duration::from_millis(250);
const MB: f64 = 1_000_000.0;

pub async fn run() -> Result<()> {
    report::how(
        "the demonstration's Shanghai after a restart, quiet; then 1,000 screens that speak postcard\n\
         on Xuhui District, and a meeting each 250 ms; resident memory and processor time of the server",
    );
    let folder = folder()?;
    let data = folder.path().join("data");
    let flags = [
        "--demo",
        "--demo-rate",
        "0",
        "--connections-per-address",
        "2000",
    ];
    Server::start(&data, &flags).await?.stop().await?;
    let server = Server::start(&data, &flags).await?;
    let alone = server.resident_memory()?;
    report::once("no screen", alone / MB, "MB", "120 MB");

    let busy_alone = busy(&server, &data, "alone").await?;
    let before = server.resident_memory()?;
    let _screens = connect(&server).await?;
    sleep(Duration::from_secs(1)).await;
    let connected = server.resident_memory()?;
    let each = |memory: f64| (memory - before) / SCREENS as f64 / 1024.0;
    report::once("a screen, connected", each(connected), "KiB", "16 KB");
    let busy_all = busy(&server, &data, "all").await?;
    let shown = server.resident_memory()?;
    report::once("a screen, after 40 frames", each(shown), "KiB", "16 KB");
    let cost = busy_all - busy_alone;
    report::once("a frame to 1,000 screens, processor", cost, "ms", "none");
    Ok(())
}

async fn connect(server: &Server) -> Result<JoinSet<()>> {
    let mut screens = JoinSet::new();
    for _ in 0..SCREENS {
        let screen = Screen::show(server, DISTRICT).await?;
        screens.spawn(screen.take_all());
    }
    Ok(screens)
}

/// Processor time of the server for a meeting that changes what the screens show, in milliseconds.
async fn busy(server: &Server, data: &Path, name: &str) -> Result<f64> {
    let token = token("31", data).await?;
    let facts = Facts::named(name, DISTRICT)?;
    let client = liandong_tests::client();
    let url = server.url("/api/v1/facts");
    let before = server.processor_ms()?;
    for _ in 0..FRAMES {
        post(&client, &url, &token, facts.batch(1)).await?;
        sleep(FRAME).await;
    }
    Ok((server.processor_ms()? - before) / f64::from(FRAMES))
}
