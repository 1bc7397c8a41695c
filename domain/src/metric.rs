//! What a metric is. The list of them is in [`crate::catalogue`].

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::catalogue::{BY_KEY, CATALOGUE, MEANINGS};

/// How long a metric counts before it starts again at nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    /// What is there now: it never starts again.
    Stock,
    /// Since the beginning of the day.
    Day,
    /// Since the beginning of the month.
    Month,
    /// Since the beginning of the quarter.
    Quarter,
    /// Since the beginning of the year.
    Year,
}

/// Whether a rise is good news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// More is better.
    More,
    /// Less is better.
    Less,
    /// Neither.
    Neutral,
}

/// A catalogue entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Stable key, as in the JSON protocol: `member.age.le30`.
    pub key: &'static str,
    /// Chinese label.
    pub label: &'static str,
    /// Chinese measure word.
    pub unit: &'static str,
    /// When it starts again.
    pub period: Period,
    /// Whether a rise is good news.
    pub better: Better,
    /// Published only rounded, see [`crate::privacy`].
    pub sensitive: bool,
}

/// A metric: its column in the catalogue. On the wire a key in JSON, a number in postcard.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Metric(u8);

impl Metric {
    /// How many metrics there are.
    pub const COUNT: usize = CATALOGUE.len();

    pub(crate) const fn at(column: u8) -> Self {
        Self(column)
    }

    /// The column in the aggregate's matrix.
    pub const fn column(self) -> usize {
        self.0 as usize
    }

    /// The metric of a column.
    pub fn from_column(column: usize) -> Option<Self> {
        (column < Self::COUNT).then_some(Self(column as u8))
    }

    /// The metric of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        BY_KEY.get(key).copied()
    }

    /// Every metric, in the order of the columns.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        (0..Self::COUNT).map(|column| Self(column as u8))
    }

    /// The metrics that are published only rounded.
    pub fn sensitive() -> impl Iterator<Item = Self> {
        Self::all().filter(|metric| metric.definition().sensitive)
    }

    /// Its catalogue entry.
    pub const fn definition(self) -> &'static Definition {
        &CATALOGUE[self.0 as usize]
    }

    /// What it counts, in one Chinese sentence.
    pub fn meaning(self) -> &'static str {
        MEANINGS[self.column()]
    }

    /// Its key.
    pub const fn key(self) -> &'static str {
        self.definition().key
    }

    /// Its Chinese label.
    pub const fn label(self) -> &'static str {
        self.definition().label
    }
}

impl fmt::Debug for Metric {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.key())
    }
}

impl Serialize for Metric {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.serialize_str(self.key())
        } else {
            serializer.serialize_u8(self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Metric {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let metric = if deserializer.is_human_readable() {
            Self::from_key(&String::deserialize(deserializer)?)
        } else {
            Self::from_column(usize::from(u8::deserialize(deserializer)?))
        };
        metric.ok_or_else(|| serde::de::Error::custom("unknown metric"))
    }
}
