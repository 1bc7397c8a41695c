//! All state, made again from a long log of everything that goes on.

use std::path::Path;

use anyhow::Result;
use liandong_domain::moment::Day;

use crate::{
    facts::SHANGHAI,
    report,
    rounds::Rounds,
    sender::post_all,
    server::{Server, command, folder, token},
    when::{self, minute},
};

/// Days that the log is of.
const DAYS: i32 = 100;
/// Senders, batches of each a day, rounds of each batch: with a deployment a day 5,000,000 facts.
const FILL: [usize; 3] = [4, 13, 20];
const ROUNDS: usize = 3;

pub async fn run() -> Result<()> {
    report::how(
        "5,000,000 facts of all kinds on the tree of Shanghai, over 100 days; the server is killed and\n\
         started again where no checkpoint can be used; from its start until /readyz says 200",
    );
    let folder = folder()?;
    let data = folder.path().join("data");
    command(&["import-units", SHANGHAI], &data).await?;
    let first = when::today()?.plus(-DAYS);
    fill(&data, first).await?;
    let (mut times, mut facts) = (Vec::new(), 0.0);
    for _ in 0..ROUNDS {
        // Days that begin elsewhere: no checkpoint of these is of any use.
        let server = Server::start(&data, &["--utc-offset", "+09:00"]).await?;
        times.push(server.ready_after.as_secs_f64());
        facts = server.logged("folded")?.unwrap_or_default();
        let peak = server.peak_memory()? / 1_000_000.0;
        report::once("highest memory", peak, "MB", "none");
        server.kill().await?;
    }
    report::rounds("all state rebuilt", "s", "30 s", times);
    println!("  {facts:.0} facts were folded");
    Ok(())
}

async fn fill(data: &Path, first: Day) -> Result<()> {
    let start = when::written(minute(first, 0));
    let server = Server::start(data, &["--clock-start", &start]).await?;
    let token = token("31", data).await?;
    let mut rounds = Rounds::in_shanghai("rebuild")?;
    post_all(&server, &token, vec![rounds.registries(minute(first, 0))]).await?;
    let [senders, batches, size] = FILL;
    for day in 0..DAYS {
        let midnight = minute(first.plus(day), 0);
        if day > 0 {
            server.midnight(midnight).await?;
        }
        let deployment = rounds.deployment(day as usize, midnight);
        post_all(&server, &token, vec![vec![deployment]]).await?;
        let mut work = || {
            (0..batches)
                .map(|_| rounds.rounds(size as u64, midnight))
                .collect()
        };
        let work = (0..senders).map(|_| work()).collect();
        post_all(&server, &token, work).await?;
    }
    server.kill().await
}
