//! `/api/v1/imports`: tables uploaded, looked at, taken in and taken back; `/api/v1/templates`.

use std::sync::Arc;

use axum::{
    Json,
    body::Body as Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures_util::StreamExt;
use liandong_tables::{columns::Target, sheet::Limits, write};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

mod view;

pub use view::{ColumnView, FileView, ImportView};

use super::{body::Body, path::Name, query::Asked};
use crate::{
    Application,
    access::Author,
    download,
    error::AppError,
    imports::{Draft, ImportError, Options, Sealing, Upload, settings::SettingsChange},
    store::{
        access::Millis,
        imports::{ImportQuery, ImportRecord},
    },
};

/// Imports of one page.
const LIMIT: u32 = 50;
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What an upload is.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UploadQuery {
    /// A registry's key, or `units`.
    table: String,
    /// The subtree that the file is of; the caller's own where it is not given.
    unit: Option<String>,
    /// The file's name, for people.
    #[serde(default)]
    file_name: String,
}

/// Which imports are wanted.
#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// The cursor that the page before gave as `next`.
    pub before: Option<String>,
}

/// A page of imports.
#[derive(Serialize, ToSchema)]
pub struct ImportPage {
    /// Files of the caller that wait.
    pub drafts: Vec<ImportView>,
    /// Those taken in, newest first.
    pub imports: Vec<ImportView>,
    /// What to ask for as `before` to get the next page.
    pub next: Option<String>,
}

/// The table of a key.
pub fn table(key: &str) -> Option<Target> {
    Target::all().find(|target| target.key() == key)
}

/// Whether the author may write any table.
///
/// # Errors
/// Not.
pub fn needs_any(author: &Author) -> Result<(), AppError> {
    let may = author.writes_rows || author.writes_units;
    may.then_some(()).ok_or_else(AppError::forbidden)
}

/// Whether the author may write a table.
///
/// # Errors
/// Not.
pub fn needs_table(author: &Author, target: Target) -> Result<(), AppError> {
    let may = match target {
        Target::Registry(_) => author.writes_rows,
        Target::Units => author.writes_units,
    };
    may.then_some(()).ok_or_else(AppError::forbidden)
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
    let limit = Limits::default().file_bytes >> 20;
    let message = format!("文件超过 {limit} MB。请分成几个文件导入，或另存为 CSV（UTF-8）格式");
    AppError::refused(StatusCode::PAYLOAD_TOO_LARGE, "file_too_large", message)
}

/// Lists the imports of the caller's subtree, newest first.
///
/// # Errors
/// The store failed.
#[utoipa::path(
    get,
    path = "/api/v1/imports",
    operation_id = "listImports",
    tag = "导入",
    summary = "列出导入",
    description = "角色：录入员（组织节点需管理员），或可发送 registry.changed 的令牌。自己上传、还没有导入的文件，以及管理范围内做过的导入，最新的在前。",
    params(Wanted),
    security(("session" = []), ("token" = [])),
    responses(
        (status = 200, body = ImportPage),
    ),
)]
pub async fn list(
    State(application): State<Arc<Application>>,
    author: Author,
    Asked(wanted): Asked<Wanted>,
) -> Result<Json<ImportPage>, AppError> {
    page(&application, &author, wanted.before.as_deref())
        .await
        .map(Json)
}

/// A page of the imports of an author's subtree.
///
/// # Errors
/// A cursor that is none, no right to write, or the store failed.
pub async fn page(
    application: &Application,
    author: &Author,
    before: Option<&str>,
) -> Result<ImportPage, AppError> {
    needs_any(author)?;
    let before = before.map(parse_cursor).transpose()?;
    let query = ImportQuery {
        units: subtree(application, author),
        before,
        limit: LIMIT,
    };
    let records = application.store.imports(&query).await?;
    let is_full = records.len() == LIMIT as usize;
    let next = records.last().filter(|_| is_full);
    let next = next.map(|last| format!("{}-{}", last.at, last.uid));
    let drafts = application.imports.drafts_of(&author.actor);
    let drafts = drafts.iter();
    let of_record = |record| ImportView::of_record(application, record);
    Ok(ImportPage {
        drafts: drafts
            .map(|draft| ImportView::of_draft(application, draft))
            .collect(),
        imports: records.into_iter().map(of_record).collect(),
        next,
    })
}

