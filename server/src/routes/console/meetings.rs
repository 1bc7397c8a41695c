//! `/console/meetings`: what branches have held, and what they have still to hold.

use std::{cmp::Reverse, sync::Arc};

use axum::{extract::State, response::Response};
use liandong_app::console::{HeldLine, MeetingBranch, MeetingsPage, Page};
use liandong_domain::{
    aggregate::Aggregate,
    fact::{Event, MeetingKind},
    tree::UnitIndex,
    work::{Branch, Rules},
};

use super::{Reader, registries::UnitQuery, show, units::path};
use crate::{
    Application,
    access::Role,
    error::AppError,
    routes::{query::Asked, registries::unit_of, settings},
    search::step,
    store::Entry,
};

/// Branches of the table.
const SHOWN: usize = 200;
/// Branches among the exceptions.
const EXCEPTIONS: usize = 12;
/// Meetings of the list, and among how many they are looked for.
const RECENT: usize = 30;
const AMONG: u32 = 2_000;
/// Attendance under this many per cent is an exception.
const LOW: u32 = 60;

/// The page.
///
/// # Errors
/// No such unit in the subtree, or the store failed.
pub async fn meetings(
    State(application): State<Arc<Application>>,
    Reader(staff): Reader,
    Asked(query): Asked<UnitQuery>,
) -> Result<Response, AppError> {
    let code = unit_of(&application, &staff, query.unit.as_deref())?;
    let sets_rules = settings::needs_root(&application, &staff).is_ok()
        && staff.account.role >= Role::Administrator;
    let held = application.store.recent("meeting.held", AMONG).await?;
    let page = {
        let aggregate = application.engine.read();
        let tree = aggregate.tree();
        let unit = tree.find(code.as_str());
        let unit = unit.ok_or_else(|| AppError::unknown_unit(code.as_str()))?;
        let rules = aggregate.work().rules();
        let branches = branches(&aggregate, unit);
        let mut behind: Vec<_> = branches
            .iter()
            .filter(|(_, branch)| lacking(branch, rules) > 0)
            .collect();
        behind.sort_by_key(|(_, branch)| Reverse(lacking(branch, rules)));
        let mut low: Vec<_> = branches
            .iter()
            .filter(|(_, branch)| branch.attendance().is_some_and(|share| share < LOW))
            .collect();
        low.sort_by_key(|(_, branch)| branch.attendance());
        let line = |(key, branch): &(String, Branch)| line(&aggregate, key, branch, rules);
        let root = tree.upwards(unit).last().unwrap_or(unit);
        let children = tree.node(unit).children.iter();
        MeetingsPage {
            path: path(tree, &staff, unit),
            children: children.map(|&child| step(tree, child)).collect(),
            writes: staff.account.role >= Role::Clerk,
            sets_rules,
            root: tree.node(root).code.to_string(),
            total: branches.len(),
            branches: branches.iter().take(SHOWN).map(line).collect(),
            behind_total: behind.len(),
            behind: behind.into_iter().take(EXCEPTIONS).map(line).collect(),
            low: low.into_iter().take(EXCEPTIONS).map(line).collect(),
            rules: MeetingKind::ALL.map(|meeting| (meeting, rules.every(meeting))),
            recent: recent(&aggregate, unit, &held),
        }
    };
    Ok(show(&application, Some(&staff), Page::Meetings(page)))
}

/// The branches at and below a unit, in the order of the tree and of their keys.
pub(super) fn branches(aggregate: &Aggregate, unit: UnitIndex) -> Vec<(String, Branch)> {
    let tree = aggregate.tree();
    let within = |branch: &Branch| {
        let mut above = tree.upwards(tree.standing(branch.unit));
        above.any(|above| above == unit)
    };
    let all = aggregate.work().branches().iter();
    let mut branches: Vec<(String, Branch)> = all
        .filter(|(_, branch)| within(branch))
        .map(|(key, branch)| (key.to_string(), *branch))
        .collect();
    branches.sort_unstable_by(|(key, one), (other_key, other)| {
        let code = |branch: &Branch| &tree.node(tree.standing(branch.unit)).code;
        (code(one), key).cmp(&(code(other), other_key))
    });
    branches
}

/// How many kinds a branch has still to hold.
fn lacking(branch: &Branch, rules: Rules) -> usize {
    let kinds = MeetingKind::ALL.into_iter();
    kinds.filter(|&kind| !branch.has_held(kind, rules)).count()
}

fn line(aggregate: &Aggregate, key: &str, branch: &Branch, rules: Rules) -> MeetingBranch {
    let tree = aggregate.tree();
    let unit = tree.node(tree.standing(branch.unit));
    MeetingBranch {
        key: key.to_owned(),
        unit: unit.code.to_string(),
        unit_name: unit.name.to_string(),
        held: MeetingKind::ALL.map(|meeting| branch.has_held(meeting, rules)),
        attendance: branch.attendance(),
    }
}

fn recent(aggregate: &Aggregate, unit: UnitIndex, held: &[Entry]) -> Vec<HeldLine> {
    let tree = aggregate.tree();
    let lines = held.iter().filter_map(|entry| {
        let Event::MeetingHeld {
            meeting,
            organisation,
            expected,
            attended,
        } = &entry.fact.event
        else {
            return None;
        };
        let at = tree.find_successor(entry.fact.unit.as_str())?;
        let is_within = tree.upwards(at).any(|above| above == unit);
        is_within.then(|| HeldLine {
            at: entry.fact.at,
            branch: organisation.clone(),
            unit: tree.node(at).name.to_string(),
            meeting: *meeting,
            expected: *expected,
            attended: *attended,
        })
    });
    lines.take(RECENT).collect()
}

#[cfg(test)]
mod tests {
    use liandong_app::console::meeting_key;

    use super::*;

    #[test]
    fn the_keys_of_the_page_are_those_of_facts() {
        for meeting in MeetingKind::ALL {
            let json = serde_json::to_value(meeting).expect("a key");
            assert_eq!(json, meeting_key(meeting));
        }
    }
}
