//! The HTML document around a page.

use leptos::prelude::*;

use super::{Address, KioskPage, Look, frame};
use crate::shell::Surroundings;

/// The addresses of the static files that a page needs.
#[derive(Clone, Debug, Default)]
pub struct KioskUrls {
    /// The style sheet.
    pub css: String,
    /// `kiosk.js`.
    pub js: String,
    /// The icon.
    pub icon: String,
    /// The style sheet of what lies over a page: announcements, and what a paired screen has besides.
    pub screen_css: String,
    /// `screen/announce.js`, which shows announcements.
    pub announce: String,
    /// `screen/panel.js`, which does the same and more on a paired screen.
    pub panel: String,
}

/// A page as a whole HTML document.
pub fn render(page: &KioskPage, urls: &KioskUrls) -> String {
    let owner = Owner::new();
    let body = owner.with(|| frame::page(page).to_html());
    let title = format!("{} · 联动", page.heading.name);
    let attributes = [page.around.attributes(), looks(page.look), standing(page)].concat();
    let script = match page.around.screen {
        Some(_) => &urls.panel,
        None => &urls.announce,
    };
    let home = (!page.taken).then(|| Address::Home.href(&page.station.code, Look::default()));
    document(&title, (urls, script), &attributes, home.as_deref(), &body)
}

fn looks(look: Look) -> String {
    let size = if look.large { "large" } else { "normal" };
    let contrast = if look.high { "high" } else { "normal" };
    format!(r#" data-size="{size}" data-contrast="{contrast}""#)
}

/// Whose page it is, up to where its numbers count, and the server's clock: for `plain.js`.
fn standing(page: &KioskPage) -> String {
    let scene = page.scene().key();
    format!(
        r#" data-unit="{}" data-scene="{scene}" data-page="{scene}" data-cursor="{:016x}:{}" data-time="{}" data-offset="{}""#,
        page.heading.code,
        page.cursor.epoch.0,
        page.cursor.seq,
        page.now.0,
        page.offset.whole_seconds(),
    )
}

/// A document with nothing but words on it.
pub(super) fn notice(title: &str, urls: &KioskUrls, home: Option<&str>, body: &str) -> String {
    let attributes = [Surroundings::default().attributes(), looks(Look::default())].concat();
    document(title, (urls, &urls.announce), &attributes, home, body)
}

/// Asks whether somebody is still there.
const ASKING: &str = r#"<dialog class="asking" aria-labelledby="asking-title">
<h2 id="asking-title">还在吗？</h2>
<p><b class="num" data-left>20</b> 秒后返回首页</p>
<button type="button" class="key main">继续查看</button>
</dialog>"#;

/// The document around what is on a page. On a kiosk it has a first page that it goes back to.
fn document(
    title: &str,
    (urls, script): (&KioskUrls, &str),
    attributes: &str,
    home: Option<&str>,
    body: &str,
) -> String {
    let KioskUrls {
        css,
        js,
        icon,
        screen_css,
        ..
    } = urls;
    let (mark, head, asking) = home.map_or_else(Default::default, |home| {
        // Without scripts nobody counts: the screen is back on its first page after a minute all the same.
        let head = format!(
            "<link rel=\"stylesheet\" href=\"{screen_css}\">\n\
             <script type=\"module\" src=\"{script}\"></script>\n\
             <noscript><meta http-equiv=\"refresh\" content=\"60;url={home}\"></noscript>\n\
             <script type=\"module\" src=\"{js}\"></script>\n"
        );
        (format!(" data-home=\"{home}\""), head, ASKING)
    });
    let title = title.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        r##"<!DOCTYPE html>
<html lang="zh-CN"{attributes}{mark}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="theme-color" content="#6B0D13">
<title>{title}</title>
<link rel="icon" type="image/svg+xml" href="{icon}">
<link rel="stylesheet" href="{css}">
{head}</head>
<body>
{body}
{asking}
</body>
</html>
"##
    )
}
