//! The workbook of the rows that cannot be taken, for the clerk to mend.

use std::{
    fs::File,
    io::{Seek, SeekFrom},
    path::Path,
};

use liandong_tables::{rows::RowErrors, sheet::Column, write};
use tokio::sync::mpsc;

use super::{
    ImportError,
    pass::{Judged, Pass, Source},
};
use crate::store::SqliteStore;

/// Rows on their way to the workbook.
const AHEAD: usize = 1_000;

/// Reads a file once more and writes its bad rows.
pub(super) async fn write(
    store: &SqliteStore,
    source: Source,
    columns: &[Column],
    folder: &Path,
) -> Result<File, ImportError> {
    let (rows, bad) = mpsc::channel::<RowErrors>(AHEAD);
    let mut file = tempfile::tempfile_in(folder)?;
    let columns = columns.to_vec();
    let writing = tokio::task::spawn_blocking(move || {
        write::bad_rows(&file, &columns, Received(bad))?;
        file.seek(SeekFrom::Start(0))?;
        Ok::<File, ImportError>(file)
    });
    let mut pass = Pass::begin(source);
    while let Some(batch) = pass.next(store).await? {
        for row in batch {
            if let Judged::Bad(errors) = row
                && rows.send(errors).await.is_err()
            {
                break;
            }
        }
    }
    drop(rows);
    writing.await.map_err(std::io::Error::other)?
}

struct Received(mpsc::Receiver<RowErrors>);

impl Iterator for Received {
    type Item = RowErrors;

    fn next(&mut self) -> Option<RowErrors> {
        self.0.blocking_recv()
    }
}
