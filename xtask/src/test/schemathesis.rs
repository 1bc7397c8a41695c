//! Tries the API against its own description, with a program that makes up calls of every kind.

use std::fs;

use anyhow::Result;

use crate::process::{find, run, run_quietly};
use crate::workspace::Workspace;

/// Pinned: a newer one may look for more.
const VERSION: &str = "4.32.5";

/// Installs it beside the build output, and runs it against the server that `build` made.
pub fn check(workspace: &Workspace) -> Result<()> {
    let Some(python) = find("python3") else {
        println!("not tried: there is no python3, which schemathesis runs on");
        return Ok(());
    };
    let folder = workspace.target.join(format!("schemathesis-{VERSION}"));
    let program = folder.join("bin/schemathesis");
    if !program.is_file() {
        // What an earlier try left half done is of no use.
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        run_quietly(workspace.command(&python).args(["-m", "venv"]).arg(&folder))?;
        let package = format!("schemathesis=={VERSION}");
        run_quietly(
            workspace
                .command(folder.join("bin/pip"))
                .args(["install", "--quiet", &package]),
        )?;
    }
    run(workspace
        .command(&python)
        .arg("tests/schemathesis/run.py")
        .args([workspace.binary(), program]))
}
