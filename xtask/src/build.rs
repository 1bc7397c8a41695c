//! Builds the site and the server that has it inside.

mod compress;
mod site;
mod style;
mod wasm;

use std::fmt::Write as _;
use std::time::Instant;

use anyhow::Result;
use sha2::{Digest as _, Sha256};

use crate::process::{run, spent};
use crate::setup::{self, Compiler};
use crate::workspace::Workspace;

pub use site::manifest;

/// The `build` command.
pub fn run_all(workspace: &Workspace) -> Result<()> {
    setup::for_building(workspace)?;
    let start = Instant::now();

    live_site(workspace)?;

    println!("[3/3] Server (about 10 min the first time)");
    run(workspace
        .cargo()
        .args(["build", "--release", "--package", "liandong-server"]))?;

    println!("Built in {}", spent(start.elapsed()));
    Ok(())
}

/// The `site` command: the part of a build that a debug server reads from its folder as it runs.
pub fn run_site(workspace: &Workspace) -> Result<()> {
    setup::for_building(workspace)?;
    live_site(workspace)
}

fn live_site(workspace: &Workspace) -> Result<()> {
    println!("[1/3] WASM (about 3 min the first time)");
    let compiler = Compiler::find(workspace)?;
    let packed = wasm::build(workspace, &compiler)?;

    println!("[2/3] Site");
    site::build(workspace, Some(&packed))
}

/// What `look` runs: the server as quickly as it can be built, and a site without the browser's program.
pub fn run_for_a_look(workspace: &Workspace) -> Result<()> {
    setup::for_building(workspace)?;
    site::build(workspace, None)?;
    run(workspace
        .cargo()
        .args(["build", "--package", "liandong-server"]))
}

/// The first ten hexadecimal digits of the parts' SHA-256: enough to tell versions of one file apart.
pub fn digest(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        // The length keeps `ab` + `c` and `a` + `bc` apart.
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize()[..5]
        .iter()
        .fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

#[cfg(test)]
mod tests {
    use super::digest;

    #[test]
    fn a_digest_tells_where_one_part_ends() {
        assert_eq!(digest(&[b"ab", b"c"]).len(), 10);
        assert_ne!(digest(&[b"ab", b"c"]), digest(&[b"a", b"bc"]));
    }
}
