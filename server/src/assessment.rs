//! The yearly assessment: what is assessed is set for the whole installation, from a year on; points are worked out
//! from the year's numbers and the reviewers' scores whenever they are asked for, and nothing of them is kept.

use std::collections::BTreeSet;

use liandong_domain::{
    metric::Metric,
    tree::{Tree, UnitIndex},
    unit::UnitKind,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::store::{SqliteStore, StoreError, access::Act};

mod working;
mod year;

pub use working::{Part, Total, Working, assess, total};
pub use year::{Books, Year, parse, pick, years};

/// What was set before settings were of years; `assessment.indicators/2026` is what is set from that year on.
const SETTING: &str = "assessment.indicators";
/// What all weights come to.
pub const FULL: u32 = 100;
/// The most indicators.
const MOST: usize = 30;
/// The longest label, in characters.
const LONGEST: usize = 20;

/// What is assessed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Indicator {
    /// Stable, 1 to 64 characters; reviewers' scores are kept under it.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// How many points it gives at most.
    pub weight: u32,
    /// How it is worked out.
    #[serde(flatten)]
    pub by: By,
}

/// How an indicator is worked out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum By {
    /// One count by another.
    Ratio {
        /// What is counted: the sum of these metrics.
        numerator: Vec<String>,
        /// Of what: the sum of these.
        denominator: Vec<String>,
        /// Whether what is counted should be little: the rest is what gives points.
        #[serde(default)]
        fewer: bool,
        /// The per cent from which on there are full points.
        target: u32,
    },
    /// Reviewers score it out of 100.
    Review {},
}

/// Why indicators cannot be.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// None, or too many.
    #[error("请设 1 至 {MOST} 个指标")]
    Count,
    /// A label that is none, or too long.
    #[error("指标“{0}”的名称应为 1 至 {LONGEST} 个字")]
    Label(String),
    /// A key that is none, too long, or another's.
    #[error("两个指标用了同一个代码“{0}”")]
    Key(String),
    /// Weight or target out of range.
    #[error("指标“{0}”的分值和达标线应为 1 至 100")]
    Amount(String),
    /// A ratio of nothing.
    #[error("指标“{0}”的分子和分母各要至少一个统计项")]
    Empty(String),
    /// A metric that there is not, or that takes no part.
    #[error("指标“{label}”里没有“{key}”这个统计项")]
    Metric {
        /// Of which indicator.
        label: String,
        /// The key.
        key: String,
    },
    /// The weights do not come to a hundred.
    #[error("分值合计为 {0}，应为 {FULL}")]
    Sum(u32),
}

/// What a year is assessed by.
pub struct Plan {
    /// The indicators.
    pub indicators: Vec<Indicator>,
    /// The year from which on they are set; nothing where they were always so.
    pub since: Option<i32>,
}

/// What a year is assessed by: as it was set last for that year or one before; a good default where it never was.
///
/// # Errors
/// The store failed.
pub async fn load(store: &SqliteStore, year: i32) -> Result<Plan, StoreError> {
    let since = |key: &str| key.strip_prefix(SETTING)?.strip_prefix('/')?.parse().ok();
    let set = store.settings_from(SETTING).await?;
    let set = set.into_iter().map(|(key, set)| (since(&key), set));
    let set = set.filter(|(since, _)| since.is_none_or(|since| since <= year));
    let (since, set) = set.max_by_key(|(since, _)| *since).unwrap_or_default();
    Ok(Plan {
        indicators: serde_json::from_str(&set).unwrap_or_else(|_| default()),
        since,
    })
}

/// Sets the indicators, which were found fit, from a year on.
///
/// # Errors
/// The store failed.
pub async fn save(
    store: &SqliteStore,
    year: i32,
    indicators: &[Indicator],
    act: &Act,
) -> Result<(), StoreError> {
    let written = serde_json::to_string(indicators).unwrap_or_default();
    let key = format!("{SETTING}/{year}");
    store.set_setting(&key, &written, act).await
}

/// Whether indicators can be assessed by.
///
/// # Errors
/// Why not.
pub fn check(indicators: &[Indicator]) -> Result<(), Unfit> {
    if indicators.is_empty() || indicators.len() > MOST {
        return Err(Unfit::Count);
    }
    let mut keys = BTreeSet::new();
    for indicator in indicators {
        let Indicator {
            key,
            label,
            weight,
            by,
        } = indicator;
        if label.trim().is_empty() || label.chars().count() > LONGEST {
            return Err(Unfit::Label(label.clone()));
        }
        if key.is_empty() || key.len() > 64 || !keys.insert(key) {
            return Err(Unfit::Key(key.clone()));
        }
        let is_amount = |amount: u32| (1..=FULL).contains(&amount);
        if !is_amount(*weight) {
            return Err(Unfit::Amount(label.clone()));
        }
        if let By::Ratio {
            numerator,
            denominator,
            target,
            ..
        } = by
        {
            if !is_amount(*target) {
                return Err(Unfit::Amount(label.clone()));
            }
            if numerator.is_empty() || denominator.is_empty() {
                return Err(Unfit::Empty(label.clone()));
            }
            let mut metrics = numerator.iter().chain(denominator);
            if let Some(key) = metrics.find(|key| metric(key).is_none()) {
                return Err(Unfit::Metric {
                    label: label.clone(),
                    key: key.clone(),
                });
            }
        }
    }
    let sum = indicators.iter().map(|indicator| indicator.weight).sum();
    if sum == FULL {
        Ok(())
    } else {
        Err(Unfit::Sum(sum))
    }
}

