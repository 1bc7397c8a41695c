//! Fetches what building and testing need, and only what is not there yet.

mod apt;
mod browser;
mod node;
pub mod wasm;

use std::time::Instant;

use anyhow::{Context, Result};

use crate::process::spent;
use crate::workspace::Workspace;

pub use browser::chromium;
pub use wasm::Compiler;

struct Step {
    name: &'static str,
    /// How long it takes when there is something to do.
    estimate: &'static str,
    is_ready: fn(&Workspace) -> bool,
    make_ready: fn(&Workspace) -> Result<()>,
}

const FOR_BUILDING: [Step; 2] = [
    Step {
        name: "WASM target",
        estimate: "up to 2 min",
        is_ready: wasm::is_ready,
        make_ready: wasm::make_ready,
    },
    Step {
        name: "npm packages",
        estimate: "about 10 s",
        is_ready: node::is_ready,
        make_ready: node::make_ready,
    },
];

const FOR_TESTING: [Step; 2] = [
    Step {
        name: "Chromium",
        estimate: "about 1 min",
        is_ready: browser::chromium_is_ready,
        make_ready: browser::make_chromium_ready,
    },
    Step {
        name: "Chinese fonts",
        estimate: "about 10 s",
        is_ready: browser::fonts_are_ready,
        make_ready: browser::make_fonts_ready,
    },
];

/// The `setup` command: what building and testing need, with a word about each.
pub fn everything(workspace: &Workspace) -> Result<()> {
    let steps = FOR_BUILDING.iter().chain(&FOR_TESTING);
    prepare(workspace, steps, true)
}

/// What `build` needs. Says nothing when it is all there.
pub fn for_building(workspace: &Workspace) -> Result<()> {
    prepare(workspace, FOR_BUILDING.iter(), false)
}

fn prepare<'a>(
    workspace: &Workspace,
    steps: impl Iterator<Item = &'a Step> + Clone,
    say_ready: bool,
) -> Result<()> {
    let total = steps.clone().count();
    for (index, step) in steps.enumerate() {
        let label = format!("[{}/{total}] {} …", index + 1, step.name);
        if (step.is_ready)(workspace) {
            if say_ready {
                println!("{label} ready");
            }
            continue;
        }
        println!("{label} ({})", step.estimate);
        let start = Instant::now();
        (step.make_ready)(workspace).with_context(|| format!("setting up: {}", step.name))?;
        println!("{label} done in {}", spent(start.elapsed()));
    }
    Ok(())
}
