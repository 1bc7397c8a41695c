//! `/api/v1/attachments`: files that go with acts. They are kept by their content, so that one that is sent
//! twice is kept once.

use std::{fmt::Write as _, sync::Arc};

use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use utoipa::{IntoParams, ToSchema};

use super::super::{path::Name, query::Asked};
use crate::{
    Application,
    access::{Role, Staff},
    download,
    error::AppError,
    ingest::{self, Rejection},
    work::attachment::{Kind, MAX_BYTES},
};

/// The longest name, in characters, its ending left out.
const LONGEST_NAME: usize = 110;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct NameQuery {
    /// What the file is called.
    #[serde(default)]
    #[param(max_length = 110)]
    name: String,
}

/// A file that was taken.
#[derive(Serialize, ToSchema)]
#[schema(as = KeptAttachment)]
pub struct Kept {
    /// What it is kept under.
    file: String,
    /// What it is called, as acts are to name it.
    name: String,
    /// In bytes.
    size: usize,
}

/// Takes a file.
///
/// # Errors
/// No clerk, no name, too large, none of the kinds that are taken, or the store failed.
#[utoipa::path(
    post,
    path = "/api/v1/attachments",
    operation_id = "uploadAttachment",
    tag = "办理",
    summary = "上传附件",
    description = "角色：录入员。请求体就是文件本身，不超过 10 MiB：PDF、不含宏的 docx、xlsx、pptx，或 PNG、JPEG、GIF、WebP 图片；按内容判断，不看文件名。答复的 file 和 name 写进办理的 attachments。",
    params(NameQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    security(("session" = [])),
    responses(
        (status = 201, body = Kept),
        (status = 413, description = "file_too_large"),
        (status = 422, description = "file_empty file_not_allowed invalid_form text_names_person"),
    ),
)]
pub async fn upload(
    State(application): State<Arc<Application>>,
    staff: Staff,
    query: Result<Asked<NameQuery>, AppError>,
    body: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<Kept>), AppError> {
    staff.needs(Role::Clerk)?;
    let Asked(NameQuery { name }) = query?;
    let name = name.trim();
    if !ingest::is_plain(name, LONGEST_NAME) {
        let message = format!("请写文件名，1 至 {LONGEST_NAME} 个字，不含看不见的字符");
        return Err(AppError::field("name", message));
    }
    ingest::tells_nobody("name", name).map_err(AppError::of_act)?;
    let body = body.map_err(|_| too_large())?;
    if body.is_empty() {
        let message = "文件是空的；请重新选择";
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Err(AppError::refused(status, "file_empty", message));
    }
    let kind = Kind::of(&body).ok_or_else(not_allowed)?;
    let file = hash(&body);
    let (account, now) = (staff.account.id, staff.now());
    let store = &application.store;
    store.keep_attachment(&file, &body, (account, now)).await?;
    let name = kind.name(name);
    let detail = json!({ "name": name });
    let act = staff.act("attachment.uploaded", &file, detail);
    store.record(&act).await?;
    let size = body.len();
    Ok((StatusCode::CREATED, Json(Kept { file, name, size })))
}

/// Sends a file, to be saved.
///
/// # Errors
/// There is none, or the store failed.
#[utoipa::path(
    get,
    path = "/api/v1/attachments/{file}",
    operation_id = "downloadAttachment",
    tag = "办理",
    summary = "下载附件",
    description = "需登录。file 是上传时得到的编号，写在所办之事的 attachments 里。",
    params(("file" = String, Path), NameQuery),
    security(("session" = [])),
    responses(
        (status = 200, description = "文件", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 404, description = "not_found"),
    ),
)]
pub async fn download(
    State(application): State<Arc<Application>>,
    _staff: Staff,
    Name(file): Name,
    Asked(NameQuery { name }): Asked<NameQuery>,
) -> Result<Response, AppError> {
    let found = application.store.attachment(&file).await?;
    let content = found.ok_or_else(|| AppError::unknown("附件"))?;
    let kind = Kind::of(&content).ok_or_else(|| AppError::unknown("附件"))?;
    let name = Some(name.trim()).filter(|name| ingest::is_plain(name, LONGEST_NAME + 10));
    let name = kind.name(name.unwrap_or("附件"));
    let headers = download::headers(&name, kind.media_type());
    Ok((headers, content).into_response())
}

fn hash(content: &[u8]) -> String {
    Sha256::digest(content)
        .iter()
        .fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

fn too_large() -> AppError {
    let mebibytes = MAX_BYTES / (1024 * 1024);
    let message = format!("附件超过 {mebibytes} MiB；请压缩图片或分成几个文件");
    AppError::refused(StatusCode::PAYLOAD_TOO_LARGE, "file_too_large", message)
}

fn not_allowed() -> AppError {
    let message = "不是可以上传的文件：只收 PDF、docx、xlsx、pptx（不含宏）和 PNG、JPEG、GIF、WebP 图片；旧版 Office 文件请另存为新格式";
    AppError::of_act(Rejection::new("file_not_allowed", message))
}
