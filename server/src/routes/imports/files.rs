//! Workbooks for clerks: the rows that cannot be taken, and templates.

use std::sync::Arc;

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use liandong_tables::write;

use super::{super::path::Name, find_draft, table};
use crate::{Application, access::Author, download, error::AppError, imports::ImportError};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The rows that cannot be taken, as a workbook with the reasons beside.
///
/// # Errors
/// No such file of the caller, it cannot be read, or the store failed.
#[utoipa::path(
    get,
    path = "/api/v1/imports/{id}/bad-rows.xlsx",
    operation_id = "badRows",
    tag = "导入",
    summary = "下载需修正的行",
    description = "角色：录入员（组织节点需管理员），或可发送 registry.changed 的令牌。原来的各列（不含隐私列），旁边是问题和如何修改。",
    params(("id" = String, Path)),
    security(("session" = []), ("token" = [])),
    responses(
        (status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>),
        (status = 404, description = "not_found"),
        (status = 409, description = "already_applied unit_retired"),
        (status = 422, description = "file_damaged mapping_incomplete"),
        (status = 503, description = "disk_failed"),
    ),
)]
pub async fn bad_rows(
    State(application): State<Arc<Application>>,
    author: Author,
    Name(uid): Name,
) -> Result<Response, AppError> {
    let draft = find_draft(&application, &author, &uid).await?;
    let file = application.imports.bad_rows(&draft).await?;
    let name = format!("需修正的行_{}.xlsx", draft.target.label());
    Ok(download::file(file, &name, XLSX))
}

/// The workbook in which a table is filled in.
///
/// # Errors
/// No such table.
#[utoipa::path(
    get,
    path = "/api/v1/templates/{file}",
    operation_id = "template",
    tag = "导入",
    summary = "下载模板",
    description = "file 是库的代码或 units，加上 .xlsx。",
    params(("file" = String, Path)),
    security(("session" = []), ("token" = [])),
    responses(
        (status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>),
        (status = 404, description = "not_found"),
    ),
)]
pub async fn template(_author: Author, Name(file): Name) -> Result<Response, AppError> {
    let target = file.strip_suffix(".xlsx").and_then(table);
    let target = target.ok_or_else(|| AppError::unknown("模板"))?;
    let mut bytes = std::io::Cursor::new(Vec::new());
    write::template(&mut bytes, target).map_err(ImportError::from)?;
    let name = format!("{}模板.xlsx", target.label());
    let headers = download::headers(&name, XLSX);
    Ok((headers, bytes.into_inner()).into_response())
}
