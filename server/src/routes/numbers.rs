//! `GET /api/v1/units/{code}/numbers/export.csv` and `…/export.xlsx`: a scene's numbers with the units
//! behind them, exact.

use std::sync::Arc;

use axum::{extract::State, http::Version, response::Response};
use liandong_domain::frame::Scene;
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;

use super::{path::Code, query::Asked, units};
use crate::{
    Application,
    access::{Role, Staff},
    error::AppError,
    exports::{self, Format, NumbersTable, Wanted},
};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct NumbersQuery {
    scene: Option<String>,
}

/// The numbers as CSV.
///
/// # Errors
/// No such unit in the subtree, no such scene, too many units, or the store failed.
#[utoipa::path(
    get,
    path = "/api/v1/units/{code}/numbers/export.csv",
    operation_id = "exportNumbersCsv",
    tag = "导出",
    summary = "导出场景的数字（CSV）",
    description = "角色：查看员。单位及其每个下级一行，大屏上的每个数字一列，数字精确。",
    params(("code" = String, Path), NumbersQuery),
    security(("session" = [])),
    responses(
        (status = 200, content_type = "text/csv; charset=utf-8", body = Vec<u8>),
        (status = 404, description = "unknown_unit"),
        (status = 400, description = "unknown_scene"),
        (status = 422, description = "too_many_rows"),
        (status = 503, description = "disk_failed"),
    ),
)]
pub async fn csv(
    state: State<Arc<Application>>,
    staff: Staff,
    code: Code,
    query: Asked<NumbersQuery>,
    version: Version,
) -> Result<Response, AppError> {
    export(state, staff, code, query, (Format::Csv, version)).await
}

/// The numbers as a workbook.
///
/// # Errors
/// As [`csv`].
#[utoipa::path(
    get,
    path = "/api/v1/units/{code}/numbers/export.xlsx",
    operation_id = "exportNumbersXlsx",
    tag = "导出",
    summary = "导出场景的数字（XLSX）",
    description = "角色：查看员。单位及其每个下级一行，大屏上的每个数字一列，数字精确。",
    params(("code" = String, Path), NumbersQuery),
    security(("session" = [])),
    responses(
        (status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>),
        (status = 404, description = "unknown_unit"),
        (status = 400, description = "unknown_scene"),
        (status = 422, description = "too_many_rows"),
        (status = 503, description = "disk_failed"),
    ),
)]
pub async fn xlsx(
    state: State<Arc<Application>>,
    staff: Staff,
    code: Code,
    query: Asked<NumbersQuery>,
    version: Version,
) -> Result<Response, AppError> {
    export(state, staff, code, query, (Format::Xlsx, version)).await
}

async fn export(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Code(code): Code,
    Asked(query): Asked<NumbersQuery>,
    (format, version): (Format, Version),
) -> Result<Response, AppError> {
    let unit = staff.needs_at(&application, Role::Viewer, &code)?;
    let scene = units::scene(query.scene.as_deref())?;
    let (name, table) = {
        let aggregate = application.engine.read();
        let tree = aggregate.tree();
        let top = tree.find(unit.as_str());
        let top = top.ok_or_else(|| AppError::unknown_unit(unit.as_str()))?;
        let name = Arc::clone(&tree.node(top).name);
        (name, NumbersTable::of(&aggregate, scene, top))
    };
    let table = table.ok_or_else(too_many_units)?;
    let count = table.units();
    let detail = json!({ "scene": scene.key(), "units": count });
    let act = exports::act(&staff, "numbers.exported", unit.as_str(), format, detail);
    let wanted = Wanted {
        format,
        version,
        name: format!("{name}_{}", label(scene)),
        rows: count as i64,
    };
    exports::send(&application, &act, wanted, table).await
}

fn label(scene: Scene) -> &'static str {
    match scene {
        Scene::Overview => "总览数字",
        Scene::Linkage => "联动数字",
        Scene::Life => "组织生活数字",
        Scene::CoBuilding => "共建数字",
    }
}

fn too_many_units() -> AppError {
    let limit = NumbersTable::MAX_UNITS;
    exports::too_many(format!("单位超过 {limit} 个；请选下级单位，分几次导出"))
}
