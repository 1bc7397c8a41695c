//! The data folder: who may use it, and the database in it.

use std::{
    fs::{self, File, OpenOptions},
    io,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};

use crate::{error::store_code, restore, store::SqliteStore};

/// The database's name in a data folder.
const DATABASE: &str = "liandong.db";
const LOCK: &str = "liandong.lock";

/// The database of a data folder.
pub fn database(data: &Path) -> PathBuf {
    data.join(DATABASE)
}

/// The same path with something behind its name.
pub fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Opens the data for this process alone.
///
/// # Errors
/// The folder cannot be made, another process has it, or the database cannot be used.
pub async fn open(data: &Path) -> anyhow::Result<(File, SqliteStore)> {
    let Some(lock) = lock(data)? else {
        bail!(
            "数据目录 {} 正被另一个 liandong 进程使用（data_in_use）",
            data.display()
        );
    };
    Ok((lock, restore::open(data).await?))
}

/// Takes the folder for this process alone; nothing where another process has it.
///
/// # Errors
/// The folder cannot be made or written.
pub fn lock(data: &Path) -> anyhow::Result<Option<File>> {
    fs::create_dir_all(data).with_context(|| format!("建不了数据目录 {}", data.display()))?;
    let lock = File::create(data.join(LOCK))
        .with_context(|| format!("写不了数据目录 {}", data.display()))?;
    Ok(lock.try_lock().is_ok().then_some(lock))
}

/// Opens the folder's database.
///
/// # Errors
/// It cannot be used.
pub async fn open_database(data: &Path) -> anyhow::Result<SqliteStore> {
    let file = database(data);
    SqliteStore::open(&file).await.map_err(|failure| {
        let code = store_code(&failure);
        anyhow::Error::new(failure).context(format!("打不开数据库 {}（{code}）", file.display()))
    })
}

/// Makes an empty file that only its owner may read.
///
/// # Errors
/// The file is there already, or the folder cannot be written.
pub fn create_private(file: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    options.open(file).map(drop)
}

/// Has a file on disk for good, before its name says that it is whole.
///
/// # Errors
/// The disk fails.
pub async fn sync_file(file: &Path) -> io::Result<()> {
    tokio::fs::File::open(file).await?.sync_all().await
}

/// Has the names in a folder on disk for good.
///
/// # Errors
/// The disk fails.
pub fn sync_folder_of(file: &Path) -> io::Result<()> {
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// Removes a file if it is there.
///
/// # Errors
/// It is there and stays.
pub fn remove_if_there(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
