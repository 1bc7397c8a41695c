//! `/api/v1/drafts/{key}`: what an account has written and not sent, so that a lost connection loses nothing.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::super::{body::Body, path::Name};
use crate::{
    Application,
    access::Staff,
    error::AppError,
    ingest::{self, LONGEST_KEY, Rejection},
};

/// The most drafts of an account.
const MOST: i64 = 100;

/// A draft as it was left.
#[derive(Serialize, ToSchema)]
#[schema(as = Draft)]
pub struct Left {
    /// Its fields.
    #[schema(value_type = Object)]
    body: Value,
    /// When it was left.
    at: i64,
}

/// Shows a draft of one's own.
///
/// # Errors
/// There is none, or the store failed.
#[utoipa::path(
    get,
    path = "/api/v1/drafts/{key}",
    operation_id = "showDraft",
    tag = "办理",
    summary = "取回草稿",
    description = "自己的；别人看不到。",
    params(("key" = String, Path)),
    security(("session" = [])),
    responses(
        (status = 200, body = Left),
        (status = 404, description = "not_found"),
    ),
)]
pub async fn show(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Name(key): Name,
) -> Result<Json<Left>, AppError> {
    let draft = application.store.draft(staff.account.id, &key).await?;
    let draft = draft.ok_or_else(|| AppError::unknown("草稿"))?;
    Ok(Json(Left {
        body: serde_json::from_str(&draft.body).unwrap_or_default(),
        at: draft.at,
    }))
}

/// Keeps a draft in place of the one before.
///
/// # Errors
/// A key or fields that cannot be, too many drafts, or the store failed.
#[utoipa::path(
    put,
    path = "/api/v1/drafts/{key}",
    operation_id = "keepDraft",
    tag = "办理",
    summary = "保存草稿",
    description = "key 由页面自定，1 至 64 个字符；请求体是表单的各字段，不超过 64 KiB。每个账号最多 100 份。",
    params(("key" = String, Path)),
    request_body = Object,
    security(("session" = [])),
    responses(
        (status = 204),
        (status = 409, description = "drafts_full"),
        (status = 422, description = "text_names_person"),
    ),
)]
pub async fn keep(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Name(key): Name,
    Body(fields): Body<Map<String, Value>>,
) -> Result<StatusCode, AppError> {
    if !ingest::is_plain(&key, LONGEST_KEY) {
        let message = format!("草稿的键应为 1 至 {LONGEST_KEY} 个字符，且不含看不见的字符");
        return Err(AppError::field("key", message));
    }
    let fields = Value::Object(fields);
    tells_nobody(&fields).map_err(AppError::of_act)?;
    let account = staff.account.id;
    let store = &application.store;
    if store.other_drafts(account, &key).await? >= MOST {
        let message = format!("草稿已有 {MOST} 份；请先提交或删去一些");
        return Err(AppError::of_act(Rejection::new("drafts_full", message)));
    }
    let body = fields.to_string();
    store
        .keep_draft((account, &key), Some(&body), staff.now())
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Forgets a draft.
///
/// # Errors
/// The store failed.
#[utoipa::path(
    delete,
    path = "/api/v1/drafts/{key}",
    operation_id = "forgetDraft",
    tag = "办理",
    summary = "删除草稿",
    description = "本来就没有的，也答复 204。",
    params(("key" = String, Path)),
    security(("session" = [])),
    responses(
        (status = 204),
    ),
)]
pub async fn forget(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Name(key): Name,
) -> Result<StatusCode, AppError> {
    let (account, now) = (staff.account.id, staff.now());
    let store = &application.store;
    store.keep_draft((account, &key), None, now).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A draft is on disk as what is sent is: no number of a person's comes there.
fn tells_nobody(value: &Value) -> Result<(), Rejection> {
    match value {
        Value::String(text) => ingest::tells_nobody("草稿", text),
        Value::Array(all) => all.iter().try_for_each(tells_nobody),
        Value::Object(all) => all.values().try_for_each(tells_nobody),
        _ => Ok(()),
    }
}
