//! `GET /api/v1/registries/{registry}/export.csv` and `…/export.xlsx`.

use std::sync::Arc;

use axum::{
    extract::{Query, State},
    http::Version,
    response::Response,
};
use liandong_domain::{contribution::total_metric, registry::Registry};
use serde::Deserialize;
use serde_json::json;

use super::{super::path::RegistryName, unit_of};
use crate::{
    Application,
    access::Staff,
    error::AppError,
    exports::{self, Format, RowsTable, Wanted},
    registries::Place,
};

#[derive(Deserialize)]
pub struct ExportQuery {
    unit: Option<String>,
}

/// The rows of a unit and all below it, as CSV.
///
/// # Errors
/// No such registry, no such unit in the subtree, or the store failed.
pub async fn csv(
    state: State<Arc<Application>>,
    staff: Staff,
    named: RegistryName,
    query: Query<ExportQuery>,
    version: Version,
) -> Result<Response, AppError> {
    export(state, staff, named, query, (Format::Csv, version)).await
}

/// The rows of a unit and all below it, as a workbook.
///
/// # Errors
/// As [`csv`], or there are more rows than a sheet holds.
pub async fn xlsx(
    state: State<Arc<Application>>,
    staff: Staff,
    named: RegistryName,
    query: Query<ExportQuery>,
    version: Version,
) -> Result<Response, AppError> {
    export(state, staff, named, query, (Format::Xlsx, version)).await
}

async fn export(
    State(application): State<Arc<Application>>,
    staff: Staff,
    RegistryName(registry): RegistryName,
    Query(query): Query<ExportQuery>,
    (format, version): (Format, Version),
) -> Result<Response, AppError> {
    let unit = unit_of(&application, &staff, query.unit.as_deref())?;
    let Whole { name, rows, places } = whole(&application, registry, unit.as_str())?;
    let detail = json!({ "registry": registry.key(), "rows": rows });
    let act = exports::act(&staff, "registry.exported", unit.as_str(), format, detail);
    let wanted = Wanted {
        format,
        version,
        name: format!("{name}_{}", registry.label()),
        rows,
    };
    let store = Arc::clone(&application.store);
    let table = RowsTable::new(store, registry, places);
    exports::send(&application, &act, wanted, table).await
}

/// All rows of a unit.
struct Whole {
    name: Arc<str>,
    rows: i64,
    places: Vec<Place>,
}

fn whole(application: &Application, registry: Registry, unit: &str) -> Result<Whole, AppError> {
    let aggregate = application.engine.read();
    let tree = aggregate.tree();
    let top = tree.find(unit);
    let top = top.ok_or_else(|| AppError::unknown_unit(unit))?;
    Ok(Whole {
        name: Arc::clone(&tree.node(top).name),
        rows: aggregate.count(top, total_metric(registry)),
        places: Place::all(&aggregate, registry, top).collect(),
    })
}
