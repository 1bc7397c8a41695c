//! `/api/v1/screen-settings`: how screens show what they show, of a unit, a tag or one screen.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};
use liandong_domain::unit::UnitCode;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::find;
use crate::{
    Application,
    access::{Role, Staff},
    error::AppError,
    screens::{Settings, notices, settings::Scope},
};

/// Whose settings are wanted: of a unit, of a tag there, or of one screen.
#[derive(Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ScopeWanted {
    /// Of this unit and all below.
    pub unit: Option<String>,
    /// Of those with this tag there.
    pub tag: Option<String>,
    /// Of this screen.
    pub screen: Option<i64>,
}

/// What is set.
#[derive(Serialize, ToSchema)]
pub struct SettingsView {
    /// Set here.
    pub own: Settings,
    /// What counts, with what is inherited.
    pub effective: Settings,
}

/// Whose settings are set, and to what.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SettingsForm {
    #[serde(default)]
    unit: Option<String>,
    #[serde(default)]
    tag: Option<String>,
    #[serde(default)]
    screen: Option<i64>,
    settings: Settings,
}

/// The scope that is meant, in the account's subtree.
///
/// # Errors
/// There is none such.
pub fn scope(
    application: &Application,
    staff: &Staff,
    wanted: &ScopeWanted,
) -> Result<Scope, AppError> {
    let unit = |code: &str| {
        let code = code.trim();
        staff
            .within(application, code)
            .ok_or_else(|| AppError::unknown_unit(code))
    };
    match (&wanted.screen, &wanted.unit, &wanted.tag) {
        (Some(screen), _, _) => {
            find(application, staff, *screen).map(|screen| Scope::Screen(screen.id))
        }
        (None, Some(code), Some(tag)) if !tag.is_empty() => {
            Ok(Scope::Tag(unit(code)?, tag.clone()))
        }
        (None, Some(code), _) => unit(code).map(Scope::Unit),
        (None, None, _) => Err(AppError::field("unit", "请写明是哪个单位或哪块屏幕")),
    }
}

/// What is set for a scope, and what counts there.
///
/// # Errors
/// The scope is gone.
pub fn view(application: &Application, scope: &Scope) -> Result<SettingsView, AppError> {
    let screens = &application.screens;
    let path = |unit: &UnitCode| {
        let path = notices::path(application, unit.as_str());
        path.ok_or_else(|| AppError::unknown_unit(unit.as_str()))
    };
    let own = screens.layers.of(scope);
    let effective = match scope {
        Scope::Unit(unit) => screens.layers.inherited(&path(unit)?),
        Scope::Tag(unit, _) => own.clone().over(screens.layers.inherited(&path(unit)?)),
        Scope::Screen(id) => {
            let screen = screens
                .roster
                .get(*id)
                .ok_or_else(|| AppError::unknown("屏幕"))?;
            screens.layers.resolve(&screen, &path(&screen.unit)?)
        }
    };
    Ok(SettingsView { own, effective })
}

/// Shows settings of screens.
///
/// # Errors
/// No such scope for this account.
#[utoipa::path(
    get,
    path = "/api/v1/screen-settings",
    operation_id = "showScreenSettings",
    tag = "屏幕",
    summary = "屏幕的显示设置",
    description = "own 为本级所设，effective 为连同上级沿用下来的结果。screen 优先于 unit 和 tag。",
    params(ScopeWanted),
    security(("session" = [])),
    responses(
        (status = 200, body = SettingsView),
        (status = 404, description = "not_found unknown_unit"),
        (status = 422, description = "invalid_form"),
    ),
)]
pub async fn show(
    State(application): State<Arc<Application>>,
    staff: Staff,
    super::Asked(wanted): super::Asked<ScopeWanted>,
) -> Result<Json<SettingsView>, AppError> {
    let scope = scope(&application, &staff, &wanted)?;
    Ok(Json(view(&application, &scope)?))
}

/// Sets screens. Those that are connected follow at once.
///
/// # Errors
/// No such scope for this account, a role that is not enough, something that cannot be, or the store failed.
#[utoipa::path(
    put,
    path = "/api/v1/screen-settings",
    operation_id = "setScreens",
    tag = "屏幕",
    summary = "设置屏幕的显示",
    description = "角色：管理员。整个替换本级所设；不写的沿用上级。屏幕随即照办。",
    request_body = SettingsForm,
    security(("session" = [])),
    responses(
        (status = 204),
        (status = 404, description = "not_found unknown_unit"),
    ),
)]
pub async fn set(
    State(application): State<Arc<Application>>,
    staff: Staff,
    super::Body(form): super::Body<SettingsForm>,
) -> Result<StatusCode, AppError> {
    let wanted = ScopeWanted {
        unit: form.unit,
        tag: form.tag,
        screen: form.screen,
    };
    let scope = scope(&application, &staff, &wanted)?;
    staff.needs(Role::Manager)?;
    if let Err((field, message)) = form.settings.check() {
        return Err(AppError::field(field, message));
    }
    for entry in form.settings.playlist.iter().flatten() {
        if let Some(unit) = &entry.unit
            && application
                .engine
                .read()
                .tree()
                .find(unit.as_str())
                .is_none()
        {
            let message = format!("播放列表中没有代码为“{unit}”的单位，或已停用");
            return Err(AppError::field("playlist", message));
        }
    }
    let subject = match &scope {
        Scope::Unit(unit) => unit.to_string(),
        Scope::Tag(unit, tag) => format!("{unit} {tag}"),
        Scope::Screen(id) => id.to_string(),
    };
    let detail = serde_json::to_value(&form.settings).unwrap_or_default();
    let act = staff.act("screen.set", subject, json!({ "settings": detail }));
    application
        .screens
        .layers
        .set(&scope, form.settings, &act)
        .await?;
    application.screens.touch();
    Ok(StatusCode::NO_CONTENT)
}
