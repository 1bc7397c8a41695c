//! `GET /api/v1/units/{code}/activities`.

use std::sync::Arc;

use axum::{Json, extract::State};
use liandong_domain::unit::UnitCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::super::{paging::page, path::Code, query::Asked};
use crate::{
    Application,
    access::{Role, Staff},
    error::AppError,
    store::Entry,
    work::{
        Scope,
        activities::{self, ActivityRow},
    },
};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ActivityQuery {
    /// The `next` of the page before.
    before: Option<u64>,
}

/// A page of activities.
#[derive(Serialize, ToSchema)]
pub struct ActivityPage {
    /// Newest first.
    activities: Vec<ActivityRow>,
    /// What to ask for as `before` to get the next page.
    next: Option<u64>,
}

/// Lists activities, newest first.
///
/// # Errors
/// No such unit in the subtree, or the store failed.
#[utoipa::path(
    get,
    path = "/api/v1/units/{code}/activities",
    operation_id = "listActivities",
    tag = "办理",
    summary = "共建活动",
    description = "角色：查看员。单位及下级举办的，最新的在前，和受邀的驻区单位答复、到场几家。",
    params(("code" = UnitCode, Path), ActivityQuery),
    security(("session" = [])),
    responses(
        (status = 200, body = ActivityPage),
        (status = 404, description = "unknown_unit"),
    ),
)]
pub async fn list(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Code(code): Code,
    Asked(query): Asked<ActivityQuery>,
) -> Result<Json<ActivityPage>, AppError> {
    let unit = staff.needs_at(&application, Role::Viewer, &code)?;
    let read = async |before: Option<u64>, limit| {
        let entries = application.store.activities(before, limit).await?;
        let aggregate = application.engine.read();
        let scope = Scope::of(&aggregate, unit.as_str());
        let row = |entry: Entry| {
            let seq = entry.seq;
            (
                seq,
                scope
                    .as_ref()
                    .and_then(|scope| activities::row(scope, entry)),
            )
        };
        Ok(entries.into_iter().map(row).collect::<Vec<_>>())
    };
    let found = page(
        query.before,
        read,
        |(seq, _)| *seq,
        |(_, row)| row.is_some(),
    )
    .await?;
    Ok(Json(ActivityPage {
        activities: found.rows.into_iter().filter_map(|(_, row)| row).collect(),
        next: found.next,
    }))
}
