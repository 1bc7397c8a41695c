//! CSV, sent as it is read. Nothing is read before the client has room for it, so that one that is slow
//! or stops taking holds a piece of the table and nothing else.

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::stream::{self, Stream, StreamExt};
use liandong_tables::write;
use tracing::error;

use super::{ExportError, Piece, Table};
use crate::download;

/// Sends a table. Its first rows are read before the answer begins: that the store fails can still be
/// said then.
pub(super) async fn send<T: Table>(
    mut table: T,
    name: &str,
    kind: &'static str,
) -> Result<Response, ExportError> {
    let mut first = Vec::new();
    let headings = table.headings();
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    write::csv_headings(&mut first, &headings)?;
    if let Some(rows) = next(&mut table).await? {
        first.extend_from_slice(&rows);
    }
    let first = stream::once(async { Ok(Bytes::from(first)) });
    let body = Body::from_stream(first.chain(rest(table)));
    Ok((download::headers(name, kind), body).into_response())
}

fn rest<T: Table>(table: T) -> impl Stream<Item = Result<Bytes, ExportError>> + Send {
    stream::try_unfold(table, |mut table| async move {
        let piece = next(&mut table).await;
        // The head of the answer is out: breaking the connection is all that is left to say it with.
        let piece = piece.inspect_err(|failure| error!("an export broke off: {failure}"))?;
        Ok(piece.map(|piece| (piece, table)))
    })
}

async fn next<T: Table>(table: &mut T) -> Result<Option<Bytes>, ExportError> {
    let Some(piece) = table.next().await? else {
        return Ok(None);
    };
    let mut text = Vec::new();
    write::csv_rows(&mut text, piece.rows())?;
    Ok(Some(text.into()))
}
