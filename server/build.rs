//! Sees to it that there is a site to embed, and that the server is compiled anew when it changes.

use std::fs;
use std::io;
use std::path::Path;

fn main() -> io::Result<()> {
    let site = Path::new("../target/site");
    let manifest = site.join("manifest.json");
    // A fresh clone has no site yet and is to compile all the same. An empty manifest, too: cargo would run this
    // again at every build if the file it waits for did not exist.
    if !manifest.exists() {
        fs::create_dir_all(site)?;
        fs::write(&manifest, "{}")?;
    }
    println!("cargo::rerun-if-changed={}", manifest.display());
    Ok(())
}
