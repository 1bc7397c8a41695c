//! The tests that look at the screens in a real browser.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::process::run;
use crate::setup;
use crate::workspace::Workspace;

/// Neither a file that hangs nor a browser that cannot be ended may hold up all others. The longest file takes a quarter of it.
const LIMITS: [&str; 2] = ["--test-timeout=900000", "--test-force-exit"];
const FOLDERS: [&str; 2] = ["tests/e2e", "tests/e2e/stories"];

/// Runs them with Node.js's own runner.
pub fn run_tests(workspace: &Workspace) -> Result<()> {
    let chromium = setup::chromium().context("there is no Chromium; run `cargo xtask setup`")?;
    run(workspace
        .command("node")
        .env("CHROMIUM", chromium)
        .env("LIANDONG_BIN", workspace.binary())
        .args(["--test", "--test-reporter=spec"])
        .args(LIMITS)
        .args(files(workspace)?))
}

/// Named one by one: what Node.js makes of a folder differs between its versions.
fn files(workspace: &Workspace) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for folder in FOLDERS {
        let before = files.len();
        for entry in fs::read_dir(workspace.root.join(folder))
            .with_context(|| format!("there is no {folder}"))?
        {
            let path = entry?.path();
            if path.to_string_lossy().ends_with(".test.mjs") {
                files.push(path);
            }
        }
        if files.len() == before {
            bail!("{folder} has no tests");
        }
    }
    files.sort();
    Ok(files)
}
