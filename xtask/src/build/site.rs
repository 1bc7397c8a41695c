//! The folder of static files that the server embeds.
//!
//! A file whose name has a hash of its content in it may be kept by browsers for ever. `manifest.json` says for each
//! file which name it is served under.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::wasm::Packed;
use super::{compress, digest, style};
use crate::workspace::Workspace;

/// The folders of `public/` whose files get hashed names; the others are known by their plain ones, as `favicon.svg` is.
const HASHED_FOLDERS: [&str; 1] = ["fonts/"];

/// From the name in the source to the name it is served under, both relative to the site's root.
pub type Manifest = BTreeMap<String, String>;

/// Writes the site. What is there already and unchanged is left alone, with its compressed forms.
/// Without a program the pages stay what the server renders.
pub fn build(workspace: &Workspace, packed: Option<&Packed>) -> Result<()> {
    let mut site = Site::new(workspace.site());

    let public = workspace.root.join("public");
    for name in files_below(&public)? {
        let content = fs::read(public.join(&name))?;
        let served = if HASHED_FOLDERS.iter().any(|folder| name.starts_with(folder)) {
            let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, ""));
            format!("{stem}-{}.{extension}", digest(&[&content]))
        } else {
            name.clone()
        };
        site.put(&name, &served, &content)?;
    }

    let css = style::build(workspace, "style/main.css", &site.manifest)?;
    site.put_in_package("liandong.css", ".css", css.as_bytes())?;
    for sheet in ["console", "kiosk", "pairing", "screen"] {
        let css = style::build(workspace, &format!("style/{sheet}.css"), &site.manifest)?;
        site.put_in_package(
            &format!("{sheet}.css"),
            &format!("-{sheet}.css"),
            css.as_bytes(),
        )?;
    }
    let Some(packed) = packed else {
        return site.finish();
    };
    site.put_in_package("liandong.js", ".js", &fs::read(packed.script())?)?;
    site.put_in_package("liandong.wasm", "_bg.wasm", &fs::read(packed.wasm())?)?;

    let snippets = packed.snippets();
    for name in files_below(&snippets)? {
        let served = format!("pkg/snippets/{name}");
        site.put(&served, &served, &fs::read(snippets.join(&name))?)?;
    }
    site.finish()
}

/// Reads the manifest of a site that was built.
pub fn manifest(workspace: &Workspace) -> Result<Manifest> {
    let text = fs::read_to_string(workspace.site().join("manifest.json"))
        .context("the site is not built")?;
    Ok(serde_json::from_str(&text)?)
}

struct Site {
    root: PathBuf,
    manifest: Manifest,
    files: BTreeSet<String>,
}

impl Site {
    fn new(root: PathBuf) -> Self {
        Self {
            root,
            manifest: Manifest::new(),
            files: BTreeSet::new(),
        }
    }

    fn put_in_package(&mut self, name: &str, ending: &str, content: &[u8]) -> Result<()> {
        let served = format!("pkg/liandong-{}{ending}", digest(&[content]));
        self.put(name, &served, content)
    }

    fn put(&mut self, name: &str, served: &str, content: &[u8]) -> Result<()> {
        let mut forms = vec![served.to_owned()];
        if compress::is_worthwhile(served) {
            forms.extend([format!("{served}.br"), format!("{served}.gz")]);
        }
        let unchanged = fs::read(self.root.join(served)).is_ok_and(|kept| kept == content)
            && forms.iter().all(|form| self.root.join(form).exists());
        if !unchanged {
            if let [_, brotli, gzip] = forms.as_slice() {
                write(&self.root.join(brotli), &compress::brotli(content)?)?;
                write(&self.root.join(gzip), &compress::gzip(content)?)?;
            }
            // Last, as its presence says that the compressed forms belong to it.
            write(&self.root.join(served), content)?;
        }
        self.files.extend(forms);
        self.manifest.insert(name.to_owned(), served.to_owned());
        Ok(())
    }

    fn finish(self) -> Result<()> {
        let path = self.root.join("manifest.json");
        let text = serde_json::to_string_pretty(&self.manifest)?;
        // The server is compiled anew when this file's time changes, so it is touched only for a reason.
        if !fs::read_to_string(&path).is_ok_and(|kept| kept == text) {
            write(&path, text.as_bytes())?;
        }
        for name in files_below(&self.root)? {
            if name != "manifest.json" && !self.files.contains(&name) {
                fs::remove_file(self.root.join(name))?;
            }
        }
        Ok(())
    }
}

/// Writes a file in one step, so that nobody meets half of one.
fn write(path: &Path, content: &[u8]) -> Result<()> {
    let folder = path.parent().context("a file lies in a folder")?;
    fs::create_dir_all(folder)?;
    let mut unfinished = OsString::from(path);
    unfinished.push(".unfinished");
    fs::write(&unfinished, content)
        .and_then(|()| fs::rename(&unfinished, path))
        .with_context(|| format!("could not write {}", path.display()))
}

/// All files below a folder, as paths relative to it with `/` between the parts. None, if there is no such folder.
fn files_below(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(current) = folders.pop() {
        let Ok(entries) = fs::read_dir(&current) else {
            continue;
        };
        for entry in entries {
            let entry = entry?;
            let path = entry.path();
            // Hidden files are the editor's or git's.
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                let parts = path.strip_prefix(folder)?.iter();
                found.push(
                    parts
                        .map(|part| part.to_string_lossy())
                        .collect::<Vec<_>>()
                        .join("/"),
                );
            }
        }
    }
    found.sort();
    Ok(found)
}
