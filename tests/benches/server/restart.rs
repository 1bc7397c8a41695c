//! How long a server that was killed takes until it is ready again.

use std::path::Path;

use anyhow::Result;

use crate::{
    facts::{Facts, SHANGHAI},
    report,
    sender::rate,
    server::{Server, command, folder, token},
};

const ROUNDS: usize = 5;
/// Senders, batches of each, facts of each batch: 996,000 facts, and 6,760 units before them.
const FILL: [usize; 3] = [4, 249, 1000];

pub async fn run() -> Result<()> {
    report::how(
        "a log of 1,000,000 facts on the tree of Shanghai; the server is killed (kill -9) and\n\
         started again; from its start until /readyz says 200",
    );
    let folder = folder()?;
    let data = folder.path().join("data");
    command(&["import-units", SHANGHAI], &data).await?;
    fill(&data).await?;
    let replayed = measure(&data, "ready again", &[], ROUNDS).await?;
    println!("  of the log {replayed:.0} facts came after the last checkpoint");
    // A checkpoint of other days' midnights is of no use: the whole log is folded.
    let elsewhere = ["--utc-offset", "+09:00"];
    let replayed = measure(&data, "ready again without checkpoint", &elsewhere, 3).await?;
    println!("  {replayed:.0} facts were folded");
    Ok(())
}

async fn fill(data: &Path) -> Result<()> {
    let server = Server::start(data, &[]).await?;
    let token = token("31", data).await?;
    let facts = Facts::named("load", "31")?;
    rate(&server, &token, &facts, FILL).await?;
    server.kill().await
}

async fn measure(data: &Path, what: &str, flags: &[&str], rounds: usize) -> Result<f64> {
    let mut times = Vec::new();
    let mut folded = 0.0;
    for _ in 0..rounds {
        let server = Server::start(data, flags).await?;
        times.push(server.ready_after.as_secs_f64());
        folded = server.logged("folded")?.unwrap_or_default();
        server.kill().await?;
    }
    report::rounds(what, "s", "3 s", times);
    Ok(folded)
}
