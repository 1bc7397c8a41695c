//! `GET /api/v1/registries/{registry}/export.csv` and `…/export.xlsx`.

use std::sync::Arc;

use axum::{extract::State, http::Version, response::Response};
use liandong_domain::{contribution::total_metric, registry::Registry};
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;

use super::{
    super::{path::RegistryName, query::Asked},
    unit_of,
};
use crate::{
    Application,
    access::Staff,
    error::AppError,
    exports::{self, Format, RowsTable, Wanted},
    registries::Place,
};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ExportQuery {
    unit: Option<String>,
}

/// The rows of a unit and all below it, as CSV.
///
/// # Errors
/// No such registry, no such unit in the subtree, or the store failed.
#[utoipa::path(
    get,
    path = "/api/v1/registries/{registry}/export.csv",
    operation_id = "exportRowsCsv",
    tag = "导出",
    summary = "导出库里的各条（CSV）",
    description = "角色：查看员。一个单位及其下级的各条，规范的词旁边是标准代码，可以上报，也可以原样再导入。",
    params(("registry" = Registry, Path), ExportQuery),
    security(("session" = [])),
    responses(
        (status = 200, content_type = "text/csv; charset=utf-8", body = Vec<u8>),
        (status = 404, description = "unknown_registry unknown_unit"),
        (status = 503, description = "disk_failed"),
    ),
)]
pub async fn csv(
    state: State<Arc<Application>>,
    staff: Staff,
    named: RegistryName,
    query: Asked<ExportQuery>,
    version: Version,
) -> Result<Response, AppError> {
    export(state, staff, named, query, (Format::Csv, version)).await
}

/// The rows of a unit and all below it, as a workbook.
///
/// # Errors
/// As [`csv`], or there are more rows than a sheet holds.
#[utoipa::path(
    get,
    path = "/api/v1/registries/{registry}/export.xlsx",
    operation_id = "exportRowsXlsx",
    tag = "导出",
    summary = "导出库里的各条（XLSX）",
    description = "角色：查看员。一个单位及其下级的各条，规范的词旁边是标准代码，可以上报，也可以原样再导入。",
    params(("registry" = Registry, Path), ExportQuery),
    security(("session" = [])),
    responses(
        (status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>),
        (status = 404, description = "unknown_registry unknown_unit"),
        (status = 422, description = "too_many_rows"),
        (status = 503, description = "disk_failed"),
    ),
)]
pub async fn xlsx(
    state: State<Arc<Application>>,
    staff: Staff,
    named: RegistryName,
    query: Asked<ExportQuery>,
    version: Version,
) -> Result<Response, AppError> {
    export(state, staff, named, query, (Format::Xlsx, version)).await
}

async fn export(
    State(application): State<Arc<Application>>,
    staff: Staff,
    RegistryName(registry): RegistryName,
    Asked(query): Asked<ExportQuery>,
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
