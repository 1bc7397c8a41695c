//! `/api/v1/settings`: what is set for the whole installation.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    announcements::{needs_second_person, set_needs_second_person},
    body::Body,
};
use crate::{
    Application,
    access::{Role, Staff},
    error::AppError,
    store::SqliteStore,
    work::{ESCALATION_DAYS, escalate_after_days, set_escalate_after_days},
};

/// The installation's settings.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Whether walls and pages of units are shown to those who are not signed in.
    public_viewing: bool,
    /// After so many days what is late of a deployment goes one level further up; stays as it was where it is not
    /// written.
    #[schema(minimum = 1, maximum = 90)]
    escalate_after_days: Option<u16>,
    /// Whether an announcement waits for somebody else than its writer; stays as it was where it is not written.
    announcements_need_second_person: Option<bool>,
}

/// The settings as they stand.
///
/// # Errors
/// No administrator of the root, or the store failed.
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
        escalate_after_days: Some(escalate_after_days(&application.store).await?),
        announcements_need_second_person: Some(needs_second_person(&application.store).await?),
    }))
}

/// Changes the settings. Open screens follow at once.
///
/// # Errors
/// No administrator of the root, the password was given too long ago, days that cannot be, or the store failed.
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
    let (store, viewing) = (&application.store, &application.viewing);
    if let Some(days) = settings.escalate_after_days {
        set_days(store, &staff, days).await?;
    }
    if let Some(needs) = settings.announcements_need_second_person
        && needs != needs_second_person(store).await?
    {
        let field = "announcements_need_second_person";
        let act = staff.act("settings.changed", field, json!({ field: needs }));
        set_needs_second_person(store, needs, &act).await?;
    }
    let detail = json!({ "public_viewing": settings.public_viewing });
    let act = staff.act("settings.changed", "public_viewing", detail);
    viewing.set(store, settings.public_viewing, &act).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn set_days(store: &SqliteStore, staff: &Staff, days: u16) -> Result<(), AppError> {
    const FIELD: &str = "escalate_after_days";
    if !ESCALATION_DAYS.contains(&days) {
        let (least, most) = (ESCALATION_DAYS.start(), ESCALATION_DAYS.end());
        return Err(AppError::field(FIELD, format!("应为 {least} 至 {most} 天")));
    }
    let before = escalate_after_days(store).await?;
    if before == days {
        return Ok(());
    }
    let act = staff.act("settings.changed", FIELD, json!({ FIELD: [before, days] }));
    set_escalate_after_days(store, days, &act).await?;
    Ok(())
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