/// The units that are assessed below one: of a level, or those just below.
pub fn units(tree: &Tree, top: UnitIndex, level: Option<UnitKind>) -> Vec<UnitIndex> {
    match level {
        Some(level) => {
            let below = tree.in_order(top, top, |_| true);
            let of_level = below.filter(|&unit| unit != top && tree.node(unit).kind == level);
            of_level.collect()
        }
        None => tree.node(top).children.clone(),
    }
}

/// The metric of a key. Those that are published rounded take no part: points would tell them.
fn metric(key: &str) -> Option<Metric> {
    Metric::from_key(key).filter(|metric| !metric.definition().sensitive)
}

/// What is assessed where nothing was set.
fn default() -> Vec<Indicator> {
    let ratio = |(key, label, weight): (&str, &str, u32),
                 numerator: &[&str],
                 denominator: &[&str],
                 (fewer, target): (bool, u32)| {
        let owned = |keys: &[&str]| keys.iter().map(|&key| key.to_owned()).collect();
        Indicator {
            key: key.to_owned(),
            label: label.to_owned(),
            weight,
            by: By::Ratio {
                numerator: owned(numerator),
                denominator: owned(denominator),
                fewer,
                target,
            },
        }
    };
    let review = |key: &str, label: &str, weight| Indicator {
        key: key.to_owned(),
        label: label.to_owned(),
        weight,
        by: By::Review {},
    };
    let branch = "organisation.branch";
    vec![
        ratio(
            ("deployment", "部署落实", 20),
            &[
                "deployment.district.done",
                "deployment.street.done",
                "deployment.community.done",
                "deployment.station.done",
            ],
            &[
                "deployment.district.due",
                "deployment.street.due",
                "deployment.community.due",
                "deployment.station.due",
            ],
            (false, 95),
        ),
        ratio(
            ("meeting", "三会一课", 15),
            &[
                "branch.held.branch_congress",
                "branch.held.branch_committee",
                "branch.held.group_meeting",
                "branch.held.lecture",
            ],
            &[branch; 4],
            (false, 95),
        ),
        ratio(
            ("attendance", "大会出席", 10),
            &["meeting.branch_congress.attended"],
            &["meeting.branch_congress.expected"],
            (false, 85),
        ),
        ratio(
            ("care", "关爱行动", 10),
            &["care.done"],
            &["care.planned"],
            (false, 90),
        ),
        ratio(
            ("lists", "清单不逾期", 15),
            &[
                "item.task.overdue",
                "item.problem.overdue",
                "item.rectification.overdue",
            ],
            &[
                "item.task.open",
                "item.problem.open",
                "item.rectification.open",
            ],
            (true, 100),
        ),
        ratio(
            ("response", "共建响应", 10),
            &["activity.responded"],
            &["activity.invited"],
            (false, 80),
        ),
        review("achievement", "工作实绩", 10),
        review("satisfaction", "群众评议", 10),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_can_be_assessed_by() {
        assert_eq!(check(&default()), Ok(()));
    }

    #[test]
    fn what_is_set_reads_back_as_it_was() {
        let written = serde_json::to_string(&default()).expect("plain data");
        let read: Vec<Indicator> = serde_json::from_str(&written).expect("as it was written");
        assert_eq!(read, default());
    }

    #[test]
    fn indicators_that_make_no_hundred_or_count_what_is_not_there_are_refused() {
        let mut short = default();
        short.pop();
        assert_eq!(check(&short), Err(Unfit::Sum(90)));
        assert_eq!(check(&[]), Err(Unfit::Count));
        let mut sensitive = default();
        if let By::Ratio { numerator, .. } = &mut sensitive[0].by {
            numerator.push("member.status.nominal".to_owned());
        }
        let refused = Unfit::Metric {
            label: "部署落实".to_owned(),
            key: "member.status.nominal".to_owned(),
        };
        assert_eq!(check(&sensitive), Err(refused));
        let mut twice = default();
        twice[1].key = twice[0].key.clone();
        assert_eq!(check(&twice), Err(Unfit::Key("deployment".to_owned())));
    }
}