fn parse_cursor(text: &str) -> Result<(Millis, String), AppError> {
    let parsed = text.split_once('-');
    let parsed = parsed.and_then(|(at, uid)| Some((at.parse().ok()?, uid.to_owned())));
    parsed.ok_or_else(|| {
        let message = "查询参数 before 应为上一页给出的 next";
        AppError::refused(StatusCode::BAD_REQUEST, "invalid_query", message)
    })
}

fn subtree(application: &Application, author: &Author) -> Vec<liandong_domain::unit::UnitCode> {
    let aggregate = application.engine.read();
    let tree = aggregate.tree();
    let Some(top) = tree.find_successor(author.unit.as_str()) else {
        return Vec::new();
    };
    let units = [top].into_iter().chain(tree.below(top));
    units.map(|unit| tree.node(unit).code.clone()).collect()
}

/// A file that waits, or an import.
pub enum Found {
    /// A file of the caller.
    Draft(Arc<Draft>),
    /// An import of the caller's subtree.
    Record(ImportRecord),
}

/// What a name is of. What is another's, or outside, is answered as if it did not exist.
///
/// # Errors
/// No such import, or the store failed.
pub async fn find(
    application: &Application,
    author: &Author,
    uid: &str,
) -> Result<Found, AppError> {
    needs_any(author)?;
    let draft = application.imports.draft(uid);
    if let Some(draft) = draft.filter(|draft| draft.author.actor == author.actor) {
        author.within(application, draft.unit.as_str())?;
        return Ok(Found::Draft(draft));
    }
    let record = application.store.import(uid).await?;
    let record = record.filter(|record| subtree(application, author).contains(&record.unit));
    record
        .map(Found::Record)
        .ok_or_else(|| AppError::unknown("导入"))
}

async fn find_draft(
    application: &Application,
    author: &Author,
    uid: &str,
) -> Result<Arc<Draft>, AppError> {
    match find(application, author, uid).await? {
        Found::Draft(draft) => {
            needs_table(author, draft.target)?;
            Ok(draft)
        }
        Found::Record(_) => {
            let message = "这份表已经导入，不能再改";
            Err(AppError::refused(
                StatusCode::CONFLICT,
                "already_applied",
                message,
            ))
        }
    }
}

/// Shows a file or an import.
///
/// # Errors
/// No such import, or the store failed.
#[utoipa::path(
    get,
    path = "/api/v1/imports/{id}",
    operation_id = "showImport",
    tag = "导入",
    summary = "查看一次导入",
    description = "角色：录入员（组织节点需管理员），或可发送 registry.changed 的令牌。别人上传而还没有导入的文件，视为不存在。",
    params(("id" = String, Path)),
    security(("session" = []), ("token" = [])),
    responses(
        (status = 200, body = ImportView),
        (status = 404, description = "not_found"),
    ),
)]
pub async fn show(
    State(application): State<Arc<Application>>,
    author: Author,
    Name(uid): Name,
) -> Result<Json<ImportView>, AppError> {
    Ok(Json(match find(&application, &author, &uid).await? {
        Found::Draft(draft) => ImportView::of_draft(&application, &draft),
        Found::Record(record) => ImportView::of_record(&application, record),
    }))
}

