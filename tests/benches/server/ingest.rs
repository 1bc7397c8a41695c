//! Durable facts a second: whole batches, and single facts of many senders.

use anyhow::Result;

use crate::{
    facts::{Facts, SHANGHAI},
    report,
    sender::rate,
    server::{Server, command, folder, token},
};

const ROUNDS: usize = 5;

pub async fn run() -> Result<()> {
    report::how(
        "meetings posted to the tree of Shanghai over HTTP; a fact counts when its answer came,\n\
         which is after it is on disk. Bodies are made beforehand, each sender has one connection.",
    );
    let folder = folder()?;
    let data = folder.path().join("data");
    command(&["import-units", SHANGHAI], &data).await?;
    let server = Server::start(&data, &[]).await?;
    let token = token("31", &data).await?;
    let facts = Facts::named("load", "31")?;
    for (what, target, load) in [
        ("4 senders, batches of 1,000", "50,000/s", [4, 30, 1000]),
        ("2 senders, batches of 1,000", "50,000/s", [2, 60, 1000]),
        ("64 senders of single facts", "2,000/s", [64, 100, 1]),
    ] {
        let mut rounds = Vec::new();
        for _ in 0..ROUNDS {
            rounds.push(rate(&server, &token, &facts, load).await?);
        }
        report::rounds(what, "/s", target, rounds);
    }
    Ok(())
}
