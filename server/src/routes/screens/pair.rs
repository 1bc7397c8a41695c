//! `/api/v1/pairings…` and `POST /api/v1/screens`: letting a panel in that asks to be paired.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    super::{body::Body, path::Name},
    describe::{Tags, described},
    find,
};
use crate::{
    Application,
    access::{self, Staff, secret},
    error::{AppError, Problem as Refused},
    screens::{
        Role, credential,
        pairing::{Panel, Wrong},
    },
    store::screens::NewScreen,
};

/// What a panel that asks to be paired says of itself.
#[derive(Serialize, ToSchema)]
#[schema(as = WaitingPanel)]
pub struct PanelView {
    address: String,
    model: String,
    width: Option<u32>,
    height: Option<u32>,
}

impl From<Panel> for PanelView {
    fn from(panel: Panel) -> Self {
        Self {
            address: panel.address.to_string(),
            model: panel.model,
            width: panel.size.map(|(width, _)| width),
            height: panel.size.map(|(_, height)| height),
        }
    }
}

/// Why a code cannot be entered.
pub fn wrong_code(wrong: Wrong) -> AppError {
    match wrong {
        Wrong::Unknown => {
            let message = "没有屏幕在等待这个配对码，或已过期；请对照屏幕重新输入";
            AppError::refused(StatusCode::NOT_FOUND, "wrong_code", message)
        }
        Wrong::TooMany(wait_ms) => {
            let message = "配对码输错次数过多；请稍后再试";
            let status = StatusCode::TOO_MANY_REQUESTS;
            Refused::new(status, "too_many_tries", message)
                .retry_after_ms(wait_ms)
                .into()
        }
    }
}

/// Shows which panel waits under a code.
///
/// # Errors
/// No manager, no such code, or too many wrong ones.
#[utoipa::path(
    get,
    path = "/api/v1/pairings/{user_code}",
    operation_id = "showPairing",
    tag = "屏幕",
    summary = "等待配对的是哪块屏幕",
    description = "角色：管理员。",
    params(("user_code" = String, Path)),
    security(("session" = [])),
    responses(
        (status = 200, body = PanelView),
        (status = 404, description = "wrong_code"),
        (status = 429, description = "too_many_tries"),
    ),
)]
pub async fn look(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Name(code): Name,
) -> Result<Json<PanelView>, AppError> {
    staff.needs(access::Role::Manager)?;
    let pairing = &application.screens.pairing;
    let panel = pairing.look(staff.account.id, &code, staff.now());
    Ok(Json(panel.map_err(wrong_code)?.into()))
}

/// Refuses the panel that waits under a code.
///
/// # Errors
/// No manager, no such code, or too many wrong ones.
#[utoipa::path(
    delete,
    path = "/api/v1/pairings/{user_code}",
    operation_id = "denyPairing",
    tag = "屏幕",
    summary = "拒绝一块屏幕的配对",
    description = "角色：管理员。",
    params(("user_code" = String, Path)),
    security(("session" = [])),
    responses(
        (status = 204),
        (status = 404, description = "wrong_code"),
        (status = 429, description = "too_many_tries"),
    ),
)]
pub async fn deny(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Name(code): Name,
) -> Result<StatusCode, AppError> {
    staff.needs(access::Role::Manager)?;
    let pairing = &application.screens.pairing;
    let denied = pairing.deny(staff.account.id, &code, staff.now());
    denied.map_err(wrong_code)?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a panel is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewScreenForm {
    user_code: String,
    name: String,
    unit: String,
    role: Role,
    #[serde(default)]
    tags: Tags,
    /// The screen whose place it takes.
    #[serde(default)]
    replaces: Option<i64>,
}

/// The number of a screen.
#[derive(Serialize, ToSchema)]
pub struct PairedScreen {
    id: i64,
}

/// Lets a panel in as a screen.
///
/// # Errors
/// No manager of the unit, no such code, a field that cannot be, or the store failed.
#[utoipa::path(
    post,
    path = "/api/v1/screens",
    operation_id = "pairScreen",
    tag = "屏幕",
    summary = "配对一块屏幕",
    description = "角色：管理员。replaces 为它接替的屏幕：名称、设置和历史沿用原来的编号。",
    request_body = NewScreenForm,
    security(("session" = [])),
    responses(
        (status = 201, body = PairedScreen),
        (status = 404, description = "wrong_code not_found"),
        (status = 429, description = "too_many_tries"),
    ),
)]
pub async fn pair(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Body(form): Body<NewScreenForm>,
) -> Result<(StatusCode, Json<PairedScreen>), AppError> {
    staff.needs(access::Role::Manager)?;
    let described = described(&application, &staff, &form.name, &form.unit, form.tags)?;
    let replaced = form
        .replaces
        .map(|id| find(&application, &staff, id))
        .transpose()?;
    let pairing = &application.screens.pairing;
    let panel = pairing.claim(staff.account.id, &form.user_code, staff.now());
    let panel = panel.map_err(wrong_code)?;
    let token = credential::make()?;
    let new = NewScreen {
        name: described.name,
        unit: described.unit,
        role: form.role,
        tags: described.tags,
        model: panel.model,
        address: panel.address.to_string(),
        hash: secret::hash(&token),
    };
    let detail = json!({ "unit": new.unit, "role": new.role, "address": new.address });
    let roster = &application.screens.roster;
    let paired = if let Some(screen) = replaced {
        let act = staff.act("screen.replaced", &new.name, detail);
        let replaced = roster.replace(screen.id, new, &act).await;
        application.screens.fleet.unpair(screen.id);
        replaced.map(|()| screen.id)
    } else {
        let act = staff.act("screen.paired", &new.name, detail);
        roster.add(new, &act).await
    };
    let kept = paired.is_ok().then_some(token);
    pairing.settle(&form.user_code, kept);
    Ok((StatusCode::CREATED, Json(PairedScreen { id: paired? })))
}
