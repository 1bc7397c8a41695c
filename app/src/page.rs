//! What a page is made of: the server fills it in and renders it. That of a unit goes along, for the browser to take
//! over from.

use std::sync::Arc;

use liandong_domain::{
    frame::{PathStep, Scene, Snapshot},
    indicator::{INDICATORS, Indicator},
    moment::{Day, Moment, iso_day},
    unit::{UnitCode, UnitKind},
};
use serde::{Deserialize, Serialize};

/// A page.
#[derive(Clone, Debug)]
pub enum PageData {
    /// `/`: find a unit.
    Home(HomeData),
    /// `/units/CODE`: a unit's wall.
    Unit(UnitData),
    /// A page that is not there: 404.
    Missing(MissingData),
}

/// A unit's wall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitData {
    /// What it shows at first; the browser subscribes from its cursor.
    pub snapshot: Arc<Snapshot>,
    /// How it shows it.
    pub options: Options,
    /// Why a past day that was asked for is not played.
    pub refused: Option<String>,
}

/// How a wall shows a unit: the address's query.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// `scene=KEY`: what is shown of the unit; the overview where none is named.
    pub scene: Option<Scene>,
    /// `mode=wall`: a screen nobody touches.
    pub wall: bool,
    /// `map=KEY`: the indicator that the map is coloured by.
    pub map: Option<String>,
    /// `rank=KEY`: the indicator that the ranking is ordered by.
    pub rank: Option<String>,
    /// `rotate=1`, or `rotate=KEY,KEY`: the scenes that a screen nobody touches turns through. Empty
    /// where it stays with one.
    pub rotate: Vec<Scene>,
    /// `replay=2026-11-20`: the past day that is played instead of what is now. Not on a screen that
    /// nobody touches.
    pub replay: Option<Day>,
}

/// The page to find a unit on.
#[derive(Clone, Debug, Default)]
pub struct HomeData {
    /// Whether the numbers are made up for demonstration.
    pub demo: bool,
    /// The server's clock.
    pub server_time: Moment,
    /// Seconds that local time runs ahead of UTC where the server is.
    pub utc_offset: i32,
    /// How many units there are of each kind, outermost first, kinds without any left out.
    pub levels: Vec<(UnitKind, u32)>,
    /// The tree's roots with the two levels below them.
    pub roots: Vec<Branch>,
    /// What `q` and `level` ask for, and what was found.
    pub search: Search,
}

/// A unit with the units just below it.
#[derive(Clone, Debug)]
pub struct Branch {
    /// The unit.
    pub unit: PathStep,
    /// The units just below, in administrative order, with theirs.
    pub below: Vec<Self>,
}

/// A search and its answer.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// `q`: part of a name, the beginning of a code, or the initials of a name's pinyin.
    pub query: String,
    /// `level`: only units of this kind.
    pub level: Option<UnitKind>,
    /// How many units were found.
    pub total: u32,
    /// The first [`Search::LIMIT`] of them.
    pub found: Vec<Found>,
}

impl Search {
    /// How many units an answer lists at most.
    pub const LIMIT: usize = 50;
}

/// A unit that was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The unit.
    pub unit: PathStep,
    /// The units above it, from the root down.
    pub above: Vec<PathStep>,
}

/// A page that is not there.
#[derive(Clone, Debug)]
pub struct MissingData {
    /// The code of the unit that was asked for, none where the address is of nothing at all.
    pub unit: Option<String>,
    /// Whether the numbers are made up for demonstration.
    pub demo: bool,
}

impl MissingData {
    /// What is not there.
    pub fn title(&self) -> &'static str {
        match self.unit {
            Some(_) => "没有这个单位",
            None => "没有这个页面",
        }
    }
}

impl UnitData {
    /// Writes the data for the document: postcard in base64. A quarter of the same in JSON, and
    /// the browser needs no JSON reader in its program.
    #[cfg(feature = "ssr")]
    pub fn encode(&self) -> String {
        use base64::Engine as _;

        base64::engine::general_purpose::STANDARD.encode(self.to_postcard())
    }

    #[cfg(feature = "ssr")]
    fn to_postcard(&self) -> Vec<u8> {
        postcard::to_stdvec(self).expect("page data has sequences of known length only")
    }

    /// Reads what [`encode`](Self::encode) wrote, after base64.
    ///
    /// # Errors
    /// The bytes are of another version of the program, or of none.
    pub fn decode(bytes: &[u8]) -> Result<Self, postcard::Error> {
        postcard::from_bytes(bytes)
    }
}

