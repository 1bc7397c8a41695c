//! A wall in Chromium: a script drives it (`wall.mjs`), and prints when what was painted.

use std::{collections::HashMap, path::Path};

use anyhow::{Context, Result, bail};
use serde::de::DeserializeOwned;
use tokio::process::Command;

use crate::{report, server::Server, stats::Sorted};

const SCRIPTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/server");

/// Runs a script with a file of what it sends and one more variable; gives what it prints, mostly the
/// milliseconds of each by phase.
pub async fn watch<T: DeserializeOwned>(
    script: &str,
    server: &Server,
    file: &Path,
    variable: (&str, &str),
) -> Result<T> {
    let output = Command::new("node")
        .arg(Path::new(SCRIPTS).join(script))
        .arg(server.url(""))
        .arg(file)
        .env(variable.0, variable.1)
        .kill_on_drop(true)
        .output()
        .await
        .context("node does not start")?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Prints the median, p99 and longest time of a phase.
pub fn report(
    times: &mut HashMap<String, Vec<f64>>,
    phase: &str,
    targets: [&str; 2],
) -> Result<()> {
    let times = times.remove(phase).context("a phase is missing")?;
    let count = times.len();
    let sorted = Sorted::new(times);
    for (name, share, target) in [("median", 0.5, targets[0]), ("p99", 0.99, targets[1])] {
        let what = format!("{phase}, {name} of {count}");
        report::once(&what, sorted.quantile(share), "ms", target);
    }
    report::once(&format!("{phase}, longest"), sorted.most(), "ms", "none");
    Ok(())
}
