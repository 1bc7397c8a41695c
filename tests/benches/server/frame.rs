//! What one meeting costs on the wire.

use std::{path::Path, time::Duration};

use anyhow::Result;
use tokio::time::sleep;

use crate::{
    facts::Facts,
    report,
    screen::Screen,
    sender::post,
    server::{Server, folder, token},
};

const DISTRICT: &str = "310104";
const MEETINGS: usize = 20;

pub async fn run() -> Result<()> {
    report::how(
        "the demonstration's Shanghai, quiet; one meeting after the other in Xuhui District, and the\n\
         postcard delta, with its ticker entry, that a screen of each level gets",
    );
    let folder = folder()?;
    let data = folder.path().join("data");
    let server = Server::start(&data, &["--demo", "--demo-rate", "0"]).await?;
    for (what, unit) in [("district's screen", DISTRICT), ("city's screen", "31")] {
        let sizes = measure(&server, &data, unit).await?;
        let target = if unit == DISTRICT {
            "200 bytes"
        } else {
            "none"
        };
        report::rounds(what, "bytes", target, sizes);
    }
    Ok(())
}

async fn measure(server: &Server, data: &Path, unit: &str) -> Result<Vec<f64>> {
    let token = token("31", data).await?;
    let facts = Facts::named(unit, DISTRICT)?;
    let mut screen = Screen::show(server, unit).await?;
    let client = liandong_tests::client();
    let url = server.url("/api/v1/facts");
    let mut sizes = Vec::new();
    for _ in 0..MEETINGS {
        post(&client, &url, &token, facts.batch(1)).await?;
        sizes.push(screen.next_delta().await? as f64);
        // Longer than a tick: the next meeting comes into quiet again.
        sleep(Duration::from_millis(300)).await;
    }
    Ok(sizes)
}