impl Options {
    /// The options of a query's pairs. What it does not know it leaves out, so that a mistyped
    /// address still shows a wall.
    pub fn from_query<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut options = Self::default();
        for (key, value) in pairs {
            let indicator = || Indicator::from_key(value).map(|found| found.key.to_owned());
            match key {
                "scene" => options.scene = Scene::from_key(value),
                "mode" => options.wall = value == "wall",
                "map" => options.map = indicator(),
                "rank" => options.rank = indicator(),
                "rotate" => options.rotate = scenes(value),
                "replay" => options.replay = iso_day::parse(value),
                _ => {}
            }
        }
        if options.wall {
            options.replay = None;
        }
        options
    }

    /// What is shown of the unit, at first where scenes turn.
    pub fn scene(&self) -> Scene {
        let first = self.rotation().first().copied();
        self.scene.or(first).unwrap_or(Scene::Overview)
    }

    /// The scenes to turn through, none where somebody may be reading.
    pub fn rotation(&self) -> &[Scene] {
        if self.wall { &self.rotate } else { &[] }
    }

    /// The indicator that the map is coloured by.
    pub fn map_indicator(&self) -> &'static Indicator {
        indicator_or(self.map.as_deref(), &INDICATORS[0])
    }

    /// The indicator that the ranking is ordered by.
    pub fn rank_indicator(&self) -> &'static Indicator {
        indicator_or(self.rank.as_deref(), &INDICATORS[2])
    }

    /// The address of a unit's wall that shows it the same way.
    pub fn href(&self, code: &UnitCode) -> String {
        let mut href = format!("/units/{code}");
        let mut separator = '?';
        let mode = self.wall.then_some("wall");
        let scene = self.scene.filter(|scene| *scene != Scene::Overview);
        let rotate: Vec<&str> = self.rotate.iter().map(|scene| scene.key()).collect();
        let rotate = rotate.join(",");
        let replay = self.replay.map(|day| day.date().to_string());
        let pairs = [
            ("scene", scene.map(Scene::key)),
            ("mode", mode),
            ("map", self.map.as_deref()),
            ("rank", self.rank.as_deref()),
            (
                "rotate",
                Some(rotate.as_str()).filter(|keys| !keys.is_empty()),
            ),
            ("replay", replay.as_deref()),
        ];
        for (key, value) in pairs {
            if let Some(value) = value {
                href.extend([separator.encode_utf8(&mut [0; 4]), key, "=", value]);
                separator = '&';
            }
        }
        href
    }
}

/// All scenes, or those that are named; none where that is no more than one.
fn scenes(value: &str) -> Vec<Scene> {
    if value == "1" {
        return Scene::ALL.to_vec();
    }
    let mut scenes: Vec<Scene> = Vec::new();
    for scene in value.split(',').filter_map(Scene::from_key) {
        if !scenes.contains(&scene) {
            scenes.push(scene);
        }
    }
    if scenes.len() < 2 { Vec::new() } else { scenes }
}

fn indicator_or(key: Option<&str>, default: &'static Indicator) -> &'static Indicator {
    key.and_then(Indicator::from_key).unwrap_or(default)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_keep_what_they_know_of_a_query() {
        let query = [
            ("mode", "wall"),
            ("map", "members"),
            ("rank", "nonsense"),
            ("x", "y"),
        ];
        let options = Options::from_query(query);
        assert_eq!(options.map_indicator().key, "members");
        assert_eq!(
            options.rank_indicator(),
            Options::default().rank_indicator()
        );
        let code = "310104".parse().expect("a code");
        assert_eq!(options.href(&code), "/units/310104?mode=wall&map=members");
        assert_eq!(Options::default().href(&code), "/units/310104");
    }

    #[test]
    fn only_a_wall_turns_through_scenes() {
        let rotate = |value, mode| Options::from_query([("rotate", value), ("mode", mode)]);
        assert_eq!(rotate("1", "wall").rotation(), Scene::ALL);
        assert!(rotate("1", "").rotation().is_empty());
        assert!(rotate("life,x,life", "wall").rotation().is_empty());
        let two = rotate("linkage,life", "wall");
        assert_eq!(two.rotation(), [Scene::Linkage, Scene::Life]);
        assert_eq!(two.scene(), Scene::Linkage);
        let code = "310104".parse().expect("a code");
        assert_eq!(
            two.href(&code),
            "/units/310104?mode=wall&rotate=linkage,life"
        );
    }
}
