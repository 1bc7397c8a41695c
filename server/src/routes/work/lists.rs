//! `GET /api/v1/units/{code}/…`: what goes on in a subtree, a page at a time.

use std::sync::Arc;

use axum::{Json, extract::State};
use liandong_domain::unit::UnitCode;
use serde::Serialize;
use utoipa::ToSchema;

use super::super::{path::Code, query::Asked};
use crate::{
    Application,
    access::{Role, Staff},
    error::AppError,
    work::{
        Page, Scope,
        branches::{self, BranchQuery, BranchRow},
        care::{self, CareQuery, CareRow},
        deployments::{self, DeploymentQuery, DeploymentRow},
        employers::{self, EmployerQuery, EmployerRow},
        items::{self, ItemQuery, ItemRow},
        logs::{self, LogQuery, LogRow},
        projects::{self, NeedRow, OfferQuery, ProjectQuery, ProjectRow, ResourceRow},
    },
};

/// Defines a page of rows of a kind, as it is sent.
macro_rules! page {
    ($(#[$doc:meta])* $name:ident of $row:ty) => {
        $(#[$doc])*
        #[derive(Serialize, ToSchema)]
        pub struct $name {
            /// In the order that was asked for.
            rows: Vec<$row>,
            /// How many there are on all pages.
            total: usize,
            /// What to ask for as `after` to get the next page.
            next: Option<String>,
        }

        impl From<Page<$row>> for Json<$name> {
            fn from(page: Page<$row>) -> Self {
                Self($name {
                    rows: page.rows,
                    total: page.total,
                    next: page.next,
                })
            }
        }
    };
}

page! {
    /// A page of deployments.
    ListOfDeployments of DeploymentRow
}
page! {
    /// A page of work logs.
    ListOfLogs of LogRow
}
page! {
    /// A page of items.
    ListOfItems of ItemRow
}
page! {
    /// A page of care actions.
    ListOfCare of CareRow
}
page! {
    /// A page of branches.
    ListOfBranches of BranchRow
}
page! {
    /// A page of resources.
    ListOfResources of ResourceRow
}
page! {
    /// A page of needs.
    ListOfNeeds of NeedRow
}
page! {
    /// A page of projects.
    ListOfProjects of ProjectRow
}
page! {
    /// A page of employers.
    ListOfEmployers of EmployerRow
}

/// Reads a page within a unit of the subtree.
fn read<T>(
    application: &Application,
    staff: &Staff,
    code: &str,
    list: impl FnOnce(&Scope<'_>) -> Result<Page<T>, AppError>,
) -> Result<Page<T>, AppError> {
    let unit = staff.needs_at(application, Role::Viewer, code)?;
    let aggregate = application.engine.read();
    let scope = Scope::of(&aggregate, unit.as_str());
    list(&scope.ok_or_else(|| AppError::unknown_unit(code))?)
}

/// Lists deployments.
///
/// # Errors
/// No such unit in the subtree, a query that cannot be, or the store failed.
#[utoipa::path(
    get,
    path = "/api/v1/units/{code}/deployments",
    operation_id = "listDeployments",
    tag = "办理",
    summary = "部署",
    description = "角色：查看员。单位及下级下达的，和发给它们的；counts 是范围内各单位办到哪一步。",
    params(("code" = UnitCode, Path), DeploymentQuery),
    security(("session" = [])),
    responses(
        (status = 200, body = ListOfDeployments),
        (status = 404, description = "unknown_unit"),
    ),
)]
pub async fn all_deployments(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Code(code): Code,
    Asked(query): Asked<DeploymentQuery>,
) -> Result<Json<ListOfDeployments>, AppError> {
    let list = |scope: &Scope<'_>| deployments::list(scope, &query);
    let mut page = read(&application, &staff, &code, list)?;
    deployments::with_titles(&application.store, &mut page.rows).await?;
    Ok(page.into())
}

/// Lists work logs.
///
/// # Errors
/// As [`all_deployments`].
#[utoipa::path(
    get,
    path = "/api/v1/units/{code}/logs",
    operation_id = "listLogs",
    tag = "办理",
    summary = "工作日志",
    description = "角色：查看员。单位及下级的日志，和它们到了哪一级；reviewer 给出待某单位审阅的。",
    params(("code" = UnitCode, Path), LogQuery),
    security(("session" = [])),
    responses(
        (status = 200, body = ListOfLogs),
        (status = 404, description = "unknown_unit"),
    ),
)]
pub async fn all_logs(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Code(code): Code,
    Asked(query): Asked<LogQuery>,
) -> Result<Json<ListOfLogs>, AppError> {
    let list = |scope: &Scope<'_>| logs::list(scope, &query);
    let mut page = read(&application, &staff, &code, list)?;
    logs::with_texts(&application.store, &mut page.rows).await?;
    Ok(page.into())
}

/// Lists items of the three lists.
///
/// # Errors
/// As [`all_deployments`].
#[utoipa::path(
    get,
    path = "/api/v1/units/{code}/items",
    operation_id = "listItems",
    tag = "办理",
    summary = "三张清单",
    description = "角色：查看员。任务、问题、整改中，所在地、责任单位或列入单位是这个单位或下级的。",
    params(("code" = UnitCode, Path), ItemQuery),
    security(("session" = [])),
    responses(
        (status = 200, body = ListOfItems),
        (status = 404, description = "unknown_unit"),
    ),
)]
pub async fn all_items(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Code(code): Code,
    Asked(query): Asked<ItemQuery>,
) -> Result<Json<ListOfItems>, AppError> {
    let list = |scope: &Scope<'_>| items::list(scope, &query);
    let mut page = read(&application, &staff, &code, list)?;
    items::with_titles(&application.store, &mut page.rows).await?;
    Ok(page.into())
}

