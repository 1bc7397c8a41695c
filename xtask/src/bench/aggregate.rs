//! Folding facts into numbers.

use anyhow::Result;

use crate::process::run;
use crate::workspace::Workspace;

/// Runs the domain's own benches.
pub fn run_domain(workspace: &Workspace) -> Result<()> {
    run(workspace
        .cargo()
        .args(["bench", "--package", "liandong-domain"]))
}
