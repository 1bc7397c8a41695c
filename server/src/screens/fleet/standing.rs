//! How a screen is, and what is wrong with it.

use super::{Intruder, Live, Report};
use crate::store::access::Millis;

/// A screen is missed only after so long: a restart of the server or of the page takes less.
const MISSED_MS: Millis = 60_000;
/// A panel reports every 15 seconds; one that has not for so long is frozen.
const SILENT_MS: Millis = 60_000;
/// A frame that is not on the glass after so long never will be.
const UNPAINTED_MS: Millis = 30_000;

/// What is wrong with a screen. The order is that of urgency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Problem {
    /// 离线: it is not connected.
    Dark,
    /// 卡住: it is connected and paints nothing.
    Frozen,
    /// 凭据重复: two panels had its credential.
    Cloned,
    /// 数据延迟: it shows old numbers.
    Stale,
    /// 报告异常: what it says of itself makes no sense.
    Unreadable,
    /// 版本旧: it runs another version than the server.
    OldVersion,
}

impl Problem {
    /// All of them, the most urgent first.
    pub const ALL: [Self; 6] = [
        Self::Dark,
        Self::Frozen,
        Self::Cloned,
        Self::Stale,
        Self::Unreadable,
        Self::OldVersion,
    ];

    /// The stable key.
    pub fn key(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Frozen => "frozen",
            Self::Cloned => "cloned",
            Self::Stale => "stale",
            Self::Unreadable => "unreadable",
            Self::OldVersion => "old_version",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Dark => "离线",
            Self::Frozen => "卡住",
            Self::Cloned => "凭据重复",
            Self::Stale => "数据延迟",
            Self::Unreadable => "报告异常",
            Self::OldVersion => "版本旧",
        }
    }
}

/// What a screen has on the glass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The sequence number of its numbers.
    pub seq: Option<u64>,
    /// How long it took them to get there, in milliseconds.
    pub delay_ms: Option<Millis>,
}

/// How a screen is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    /// Since when it has been connected.
    pub online_since: Option<Millis>,
    /// Since when it has not been.
    pub left_at: Option<Millis>,
    /// From where.
    pub address: String,
    /// What it says of itself, and when it did.
    pub report: Option<(Report, Millis)>,
    /// What is on the glass.
    pub shown: Shown,
    /// A second panel that came with its credential.
    pub intruder: Option<Intruder>,
    /// How often it went since the server started.
    pub outages: u32,
    /// What is wrong, the most urgent first.
    pub problems: Vec<Problem>,
}

impl Standing {
    /// Whether it is connected and paints.
    pub fn is_alive(&self) -> bool {
        let broken = [Problem::Dark, Problem::Frozen];
        self.online_since.is_some() && !self.problems.iter().any(|one| broken.contains(one))
    }

    pub(super) fn of(live: Option<&Live>, version: &str, now: Millis) -> Self {
        let Some(live) = live else {
            return Self {
                problems: vec![Problem::Dark],
                ..Self::default()
            };
        };
        let holder = live.holders.first();
        let mut standing = Self {
            online_since: holder.map(|holder| holder.since),
            left_at: live.left_at,
            address: holder.map_or_else(String::new, |holder| holder.address.clone()),
            report: live.report.clone(),
            shown: Shown {
                seq: live.frames.painted.map(|(seq, _)| seq),
                delay_ms: live.frames.delay_ms,
            },
            intruder: live.intruder.clone(),
            outages: live.outages,
            problems: Vec::new(),
        };
        let problems = Problem::ALL.into_iter();
        standing.problems = problems
            .filter(|problem| standing.has(*problem, live, version, now))
            .collect();
        standing
    }

    fn has(&self, problem: Problem, live: &Live, version: &str, now: Millis) -> bool {
        let report = self.report.as_ref().map(|(report, _)| report);
        let since = self.online_since;
        match problem {
            Problem::Dark => {
                since.is_none() && self.left_at.is_none_or(|left| now - left > MISSED_MS)
            }
            Problem::Frozen => since.is_some_and(|since| {
                let said = self.report.as_ref().map_or(since, |(_, at)| *at).max(since);
                let waiting = live.frames.waiting;
                now - said > SILENT_MS || waiting.is_some_and(|(_, sent)| now - sent > UNPAINTED_MS)
            }),
            Problem::Cloned => self.intruder.is_some(),
            Problem::Stale => since.is_some() && report.is_some_and(|report| report.link != "live"),
            Problem::Unreadable => live.is_unreadable,
            Problem::OldVersion => {
                since.is_some() && report.is_some_and(|report| report.version != version)
            }
        }
    }
}