/// Lists care actions.
///
/// # Errors
/// As [`all_deployments`].
#[utoipa::path(
    get,
    path = "/api/v1/units/{code}/care",
    operation_id = "listCare",
    tag = "办理",
    summary = "关爱行动",
    description = "角色：查看员。单位及下级的，计划的和开展的。",
    params(("code" = UnitCode, Path), CareQuery),
    security(("session" = [])),
    responses(
        (status = 200, body = ListOfCare),
        (status = 404, description = "unknown_unit"),
    ),
)]
pub async fn all_care(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Code(code): Code,
    Asked(query): Asked<CareQuery>,
) -> Result<Json<ListOfCare>, AppError> {
    let list = |scope: &Scope<'_>| care::list(scope, &query);
    Ok(read(&application, &staff, &code, list)?.into())
}

/// Lists branches, the exceptions first.
///
/// # Errors
/// As [`all_deployments`].
#[utoipa::path(
    get,
    path = "/api/v1/units/{code}/branches",
    operation_id = "listBranches",
    tag = "办理",
    summary = "支部的组织生活",
    description = "角色：查看员。三会一课没有按期开的在前，其次到会少的。",
    params(("code" = UnitCode, Path), BranchQuery),
    security(("session" = [])),
    responses(
        (status = 200, body = ListOfBranches),
        (status = 404, description = "unknown_unit"),
    ),
)]
pub async fn all_branches(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Code(code): Code,
    Asked(query): Asked<BranchQuery>,
) -> Result<Json<ListOfBranches>, AppError> {
    let list = |scope: &Scope<'_>| branches::list(scope, &query);
    Ok(read(&application, &staff, &code, list)?.into())
}

/// Lists resources.
///
/// # Errors
/// As [`all_deployments`].
#[utoipa::path(
    get,
    path = "/api/v1/units/{code}/resources",
    operation_id = "listResources",
    tag = "办理",
    summary = "资源",
    description = "角色：查看员。提供给单位、它的上级或下级的资源。",
    params(("code" = UnitCode, Path), OfferQuery),
    security(("session" = [])),
    responses(
        (status = 200, body = ListOfResources),
        (status = 404, description = "unknown_unit"),
    ),
)]
pub async fn all_resources(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Code(code): Code,
    Asked(query): Asked<OfferQuery>,
) -> Result<Json<ListOfResources>, AppError> {
    let list = |scope: &Scope<'_>| projects::resources(scope, &query);
    let mut page = read(&application, &staff, &code, list)?;
    projects::with_resource_titles(&application.store, &mut page.rows).await?;
    Ok(page.into())
}

/// Lists needs.
///
/// # Errors
/// As [`all_deployments`].
#[utoipa::path(
    get,
    path = "/api/v1/units/{code}/needs",
    operation_id = "listNeeds",
    tag = "办理",
    summary = "需求",
    description = "角色：查看员。单位及下级的需求。",
    params(("code" = UnitCode, Path), OfferQuery),
    security(("session" = [])),
    responses(
        (status = 200, body = ListOfNeeds),
        (status = 404, description = "unknown_unit"),
    ),
)]
pub async fn all_needs(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Code(code): Code,
    Asked(query): Asked<OfferQuery>,
) -> Result<Json<ListOfNeeds>, AppError> {
    let list = |scope: &Scope<'_>| projects::needs(scope, &query);
    let mut page = read(&application, &staff, &code, list)?;
    projects::with_need_titles(&application.store, &mut page.rows).await?;
    Ok(page.into())
}

/// Lists projects.
///
/// # Errors
/// As [`all_deployments`].
#[utoipa::path(
    get,
    path = "/api/v1/units/{code}/projects",
    operation_id = "listProjects",
    tag = "办理",
    summary = "共建项目",
    description = "角色：查看员。为单位及下级做的项目。",
    params(("code" = UnitCode, Path), ProjectQuery),
    security(("session" = [])),
    responses(
        (status = 200, body = ListOfProjects),
        (status = 404, description = "unknown_unit"),
    ),
)]
pub async fn all_projects(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Code(code): Code,
    Asked(query): Asked<ProjectQuery>,
) -> Result<Json<ListOfProjects>, AppError> {
    let list = |scope: &Scope<'_>| projects::list(scope, &query);
    let mut page = read(&application, &staff, &code, list)?;
    projects::with_titles(&application.store, &mut page.rows).await?;
    Ok(page.into())
}

/// Lists employers, those that answer least first.
///
/// # Errors
/// As [`all_deployments`].
#[utoipa::path(
    get,
    path = "/api/v1/units/{code}/employers",
    operation_id = "listEmployers",
    tag = "办理",
    summary = "圈层里的驻区单位",
    description = "角色：查看员。单位及下级的，答复最少的在前。",
    params(("code" = UnitCode, Path), EmployerQuery),
    security(("session" = [])),
    responses(
        (status = 200, body = ListOfEmployers),
        (status = 404, description = "unknown_unit"),
    ),
)]
pub async fn all_employers(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Code(code): Code,
    Asked(query): Asked<EmployerQuery>,
) -> Result<Json<ListOfEmployers>, AppError> {
    let list = |scope: &Scope<'_>| employers::list(scope, &query);
    Ok(read(&application, &staff, &code, list)?.into())
}
