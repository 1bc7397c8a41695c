//! `GET /api/v1/registries/{registry}/rows`.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
    http::StatusCode,
};
use liandong_domain::{
    moment::{Moment, UtcOffset},
    registry::Row,
    unit::UnitCode,
};
use serde::{Deserialize, Serialize};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::{super::path::RegistryName, unit_of};
use crate::{
    Application,
    access::Staff,
    error::AppError,
    registries::{self, UnitRow},
};

/// Rows of a page, unless fewer are asked for.
const LIMIT: usize = 100;
const MAX_LIMIT: usize = 1_000;

#[derive(Deserialize)]
pub struct ListQuery {
    unit: Option<String>,
    after: Option<String>,
    limit: Option<usize>,
}

/// A page of rows.
#[derive(Serialize)]
pub struct RowPage {
    /// In the order of the tree.
    rows: Vec<RowView>,
    /// What to ask for as `after` to get the next page.
    next: Option<String>,
}

#[derive(Serialize)]
struct RowView {
    key: String,
    unit: UnitCode,
    unit_name: Arc<str>,
    since: String,
    row: Row,
}

/// Lists the rows of a unit and all below it.
///
/// # Errors
/// No such registry, no such unit in the subtree, a query that cannot be, or the store failed.
pub async fn list(
    State(application): State<Arc<Application>>,
    staff: Staff,
    RegistryName(registry): RegistryName,
    query: Result<Query<ListQuery>, QueryRejection>,
) -> Result<Json<RowPage>, AppError> {
    let Query(query) = query.map_err(|_| wrong_limit())?;
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
