//! Indicators: what a map may be coloured by and a ranking ordered by. A ratio is two counted
//! metrics, divided where it is shown.

use crate::metric::Metric;

pub mod composed;

use composed::COMPOSED;

/// A number to compare units by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Indicator {
    /// Key in addresses: `?map=attendance`.
    pub key: &'static str,
    /// Chinese label.
    pub label: &'static str,
    /// What is beside the title: period and unit.
    pub qualifier: &'static str,
    /// The metrics whose sum is shown, or divided.
    pub numerator: &'static [Metric],
    /// The metrics whose sum divides; empty for a plain count.
    pub denominator: &'static [Metric],
    /// How many of `scale` make one: 100 for per cent, 1 for a count or an average.
    pub scale: i64,
    /// The breaks between the map's five classes; fixed, so that a colour means the same every day.
    /// Empty for counts, whose size follows the level: classes are then fifths of the largest.
    pub breaks: &'static [f64],
}

const HELD: &[Metric] = &[
    Metric::MEETING_BRANCH_CONGRESS_HELD,
    Metric::MEETING_BRANCH_COMMITTEE_HELD,
    Metric::MEETING_GROUP_MEETING_HELD,
    Metric::MEETING_LECTURE_HELD,
];
const EXPECTED: &[Metric] = &[
    Metric::MEETING_BRANCH_CONGRESS_EXPECTED,
    Metric::MEETING_BRANCH_COMMITTEE_EXPECTED,
    Metric::MEETING_GROUP_MEETING_EXPECTED,
    Metric::MEETING_LECTURE_EXPECTED,
];
const ATTENDED: &[Metric] = &[
    Metric::MEETING_BRANCH_CONGRESS_ATTENDED,
    Metric::MEETING_BRANCH_COMMITTEE_ATTENDED,
    Metric::MEETING_GROUP_MEETING_ATTENDED,
    Metric::MEETING_LECTURE_ATTENDED,
];

/// Every indicator, the map's default first.
pub const INDICATORS: &[Indicator] = &[
    Indicator {
        key: "attendance",
        label: "三会一课出席率",
        qualifier: "本季度 · %",
        numerator: ATTENDED,
        denominator: EXPECTED,
        scale: 100,
        breaks: &[86.0, 88.0, 90.0, 92.0],
    },
    Indicator {
        key: "theme-day",
        label: "主题党日出席率",
        qualifier: "本季度 · %",
        numerator: &[Metric::MEETING_THEME_DAY_ATTENDED],
        denominator: &[Metric::MEETING_THEME_DAY_EXPECTED],
        scale: 100,
        breaks: &[82.0, 85.0, 88.0, 91.0],
    },
    Indicator {
        key: "meetings",
        label: "三会一课场次",
        qualifier: "本季度 · 场/支部",
        numerator: HELD,
        denominator: &[Metric::ORGANISATION_BRANCH],
        scale: 1,
        breaks: &[1.0, 2.0, 3.0, 4.0],
    },
    Indicator {
        key: "members",
        label: "党员人数",
        qualifier: "名",
        numerator: &[Metric::MEMBER_TOTAL],
        denominator: &[],
        scale: 1,
        breaks: &[],
    },
    Indicator {
        key: "college",
        label: "大专及以上占比",
        qualifier: "党员 · %",
        numerator: &[
            Metric::MEMBER_EDUCATION_POSTGRADUATE,
            Metric::MEMBER_EDUCATION_BACHELOR,
            Metric::MEMBER_EDUCATION_COLLEGE,
        ],
        denominator: &[Metric::MEMBER_TOTAL],
        scale: 100,
        breaks: &[54.0, 57.0, 60.0, 63.0],
    },
    Indicator {
        key: "women",
        label: "女党员占比",
        qualifier: "党员 · %",
        numerator: &[Metric::MEMBER_GENDER_FEMALE],
        denominator: &[Metric::MEMBER_TOTAL],
        scale: 100,
        breaks: &[28.0, 30.0, 32.0, 34.0],
    },
];

impl Indicator {
    /// The indicator of a key.
    pub fn from_key(key: &str) -> Option<&'static Self> {
        INDICATORS.iter().find(|indicator| indicator.key == key)
    }

    /// What can be asked under a key: an indicator, or a number that screens compose.
    pub fn asked(key: &str) -> Option<&'static Self> {
        let composed = || COMPOSED.into_iter().find(|indicator| indicator.key == key);
        Self::from_key(key).or_else(composed)
    }

    /// The indicator's number, where `count` gives a metric's. Nothing where nothing divides, or
    /// where a metric is not there.
    pub fn number(&self, count: impl Fn(Metric) -> Option<i64>) -> Option<f64> {
        let sum = |metrics: &[Metric]| {
            metrics
                .iter()
                .map(|&metric| count(metric))
                .sum::<Option<i64>>()
        };
        let numerator = sum(self.numerator)? * self.scale;
        if self.denominator.is_empty() {
            return Some(numerator as f64);
        }
        let denominator = sum(self.denominator)?;
        (denominator > 0).then(|| numerator as f64 / denominator as f64)
    }

    /// How many digits to show behind the point.
    pub fn decimals(&self) -> usize {
        usize::from(!self.denominator.is_empty())
    }
}
