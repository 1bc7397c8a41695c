//! `/api/v1/imports`: tables uploaded, looked at, taken in and taken back; `/api/v1/templates`.

use std::sync::Arc;

use axum::{
    Json,
    body::Body as Bytes,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures_util::StreamExt;
use liandong_tables::{columns::Target, sheet::Limits, write};
use serde::{Deserialize, Serialize};

mod view;

pub use view::{ColumnView, FileView, ImportView};

use super::body::Body;
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
#[derive(Deserialize)]
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
#[derive(Default, Deserialize)]
pub struct Wanted {
    /// The cursor that the page before gave as `next`.
    pub before: Option<String>,
}

/// A page of imports.
#[derive(Serialize)]
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
pub async fn upload(
    State(application): State<Arc<Application>>,
    author: Author,
    query: Result<Query<UploadQuery>, QueryRejection>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(StatusCode, Json<ImportView>), AppError> {
    needs_any(&author)?;
    let Query(query) = query.map_err(|_| {
        let message = "请在地址中写明 table（库的代码或 units）、unit（单位代码）和 file_name";
        AppError::refused(StatusCode::BAD_REQUEST, "invalid_query", message)
    })?;
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
pub async fn list(
    State(application): State<Arc<Application>>,
    author: Author,
    Query(wanted): Query<Wanted>,
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
pub async fn show(
    State(application): State<Arc<Application>>,
    author: Author,
    Path(uid): Path<String>,
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
pub async fn change(
    State(application): State<Arc<Application>>,
    author: Author,
    Path(uid): Path<String>,
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
pub async fn forget(
    State(application): State<Arc<Application>>,
    author: Author,
    Path(uid): Path<String>,
) -> Result<StatusCode, AppError> {
    let draft = find_draft(&application, &author, &uid).await?;
    application.imports.forget(&draft.uid);
    Ok(StatusCode::NO_CONTENT)
}

/// Begins to take a file in.
///
/// # Errors
/// No such file of the caller, it cannot be taken in as it is, or the store failed.
pub async fn apply(
    State(application): State<Arc<Application>>,
    author: Author,
    Path(uid): Path<String>,
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
pub async fn undo(
    State(application): State<Arc<Application>>,
    author: Author,
    Path(uid): Path<String>,
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
pub async fn bad_rows(
    State(application): State<Arc<Application>>,
    author: Author,
    Path(uid): Path<String>,
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
pub async fn template(_author: Author, Path(file): Path<String>) -> Result<Response, AppError> {
    let target = file.strip_suffix(".xlsx").and_then(table);
    let target = target.ok_or_else(|| AppError::unknown("模板"))?;
    let mut bytes = std::io::Cursor::new(Vec::new());
    write::template(&mut bytes, target).map_err(ImportError::from)?;
    let name = format!("{}模板.xlsx", target.label());
    let headers = download::headers(&name, XLSX);
    Ok((headers, bytes.into_inner()).into_response())
}
