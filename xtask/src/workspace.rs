//! Where things are.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

/// The checkout this command was started in, and where its build output goes.
#[derive(Debug)]
pub struct Workspace {
    /// The folder with the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// Cargo's target folder.
    pub target: PathBuf,
}

impl Workspace {
    /// Finds the checkout from what `cargo run` says about this crate.
    pub fn locate() -> Result<Self> {
        // Asked for at run time: a target folder shared by two checkouts holds one xtask for both.
        let package = std::env::var_os("CARGO_MANIFEST_DIR")
            .context("start this as `cargo xtask`, so that it knows where the workspace is")?;
        let root = Path::new(&package)
            .parent()
            .context("the xtask crate lies in no workspace")?
            .to_path_buf();
        let target = match std::env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => std::path::absolute(folder)?,
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    /// The static files of the site, as the server embeds them.
    pub fn site(&self) -> PathBuf {
        self.root.join("target/site")
    }

    /// The server that `build` makes.
    pub fn binary(&self) -> PathBuf {
        self.target
            .join("release/liandong")
            .with_extension(std::env::consts::EXE_EXTENSION)
    }

    /// The server that is built for a look.
    pub fn quick_binary(&self) -> PathBuf {
        self.target
            .join("debug/liandong")
            .with_extension(std::env::consts::EXE_EXTENSION)
    }

    /// A call of cargo for native code.
    pub fn cargo(&self) -> Command {
        self.command("cargo")
    }

    /// A call of any program, in the workspace's root.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target);
        command
    }
}
