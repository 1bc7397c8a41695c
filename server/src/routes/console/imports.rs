//! `/console/imports`: tables of clerks on their way in.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    response::Response,
};
use liandong_app::console::{ImportPage, ImportRow, ImportsPage, Outcome, Page, Stage};
use liandong_tables::{columns::Target, sheet::Limits};

use super::{Reader, show};
use crate::{
    Application,
    access::Author,
    error::AppError,
    imports::Applied,
    routes::{
        imports::{self as api, Found, ImportView, Wanted},
        query::Asked,
    },
};

mod file;

/// The page of all of them.
///
/// # Errors
/// No clerk, a cursor that is none, or the store failed.
pub async fn imports(
    State(application): State<Arc<Application>>,
    Reader(staff): Reader,
    author: Author,
    Asked(wanted): Asked<Wanted>,
) -> Result<Response, AppError> {
    let found = api::page(&application, &author, wanted.before.as_deref()).await?;
    let tables = Target::all().filter(|target| api::needs_table(&author, *target).is_ok());
    let rows = |views: Vec<ImportView>| {
        let views = views.into_iter();
        views.filter_map(|view| row(&author, &view)).collect()
    };
    let page = ImportsPage {
        tables: tables
            .map(|target| (target.key(), target.label()))
            .collect(),
        unit_name: super::governance::name(&application, &author.unit),
        unit: author.unit.to_string(),
        limit: Limits::default().file_bytes,
        drafts: rows(found.drafts),
        imports: rows(found.imports),
        next: found.next,
    };
    Ok(show(&application, Some(&staff), Page::Imports(page)))
}

/// The page of one.
///
/// # Errors
/// No clerk, no such import, or the store failed.
pub async fn import(
    State(application): State<Arc<Application>>,
    Reader(staff): Reader,
    author: Author,
    Path(uid): Path<String>,
) -> Result<Response, AppError> {
    api::needs_any(&author)?;
    let view = match api::find(&application, &author, &uid).await? {
        Found::Draft(draft) => ImportView::of_draft(&application, &draft),
        Found::Record(record) => ImportView::of_record(&application, record),
    };
    let import = row(&author, &view).ok_or_else(|| AppError::unknown("导入"))?;
    let today = application.clock.today().date();
    let page = ImportPage {
        import,
        sheet: view.file.as_ref().map(|file| file::sheet(file, today)),
        preview: view.preview.as_deref().map(file::preview),
    };
    Ok(show(
        &application,
        Some(&staff),
        Page::Import(Box::new(page)),
    ))
}

fn row(author: &Author, view: &ImportView) -> Option<ImportRow> {
    let target = api::table(&view.table)?;
    let progress = view
        .progress
        .map(|progress| (progress.done, progress.total));
    Some(ImportRow {
        id: view.id.clone(),
        stage: Stage::from_key(view.state)?,
        table: target.label(),
        is_of_units: target == Target::Units,
        unit: view.unit.to_string(),
        unit_name: view.unit_name.clone(),
        file_name: view.file_name.clone(),
        as_of: view.as_of.clone(),
        actor: view.actor.clone(),
        at: view.applied_at,
        progress,
        outcome: view.result.as_ref().map(outcome),
        may_undo: api::needs_table(author, target).is_ok(),
    })
}

fn outcome(applied: &Applied) -> Outcome {
    Outcome {
        new: applied.new,
        changed: applied.changed,
        removed: applied.removed,
        unchanged: applied.unchanged,
        newer: applied.newer,
        skipped: applied.skipped,
        undone: applied.undone,
        left: applied.left,
        failure: applied.failure.clone(),
    }
}
