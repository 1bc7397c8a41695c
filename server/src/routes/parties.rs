//! `PUT /api/v1/units/{code}/parties`: who is called to a unit's joint conferences by default.

use std::sync::Arc;

use axum::{extract::State, http::StatusCode};
use liandong_domain::fact::item::Party;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{body::Body, path::Code};
use crate::{
    Application,
    access::{Role, Staff},
    error::AppError,
    parties,
};

/// The parties of a unit's joint conferences.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Parties {
    /// Who is called, at least one.
    #[serde(default)]
    parties: Vec<Party>,
}

/// Sets the parties.
///
/// # Errors
/// No manager, no such unit in the subtree, nobody named, or the store failed.
#[utoipa::path(
    put,
    path = "/api/v1/units/{code}/parties",
    operation_id = "setParties",
    tag = "设置",
    summary = "设定联席会议默认邀请的各方",
    description = "角色：管理员。对没有另设的下级单位同样有效。",
    params(("code" = String, Path)),
    request_body = Parties,
    security(("session" = [])),
    responses(
        (status = 204),
        (status = 404, description = "unknown_unit"),
        (status = 422, description = "no_party"),
    ),
)]
pub async fn set(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Code(code): Code,
    Body(wanted): Body<Parties>,
) -> Result<StatusCode, AppError> {
    let unit = staff.needs_at(&application, Role::Manager, &code)?;
    if wanted.parties.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Err(AppError::refused(status, "no_party", "请至少选择一方"));
    }
    let labels: Vec<&str> = wanted.parties.iter().map(|party| party.label()).collect();
    let detail = json!({ "parties": labels });
    let act = staff.act("parties.set", unit.as_str(), detail);
    parties::set(&application, &unit, &wanted.parties, &act).await?;
    Ok(StatusCode::NO_CONTENT)
}
