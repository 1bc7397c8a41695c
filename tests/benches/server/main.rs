//! Measures the real server from outside: `cargo xtask bench NAME` runs one bench of this.
//!
//! The server is the binary that `LIANDONG_BIN` names, its data is in a folder of its own, and all
//! traffic stays on this machine. What sends the load shares the processors with the server.

mod act;
mod announce;
mod country;
mod export;
mod facts;
mod frame;
mod glass;
mod import;
mod ingest;
mod lists;
mod memory;
mod paint;
mod panel;
mod pen;
mod places;
mod rebuild;
mod replay;
mod report;
mod restart;
mod round;
mod rounds;
mod screen;
mod sender;
mod server;
mod soak;
mod staff;
mod stats;
mod storm;
mod table;
mod when;

use anyhow::{Context, Result, bail};

#[tokio::main]
async fn main() -> Result<()> {
    // Cargo adds `--bench` of its own.
    let name = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with("--"))
        .context(
            "name a bench: ingest, restart, rebuild, country, import, frame, memory, export, lists, \
             replay, paint, act, announce, panel, soak or storm",
        )?;
    match name.as_str() {
        "ingest" => ingest::run().await,
        "restart" => restart::run().await,
        "rebuild" => rebuild::run().await,
        "country" => country::run().await,
        "import" => import::run().await,
        "frame" => frame::run().await,
        "memory" => memory::run().await,
        "export" => export::run().await,
        "lists" => lists::run().await,
        "replay" => replay::run().await,
        "paint" => paint::run().await,
        "act" => act::run().await,
        "announce" => announce::run().await,
        "panel" => panel::run().await,
        "soak" => soak::run().await,
        "storm" => storm::run().await,
        _ => bail!("there is no bench `{name}`"),
    }
}
