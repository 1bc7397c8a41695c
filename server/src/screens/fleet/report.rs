//! What a panel says of itself. It is a stranger's word: what cannot be is left out, what is too long is cut.

use liandong_domain::frame::Scene;
use serde::Deserialize;
use serde_json::Value;

/// The longest text that is kept of a panel's own words.
const LONGEST: usize = 120;
/// Announcements that a screen shows at once, at most.
const MOST_PAINTED: usize = 50;

/// How a panel says it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The version of the page.
    pub version: String,
    /// What the panel is.
    pub model: String,
    /// Width and height of the window in pixels.
    pub size: Option<(u32, u32)>,
    /// The unit that is shown.
    pub unit: String,
    /// The scene that is shown.
    pub scene: Option<Scene>,
    /// The palette that is shown.
    pub theme: String,
    /// How fresh the numbers are: live, delayed, offline.
    pub link: String,
    /// Animation frames a second.
    pub fps: Option<u32>,
    /// JavaScript's memory in megabytes.
    pub heap_mb: Option<u32>,
    /// For how long the page has been open.
    pub uptime_s: Option<u64>,
    /// Announcements on the glass.
    pub painted: Vec<i64>,
    /// Whether it is dark because it is night.
    pub off: bool,
    /// Whether it does not speak.
    pub muted: bool,
    /// Whether the page has its program, or renews itself without.
    pub wasm: bool,
}

#[derive(Deserialize)]
#[serde(default)]
struct Said {
    kind: String,
    version: Value,
    model: Value,
    width: Value,
    height: Value,
    unit: Value,
    scene: Value,
    theme: Value,
    link: Value,
    fps: Value,
    heap_mb: Value,
    uptime_s: Value,
    painted: Value,
    off: Value,
    muted: Value,
    wasm: Value,
}

impl Default for Said {
    fn default() -> Self {
        let nothing = || Value::Null;
        Self {
            kind: String::new(),
            version: nothing(),
            model: nothing(),
            width: nothing(),
            height: nothing(),
            unit: nothing(),
            scene: nothing(),
            theme: nothing(),
            link: nothing(),
            fps: nothing(),
            heap_mb: nothing(),
            uptime_s: nothing(),
            painted: nothing(),
            off: nothing(),
            muted: nothing(),
            wasm: nothing(),
        }
    }
}

impl Report {
    /// What a panel says; nothing where it makes no sense.
    pub fn read(text: &str) -> Option<Self> {
        let said: Said = serde_json::from_str(text).ok()?;
        if said.kind != "state" {
            return None;
        }
        let size = count(&said.width, 20_000).zip(count(&said.height, 20_000));
        let painted = said.painted.as_array().map(Vec::as_slice);
        let painted = painted.unwrap_or_default().iter().filter_map(Value::as_i64);
        Some(Self {
            version: words(&said.version),
            model: words(&said.model),
            size: size.map(|(width, height)| (width as u32, height as u32)),
            unit: words(&said.unit),
            scene: said.scene.as_str().and_then(Scene::from_key),
            theme: words(&said.theme),
            link: words(&said.link),
            fps: count(&said.fps, 1_000).map(|fps| fps as u32),
            heap_mb: count(&said.heap_mb, 1_000_000).map(|heap| heap as u32),
            uptime_s: count(&said.uptime_s, 10 * 366 * 86_400),
            painted: painted.take(MOST_PAINTED).collect(),
            off: said.off.as_bool().unwrap_or_default(),
            muted: said.muted.as_bool().unwrap_or_default(),
            wasm: said.wasm.as_bool().unwrap_or_default(),
        })
    }
}

fn words(value: &Value) -> String {
    let text = value.as_str().unwrap_or_default();
    let seen = text.chars().filter(|letter| !letter.is_control());
    seen.take(LONGEST).collect()
}

fn count(value: &Value, most: u64) -> Option<u64> {
    let number = value.as_f64()?;
    (0.0..=most as f64)
        .contains(&number)
        .then_some(number as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nonsense_is_left_out() {
        let long = "长".repeat(10_000);
        let text = serde_json::json!({
            "kind": "state", "model": long, "width": -5, "height": 1080, "fps": 1e300, "heap_mb": "much",
            "scene": "kitchen", "painted": [1, "2", null, 3.5], "off": "yes", "version": ["1"],
        });
        let report = Report::read(&text.to_string()).expect("a report");
        assert_eq!(report.model.chars().count(), LONGEST);
        assert_eq!(
            (report.size, report.fps, report.heap_mb),
            (None, None, None)
        );
        assert_eq!(
            (report.scene, report.off, report.painted),
            (None, false, vec![1])
        );
        for nonsense in ["", "null", "[]", "{}", r#"{"kind":"other"}"#, "{\"kind\":"] {
            assert_eq!(Report::read(nonsense), None, "{nonsense}");
        }
    }
}
