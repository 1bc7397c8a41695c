//! Measurements. Each prints what it found; judging the numbers is up to the reader.

mod aggregate;
mod server;
mod size;
mod startup;

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;

struct Bench {
    name: &'static str,
    about: &'static str,
    run: fn(&Workspace) -> Result<()>,
}

/// Add yours here: a module with a `run`.
const BENCHES: [Bench; 19] = [
    Bench {
        name: "size",
        about: "what a screen downloads",
        run: size::run,
    },
    Bench {
        name: "aggregate",
        about: "folding facts into numbers",
        run: aggregate::run_domain,
    },
    Bench {
        name: "startup",
        about: "from `cargo xtask serve` to a server that is ready",
        run: startup::run,
    },
    Bench {
        name: "ingest",
        about: "facts made durable over HTTP",
        run: |workspace| server::run_one(workspace, "ingest"),
    },
    Bench {
        name: "restart",
        about: "from a killed server to one that is ready",
        run: |workspace| server::run_one(workspace, "restart"),
    },
    Bench {
        name: "rebuild",
        about: "all state from a long log",
        run: |workspace| server::run_one(workspace, "rebuild"),
    },
    Bench {
        name: "country",
        about: "the whole country's tree",
        run: |workspace| server::run_one(workspace, "country"),
    },
    Bench {
        name: "import",
        about: "a clerk's table from the upload to the wall, and back",
        run: |workspace| server::run_one(workspace, "import"),
    },
    Bench {
        name: "frame",
        about: "what one meeting costs on the wire",
        run: |workspace| server::run_one(workspace, "frame"),
    },
    Bench {
        name: "memory",
        about: "what the server holds, alone and for each screen",
        run: |workspace| server::run_one(workspace, "memory"),
    },
    Bench {
        name: "export",
        about: "a registry's rows as files, and on the console's pages",
        run: |workspace| server::run_one(workspace, "export"),
    },
    Bench {
        name: "lists",
        about: "the console's lists with 100,000 items open",
        run: |workspace| server::run_one(workspace, "lists"),
    },
    Bench {
        name: "replay",
        about: "any minute of a past day",
        run: |workspace| server::run_one(workspace, "replay"),
    },
    Bench {
        name: "paint",
        about: "from a fact to its number in Chromium",
        run: |workspace| server::run_one(workspace, "paint"),
    },
    Bench {
        name: "act",
        about: "from an act in the console to its number in Chromium",
        run: |workspace| server::run_one(workspace, "act"),
    },
    Bench {
        name: "announce",
        about: "from an urgent announcement to a hundred panels in Chromium; unpairing",
        run: |workspace| server::run_one(workspace, "announce"),
    },
    Bench {
        name: "panel",
        about: "a wall's first picture, and how busy a weak panel is",
        run: |workspace| server::run_one(workspace, "panel"),
    },
    Bench {
        name: "soak",
        about: "eight simulated days of a wall in Chromium",
        run: |workspace| server::run_one(workspace, "soak"),
    },
    Bench {
        name: "storm",
        about: "2,000 panels that come back at once",
        run: |workspace| server::run_one(workspace, "storm"),
    },
];

/// The `bench` command.
pub fn run_named(workspace: &Workspace, names: &[String]) -> Result<()> {
    if let Some(unknown) = names
        .iter()
        .find(|name| BENCHES.iter().all(|bench| bench.name != name.as_str()))
    {
        let known: Vec<_> = BENCHES
            .iter()
            .map(|bench| format!("  {:12}{}", bench.name, bench.about))
            .collect();
        bail!(
            "there is no bench `{unknown}`; there are\n{}",
            known.join("\n")
        );
    }
    for bench in BENCHES
        .iter()
        .filter(|bench| names.is_empty() || names.iter().any(|name| name == bench.name))
    {
        println!("\n== {}: {} ==", bench.name, bench.about);
        (bench.run)(workspace).with_context(|| format!("bench {}", bench.name))?;
    }
    Ok(())
}
