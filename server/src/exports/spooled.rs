//! Files that are whole before the first byte goes out.

use std::{
    fs::File,
    io::{BufWriter, IntoInnerError, Seek, SeekFrom, Write},
    path::Path,
};

use axum::{
    http::{HeaderValue, header},
    response::Response,
};
use liandong_tables::write::{self, WriteError, XlsxWriter};
use tokio::sync::mpsc;

use super::{ExportError, Format, Piece, Table};
use crate::download;

/// Pieces on their way to the file.
const AHEAD: usize = 2;

/// Writes a table to a file without a name in a folder: it is gone with whoever holds it.
pub(super) async fn write<T: Table>(
    mut table: T,
    format: Format,
    folder: &Path,
) -> Result<File, ExportError> {
    let (pieces, received) = mpsc::channel(AHEAD);
    let file = tempfile::tempfile_in(folder)?;
    let (name, headings) = (table.name().to_owned(), table.headings());
    let folder = folder.to_owned();
    let writing = tokio::task::spawn_blocking(move || {
        let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
        let rows = Received(received);
        match format {
            Format::Csv => write_csv(file, &headings, rows),
            Format::Xlsx => write_workbook(file, &name, &headings, &folder, rows),
        }
    });
    while let Some(piece) = table.next().await? {
        if pieces.send(piece).await.is_err() {
            break;
        }
    }
    drop(pieces);
    writing.await.map_err(std::io::Error::other)?
}

struct Received<P>(mpsc::Receiver<P>);

impl<P> Iterator for Received<P> {
    type Item = P;

    fn next(&mut self) -> Option<P> {
        self.0.blocking_recv()
    }
}

fn write_csv<P: Piece>(
    file: File,
    headings: &[&str],
    pieces: Received<P>,
) -> Result<File, ExportError> {
    let mut out = BufWriter::new(file);
    write::csv_headings(&mut out, headings)?;
    for piece in pieces {
        write::csv_rows(&mut out, piece.rows())?;
    }
    out.flush()?;
    Ok(out.into_inner().map_err(IntoInnerError::into_error)?)
}

fn write_workbook<P: Piece>(
    mut file: File,
    name: &str,
    headings: &[&str],
    folder: &Path,
    pieces: Received<P>,
) -> Result<File, ExportError> {
    let mut workbook = XlsxWriter::begin(name, headings, folder)?;
    for piece in pieces {
        for row in piece.rows() {
            workbook.write(row)?;
        }
    }
    let mut out = BufWriter::new(&mut file);
    workbook.save(&mut out)?;
    out.flush().map_err(WriteError::from)?;
    drop(out);
    Ok(file)
}

/// Sends a file from its beginning, with its length.
pub(super) fn send(
    mut file: File,
    name: &str,
    kind: &'static str,
) -> Result<Response, ExportError> {
    file.seek(SeekFrom::Start(0))?;
    let length = file.metadata()?.len();
    let mut response = download::file(file, name, kind);
    let length = HeaderValue::from(length);
    response
        .headers_mut()
        .insert(header::CONTENT_LENGTH, length);
    Ok(response)
}
