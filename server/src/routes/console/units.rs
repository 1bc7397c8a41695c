//! `/console/units`: the tree.

use std::sync::Arc;

use axum::{extract::State, response::Response};
use liandong_app::{
    console::{ChildRow, Page, Selected, UnitsPage},
    page::Search,
};
use liandong_domain::{
    aggregate::Aggregate,
    frame::PathStep,
    metric::Metric,
    tree::{Tree, UnitIndex},
};
use serde::Deserialize;

use super::{Reader, show};
use crate::{
    Application,
    access::{Role, Staff},
    error::AppError,
    routes::query::Asked,
    search::step,
};

#[derive(Default, Deserialize)]
pub struct UnitsQuery {
    #[serde(default)]
    q: String,
    unit: Option<String>,
}

/// The page.
///
/// # Errors
/// No manager, or no such unit in the subtree.
pub async fn units(
    State(application): State<Arc<Application>>,
    Reader(staff): Reader,
    Asked(query): Asked<UnitsQuery>,
) -> Result<Response, AppError> {
    let own = staff.account.unit.to_string();
    let wanted = query.unit.unwrap_or(own);
    let code = staff.needs_at(&application, Role::Manager, &wanted)?;
    let mut found = application.finder.find(&query.q, None, Search::LIMIT).found;
    found.retain(|found| {
        staff
            .within(&application, found.unit.code.as_str())
            .is_some()
    });
    let selected = {
        let aggregate = application.engine.read();
        let unit = aggregate.tree().find(code.as_str());
        let unit = unit.ok_or_else(|| AppError::unknown_unit(code.as_str()))?;
        selected(&aggregate, &staff, unit)
    };
    let page = UnitsPage {
        query: query.q,
        found,
        selected,
    };
    Ok(show(&application, Some(&staff), Page::Units(page)))
}

fn selected(aggregate: &Aggregate, staff: &Staff, unit: UnitIndex) -> Selected {
    let tree = aggregate.tree();
    let own = tree.find_successor(staff.account.unit.as_str());
    let is_below_own = own != Some(unit);
    let parent = tree.parent(unit).filter(|_| is_below_own);
    let parent = parent.map(|parent| tree.node(parent).code.to_string());
    let children = tree.node(unit).children.iter();
    Selected {
        unit: step(tree, unit),
        path: path(tree, staff, unit),
        is_below_own,
        parent: parent.unwrap_or_default(),
        members: aggregate.count(unit, Metric::MEMBER_TOTAL),
        children: children.map(|&child| child_row(aggregate, child)).collect(),
    }
}

/// From the account's own unit down to a unit.
pub fn path(tree: &Tree, staff: &Staff, unit: UnitIndex) -> Vec<PathStep> {
    let own = tree.find_successor(staff.account.unit.as_str());
    let mut path = Vec::new();
    for above in tree.upwards(unit) {
        path.push(step(tree, above));
        if own == Some(above) {
            break;
        }
    }
    path.reverse();
    path
}

fn child_row(aggregate: &Aggregate, unit: UnitIndex) -> ChildRow {
    let tree = aggregate.tree();
    ChildRow {
        unit: step(tree, unit),
        children: tree.node(unit).children.len(),
        members: aggregate.count(unit, Metric::MEMBER_TOTAL),
        organisations: aggregate.count(unit, Metric::ORGANISATION_TOTAL),
    }
}
