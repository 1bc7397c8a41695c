//! Benches of the real server, from outside: `tests/benches/server`.

use anyhow::{Context, Result};

use crate::build;
use crate::process::run;
use crate::setup;
use crate::workspace::Workspace;

/// Builds the server and runs one of its benches.
pub fn run_one(workspace: &Workspace, name: &str) -> Result<()> {
    build::run_all(workspace)?;
    let mut cargo = workspace.cargo();
    cargo.env("LIANDONG_BIN", workspace.binary());
    if matches!(name, "paint" | "act" | "announce" | "panel" | "soak") {
        let chromium =
            setup::chromium().context("there is no Chromium; run `cargo xtask setup`")?;
        cargo.env("CHROMIUM", chromium);
    }
    run(cargo
        .args(["bench", "--package", "liandong-tests", "--bench", "server"])
        .args(["--", name]))
}
