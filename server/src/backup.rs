//! Backups: the whole database in one file, taken while it is in use or not.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use clap::Args;

use crate::{
    data::{beside, create_private, database, remove_if_there, sync_file, sync_folder_of},
    demo,
    error::store_code,
    store::{SqliteStore, Store, files},
};

mod name;
pub mod schedule;

pub use name::stamp;

/// What the name of a backup ends with until it is whole.
const PARTIAL: &str = ".partial";

/// Arguments of `liandong backup`.
#[derive(Args)]
pub struct BackupFlags {
    /// The file to write; refused where there is one already
    file: PathBuf,
    /// Folder of the database
    #[arg(long, env = "LIANDONG_DATA")]
    data: PathBuf,
    /// Replace the file that is there
    #[arg(long)]
    force: bool,
}

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// The last fact in it.
    pub seq: u64,
    /// The file's size.
    pub bytes: u64,
}

/// `liandong backup`.
///
/// # Errors
/// There is nothing to back up, the file is there already, or the disk fails.
pub async fn command(flags: BackupFlags) -> anyhow::Result<()> {
    let BackupFlags { file, data, force } = flags;
    if !force && file.exists() {
        bail!(
            "文件 {} 已存在；请换一个名称，或加 --force 覆盖（backup_exists）",
            file.display()
        );
    }
    let Written { seq, bytes } = write(&data, &file).await?;
    println!("已备份到 {}：{seq} 条事实，{bytes} 字节", file.display());
    Ok(())
}

/// Writes a backup in place of what has its name. The name is there only when the file is whole and
/// on disk.
///
/// # Errors
/// There is nothing to back up, or the disk fails.
pub async fn write(data: &Path, file: &Path) -> anyhow::Result<Written> {
    let source = database(data);
    if !source.exists() {
        bail!("数据目录 {} 里还没有数据库", data.display());
    }
    if is_same(&source, file) {
        bail!("不能备份到数据库自身；请换一个文件名");
    }
    let partial = beside(file, PARTIAL);
    let written = fill(data, &source, &partial).await;
    let written = written.and_then(|written| {
        fs::rename(&partial, file)?;
        sync_folder_of(file)?;
        Ok(written)
    });
    if written.is_err() {
        // What is wrong is told already; a rest that stays is replaced by the next backup.
        let _ = remove_if_there(&partial);
    }
    written.with_context(|| format!("写不了备份 {}", file.display()))
}

async fn fill(data: &Path, source: &Path, partial: &Path) -> anyhow::Result<Written> {
    remove_if_there(partial)?;
    create_private(partial)?;
    files::copy(source, partial).await.map_err(|failure| {
        let code = store_code(&failure);
        anyhow::Error::new(failure).context(format!("数据库复制不了（{code}）"))
    })?;
    if demo::is_made_up(data) {
        files::mark_made_up(partial).await?;
    }
    sync_file(partial).await?;
    let copy = SqliteStore::open_snapshot(partial).await?;
    let seq = copy.last_seq().await;
    copy.close().await;
    Ok(Written {
        seq: seq?,
        bytes: fs::metadata(partial)?.len(),
    })
}

fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| -> io::Result<PathBuf> { fs::canonicalize(path) };
    matches!((real(one), real(other)), (Ok(one), Ok(other)) if one == other)
}
