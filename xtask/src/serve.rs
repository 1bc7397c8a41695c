//! Runs the server with demo data.

use anyhow::{Context, Result};

use crate::build;
use crate::workspace::Workspace;

const ADDRESS: &str = "127.0.0.1:8080";

/// The `serve` command: builds, then becomes the server.
pub fn run(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    build::run_all(workspace)?;
    start(workspace.command(workspace.binary()), workspace, arguments)
}

/// The `look` command: as `serve`, within seconds of a change, but pages do not come alive.
pub fn look(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    build::run_for_a_look(workspace)?;
    let mut server = workspace.command(workspace.quick_binary());
    // Filling takes its time in a program that is not optimised.
    server.env("LIANDONG_DEMO_SCALE", "10");
    start(server, workspace, arguments)
}

fn start(
    mut server: std::process::Command,
    workspace: &Workspace,
    arguments: &[String],
) -> Result<()> {
    server.arg("serve");
    // What the reader gives takes the place of what is meant for everyone else.
    if !is_given(arguments, "--listen") {
        println!("http://{ADDRESS}");
        server.args(["--listen", ADDRESS]);
    }
    if !is_given(arguments, "--data") {
        server.arg("--data").arg(workspace.root.join("data/demo"));
    }
    if !is_given(arguments, "--demo") {
        server.arg("--demo");
    }
    server.args(arguments);
    become_program(server)
}

fn is_given(arguments: &[String], option: &str) -> bool {
    arguments
        .iter()
        .any(|argument| argument.split('=').next() == Some(option))
}

/// The server takes this process's place, so that it gets ctrl-c and every other signal itself.
#[cfg(unix)]
fn become_program(mut command: std::process::Command) -> Result<()> {
    use std::os::unix::process::CommandExt as _;

    let error = command.exec();
    Err(error).with_context(|| format!("could not start {}", command.get_program().display()))
}

#[cfg(not(unix))]
fn become_program(mut command: std::process::Command) -> Result<()> {
    crate::process::run(&mut command).context("the server stopped")
}
