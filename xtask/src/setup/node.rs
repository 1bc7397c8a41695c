//! The npm packages: tools for building and testing, pinned by the lock file.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::time::SystemTime;

use anyhow::Result;

use super::apt;
use crate::process::{find, run_quietly};
use crate::workspace::Workspace;

/// Whether the installed packages are at least as new as the lock file.
pub fn is_ready(workspace: &Workspace) -> bool {
    let modified = |path: PathBuf| -> io::Result<SystemTime> { fs::metadata(path)?.modified() };
    // npm writes this file last, so an interrupted installation is not taken for a finished one.
    let installed = modified(workspace.root.join("node_modules/.package-lock.json"));
    let locked = modified(workspace.root.join("package-lock.json"));
    find("node").is_some()
        && matches!((installed, locked), (Ok(installed), Ok(locked)) if installed >= locked)
}

/// Installs exactly what the lock file says.
pub fn make_ready(workspace: &Workspace) -> Result<()> {
    if find("node").is_none() || find("npm").is_none() {
        apt::install(
            &["nodejs", "npm"],
            "install Node.js 20 or newer, with npm, and run this again",
        )?;
    }
    run_quietly(workspace.command("npm").arg("ci"))
}
