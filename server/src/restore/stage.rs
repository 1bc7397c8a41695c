//! From a file that somebody has to a copy that can take the database's place.

use std::{
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt, chown},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use liandong_domain::frame::Epoch;
use tracing::warn;

use super::swap;
use crate::{
    data::{create_private, database, remove_if_there, sync_file},
    demo,
    error::store_code,
    store::{SqliteStore, Store, files},
};

/// Entries read at once.
const PAGE: u32 = 20_000;

/// A copy that can take the database's place.
pub(super) struct Staged {
    /// Its log's new identity.
    pub(super) epoch: Epoch,
    /// Its last fact.
    pub(super) seq: u64,
}

/// Judges a backup and copies it to where the exchange takes it from.
pub(super) async fn stage(file: &Path, data: &Path) -> anyhow::Result<Staged> {
    if !file.is_file() {
        bail!("没有文件 {}", file.display());
    }
    let identity = files::identify(file)
        .await
        .with_context(|| format!("不能用 {} 恢复", file.display()))?;
    check_kind(identity.made_up, data)?;
    let staging = swap::staging(data);
    remove_if_there(&staging)?;
    create_private(&staging).context("写不了数据目录")?;
    let staged = fill(file, &staging).await;
    if staged.is_err() {
        let _ = remove_if_there(&staging);
    }
    let staged = staged?;
    give_to_owner(&staging, data);
    sync_file(&staging).await?;
    if identity.made_up {
        demo::mark_made_up(data).context("写不了数据目录")?;
    }
    Ok(staged)
}

/// Made-up data and real data do not take each other's place: the folder is marked for good.
fn check_kind(made_up: bool, data: &Path) -> anyhow::Result<()> {
    let folder_is_made_up = demo::is_made_up(data);
    if made_up && !folder_is_made_up && database(data).exists() {
        bail!("这是演示数据的备份，不能恢复到存有真实数据的目录；请另选目录（data_is_real）");
    }
    if !made_up && folder_is_made_up {
        bail!("这个目录用于演示，不能恢复真实数据；请另选目录（data_is_made_up）");
    }
    Ok(())
}

async fn fill(file: &Path, staging: &Path) -> anyhow::Result<Staged> {
    let told = |failure: crate::store::StoreError| {
        let code = store_code(&failure);
        anyhow::Error::new(failure).context(format!("备份复制不了（{code}）"))
    };
    files::copy(file, staging).await.map_err(told)?;
    let seq = read_through(staging).await?;
    let epoch = files::renew_epoch(staging).await.map_err(told)?;
    Ok(Staged { epoch, seq })
}

/// Reads the whole log, as the server will have to.
async fn read_through(staging: &Path) -> anyhow::Result<u64> {
    let store = SqliteStore::open_snapshot(staging).await?;
    let mut seq = 0;
    loop {
        let page = store.read_log(seq, PAGE).await;
        let page = page.context("备份中的日志读不出来（database_damaged）")?;
        if page.is_empty() {
            break;
        }
        for entry in page {
            if entry.seq != seq + 1 {
                bail!("备份中的日志在第 {} 条处中断（database_damaged）", seq + 1);
            }
            seq = entry.seq;
        }
    }
    store.close().await;
    Ok(seq)
}

/// The command may be run by another user than the server, which has to write to the file.
fn give_to_owner(staging: &Path, data: &Path) {
    let like: PathBuf = database(data);
    let (owner, mode) = match (fs::metadata(&like), fs::metadata(data)) {
        (Ok(database), _) => (Some(database.clone()), Some(database.permissions())),
        (Err(_), folder) => (folder.ok(), None),
    };
    let given = || {
        if let Some(owner) = &owner {
            chown(staging, Some(owner.uid()), Some(owner.gid()))?;
        }
        if let Some(mode) = &mode {
            let mode = fs::Permissions::from_mode(mode.mode() & 0o777);
            fs::set_permissions(staging, mode)?;
        }
        std::io::Result::Ok(())
    };
    if let Err(failure) = given() {
        warn!("the server may be unable to write to the restored database: {failure}");
    }
}
