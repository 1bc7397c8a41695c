//! The HTML document around a page's view.
//!
//! It has no inline script, so that a page may forbid them: the data block is not executed, and
//! `boot.js` finds the addresses of its program in its own attributes.

use leptos::prelude::*;

pub mod standing;

use crate::{
    format,
    home::{Home, Missing},
    page::{HomeData, PageData, UnitData},
    store::Store,
    wall::Wall,
};

/// The addresses of the static files that a page needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AssetUrls {
    /// The style sheet.
    pub css: String,
    /// The style sheet of what lies over a unit's page: announcements, and what a paired screen has besides.
    pub screen_css: String,
    /// `screen/announce.js`, which shows announcements on a unit's page.
    pub announce: String,
    /// `screen/panel.js`, which does the same and more on a paired screen.
    pub panel: String,
    /// `find.js`, which answers on the page to find a unit while one types.
    pub find: String,
    /// `boot.js`, which starts the program.
    pub boot: String,
    /// The program's JavaScript half.
    pub js: String,
    /// The program's WebAssembly half.
    pub wasm: String,
    /// The icon in the browser's tab.
    pub icon: String,
    /// The fonts that every page shows at once.
    pub fonts: Vec<String>,
}

/// What is around a page, whatever it shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// The number of the paired screen that shows the page, none in a browser.
    pub screen: Option<i64>,
    /// The palette.
    pub theme: Theme,
    /// The version of the server's programs and files.
    pub version: String,
}

/// A palette of the wall.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Lacquer.
    #[default]
    Red,
    /// Ink.
    Ink,
}

impl Theme {
    /// The stable key, which the style sheet knows.
    pub fn key(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Ink => "ink",
        }
    }
}

