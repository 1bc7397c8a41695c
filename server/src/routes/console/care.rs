//! `/console/care`: care actions of a unit and those below, and how far they reach.

use std::{cmp::Reverse, collections::BTreeMap, sync::Arc};

use axum::{extract::State, response::Response};
use liandong_app::console::{CareLine, CarePage, Coverage, Page};
use liandong_domain::{
    aggregate::Aggregate,
    moment::Day,
    tree::UnitIndex,
    work::{Care, SubjectId},
};

use super::{Reader, meetings::branches, registries::UnitQuery, show, units::path};
use crate::{
    Application,
    access::Role,
    error::AppError,
    routes::{query::Asked, registries::unit_of},
    search::step,
};

/// Actions in each list.
const SHOWN: usize = 100;
/// Branches to choose from, or in a table.
const BRANCHES: usize = 200;

/// The page.
///
/// # Errors
/// No such unit in the subtree.
pub async fn care(
    State(application): State<Arc<Application>>,
    Reader(staff): Reader,
    Asked(query): Asked<UnitQuery>,
) -> Result<Response, AppError> {
    let code = unit_of(&application, &staff, query.unit.as_deref())?;
    let page = {
        let aggregate = application.engine.read();
        let tree = aggregate.tree();
        let unit = tree.find(code.as_str());
        let unit = unit.ok_or_else(|| AppError::unknown_unit(code.as_str()))?;
        let today = aggregate.today();
        let writes = staff.account.role >= Role::Clerk;
        let all = within(&aggregate, unit);
        let (mut done, mut open): (Vec<_>, Vec<_>) = all
            .iter()
            .copied()
            .partition(|(_, care)| care.done.is_some());
        open.sort_by_key(|(id, care)| (care.due, *id));
        done.sort_by_key(|(id, care)| (Reverse(care.done), *id));
        let line = |(id, care): (&SubjectId, &Care)| line(&aggregate, id, care, writes);
        let own = branches(&aggregate, unit).into_iter();
        let own = own.filter(|(_, branch)| tree.standing(branch.unit) == unit);
        let children = &tree.node(unit).children;
        CarePage {
            path: path(tree, &staff, unit),
            children: children.iter().map(|&child| step(tree, child)).collect(),
            writes,
            branches: own.map(|(key, _)| key).take(BRANCHES).collect(),
            today,
            whole: coverage(all.iter().map(|(_, care)| *care), today),
            units: by_unit(&aggregate, unit, &all),
            by_branch: by_branch(&all, today),
            open: open.into_iter().take(SHOWN).map(line).collect(),
            done: done.into_iter().take(SHOWN).map(line).collect(),
        }
    };
    Ok(show(&application, Some(&staff), Page::Care(page)))
}

/// The actions at and below a unit.
fn within(aggregate: &Aggregate, unit: UnitIndex) -> Vec<(&SubjectId, &Care)> {
    let tree = aggregate.tree();
    let all = aggregate.work().care().iter();
    let within = all.filter(|(_, care)| {
        let mut above = tree.upwards(tree.standing(care.unit));
        above.any(|above| above == unit)
    });
    within.collect()
}

fn coverage<'a>(actions: impl Iterator<Item = &'a Care>, today: Day) -> Coverage {
    let mut coverage = Coverage::default();
    for care in actions {
        let reached = care.done.map(|(_, reached)| reached);
        coverage.add(care.people, care.due, reached, today);
    }
    coverage
}

/// The units just below and what is the unit's own, in the order of the tree; those without a plan are left out.
fn by_unit(
    aggregate: &Aggregate,
    unit: UnitIndex,
    all: &[(&SubjectId, &Care)],
) -> Vec<(String, Coverage)> {
    let tree = aggregate.tree();
    let children = &tree.node(unit).children;
    if children.is_empty() {
        return Vec::new();
    }
    let below = |care: &Care| {
        let mut above = tree.upwards(tree.standing(care.unit));
        above.find(|above| children.contains(above)).unwrap_or(unit)
    };
    let units = [unit].into_iter().chain(children.iter().copied());
    let lines = units.map(|at| {
        let here = all.iter().map(|(_, care)| *care);
        let here = coverage(here.filter(|care| below(care) == at), aggregate.today());
        (tree.node(at).name.to_string(), here)
    });
    lines.filter(|(_, coverage)| coverage.planned > 0).collect()
}

fn by_branch(all: &[(&SubjectId, &Care)], today: Day) -> Vec<(String, Coverage)> {
    let mut branches: BTreeMap<String, Coverage> = BTreeMap::new();
    for (_, care) in all.iter().filter(|(_, care)| !care.organisation.is_empty()) {
        let coverage = branches.entry(care.organisation.to_string()).or_default();
        let reached = care.done.map(|(_, reached)| reached);
        coverage.add(care.people, care.due, reached, today);
    }
    let mut lines: Vec<_> = branches.into_iter().collect();
    lines.sort_by_key(|(_, coverage)| Reverse(coverage.late));
    lines.truncate(BRANCHES);
    lines
}

fn line(aggregate: &Aggregate, id: &str, care: &Care, writes: bool) -> CareLine {
    let tree = aggregate.tree();
    let unit = tree.node(tree.standing(care.unit));
    CareLine {
        id: id.to_owned(),
        unit: unit.code.to_string(),
        unit_name: unit.name.to_string(),
        kind: care.kind,
        branch: care.organisation.to_string(),
        people: care.people,
        due: care.due,
        done: care.done,
        may_do: writes,
    }
}
