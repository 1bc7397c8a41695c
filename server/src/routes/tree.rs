//! Changes of the tree by staff: `POST /api/v1/units`, `PATCH` and `DELETE /api/v1/units/{code}`.
//! They are facts like all others; open walls follow.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};
use liandong_domain::{
    fact::{Event, Fact, NewUnit},
    moment::Moment,
    unit::{UnitCode, UnitKind},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{body::Body, path::Code};
use crate::{
    Application,
    access::{Role, Staff, secret},
    error::{AppError, FieldError, Problem},
    ingest::{self, Rejection},
};

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitForm {
    code: String,
    name: String,
    #[schema(value_type = UnitKind)]
    level: String,
    parent: String,
}

/// A unit that was made.
#[derive(Serialize, ToSchema)]
#[schema(as = AddedUnit)]
pub struct Added {
    code: UnitCode,
}

/// Adds a unit below one of the subtree.
///
/// # Errors
/// No manager, a parent outside the subtree, a field that cannot be, or the store failed.
#[utoipa::path(
    post,
    path = "/api/v1/units",
    operation_id = "addUnit",
    tag = "组织树",
    summary = "新建单位",
    description = "角色：管理员。上级单位须在管理范围内。",
    request_body = UnitForm,
    security(("session" = [])),
    responses(
        (status = 201, body = Added),
    ),
)]
pub async fn add(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Body(form): Body<UnitForm>,
) -> Result<(StatusCode, Json<Added>), AppError> {
    staff.needs(Role::Manager)?;
    let mut errors = Vec::new();
    let mut wrong = |field, message: String| errors.push(FieldError { field, message });
    let code = form.code.trim().parse::<UnitCode>();
    let code = code.map_err(|error| wrong("code", error.to_string())).ok();
    if let Some(message) = name_error(&form.name) {
        wrong("name", message);
    }
    let kind = UnitKind::from_key(&form.level);
    if kind.is_none() {
        wrong("level", "请选择级别".to_owned());
    }
    let parent = staff.within(&application, form.parent.trim());
    if parent.is_none() {
        wrong("parent", "没有这个上级单位".to_owned());
    }
    let (Some(code), Some(kind), Some(parent), true) = (code, kind, parent, errors.is_empty())
    else {
        return Err(Problem::of_fields(errors).into());
    };
    if kind <= kind_of(&application, parent.as_str()) {
        return Err(AppError::field("level", "级别应低于上级单位"));
    }
    let event = Event::UnitAdded(NewUnit {
        name: form.name.trim().to_owned(),
        kind,
        parent: Some(parent.clone()),
        position: None,
        recorded: false,
    });
    let detail = json!({ "name": form.name.trim(), "level": kind.key(), "parent": parent });
    change(
        &application,
        &staff,
        code.clone(),
        event,
        "unit.added",
        detail,
    )
    .await
    .map_err(|refused| in_field(refused, "code"))?;
    Ok((StatusCode::CREATED, Json(Added { code })))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitChange {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    parent: Option<String>,
}

/// Renames or moves a unit of the subtree.
///
/// # Errors
/// No manager, a unit or parent outside the subtree, what cannot be, or the store failed.
#[utoipa::path(
    patch,
    path = "/api/v1/units/{code}",
    operation_id = "editUnit",
    tag = "组织树",
    summary = "改名或移动单位",
    description = "角色：管理员。一次只改一样；移动时下级与数字一并移动。",
    params(("code" = UnitCode, Path)),
    request_body = UnitChange,
    security(("session" = [])),
    responses(
        (status = 204),
        (status = 404, description = "unknown_unit"),
    ),
)]
pub async fn edit(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Code(code): Code,
    Body(form): Body<UnitChange>,
) -> Result<StatusCode, AppError> {
    let unit = staff.needs_at(&application, Role::Manager, &code)?;
    if form.name.is_some() && form.parent.is_some() {
        return Err(AppError::field("parent", "改名和移动请分两次"));
    }
    if let Some(name) = form.name {
        if let Some(message) = name_error(&name) {
            return Err(AppError::field("name", message));
        }
        let name = name.trim().to_owned();
        let detail = json!({ "name": name });
        let event = Event::UnitRenamed { name };
        change(
            &application,
            &staff,
            unit.clone(),
            event,
            "unit.renamed",
            detail,
        )
        .await
        .map_err(|rejection| in_field(rejection, "name"))?;
    }
    if let Some(parent) = form.parent {
        if unit == staff.account.unit {
            return Err(AppError::forbidden());
        }
        let parent = staff.within(&application, parent.trim());
        let parent = parent.ok_or_else(|| AppError::field("parent", "没有这个上级单位"))?;
        if kind_of(&application, unit.as_str()) <= kind_of(&application, parent.as_str()) {
            return Err(AppError::field("parent", "上级单位的级别应高于本单位"));
        }
        let detail = json!({ "parent": parent });
        let event = Event::UnitMoved { parent };
        change(&application, &staff, unit, event, "unit.moved", detail)
            .await
            .map_err(|rejection| in_field(rejection, "parent"))?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Closes a unit below the account's own. Its numbers stay in the unit above.
///
/// # Errors
/// No manager, a unit outside the subtree, a root, or the store failed.
#[utoipa::path(
    delete,
    path = "/api/v1/units/{code}",
    operation_id = "retireUnit",
    tag = "组织树",
    summary = "撤销单位",
    description = "角色：管理员。需在十分钟内输入过口令。数字留在上级，下级单位归到上级。",
    params(("code" = UnitCode, Path)),
    security(("session" = [])),
    responses(
        (status = 204),
        (status = 403, description = "confirm_identity"),
        (status = 404, description = "unknown_unit"),
        (status = 422, description = "invalid_form"),
    ),
)]
pub async fn retire(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Code(code): Code,
) -> Result<StatusCode, AppError> {
    let unit = staff.needs_at(&application, Role::Manager, &code)?;
    if unit == staff.account.unit {
        return Err(AppError::forbidden());
    }
    staff.confirmed()?;
    change(
        &application,
        &staff,
        unit,
        Event::UnitRetired {},
        "unit.retired",
        json!({}),
    )
    .await
    .map_err(|rejection| in_field(rejection, "code"))?;
    Ok(StatusCode::NO_CONTENT)
}

