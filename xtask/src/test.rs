//! Everything a change has to pass.

mod browser;
mod dependencies;
mod schemathesis;
pub mod size;

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::build;
use crate::process::{find, run, spent};
use crate::setup::{self, Compiler, wasm};
use crate::workspace::Workspace;

struct Step {
    name: &'static str,
    run: fn(&Workspace) -> Result<()>,
    /// Steps that look at what `build` made mean nothing when it failed.
    needs_build: bool,
}

const BUILD: &str = "build";

/// In the order in which they run: the quick ones first.
const STEPS: [Step; 9] = [
    Step {
        name: "format",
        run: |workspace| run(workspace.cargo().args(["fmt", "--check"])),
        needs_build: false,
    },
    Step {
        name: "dependencies",
        run: dependencies::check,
        needs_build: false,
    },
    Step {
        name: "clippy",
        run: clippy,
        needs_build: false,
    },
    Step {
        name: BUILD,
        run: build::run_all,
        needs_build: false,
    },
    Step {
        name: "size",
        run: size::check,
        needs_build: true,
    },
    Step {
        name: "unit",
        run: |workspace| tests(workspace, &["--workspace", "--exclude", "liandong-tests"]),
        needs_build: false,
    },
    Step {
        name: "black-box",
        run: |workspace| tests(workspace, &["--package", "liandong-tests"]),
        needs_build: true,
    },
    Step {
        name: "schemathesis",
        run: schemathesis::check,
        needs_build: true,
    },
    Step {
        name: "browser",
        run: browser::run_tests,
        needs_build: true,
    },
];

enum Outcome {
    Passed,
    Failed,
    Skipped,
}

/// The `test` command. Goes on after a failure, so that one run shows all there is to mend.
pub fn run_steps(workspace: &Workspace, names: &[String]) -> Result<()> {
    if let Some(unknown) = names
        .iter()
        .find(|name| STEPS.iter().all(|step| step.name != name.as_str()))
    {
        let known: Vec<_> = STEPS.iter().map(|step| step.name).collect();
        bail!(
            "there is no step `{unknown}`; there are {}",
            known.join(", ")
        );
    }
    setup::everything(workspace)?;

    let mut summary: Vec<(&str, Outcome, Duration)> = Vec::new();
    let mut is_built = true;
    let begin = Instant::now();
    let chosen = STEPS
        .iter()
        .filter(|step| names.is_empty() || names.iter().any(|name| name == step.name));
    for step in chosen {
        if step.needs_build && !is_built {
            summary.push((step.name, Outcome::Skipped, Duration::ZERO));
            continue;
        }
        // A run that is broken off says how long it took to get there.
        println!("\n== {} == after {}", step.name, spent(begin.elapsed()));
        let start = Instant::now();
        let outcome = match (step.run)(workspace) {
            Ok(()) => Outcome::Passed,
            Err(error) => {
                eprintln!("{error:#}");
                is_built &= step.name != BUILD;
                Outcome::Failed
            }
        };
        summary.push((step.name, outcome, start.elapsed()));
    }
    conclude(&summary)
}

fn conclude(summary: &[(&str, Outcome, Duration)]) -> Result<()> {
    println!("\n== summary ==");
    for (name, outcome, duration) in summary {
        let word = match outcome {
            Outcome::Passed => "passed",
            Outcome::Failed => "FAILED",
            Outcome::Skipped => "skipped",
        };
        println!("{name:14}{word:10}{}", spent(*duration));
    }
    let failed: Vec<_> = summary
        .iter()
        .filter(|(_, outcome, _)| matches!(outcome, Outcome::Failed))
        .map(|(name, ..)| *name)
        .collect();
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    Ok(())
}

/// The app is looked at once for each side it is compiled for: its two features exclude one another.
fn clippy(workspace: &Workspace) -> Result<()> {
    const DENY: [&str; 3] = ["--", "--deny", "warnings"];
    run(workspace
        .cargo()
        .args(["clippy", "--workspace", "--all-targets"])
        .args(DENY))?;
    for side in ["ssr", "hydrate"] {
        run(workspace
            .cargo()
            .args([
                "clippy",
                "--package",
                "liandong-app",
                "--all-targets",
                "--features",
                side,
            ])
            .args(DENY))?;
    }
    match Compiler::find(workspace)? {
        compiler @ Compiler::InUse => run(compiler
            .cargo(workspace, "clippy")
            .args([
                "--package",
                "liandong-app",
                "--lib",
                "--features",
                "hydrate",
            ])
            .args(["--profile", "wasm-release"])
            .args(DENY)),
        // That compiler comes without clippy. `build` still compiles the app for WASM.
        Compiler::Debian(_) => {
            println!(
                "no clippy for {}: the compiler for it has none",
                wasm::TARGET
            );
            Ok(())
        }
    }
}

/// Runs Rust tests, all of them also where one fails; those that start the server find it by `LIANDONG_BIN`.
fn tests(workspace: &Workspace, packages: &[&str]) -> Result<()> {
    let mut cargo = workspace.cargo();
    cargo.env("LIANDONG_BIN", workspace.binary());
    if find("cargo-nextest").is_some() {
        cargo.args(["nextest", "run", "--no-tests", "pass"]);
    } else {
        cargo.arg("test");
    }
    run(cargo.arg("--no-fail-fast").args(packages))
}
