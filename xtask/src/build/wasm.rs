//! The app as WASM: compiled, given its JavaScript side, and made small.

mod names;
mod unused;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use self::names::Renamed;
use super::digest;
use crate::process::{run, run_quietly};
use crate::setup::{Compiler, wasm};
use crate::workspace::Workspace;

/// The features that browsers since Chromium 96 have. Given `--all-features`, wasm-opt writes what they refuse.
const OPTIMIZE: [&str; 9] = [
    "-Oz",
    "--converge",
    // Nothing lives below 1 KiB: there the stack would end, which the linker puts first.
    "--low-memory-unused",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The finished files, before they get the names they are served under.
#[derive(Debug)]
pub struct Packed {
    folder: PathBuf,
}

impl Packed {
    /// The JavaScript that loads the WASM and lends it the browser's functions.
    pub fn script(&self) -> PathBuf {
        self.folder.join("liandong.js")
    }

    /// The WASM.
    pub fn wasm(&self) -> PathBuf {
        self.folder.join("liandong_bg.wasm")
    }

    /// JavaScript that Rust crates bring along; the script imports it by relative path.
    pub fn snippets(&self) -> PathBuf {
        self.folder.join("snippets")
    }
}

/// Compiles the app and packs it.
pub fn build(workspace: &Workspace, compiler: &Compiler) -> Result<Packed> {
    run(compiler.cargo(workspace, "build").args([
        "--package",
        "liandong-app",
        "--lib",
        "--no-default-features",
        "--features",
        "hydrate",
        "--profile",
        "wasm-release",
    ]))?;
    let output = wasm::output_folder(workspace);
    let app = output
        .join(wasm::TARGET)
        .join("wasm-release/liandong_app.wasm");
    pack(workspace, &app, &output.join("packed"))
}

/// Runs wasm-bindgen and wasm-opt, unless the folder already holds their output for the same input.
fn pack(workspace: &Workspace, compiled: &Path, folder: &Path) -> Result<Packed> {
    let input =
        fs::read(compiled).with_context(|| format!("could not read {}", compiled.display()))?;
    let tools = fs::read(workspace.root.join("package-lock.json"))?;
    let key = digest(&[
        &input,
        &tools,
        OPTIMIZE.concat().as_bytes(),
        include_bytes!("wasm/names.rs"),
        include_bytes!("wasm/unused.rs"),
    ]);

    let packed = Packed {
        folder: folder.to_path_buf(),
    };
    let key_file = folder.join("key");
    if fs::read_to_string(&key_file).is_ok_and(|kept| kept == key) {
        return Ok(packed);
    }
    println!("      wasm-bindgen and wasm-opt (about 15 s)");
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let mut output = Bindgen::new()
        .input_path(compiled)
        .web(true)?
        .typescript(false)
        // The page says where the WASM is, as its name has a hash in it.
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .out_name("liandong")
        .generate_output()?;
    unused::empty(output.wasm_mut());
    let renamed = Renamed::in_program(output.wasm_mut());
    output.emit(folder)?;
    let script = fs::read_to_string(packed.script())?;
    fs::write(packed.script(), renamed.in_script(&script))?;
    let wasm = packed.wasm();
    run_quietly(
        workspace
            .command("node")
            .arg("node_modules/binaryen/bin/wasm-opt")
            .args(OPTIMIZE)
            .arg(&wasm)
            .arg("--output")
            .arg(&wasm),
    )?;
    // Written last, so that an interrupted run is not taken for a finished one.
    fs::write(key_file, key)?;
    Ok(packed)
}