/// Why a change was not made: refused by the engine, or not taken at all.
type Refused = Result<Rejection, AppError>;

async fn change(
    application: &Application,
    staff: &Staff,
    unit: UnitCode,
    event: Event,
    action: &'static str,
    detail: serde_json::Value,
) -> Result<(), Refused> {
    let fact = Fact {
        id: secret::make("").map_err(|error| Err(error.into()))?,
        at: Moment(staff.now()),
        unit: unit.clone(),
        event,
    };
    let scope = Some(staff.account.unit.clone());
    let receipt = application.engine.submit(vec![(0, fact)], scope).await;
    let receipt = receipt.map_err(|error| Err(error.into()))?;
    if let Some(rejected) = receipt.rejected.into_iter().next() {
        return Err(Ok(rejected.rejection));
    }
    let act = staff.act(action, unit.as_str(), detail);
    let recorded = application.store.record(&act).await;
    recorded.map_err(|error| Err(error.into()))
}

fn in_field(refused: Refused, field: &'static str) -> AppError {
    match refused {
        Ok(rejection) => AppError::field(field, rejection.message),
        Err(error) => error,
    }
}

fn kind_of(application: &Application, code: &str) -> UnitKind {
    let aggregate = application.engine.read();
    let tree = aggregate.tree();
    tree.find(code)
        .map_or(UnitKind::ALL[0], |unit| tree.node(unit).kind)
}

fn name_error(name: &str) -> Option<String> {
    let longest = ingest::LONGEST_NAME;
    (!ingest::is_plain(name.trim(), longest))
        .then(|| format!("名称应为 1 至 {longest} 个字，不含换行等看不见的字符"))
}
