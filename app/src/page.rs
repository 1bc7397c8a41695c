//! What a page is made of: the server fills it in, renders it, and sends it along for the browser
//! to take over from.

use std::sync::Arc;

use liandong_domain::{
    frame::{PathStep, Snapshot},
    indicator::{INDICATORS, Indicator},
    moment::Moment,
    unit::{UnitCode, UnitKind},
};
use serde::{Deserialize, Serialize};

/// A page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
}

/// How a wall shows a unit: the address's query.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// `mode=wall`: a screen nobody touches.
    pub wall: bool,
    /// `map=KEY`: the indicator that the map is coloured by.
    pub map: Option<String>,
    /// `rank=KEY`: the indicator that the ranking is ordered by.
    pub rank: Option<String>,
}

/// The page to find a unit on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    /// The unit.
    pub unit: PathStep,
    /// The units just below, in administrative order, with theirs.
    pub below: Vec<Self>,
}

/// A search and its answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The unit.
    pub unit: PathStep,
    /// The units above it, from the root down.
    pub above: Vec<PathStep>,
}

/// A page that is not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

impl PageData {
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
                "mode" => options.wall = value == "wall",
                "map" => options.map = indicator(),
                "rank" => options.rank = indicator(),
                _ => {}
            }
        }
        options
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
        let pairs = [
            ("mode", mode),
            ("map", self.map.as_deref()),
            ("rank", self.rank.as_deref()),
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
}
