//! `GET /api/v1/registries/{registry}/rows`.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};
use liandong_domain::{
    moment::{Moment, UtcOffset},
    registry::{Registry, Row},
    unit::UnitCode,
};
use serde::{Deserialize, Serialize};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};
use utoipa::{IntoParams, ToSchema};

use super::{
    super::{path::RegistryName, query::Asked},
    unit_of,
};
use crate::{
    Application,
    access::Staff,
    error::AppError,
    registries::{self, UnitRow},
};

/// Rows of a page, unless fewer are asked for.
const LIMIT: usize = 100;
const MAX_LIMIT: usize = 1_000;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    unit: Option<String>,
    after: Option<String>,
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<usize>,
}

/// A page of rows.
#[derive(Serialize, ToSchema)]
pub struct RowPage {
    /// In the order of the tree.
    rows: Vec<RowView>,
    /// What to ask for as `after` to get the next page.
    next: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct RowView {
    key: String,
    unit: UnitCode,
    #[schema(value_type = String)]
    unit_name: Arc<str>,
    #[schema(format = DateTime)]
    since: String,
    row: Row,
}

/// Lists the rows of a unit and all below it.
///
/// # Errors
/// No such registry, no such unit in the subtree, a query that cannot be, or the store failed.
#[utoipa::path(
    get,
    path = "/api/v1/registries/{registry}/rows",
    operation_id = "listRows",
    tag = "导出",
    summary = "列出库里的各条",
    description = "角色：查看员。单位及其下级的各条，按组织树的顺序；没有姓名等隐私，系统不保存。",
    params(("registry" = Registry, Path), ListQuery),
    security(("session" = [])),
    responses(
        (status = 200, body = RowPage),
        (status = 400, description = "invalid_query"),
        (status = 404, description = "unknown_registry unknown_unit"),
    ),
)]
pub async fn list(
    State(application): State<Arc<Application>>,
    staff: Staff,
    RegistryName(registry): RegistryName,
    Asked(query): Asked<ListQuery>,
) -> Result<Json<RowPage>, AppError> {
    let unit = unit_of(&application, &staff, query.unit.as_deref())?;
    let limit = query.limit.unwrap_or(LIMIT);
    if !(1..=MAX_LIMIT).contains(&limit) {
        return Err(wrong_limit());
    }
    let after = query.after.filter(|after| !after.is_empty());
    let after = after.map(|after| after.parse().map_err(|_| AppError::stale_cursor()));
    let after = after.transpose()?;
    let page = registries::page(&application, registry, unit.as_str(), after, limit).await?;
    let offset = application.clock.offset();
    let rows = page.rows.into_iter().map(|row| view(row, offset));
    Ok(Json(RowPage {
        rows: rows.collect(),
        next: page.next.map(|next| next.to_string()),
    }))
}

fn wrong_limit() -> AppError {
    let message = format!("查询参数 limit 应为 1 至 {MAX_LIMIT} 的整数");
    AppError::refused(StatusCode::BAD_REQUEST, "invalid_query", message)
}

fn view(row: UnitRow, offset: UtcOffset) -> RowView {
    RowView {
        key: row.key,
        unit: row.unit,
        unit_name: row.unit_name,
        since: as_facts_have_it(row.at, offset),
        row: row.row,
    }
}

fn as_facts_have_it(moment: Moment, offset: UtcOffset) -> String {
    let nanoseconds = i128::from(moment.0) * 1_000_000;
    let at = OffsetDateTime::from_unix_timestamp_nanos(nanoseconds);
    let at = at.unwrap_or(OffsetDateTime::UNIX_EPOCH).to_offset(offset);
    at.format(&Rfc3339).unwrap_or_default()
}