impl Surroundings {
    /// As attributes of the document.
    pub(crate) fn attributes(&self) -> String {
        let screen = self.screen.map(|id| format!(r#" data-screen="{id}""#));
        let screen = screen.unwrap_or_default();
        let (theme, version) = (self.theme.key(), &self.version);
        format!(r#" data-theme="{theme}" data-version="{version}"{screen}"#)
    }
}

/// A page as a whole HTML document.
pub fn render(data: &PageData, assets: &AssetUrls, around: &Surroundings) -> String {
    let owner = Owner::new();
    let body = owner.with(|| body(data.clone()));
    let AssetUrls { css, icon, .. } = assets;
    let reload = reload_without_scripts(data);
    let fonts: String = assets.fonts.iter().map(|font| preload_font(font)).collect();
    let title = escape(&title(data));
    let (before, after) = scripts(data, assets);
    let (attributes, standing) = (around.attributes(), standing(data));
    let (over_css, over) = over(data, assets, around);
    let skip = skip(data, &body).unwrap_or_default();
    format!(
        r##"<!DOCTYPE html>
<html lang="zh-CN"{attributes}{standing}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="theme-color" content="#6B0D13">
<title>{title}</title>
<link rel="icon" type="image/svg+xml" href="{icon}">
{fonts}<link rel="stylesheet" href="{css}">
{over_css}{before}{reload}</head>
<body>
{skip}<div id="app">{body}</div>
{over}{after}</body>
</html>
"##
    )
}

fn body(data: PageData) -> String {
    match data {
        PageData::Home(data) => view! { <Home data /> }.to_html(),
        PageData::Unit(UnitData {
            snapshot,
            options,
            refused,
        }) => {
            let store = Store::new(&snapshot, &options);
            view! { <Wall store refused /> }.to_html()
        }
        PageData::Missing(data) => view! { <Missing data /> }.to_html(),
    }
}

/// What a page has to run: what is fetched ahead, and what stands below the page.
fn scripts(data: &PageData, assets: &AssetUrls) -> (String, String) {
    let AssetUrls {
        boot,
        find,
        js,
        wasm,
        ..
    } = assets;
    match data {
        PageData::Home(_) => (
            String::new(),
            format!("<script type=\"module\" src=\"{find}\"></script>\n"),
        ),
        PageData::Unit(unit) => (
            format!(
                r#"<link rel="modulepreload" href="{js}">
<link rel="preload" as="fetch" type="application/wasm" href="{wasm}" crossorigin>
"#
            ),
            format!(
                r#"<script type="application/octet-stream" id="page">{}</script>
<script type="module" src="{boot}" data-js="{js}" data-wasm="{wasm}"></script>
"#,
                unit.encode()
            ),
        ),
        PageData::Missing(_) => Default::default(),
    }
}

/// The link past the navigation, on pages that are used and have one: to the first thing below the plaque.
fn skip(data: &PageData, body: &str) -> Option<String> {
    let is_used = matches!(data, PageData::Unit(unit) if !unit.options.wall);
    let (_, below) = body.split_once("</header>").filter(|_| is_used)?;
    let (_, id) = below.split_once(" id=\"")?;
    let (id, _) = id.split_once('"')?;
    Some(format!(
        "<a class=\"skip\" href=\"#{id}\">跳到主要内容</a>\n"
    ))
}

/// Where a page of a unit stands, for scripts that keep it up to date without the program.
fn standing(data: &PageData) -> String {
    let PageData::Unit(unit) = data else {
        return String::new();
    };
    let mut attributes = standing::attributes(&unit.snapshot);
    let rotation = unit.options.rotation().iter().map(|scene| scene.key());
    let scenes = rotation.collect::<Vec<_>>().join(",");
    if !scenes.is_empty() {
        attributes.extend([" data-rotate=\"", &scenes, "\""]);
    }
    attributes
}

/// Where no script runs at all, the page of a unit is loaded anew each minute.
fn reload_without_scripts(data: &PageData) -> &'static str {
    match data {
        PageData::Unit(unit) if unit.snapshot.replay.is_none() => {
            "<noscript><meta http-equiv=\"refresh\" content=\"60\"></noscript>\n"
        }
        _ => "",
    }
}

/// The style sheet and the script of what lies over a unit's page. The script is there before the program that
/// tells it what the server says.
fn over(data: &PageData, assets: &AssetUrls, around: &Surroundings) -> (String, String) {
    if !matches!(data, PageData::Unit(_)) {
        return Default::default();
    }
    let script = match around.screen {
        Some(_) => &assets.panel,
        None => &assets.announce,
    };
    let css = &assets.screen_css;
    (
        format!("<link rel=\"stylesheet\" href=\"{css}\">\n"),
        format!("<script type=\"module\" src=\"{script}\"></script>\n"),
    )
}

fn preload_font(font: &str) -> String {
    format!("<link rel=\"preload\" as=\"font\" type=\"font/woff2\" href=\"{font}\" crossorigin>\n")
}

fn title(data: &PageData) -> String {
    match data {
        PageData::Home(HomeData { search, .. }) if !search.query.is_empty() => {
            format!("“{}”的查找结果 · 联动", search.query)
        }
        PageData::Home(_) => "查找单位 · 联动".to_owned(),
        PageData::Unit(unit) => {
            let title = format::wall_title(&unit.snapshot.unit.name, unit.snapshot.scene);
            match &unit.snapshot.replay {
                Some(replay) => format!("回放 {} · {title}", replay.day.date()),
                None => title,
            }
        }
        PageData::Missing(missing) => format!("{} · 联动", missing.title()),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{MissingData, Options, Search};

    #[test]
    fn text_from_outside_stays_text() {
        let hostile = "</title><script>alert(1)</script>\"><img src=x onerror=alert(1)>";
        let home = PageData::Home(HomeData {
            search: Search {
                query: hostile.to_owned(),
                ..Search::default()
            },
            ..HomeData::default()
        });
        let missing = PageData::Missing(MissingData {
            unit: Some(hostile.to_owned()),
            demo: false,
        });
        for data in [home, missing] {
            let html = render(&data, &AssetUrls::default(), &Surroundings::default());
            assert!(!html.contains("<script>alert"), "{html}");
            assert!(!html.contains("<img"), "{html}");
        }
    }

    #[test]
    fn the_browser_gets_the_data_that_was_rendered() {
        use base64::Engine as _;

        let unit = UnitData {
            snapshot: crate::store::tests::district().into(),
            options: Options::default(),
            refused: None,
        };
        let data = PageData::Unit(unit.clone());
        let html = render(&data, &AssetUrls::default(), &Surroundings::default());
        let (_, rest) = html.split_once("id=\"page\">").expect("a data block");
        let (block, _) = rest.split_once("</script>").expect("its end");
        let bytes = base64::engine::general_purpose::STANDARD
            .decode(block)
            .expect("base64");
        assert_eq!(UnitData::decode(&bytes).expect("page data"), unit);
    }
}
