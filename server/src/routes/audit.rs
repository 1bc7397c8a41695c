//! `GET /api/v1/audit`: who did what to what from where.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
    http::StatusCode,
};
use serde::{Deserialize, Serialize};

use super::accounts;
use crate::{
    Application,
    access::{Role, Staff},
    error::AppError,
    store::access::{AuditEntry, AuditQuery},
};

const LIMIT: u32 = 100;

#[derive(Default, Deserialize)]
pub struct Wanted {
    /// Only entries before this one: the cursor that the page before gave.
    #[serde(default)]
    pub before: Option<i64>,
    /// Only actions that begin so.
    #[serde(default)]
    pub action: Option<String>,
    /// Only where actor or subject contains this.
    #[serde(default)]
    pub q: Option<String>,
}

/// A page of the audit log.
#[derive(Serialize)]
pub struct AuditPage {
    /// Newest first.
    pub entries: Vec<AuditEntry>,
    /// What to ask for as `before` to get the next page.
    pub next: Option<i64>,
}

/// The entries of an administrator's subtree: what its accounts did, and at the root everything.
///
/// # Errors
/// No administrator, or the store failed.
pub async fn page(
    application: &Application,
    staff: &Staff,
    wanted: &Wanted,
) -> Result<AuditPage, AppError> {
    staff.needs(Role::Administrator)?;
    let sees_all = {
        let aggregate = application.engine.read();
        let unit = aggregate.tree().find(staff.account.unit.as_str());
        unit.is_some_and(|unit| aggregate.tree().parent(unit).is_none())
    };
    let actors = if sees_all {
        None
    } else {
        let accounts = accounts::of_subtree(application, staff).await?;
        Some(accounts.into_iter().map(|account| account.login).collect())
    };
    let not_empty = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let query = AuditQuery {
        before: wanted.before,
        action: not_empty(&wanted.action),
        text: not_empty(&wanted.q),
        actors,
        limit: LIMIT,
    };
    let entries = application.store.audit(&query).await?;
    let is_full = entries.len() == LIMIT as usize;
    let next = entries.last().filter(|_| is_full).map(|last| last.seq);
    Ok(AuditPage { entries, next })
}

/// Lists the audit log, newest first.
///
/// # Errors
/// As [`page`].
pub async fn list(
    State(application): State<Arc<Application>>,
    staff: Staff,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Json<AuditPage>, AppError> {
    let Query(wanted) = wanted.map_err(|_| {
        let message = "查询参数 before 应为整数";
        AppError::refused(StatusCode::BAD_REQUEST, "invalid_query", message)
    })?;
    page(&application, &staff, &wanted).await.map(Json)
}
