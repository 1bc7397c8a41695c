//! The browser that the tests drive, and glyphs for it to draw.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::apt;
use crate::process::{find, output};
use crate::workspace::Workspace;

/// Chromium: the one that `CHROMIUM` names, or else one on `PATH`.
pub fn chromium() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        return Some(PathBuf::from(named));
    }
    [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ]
    .into_iter()
    .find_map(find)
}

/// Whether there is a browser.
pub fn chromium_is_ready(_: &Workspace) -> bool {
    chromium().is_some_and(|path| path.is_file())
}

/// Installs a browser.
pub fn make_chromium_ready(_: &Workspace) -> Result<()> {
    apt::install(
        &["chromium"],
        "install Chromium, or set CHROMIUM to where it is, and run this again",
    )
}

/// Whether some font has Chinese glyphs, for whatever the page's own fonts leave out.
pub fn fonts_are_ready(_: &Workspace) -> bool {
    // Without fontconfig this is no Linux desktop, and those others come with such fonts.
    find("fc-list").is_none()
        || output(Command::new("fc-list").args([":lang=zh-cn", "family"]))
            .is_ok_and(|fonts| !fonts.trim().is_empty())
}

/// Installs such a font.
pub fn make_fonts_ready(_: &Workspace) -> Result<()> {
    apt::install(
        &["fonts-noto-cjk"],
        "install a font with Chinese glyphs, such as Noto Sans CJK, and run this again",
    )
}
