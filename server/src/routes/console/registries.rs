//! `/console/registries`: the eight registries of a unit, and the rows of one.

use std::sync::Arc;

use axum::{extract::State, response::Response};
use liandong_app::console::{
    BranchLine, Page, RegistriesPage, RegistryLine, RegistryPage, RowLine,
};
use liandong_domain::{
    contribution::{today_metric, total_metric},
    registry::Registry,
};
use liandong_tables::{
    columns::Target,
    rows::Entry,
    write::{self, RegistryRow, Value},
};
use serde::Deserialize;

use super::{Reader, show, units::path};
use crate::{
    Application,
    access::Role,
    error::AppError,
    registries::{self, UnitRow},
    routes::{path::RegistryName, query::Asked, registries::unit_of},
    search::step,
};

/// Rows of a page.
const LIMIT: usize = 50;

#[derive(Default, Deserialize)]
pub struct UnitQuery {
    pub unit: Option<String>,
    after: Option<String>,
}

/// The page of the eight.
///
/// # Errors
/// No such unit in the subtree.
pub async fn all_registries(
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
        let line = |&registry: &Registry| RegistryLine {
            registry,
            count: aggregate.count(unit, total_metric(registry)),
            today: aggregate.count(unit, today_metric(registry)),
        };
        let children = tree.node(unit).children.iter();
        RegistriesPage {
            unit: step(tree, unit),
            path: path(tree, &staff, unit),
            children: children.map(|&child| step(tree, child)).collect(),
            registries: Registry::ALL.iter().map(line).collect(),
            writes: staff.account.role >= Role::Clerk,
        }
    };
    Ok(show(&application, Some(&staff), Page::Registries(page)))
}

/// The page of one.
///
/// # Errors
/// No such registry, no such unit in the subtree, a cursor of something else, or the store failed.
pub async fn one_registry(
    State(application): State<Arc<Application>>,
    Reader(staff): Reader,
    RegistryName(registry): RegistryName,
    Asked(query): Asked<UnitQuery>,
) -> Result<Response, AppError> {
    let code = unit_of(&application, &staff, query.unit.as_deref())?;
    let after = query.after.filter(|after| !after.is_empty());
    let is_first = after.is_none();
    let after = after.map(|after| after.parse().map_err(|_| AppError::stale_cursor()));
    let after = after.transpose()?;
    let found = registries::page(&application, registry, code.as_str(), after, LIMIT).await?;
    let page = {
        let aggregate = application.engine.read();
        let tree = aggregate.tree();
        let unit = tree.find(code.as_str());
        let unit = unit.ok_or_else(|| AppError::unknown_unit(code.as_str()))?;
        let total = total_metric(registry);
        let children = tree.node(unit).children.iter();
        let children = children.map(|&child| BranchLine {
            unit: step(tree, child),
            count: aggregate.count(child, total),
        });
        let rows = found.rows.into_iter();
        RegistryPage {
            registry,
            unit: step(tree, unit),
            path: path(tree, &staff, unit),
            count: aggregate.count(unit, total),
            children: children.collect(),
            headings: write::word_headings(Target::Registry(registry)),
            rows: rows.map(row_line).collect(),
            next: found.next.map(|next| next.to_string()),
            is_first,
            writes: staff.account.role >= Role::Clerk,
        }
    };
    Ok(show(&application, Some(&staff), Page::Registry(page)))
}

fn row_line(row: UnitRow) -> RowLine {
    let target = Target::Registry(row.row.registry());
    let entry = Entry::Registry(row.row);
    let told = RegistryRow {
        unit: &row.unit,
        key: &row.key,
        entry: &entry,
    };
    let cells = write::words_of(target, told).into_iter().map(|cell| {
        let Value::Text(word) = cell else { return None };
        Some(word.into_owned())
    });
    RowLine {
        cells: cells.collect(),
        key: row.key,
        unit_name: row.unit_name.to_string(),
        unit: row.unit,
        since: row.at,
    }
}
