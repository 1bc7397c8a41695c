//! `POST /api/v1/imports`: a file comes in to be looked at.

use std::sync::Arc;

use axum::{
    Json,
    body::Body as Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, header},
};
use futures_util::StreamExt;
use liandong_tables::{columns::Target, sheet::Limits};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{super::query::Asked, ImportView, needs_any, needs_table, table};
use crate::{
    Application,
    access::Author,
    error::AppError,
    imports::{self, ImportError, Sealing, Upload, shapes::TableShape},
};

/// What an upload is.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UploadQuery {
    /// A registry's key, or `units`.
    #[param(inline, value_type = TableShape)]
    table: String,
    /// The subtree that the file is of; the caller's own where it is not given.
    unit: Option<String>,
    /// The file's name, for people.
    #[serde(default)]
    file_name: String,
}

/// Takes a file in to be looked at.
///
/// # Errors
/// No right to write, no such table or unit, too large, no table, or the store failed.
#[utoipa::path(
    post,
    path = "/api/v1/imports",
    operation_id = "uploadTable",
    tag = "导入",
    summary = "上传一份表",
    description = "角色：录入员（组织节点需管理员），或可发送 registry.changed 的令牌。请求体就是文件本身，CSV 或 XLSX，不超过 512 MB。答复后在后台校验，以 GET 查看进度；此时还没有写入任何数据。",
    params(UploadQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    security(("session" = []), ("token" = [])),
    responses(
        (status = 201, body = ImportView),
        (status = 400, description = "unknown_table upload_cut_off"),
        (status = 404, description = "unknown_unit"),
        (status = 413, description = "file_too_large"),
        (status = 422, description = "file_empty no_rows no_heading too_many_columns record_too_long unknown_encoding password_protected old_workbook not_a_table file_damaged unpacks_too_large no_sheet read_failed"),
        (status = 429, description = "too_many_drafts"),
        (status = 503, description = "disk_failed"),
    ),
)]
pub async fn upload(
    State(application): State<Arc<Application>>,
    author: Author,
    query: Result<Asked<UploadQuery>, AppError>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(StatusCode, Json<ImportView>), AppError> {
    needs_any(&author)?;
    let Asked(query) = query?;
    let target = table(&query.table).ok_or_else(|| {
        let keys: Vec<&str> = Target::all().map(Target::key).collect();
        let message = format!("没有“{}”这张表；可用的有：{}", query.table, keys.join("、"));
        AppError::refused(StatusCode::BAD_REQUEST, "unknown_table", message)
    })?;
    needs_table(&author, target)?;
    let unit = query.unit.unwrap_or_else(|| author.unit.to_string());
    let unit = author.within(&application, &unit)?;
    let announced = headers.get(header::CONTENT_LENGTH);
    let announced = announced.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > Limits::default().file_bytes) {
        return Err(too_large());
    }
    let file = receive(&application, body).await?.end();
    let upload = Upload {
        file,
        file_name: query.file_name,
        target,
        unit,
        author,
    };
    let draft = application.imports.open(upload).await?;
    let view = ImportView::of_draft(&application, &draft);
    Ok((StatusCode::CREATED, Json(view)))
}

async fn receive(application: &Application, body: Bytes) -> Result<Sealing, AppError> {
    let mut sealing = application.imports.receive().map_err(ImportError::Disk)?;
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| {
            let message = "上传中断，文件没有收完；请重新上传";
            AppError::refused(StatusCode::BAD_REQUEST, "upload_cut_off", message)
        })?;
        if sealing.bytes() + chunk.len() as u64 > Limits::default().file_bytes {
            return Err(too_large());
        }
        sealing.write(&chunk).map_err(ImportError::Disk)?;
    }
    Ok(sealing)
}

fn too_large() -> AppError {
    let message = imports::too_large();
    AppError::refused(StatusCode::PAYLOAD_TOO_LARGE, "file_too_large", message)
}
