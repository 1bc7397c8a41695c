//! One thing that goes on, with all that happened to it.

use std::sync::Arc;

use axum::{Json, extract::State};
use liandong_domain::fact::Attachment;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    super::path::Name,
    past::{Past, scope_of},
};
use crate::{
    Application,
    access::Staff,
    error::AppError,
    ingest::Rejection,
    work::{
        deployments::{self, DeploymentRow, ReceiptRow},
        history::Step,
        items::{self, ItemRow},
        logs::{self, LogRow},
        projects::{self, ProjectRow},
        suggestions::{self, Suggested},
    },
};

/// A deployment, with where each unit of the subtree stands.
#[derive(Serialize, ToSchema)]
pub struct DeploymentDetail {
    deployment: DeploymentRow,
    text: String,
    attachments: Vec<Attachment>,
    receipts: Vec<ReceiptRow>,
    history: Vec<Step>,
}

/// A log and its way.
#[derive(Serialize, ToSchema)]
pub struct LogDetail {
    log: LogRow,
    history: Vec<Step>,
}

/// An item and what was done about it.
#[derive(Serialize, ToSchema)]
pub struct ItemDetail {
    item: ItemRow,
    text: String,
    attachments: Vec<Attachment>,
    history: Vec<Step>,
}

/// A project and how it went.
#[derive(Serialize, ToSchema)]
pub struct ProjectDetail {
    project: ProjectRow,
    history: Vec<Step>,
}

/// What is suggested for a need.
#[derive(Serialize, ToSchema)]
pub struct SuggestionList {
    suggestions: Vec<Suggested>,
}

fn unknown(code: &'static str, what: &str) -> AppError {
    AppError::of_act(Rejection::new(code, format!("没有这{what}")))
}

/// Shows a deployment.
///
/// # Errors
/// None that the account may see, or the store failed.
#[utoipa::path(
    get,
    path = "/api/v1/deployments/{id}",
    operation_id = "showDeployment",
    tag = "办理",
    summary = "一项部署",
    description = "角色：查看员。receipts 是管理范围内各单位办到哪一步；history 是它们和上级所做的，谁做的只有管理员看得到。",
    params(("id" = String, Path)),
    security(("session" = [])),
    responses(
        (status = 200, body = DeploymentDetail),
        (status = 404, description = "unknown_deployment"),
    ),
)]
pub async fn deployment(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Name(id): Name,
) -> Result<Json<DeploymentDetail>, AppError> {
    let past = Past::of(&application, &staff, &id).await?;
    let (text, attachments) = past.opened();
    let (mut rows, receipts, history) = {
        let aggregate = application.engine.read();
        let scope = scope_of(&aggregate, &staff)?;
        let found = deployments::one(&scope, &id);
        let (row, receipts) = found.ok_or_else(|| unknown("unknown_deployment", "项部署"))?;
        ([row], receipts, past.steps(&scope))
    };
    deployments::with_titles(&application.store, &mut rows).await?;
    let [deployment] = rows;
    Ok(Json(DeploymentDetail {
        deployment,
        text,
        attachments,
        receipts,
        history,
    }))
}

/// Shows a log.
///
/// # Errors
/// As [`deployment`].
#[utoipa::path(
    get,
    path = "/api/v1/logs/{id}",
    operation_id = "showLog",
    tag = "办理",
    summary = "一份工作日志",
    description = "角色：查看员。谁做的只有管理员看得到。",
    params(("id" = String, Path)),
    security(("session" = [])),
    responses(
        (status = 200, body = LogDetail),
        (status = 404, description = "unknown_log"),
    ),
)]
pub async fn log(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Name(id): Name,
) -> Result<Json<LogDetail>, AppError> {
    let past = Past::of(&application, &staff, &id).await?;
    let (mut rows, history) = {
        let aggregate = application.engine.read();
        let scope = scope_of(&aggregate, &staff)?;
        let found = logs::one(&scope, &id);
        let row = found.ok_or_else(|| unknown("unknown_log", "份日志"))?;
        ([row], past.steps(&scope))
    };
    logs::with_texts(&application.store, &mut rows).await?;
    let [log] = rows;
    Ok(Json(LogDetail { log, history }))
}

/// Shows an item.
///
/// # Errors
/// As [`deployment`].
#[utoipa::path(
    get,
    path = "/api/v1/items/{id}",
    operation_id = "showItem",
    tag = "办理",
    summary = "一项清单事项",
    description = "角色：查看员。谁做的只有管理员看得到。",
    params(("id" = String, Path)),
    security(("session" = [])),
    responses(
        (status = 200, body = ItemDetail),
        (status = 404, description = "unknown_item"),
    ),
)]
pub async fn item(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Name(id): Name,
) -> Result<Json<ItemDetail>, AppError> {
    let past = Past::of(&application, &staff, &id).await?;
    let (text, attachments) = past.opened();
    let (mut rows, history) = {
        let aggregate = application.engine.read();
        let scope = scope_of(&aggregate, &staff)?;
        let found = items::one(&scope, &id);
        let row = found.ok_or_else(|| unknown("unknown_item", "个事项"))?;
        ([row], past.steps(&scope))
    };
    items::with_titles(&application.store, &mut rows).await?;
    let [item] = rows;
    Ok(Json(ItemDetail {
        item,
        text,
        attachments,
        history,
    }))
}

/// Shows a project.
///
/// # Errors
/// As [`deployment`].
#[utoipa::path(
    get,
    path = "/api/v1/projects/{id}",
    operation_id = "showProject",
    tag = "办理",
    summary = "一个共建项目",
    description = "角色：查看员。谁做的只有管理员看得到。",
    params(("id" = String, Path)),
    security(("session" = [])),
    responses(
        (status = 200, body = ProjectDetail),
        (status = 404, description = "unknown_match"),
    ),
)]
pub async fn project(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Name(id): Name,
) -> Result<Json<ProjectDetail>, AppError> {
    let past = Past::of(&application, &staff, &id).await?;
    let (mut rows, history) = {
        let aggregate = application.engine.read();
        let scope = scope_of(&aggregate, &staff)?;
        let found = projects::one(&scope, &id);
        let row = found.ok_or_else(|| unknown("unknown_match", "个项目"))?;
        ([row], past.steps(&scope))
    };
    projects::with_titles(&application.store, &mut rows).await?;
    let [project] = rows;
    Ok(Json(ProjectDetail { project, history }))
}

/// Suggests resources for a need.
///
/// # Errors
/// As [`deployment`].
#[utoipa::path(
    get,
    path = "/api/v1/needs/{id}/suggestions",
    operation_id = "suggestMatches",
    tag = "办理",
    summary = "可以满足需求的资源",
    description = "角色：查看员。类别相同、还没有用掉的资源，按远近和时间打分，最合适的在前，最多 20 项；reasons 说明为什么。",
    params(("id" = String, Path)),
    security(("session" = [])),
    responses(
        (status = 200, body = SuggestionList),
        (status = 404, description = "unknown_need"),
    ),
)]
pub async fn suggestions(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Name(id): Name,
) -> Result<Json<SuggestionList>, AppError> {
    let found = {
        let aggregate = application.engine.read();
        let scope = scope_of(&aggregate, &staff)?;
        suggestions::of(&scope, &id)
    };
    let mut suggestions = found.ok_or_else(|| unknown("unknown_need", "项需求"))?;
    suggestions::with_titles(&application.store, &mut suggestions).await?;
    Ok(Json(SuggestionList { suggestions }))
}
