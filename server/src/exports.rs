//! Tables that go out as files, made as they are read: CSV is sent piece by piece, a workbook is put
//! together in a file without a name first. Memory does not grow with the table.
//!
//! **A file that breaks off must not look whole.** CSV has no end mark, so it is sent in chunks, and when
//! something fails the connection is broken instead of the body ended. What HTTP/1.0 has no chunks for is
//! put into a file first as well, and sent with its length.

mod assessment;
mod csv;
mod numbers;
mod rows;
mod spooled;

use std::{future::Future, io, sync::Arc};

use axum::{
    http::{StatusCode, Version},
    response::Response,
};
use liandong_tables::write::{Value, WriteError, XlsxWriter};
use serde_json::Value as Json;

pub use assessment::AssessmentTable;
pub use numbers::NumbersTable;
pub use rows::RowsTable;

use crate::{
    Application,
    access::Staff,
    error::AppError,
    store::{StoreError, access::Act},
};

/// What a file is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text with commas.
    Csv,
    /// A workbook.
    Xlsx,
}

impl Format {
    /// How its files' names end.
    pub fn key(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// A table to write.
pub trait Table: Send + 'static {
    /// Some of its rows.
    type Piece: Piece;

    /// The table's name.
    fn name(&self) -> &str;

    /// The headings.
    fn headings(&self) -> Vec<String>;

    /// The next rows, nothing after the last.
    fn next(&mut self) -> impl Future<Output = Result<Option<Self::Piece>, StoreError>> + Send;
}

/// Some rows of a table.
pub trait Piece: Send + 'static {
    /// Their cells.
    fn rows(&self) -> impl Iterator<Item = Vec<Value<'_>>>;
}

/// Why a file goes no further.
#[derive(Debug, thiserror::Error)]
enum ExportError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Write(#[from] WriteError),
    #[error(transparent)]
    Disk(#[from] io::Error),
}

/// What is asked for.
pub struct Wanted {
    /// The format.
    pub format: Format,
    /// What the client speaks.
    pub version: Version,
    /// The first part of the file's name: `徐汇区_党员`.
    pub name: String,
    /// How many rows there will be.
    pub rows: i64,
}

/// Sends a table, and has it in the audit log before the first byte: what has left cannot be made
/// unsaid, so a log that cannot be written to lets nothing leave, and an export that breaks off is in it.
///
/// # Errors
/// More rows than the format holds, or the store or the disk failed.
pub async fn send<T: Table>(
    application: &Arc<Application>,
    act: &Act,
    wanted: Wanted,
    table: T,
) -> Result<Response, AppError> {
    if wanted.format == Format::Xlsx && wanted.rows > i64::from(XlsxWriter::MAX_ROWS) {
        let limit = XlsxWriter::MAX_ROWS;
        return Err(too_many(WriteError::TooManyRows { limit }.to_string()));
    }
    application.store.record(act).await?;
    let today = application.clock.today().date();
    let name = format!("{}_{today}.{}", wanted.name, wanted.format.key());
    let kind = wanted.format.media_type();
    let is_streamed = wanted.format == Format::Csv && wanted.version >= Version::HTTP_11;
    let sent = if is_streamed {
        csv::send(table, &name, kind).await
    } else {
        let folder = &application.config.data;
        let file = spooled::write(table, wanted.format, folder).await;
        file.and_then(|file| spooled::send(file, &name, kind))
    };
    sent.map_err(AppError::from)
}

/// 422: the table is too large for one file.
pub fn too_many(message: String) -> AppError {
    AppError::refused(StatusCode::UNPROCESSABLE_ENTITY, "too_many_rows", message)
}

/// What the audit log says of an export.
pub fn act(staff: &Staff, action: &'static str, unit: &str, format: Format, detail: Json) -> Act {
    let mut detail = detail;
    detail["format"] = format.key().into();
    staff.act(action, unit, detail)
}

impl From<ExportError> for AppError {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Store(failure) => failure.into(),
            ExportError::Write(failure) => Self::Disk(io::Error::other(failure)),
            ExportError::Disk(failure) => Self::Disk(failure),
        }
    }
}
