//! `/api/v1/settings`: what is set for the whole installation.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::body::Body;
use crate::{
    Application,
    access::{Role, Staff},
    error::AppError,
};

/// The installation's settings.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Whether walls and pages of units are shown to those who are not signed in.
    public_viewing: bool,
}

/// The settings as they stand.
///
/// # Errors
/// No administrator of the root.
#[utoipa::path(
    get,
    path = "/api/v1/settings",
    operation_id = "showSettings",
    tag = "设置",
    summary = "查看设置",
    description = "角色：顶层单位的系统管理员。",
    security(("session" = [])),
    responses(
        (status = 200, body = Settings),
    ),
)]
pub async fn show(
    State(application): State<Arc<Application>>,
    staff: Staff,
) -> Result<Json<Settings>, AppError> {
    needs_root(&application, &staff)?;
    Ok(Json(Settings {
        public_viewing: application.viewing.is_public(),
    }))
}

/// Changes the settings. Open screens follow at once.
///
/// # Errors
/// No administrator of the root, the password was given too long ago, or the store failed.
#[utoipa::path(
    put,
    path = "/api/v1/settings",
    operation_id = "changeSettings",
    tag = "设置",
    summary = "修改设置",
    description = "角色：顶层单位的系统管理员。需在十分钟内输入过口令。打开着的大屏随即照办。",
    request_body = Settings,
    security(("session" = [])),
    responses(
        (status = 204),
        (status = 403, description = "confirm_identity"),
    ),
)]
pub async fn change(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Body(settings): Body<Settings>,
) -> Result<StatusCode, AppError> {
    needs_root(&application, &staff)?;
    staff.confirmed()?;
    let detail = json!({ "public_viewing": settings.public_viewing });
    let act = staff.act("settings.changed", "public_viewing", detail);
    let (store, viewing) = (&application.store, &application.viewing);
    viewing.set(store, settings.public_viewing, &act).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether the account administers a unit that has none above it.
///
/// # Errors
/// It does not.
pub(super) fn needs_root(application: &Application, staff: &Staff) -> Result<(), AppError> {
    staff.needs(Role::Administrator)?;
    let aggregate = application.engine.read();
    let tree = aggregate.tree();
    let unit = tree.find(staff.account.unit.as_str());
    if unit.is_some_and(|unit| tree.parent(unit).is_none()) {
        return Ok(());
    }
    Err(AppError::forbidden())
}
