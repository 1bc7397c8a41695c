//! A compiler that can build for WASM.
//!
//! Usually that is the compiler in use, once rustup has added the target. Where rustup cannot download, Debian's newer
//! Rust packages bring a compiler and the source of its standard library, which is then built here for the target.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::apt;
use crate::build::digest;
use crate::process::{find, output, run_quietly, succeeds_within};
use crate::workspace::Workspace;

/// The target's name.
pub const TARGET: &str = "wasm32-unknown-unknown";

const OTHERWISE: &str = "add the target wasm32-unknown-unknown to the Rust compiler in use, with rustup or your \
     distribution's packages, and run this again";

/// Debian's newer Rust, which does not get in the way of another one: a different prefix for each file.
const DEBIAN_PACKAGES: [&str; 5] = [
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "rust-web-llvm",
    "lld-22",
];
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";

/// A compiler with a standard library for WASM.
#[derive(Debug)]
pub enum Compiler {
    /// The one that builds everything else too.
    InUse,
    /// Debian's, with the standard library in the sysroot named, or in its own.
    Debian(Option<PathBuf>),
}

impl Compiler {
    /// Finds one that is ready.
    pub fn find(workspace: &Workspace) -> Result<Self> {
        if has_target(&sysroot("rustc")?) {
            return Ok(Self::InUse);
        }
        if !Path::new(DEBIAN_RUSTC).exists() {
            bail!("{OTHERWISE}");
        }
        if has_target(&sysroot(DEBIAN_RUSTC)?) {
            return Ok(Self::Debian(None));
        }
        let built = built_sysroot(workspace)?;
        if has_target(&built) {
            return Ok(Self::Debian(Some(built)));
        }
        bail!("{OTHERWISE}");
    }

    /// A call of cargo that builds for WASM. The target folder is one of its own: compilers do not share one well.
    pub fn cargo(&self, workspace: &Workspace, subcommand: &str) -> Command {
        let mut command = match self {
            Self::InUse => workspace.cargo(),
            Self::Debian(sysroot) => {
                let mut command = workspace.command(DEBIAN_CARGO);
                command.env("RUSTC", DEBIAN_RUSTC);
                if let Some(sysroot) = sysroot {
                    let given = std::env::var("RUSTFLAGS").unwrap_or_default();
                    // What stands in the environment takes the place of what is in `.cargo/config.toml`.
                    let flags = format!(
                        "{given} --cfg erase_components --sysroot={}",
                        sysroot.display()
                    );
                    command.env("RUSTFLAGS", flags.trim());
                }
                command
            }
        };
        command
            .env("CARGO_TARGET_DIR", output_folder(workspace))
            // Whoever has it on for other builds gets the same program as everybody else.
            .env("CARGO_INCREMENTAL", "0")
            .args([subcommand, "--target", TARGET]);
        command
    }
}

/// The target folder for WASM.
pub fn output_folder(workspace: &Workspace) -> PathBuf {
    workspace.target.join("wasm")
}

/// Whether some compiler can build for WASM.
pub fn is_ready(workspace: &Workspace) -> bool {
    Compiler::find(workspace).is_ok()
}

/// Adds the target with rustup, or else builds Debian's standard library for it.
pub fn make_ready(workspace: &Workspace) -> Result<()> {
    if find("rustup").is_some() {
        let mut add = workspace.command("rustup");
        add.args(["target", "add", TARGET]);
        // Where its servers cannot be reached, rustup may wait for minutes before it says so.
        if succeeds_within(&mut add, Duration::from_mins(1))? && is_ready(workspace) {
            return Ok(());
        }
    }
    if !debian_is_installed() {
        apt::install(&DEBIAN_PACKAGES, OTHERWISE)?;
    }
    build_standard_library(workspace)
}

fn debian_is_installed() -> bool {
    Path::new(DEBIAN_RUSTC).exists()
        && Path::new(DEBIAN_CARGO).exists()
        && find("wasm-ld-22").is_some()
        && sysroot(DEBIAN_RUSTC).is_ok_and(|sysroot| library_source(&sysroot).exists())
}

fn build_standard_library(workspace: &Workspace) -> Result<()> {
    let finished = built_sysroot(workspace)?;
    let work = finished.with_extension("work");
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    fs::create_dir_all(&work)?;

    // Cargo writes next to the manifests, and a user may not write where packages are installed.
    let source = work.join("library");
    run_quietly(
        Command::new("cp")
            .arg("-R")
            .arg(library_source(&sysroot(DEBIAN_RUSTC)?))
            .arg(&source),
    )?;
    // These are the settings the compiler's own build uses; without them rustc does not take the result for its own.
    run_quietly(
        Command::new(DEBIAN_CARGO)
            .current_dir(&source)
            .env("RUSTC", DEBIAN_RUSTC)
            .env("RUSTC_BOOTSTRAP", "1")
            .env(
                "RUSTFLAGS",
                "-Cembed-bitcode=yes -Zforce-unstable-if-unmarked",
            )
            .env("__CARGO_DEFAULT_LIB_METADATA", "stablestd")
            .env("CARGO_TARGET_DIR", work.join("target"))
            .args(["build", "--release", "--target", TARGET])
            .args([
                "--manifest-path",
                "sysroot/Cargo.toml",
                "--features",
                "panic-unwind",
            ]),
    )?;

    let libraries = target_libraries(&work);
    fs::create_dir_all(&libraries)?;
    for entry in fs::read_dir(work.join("target").join(TARGET).join("release/deps"))? {
        let path = entry?.path();
        if let (Some("rlib"), Some(name)) = (
            path.extension().and_then(|it| it.to_str()),
            path.file_name(),
        ) {
            fs::copy(&path, libraries.join(name))?;
        }
    }
    fs::remove_dir_all(&source)?;
    fs::remove_dir_all(work.join("target"))?;
    // Renamed as the last step, so that an interrupted build is not taken for a finished one.
    fs::rename(&work, &finished).with_context(|| format!("could not write {}", finished.display()))
}

/// Where the library built here goes. A standard library is tied to its exact compiler, hence the name.
fn built_sysroot(workspace: &Workspace) -> Result<PathBuf> {
    let version = output(Command::new(DEBIAN_RUSTC).arg("-vV"))?;
    let name = format!("wasm-sysroot-{}", digest(&[version.as_bytes()]));
    Ok(workspace.target.join(name))
}

fn sysroot(rustc: &str) -> Result<PathBuf> {
    let printed = output(Command::new(rustc).args(["--print", "sysroot"]))?;
    Ok(PathBuf::from(printed.trim()))
}

fn library_source(sysroot: &Path) -> PathBuf {
    sysroot.join("lib/rustlib/src/rust/library")
}

fn target_libraries(sysroot: &Path) -> PathBuf {
    sysroot.join("lib/rustlib").join(TARGET).join("lib")
}

fn has_target(sysroot: &Path) -> bool {
    fs::read_dir(target_libraries(sysroot)).is_ok_and(|mut entries| {
        entries.any(|entry| {
            entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with("libstd-"))
        })
    })
}
