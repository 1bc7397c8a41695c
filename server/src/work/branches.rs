//! Branches, the exceptions first: those that are behind, then those whose members stay away.

use liandong_domain::{
    fact::MeetingKind,
    registry::Sector,
    work::{Branch, Rules},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Page, Scope, UnitName, names::asked, page::page};
use crate::error::AppError;

/// Which branches are wanted.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct BranchQuery {
    /// Only those that have still to hold one of 三会一课, or have not.
    pub behind: Option<bool>,
    /// Only those with less attendance than this, in per cent.
    #[param(minimum = 1, maximum = 100)]
    pub attendance_below: Option<u32>,
    /// Only those that have still to hold this kind.
    pub missing: Option<MeetingKind>,
    /// Only those of this unit.
    pub owner: Option<String>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// At most so many.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<usize>,
}

/// A branch, as staff see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Branch)]
pub struct BranchRow {
    /// Its key in the registry of organisations.
    pub key: String,
    /// The unit that it belongs to.
    pub unit: UnitName,
    /// Its sector.
    pub sector: Sector,
    /// Whether one of 三会一课 is still to be held.
    pub behind: bool,
    /// The kinds that are still to be held in the period in which they must.
    pub missing: Vec<MeetingKind>,
    /// Expected at this quarter's congresses.
    pub expected: u32,
    /// Attended them.
    pub attended: u32,
    /// That in per cent, rounded down; nothing before the first.
    pub attendance: Option<u32>,
}

/// A page of the branches that a subtree may see.
///
/// # Errors
/// A unit, cursor or number of rows that cannot be.
pub fn list(scope: &Scope<'_>, query: &BranchQuery) -> Result<Page<BranchRow>, AppError> {
    let tree = scope.aggregate().tree();
    let rules = scope.work().rules();
    let owner = asked(scope, query.owner.as_deref())?;
    let found = scope.work().branches().iter().filter(|(_, branch)| {
        query
            .behind
            .is_none_or(|behind| branch.is_behind(rules) == behind)
            && query.attendance_below.is_none_or(|below| {
                let attendance = branch.attendance();
                attendance.is_some_and(|attendance| attendance < below)
            })
            && query
                .missing
                .is_none_or(|kind| !branch.has_held(kind, rules))
            && owner.is_none_or(|owner| tree.standing(branch.unit) == owner)
            && scope.sees_branch(branch)
    });
    let key = |branch: &Branch| exception(branch, rules);
    let page = page(found, key, (query.after.as_deref(), query.limit))?;
    Ok(page.map(|(key, branch)| BranchRow {
        key: key.to_string(),
        unit: UnitName::of(tree, branch.unit),
        sector: branch.sector,
        behind: branch.is_behind(rules),
        missing: missing(branch, rules).collect(),
        expected: branch.expected,
        attended: branch.attended,
        attendance: branch.attendance(),
    }))
}

/// Those behind come first, those with most to hold before the others, then by attendance.
fn exception(branch: &Branch, rules: Rules) -> i64 {
    /// As many as there are classes of attendance, and one for those that had no congress yet.
    const STEP: i64 = 1_000;
    let missing = missing(branch, rules).count() as i64;
    let most = MeetingKind::ALL.len() as i64;
    let behind = if branch.is_behind(rules) { 0 } else { most + 1 };
    let attendance = branch.attendance().map_or(STEP - 1, i64::from);
    (behind + most - missing) * STEP + attendance.min(STEP - 1)
}

fn missing(branch: &Branch, rules: Rules) -> impl Iterator<Item = MeetingKind> + '_ {
    let kinds = MeetingKind::ALL.into_iter();
    kinds.filter(move |kind| !branch.has_held(*kind, rules))
}
