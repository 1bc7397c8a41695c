//! What a screen downloads before it comes alive has a limit.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::build;
use crate::workspace::Workspace;

/// What a screen downloads, each with its limit in bytes after brotli.
const FILES: [(&str, u64); 4] = [
    // Four scenes, the way to ask a number, and replay.
    ("liandong.wasm", 260 * 1024),
    ("liandong.js", 8 * 1024),
    ("liandong.css", 20 * 1024),
    // Announcements, plates, light.
    ("screen.css", 4 * 1024),
];

/// Checks the limits.
pub fn check(workspace: &Workspace) -> Result<()> {
    for (name, size, limit) in print(workspace)? {
        if size > limit {
            bail!("a screen downloads {size} bytes of {name}; the limit is {limit}");
        }
    }
    Ok(())
}

/// Prints the size of each file a screen downloads, after brotli, and returns name, size and limit.
pub fn print(workspace: &Workspace) -> Result<Vec<(&'static str, u64, u64)>> {
    let manifest = build::manifest(workspace)?;
    let mut sizes = Vec::new();
    for (name, limit) in FILES {
        let served = manifest
            .get(name)
            .with_context(|| format!("the site has no {name}"))?;
        let plain = fs::metadata(workspace.site().join(served))?.len();
        let compressed = fs::metadata(workspace.site().join(format!("{served}.br")))?.len();
        println!("{name:16}{plain:>9} B{compressed:>9} B after brotli, of {limit} B");
        sizes.push((name, compressed, limit));
    }
    let total: u64 = sizes.iter().map(|(_, size, _)| size).sum();
    println!("{:16}{total:>20} B", "together");
    Ok(sizes)
}
