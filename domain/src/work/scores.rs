//! Reviewers' scores of a unit's year.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Act, WorkError};
use crate::{fact::cobuilding::AssessmentScored, moment::Moment, tree::UnitIndex};

/// What is scored.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ScoreKey {
    /// The unit.
    pub unit: UnitIndex,
    /// The year.
    pub year: u16,
    /// The indicator.
    pub indicator: SmolStr,
}

/// A score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// Out of 100.
    pub score: u8,
    /// The unit that gave it.
    pub by: UnitIndex,
    /// When.
    pub at: Moment,
    /// The fact, which says why.
    pub seq: u64,
}

pub(super) fn check(scored: &AssessmentScored, act: &Act<'_>) -> Result<(), WorkError> {
    let unit = act.tree.find(scored.scored.as_str());
    let unit = unit.ok_or(WorkError::UnknownUnit)?;
    if unit != act.unit && act.is_at_or_below(unit, act.unit) {
        Ok(())
    } else {
        Err(WorkError::ScoredNotBelow)
    }
}

pub(super) fn score(scored: &AssessmentScored, act: &Act<'_>) -> (ScoreKey, Score) {
    let unit = act.tree.find(scored.scored.as_str());
    let key = ScoreKey {
        unit: unit.unwrap_or(act.unit),
        year: scored.year,
        indicator: SmolStr::new(&scored.indicator),
    };
    let score = Score {
        score: scored.score,
        by: act.unit,
        at: act.at,
        seq: act.seq,
    };
    (key, score)
}
