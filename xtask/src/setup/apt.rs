//! Debian packages, where this machine is a Debian and we may install.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::process::{find, output, run_quietly};

/// Installs packages, or says in one line what the reader has to install.
pub fn install(packages: &[&str], otherwise: &str) -> Result<()> {
    if !may_install() {
        bail!("{otherwise}");
    }
    // The package lists may be old or missing; fetching them takes longer than most packages, so only then.
    if run_quietly(
        apt_get()
            .args(["install", "--no-install-recommends"])
            .args(packages),
    )
    .is_err()
    {
        run_quietly(apt_get().arg("update"))?;
        run_quietly(
            apt_get()
                .args(["install", "--no-install-recommends"])
                .args(packages),
        )?;
    }
    Ok(())
}

fn may_install() -> bool {
    Path::new("/etc/debian_version").exists()
        && find("apt-get").is_some()
        && output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command
        .env("DEBIAN_FRONTEND", "noninteractive")
        .args(["--yes", "--quiet"]);
    command
}
