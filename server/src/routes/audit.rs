//! `GET /api/v1/audit`: who did what to what from where.

use std::sync::Arc;

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::query::Asked;
use crate::{
    Application,
    access::{Role, Staff},
    error::AppError,
    store::access::{AuditEntry, AuditQuery},
};

const LIMIT: u32 = 100;

#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
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
#[derive(Serialize, ToSchema)]
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
        let accounts = application.store.logins().await?.into_iter();
        let own = accounts.filter(|(_, unit)| staff.covers(application, unit));
        Some(own.map(|(login, _)| login).collect())
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
#[utoipa::path(
    get,
    path = "/api/v1/audit",
    operation_id = "listAudit",
    tag = "操作记录",
    summary = "操作记录",
    description = "角色：系统管理员。最新的在前；顶层单位的系统管理员看得到全部，其他人看得到管理范围内账号所做的。",
    params(Wanted),
    security(("session" = [])),
    responses(
        (status = 200, body = AuditPage),
    ),
)]
pub async fn list(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Asked(wanted): Asked<Wanted>,
) -> Result<Json<AuditPage>, AppError> {
    page(&application, &staff, &wanted).await.map(Json)
}
