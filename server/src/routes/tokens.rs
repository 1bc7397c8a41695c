//! `/api/v1/tokens…`: tokens of programs that send facts, for administrators of the subtree.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::{
    body::Body,
    paging::{self, Paged},
    path::Id,
    query::Asked,
};
use crate::{
    Application,
    access::{Role, Staff, token},
    error::{AppError, FieldError, Problem},
    ingest,
    store::access::{NewToken, Token},
};

const DAY_MS: i64 = 24 * 60 * 60_000;
/// The longest that a token may be good for, in days.
const LONGEST_DAYS: i64 = 3 * 366;

/// A token as administrators see it: never the secret.
#[derive(Serialize, ToSchema)]
#[schema(as = Token)]
pub struct TokenView {
    id: i64,
    name: String,
    unit: String,
    kinds: Option<Vec<String>>,
    created_at: i64,
    expires_at: Option<i64>,
    used_at: Option<i64>,
    revoked_at: Option<i64>,
}

impl From<Token> for TokenView {
    fn from(token: Token) -> Self {
        Self {
            id: token.id,
            name: token.name,
            unit: token.unit.to_string(),
            kinds: token.kinds,
            created_at: token.created_at,
            expires_at: token.expires_at,
            used_at: token.used_at,
            revoked_at: token.revoked_at,
        }
    }
}

/// Which tokens are wanted.
#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TokensWanted {
    /// The cursor that the page before gave as `next`.
    pub before: Option<i64>,
}

/// A page of tokens.
#[derive(Serialize, ToSchema)]
pub struct TokenPage {
    /// The newest first.
    tokens: Vec<TokenView>,
    /// What to ask for as `before` to get the next page.
    next: Option<i64>,
}

/// A page of the tokens of an administrator's subtree, the newest first.
///
/// # Errors
/// No administrator, or the store failed.
pub async fn page(
    application: &Application,
    staff: &Staff,
    before: Option<i64>,
) -> Result<Paged<Token, i64>, AppError> {
    staff.needs(Role::Administrator)?;
    let store = &application.store;
    let read =
        async |before: Option<i64>, limit| store.tokens(before.unwrap_or(i64::MAX), limit).await;
    let is_seen = |token: &Token| staff.covers(application, &token.unit);
    Ok(paging::page(before, read, |token| token.id, is_seen).await?)
}

/// Lists the tokens of the subtree.
///
/// # Errors
/// No administrator, or the store failed.
#[utoipa::path(
    get,
    path = "/api/v1/tokens",
    operation_id = "listTokens",
    tag = "令牌",
    summary = "管理范围内的令牌",
    description = "角色：系统管理员。不含密文。最新的在前，每页 50 个。",
    params(TokensWanted),
    security(("session" = [])),
    responses(
        (status = 200, body = TokenPage),
    ),
)]
pub async fn list(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Asked(wanted): Asked<TokensWanted>,
) -> Result<Json<TokenPage>, AppError> {
    let Paged { rows, next } = page(&application, &staff, wanted.before).await?;
    let tokens = rows.into_iter().map(TokenView::from).collect();
    Ok(Json(TokenPage { tokens, next }))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenForm {
    name: String,
    unit: String,
    #[serde(default)]
    kinds: Vec<String>,
    #[serde(default)]
    days: Option<i64>,
}

/// A token with its secret.
#[derive(Serialize, ToSchema)]
#[schema(as = CreatedToken)]
pub struct Created {
    id: i64,
    token: String,
}

/// Makes a token. Its secret is told here, once.
///
/// # Errors
/// No administrator, a unit outside the subtree, a field that cannot be, or the store failed.
#[utoipa::path(
    post,
    path = "/api/v1/tokens",
    operation_id = "createToken",
    tag = "令牌",
    summary = "新建令牌",
    description = "角色：系统管理员。需在十分钟内输入过口令。令牌只出现这一次。",
    request_body = TokenForm,
    security(("session" = [])),
    responses(
        (status = 201, body = Created),
        (status = 403, description = "confirm_identity"),
    ),
)]
pub async fn create(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Body(form): Body<TokenForm>,
) -> Result<(StatusCode, Json<Created>), AppError> {
    staff.needs(Role::Administrator)?;
    staff.confirmed()?;
    let mut errors = form_errors(&form);
    let unit = staff.within(&application, form.unit.trim());
    if unit.is_none() {
        let message = "没有这个单位，或不在您的管理范围内".to_owned();
        errors.push(FieldError {
            field: "unit",
            message,
        });
    }
    let (Some(unit), true) = (unit, errors.is_empty()) else {
        return Err(Problem::of_fields(errors).into());
    };
    let new = NewToken {
        name: form.name.trim().to_owned(),
        unit,
        kinds: (!form.kinds.is_empty()).then_some(form.kinds),
        expires_at: form.days.map(|days| staff.now() + days * DAY_MS),
    };
    let detail = json!({ "unit": new.unit, "kinds": new.kinds, "expires_at": new.expires_at });
    let act = staff.act("token.created", &new.name, detail);
    let (id, token) = token::create(&application.store, &new, &act).await?;
    Ok((StatusCode::CREATED, Json(Created { id, token })))
}

fn form_errors(form: &TokenForm) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if !ingest::is_plain(form.name.trim(), 40) {
        let message = "名称应为 1 至 40 个字，如“市党员信息系统”".to_owned();
        errors.push(FieldError {
            field: "name",
            message,
        });
    }
    if let Some(unknown) = form
        .kinds
        .iter()
        .find(|kind| !ingest::KINDS.contains(&kind.as_str()))
    {
        let shown: String = unknown.chars().take(40).collect();
        let message = format!(
            "没有“{shown}”这种事实；可用的有：{}",
            ingest::KINDS.join("、")
        );
        errors.push(FieldError {
            field: "kinds",
            message,
        });
    }
    if form
        .days
        .is_some_and(|days| !(1..=LONGEST_DAYS).contains(&days))
    {
        let message = format!("有效期应为 1 至 {LONGEST_DAYS} 天");
        errors.push(FieldError {
            field: "days",
            message,
        });
    }
    errors
}

/// Takes a token back, at once and for good.
///
/// # Errors
/// No such token for this administrator, or the store failed.
#[utoipa::path(
    delete,
    path = "/api/v1/tokens/{id}",
    operation_id = "revokeToken",
    tag = "令牌",
    summary = "收回令牌",
    description = "角色：系统管理员。立即失效，不能恢复。",
    params(("id" = i64, Path)),
    security(("session" = [])),
    responses(
        (status = 204),
        (status = 404, description = "not_found"),
    ),
)]
pub async fn revoke(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Id(id): Id,
) -> Result<StatusCode, AppError> {
    staff.needs(Role::Administrator)?;
    let token = application.store.token_of_id(id).await?;
    let token = token
        .filter(|token| staff.covers(&application, &token.unit))
        .ok_or_else(|| AppError::unknown("令牌"))?;
    let act = staff.act("token.revoked", &token.name, json!({ "id": id }));
    application.store.revoke_token(id, &act).await?;
    Ok(StatusCode::NO_CONTENT)
}