/// Takes in what is said of a file, and looks at it again.
///
/// # Errors
/// No such file of the caller, a field that cannot be, or the store failed.
#[utoipa::path(
    patch,
    path = "/api/v1/imports/{id}",
    operation_id = "changeImport",
    tag = "导入",
    summary = "说明文件的列和值",
    description = "角色：录入员（组织节点需管理员），或可发送 registry.changed 的令牌。只写要改的部分；改后重新校验。",
    params(("id" = String, Path)),
    request_body = SettingsChange,
    security(("session" = []), ("token" = [])),
    responses(
        (status = 200, body = ImportView),
        (status = 404, description = "not_found"),
        (status = 409, description = "already_applied unit_retired"),
        (status = 422, description = "invalid_form"),
    ),
)]
pub async fn change(
    State(application): State<Arc<Application>>,
    author: Author,
    Name(uid): Name,
    Body(change): Body<SettingsChange>,
) -> Result<Json<ImportView>, AppError> {
    let draft = find_draft(&application, &author, &uid).await?;
    let changed = application.imports.change(&draft, change).await?;
    changed.map_err(|(field, message)| AppError::field(field, message))?;
    Ok(Json(ImportView::of_draft(&application, &draft)))
}

/// Forgets a file.
///
/// # Errors
/// No such file of the caller, or the store failed.
#[utoipa::path(
    delete,
    path = "/api/v1/imports/{id}",
    operation_id = "forgetImport",
    tag = "导入",
    summary = "放弃一份还没有导入的文件",
    description = "角色：录入员（组织节点需管理员），或可发送 registry.changed 的令牌。",
    params(("id" = String, Path)),
    security(("session" = []), ("token" = [])),
    responses(
        (status = 204),
        (status = 404, description = "not_found"),
        (status = 409, description = "already_applied"),
    ),
)]
pub async fn forget(
    State(application): State<Arc<Application>>,
    author: Author,
    Name(uid): Name,
) -> Result<StatusCode, AppError> {
    let draft = find_draft(&application, &author, &uid).await?;
    application.imports.forget(&draft.uid);
    Ok(StatusCode::NO_CONTENT)
}

/// Begins to take a file in.
///
/// # Errors
/// No such file of the caller, it cannot be taken in as it is, or the store failed.
#[utoipa::path(
    post,
    path = "/api/v1/imports/{id}/apply",
    operation_id = "applyImport",
    tag = "导入",
    summary = "导入",
    description = "角色：录入员（组织节点需管理员），或可发送 registry.changed 的令牌。在后台写入，大屏随之变化；要么全部写入，要么全部撤回。",
    params(("id" = String, Path)),
    request_body = Options,
    security(("session" = []), ("token" = [])),
    responses(
        (status = 202),
        (status = 404, description = "not_found"),
        (status = 409, description = "already_applied bad_rows import_running not_ready nothing_to_do unit_retired"),
    ),
)]
pub async fn apply(
    State(application): State<Arc<Application>>,
    author: Author,
    Name(uid): Name,
    Body(options): Body<Options>,
) -> Result<StatusCode, AppError> {
    let draft = find_draft(&application, &author, &uid).await?;
    application.imports.apply(&draft, options).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Begins to take an import back.
///
/// # Errors
/// No such import, it is not in, or the store failed.
#[utoipa::path(
    post,
    path = "/api/v1/imports/{id}/undo",
    operation_id = "undoImport",
    tag = "导入",
    summary = "撤销一次导入",
    description = "角色：录入员（组织节点需管理员），或可发送 registry.changed 的令牌。每一条恢复到导入前的样子；之后又被别人改过的不动。",
    params(("id" = String, Path)),
    security(("session" = []), ("token" = [])),
    responses(
        (status = 202),
        (status = 404, description = "not_found"),
        (status = 409, description = "import_running not_applied"),
    ),
)]
pub async fn undo(
    State(application): State<Arc<Application>>,
    author: Author,
    Name(uid): Name,
) -> Result<StatusCode, AppError> {
    let Found::Record(record) = find(&application, &author, &uid).await? else {
        return Err(ImportError::NotApplied.into());
    };
    let target = table(&record.target).unwrap_or(Target::Units);
    needs_table(&author, target)?;
    application.imports.undo(record, &author).await?;
    Ok(StatusCode::ACCEPTED)
}

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
