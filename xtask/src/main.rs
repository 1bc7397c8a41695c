//! The project's own commands. `cargo xtask` alone lists them.

mod bench;
mod build;
mod process;
mod serve;
mod setup;
mod test;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};
use workspace::Workspace;

const HELP: &str = "\
cargo xtask COMMAND

  setup            fetch what building and testing need; does nothing when all is there
  build            WASM, styles, fonts and the server, into one binary
  site             WASM, styles and fonts only: what a debug server reads from target/site as it runs
  serve [ARGS…]    build, then run it with demo data on http://127.0.0.1:8080
  look [ARGS…]     the same within seconds of a change: pages as the server renders them, not live
  test [STEPS…]    everything a change has to pass, or only the steps named
  bench [NAMES…]   measure: all benches, or only those named
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        // Without a backtrace: it would point into this crate, and the reader's mistake or news is in the words.
        Err(error) => {
            eprintln!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let Some((command, rest)) = arguments.split_first() else {
        print!("{HELP}");
        return Ok(());
    };
    let workspace = Workspace::locate()?;
    match command.as_str() {
        "setup" => setup::everything(&workspace),
        "build" => build::run_all(&workspace),
        "site" => build::run_site(&workspace),
        "serve" => serve::run(&workspace, rest),
        "look" => serve::look(&workspace, rest),
        "test" => test::run_steps(&workspace, rest),
        "bench" => bench::run_named(&workspace, rest),
        "help" | "-h" | "--help" => {
            print!("{HELP}");
            Ok(())
        }
        other => bail!("there is no command `{other}`\n\n{HELP}"),
    }
}
