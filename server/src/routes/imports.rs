//! `/api/v1/imports`: tables uploaded, looked at, taken in and taken back; `/api/v1/templates`.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};
use liandong_domain::unit::UnitCode;
use liandong_tables::columns::Target;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

pub mod files;
pub mod upload;
mod view;

pub use view::{ColumnView, FileView, ImportView};

use super::{body::Body, path::Name, query::Asked};
use crate::{
    Application,
    access::Author,
    error::AppError,
    imports::{Draft, ImportError, Options, settings::SettingsChange},
    store::{
        access::Millis,
        imports::{ImportQuery, ImportRecord},
    },
};

/// Imports of one page.
const LIMIT: u32 = 50;

/// Which imports are wanted.
#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// The cursor that the page before gave as `next`.
    #[param(pattern = "^[0-9]{1,18}-[0-9A-Za-z_-]+$")]
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
    let drafts = application.imports.drafts_of(author);
    let is_within = |draft: &&Arc<Draft>| author.within(application, draft.unit.as_str()).is_ok();
    let drafts = drafts.iter().filter(is_within);
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

/// The codes of the author's subtree, those of closed units as well: what was imported there can still be
/// taken back.
fn subtree(application: &Application, author: &Author) -> Vec<UnitCode> {
    let aggregate = application.engine.read();
    let tree = aggregate.tree();
    // Who is of a closed unit sees nothing of the one that took its place.
    let Some(top) = tree.find(author.unit.as_str()) else {
        return Vec::new();
    };
    let open = [top].into_iter().chain(tree.below(top));
    let open = open.map(|unit| &tree.node(unit).code);
    let closed = tree.closed_codes();
    let closed = closed.filter(|(_, standing)| tree.is_within(*standing, author.unit.as_str()));
    open.chain(closed.map(|(code, _)| code)).cloned().collect()
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
    if let Some(draft) = draft.filter(|draft| draft.author.key == author.key) {
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
    description = "角色：录入员（组织节点需管理员），或可发送 registry.changed 的令牌。在后台写入，大屏随之变化；要么全部写入，要么全部撤回。停用表中没有的单位，需在十分钟内输入过口令，令牌需可发送 unit.retired。",
    params(("id" = String, Path)),
    request_body = Options,
    security(("session" = []), ("token" = [])),
    responses(
        (status = 202),
        (status = 403, description = "confirm_identity"),
        (status = 404, description = "not_found"),
        (status = 409, description = "already_applied bad_rows import_running not_ready nothing_to_do overtaken unit_retired unkeyed_rows"),
    ),
)]
pub async fn apply(
    State(application): State<Arc<Application>>,
    author: Author,
    Name(uid): Name,
    Body(options): Body<Options>,
) -> Result<StatusCode, AppError> {
    let draft = find_draft(&application, &author, &uid).await?;
    if options.remove_missing && draft.target == Target::Units {
        author.needs_closing()?;
    }
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
        (status = 403, description = "confirm_identity"),
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
    if record.undo.contains(r#""unit.retired""#) {
        author.needs_closing()?;
    }
    application.imports.undo(record, &author).await?;
    Ok(StatusCode::ACCEPTED)
}
