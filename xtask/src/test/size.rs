//! What a screen downloads before it comes alive has a limit.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::build;
use crate::workspace::Workspace;

/// In bytes, after brotli. Four scenes, where a number comes from, and replay, in one program.
const LIMIT: u64 = 290 * 1024;

/// Checks the limit.
pub fn check(workspace: &Workspace) -> Result<()> {
    let total = print(workspace)?;
    if total > LIMIT {
        bail!("a screen downloads {total} bytes; the limit is {LIMIT}");
    }
    Ok(())
}

/// Prints the size of each file a screen downloads, after brotli, and returns their sum.
pub fn print(workspace: &Workspace) -> Result<u64> {
    let manifest = build::manifest(workspace)?;
    let mut total = 0;
    for name in ["liandong.wasm", "liandong.js", "liandong.css"] {
        let served = manifest
            .get(name)
            .with_context(|| format!("the site has no {name}"))?;
        let plain = fs::metadata(workspace.site().join(served))?.len();
        let compressed = fs::metadata(workspace.site().join(format!("{served}.br")))?.len();
        println!("{name:16}{plain:>9} B{compressed:>9} B after brotli");
        total += compressed;
    }
    println!("{:16}{total:>20} B of {LIMIT} B", "together");
    Ok(total)
}
