//! Restores: a backup takes the place of a folder's database, also while a server runs on it.
//!
//! The command judges the file, puts a copy with a log identity of its own beside the database
//! ([`stage`]), and by renaming it asks for the exchange. Whoever has the folder makes it ([`swap`]): the
//! running server, which then starts its engine anew and keeps its socket; else the command itself. A
//! request outlives a crash: the next to open the folder finishes it. As the log's identity is new,
//! every screen that comes back gets a snapshot.

use std::{
    fs::File,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, bail};
use clap::Args;
use liandong_domain::{frame::Epoch, moment::UtcOffset};
use tokio::time::{Instant, sleep};
use tracing::{error, info};

use crate::{
    clock::Clock,
    data::{self, database},
    store::{SqliteStore, Store, access::Act, files},
};

mod stage;
mod swap;

/// How often the server looks for a request, and the command for an answer.
const LOOK: Duration = Duration::from_millis(250);
/// How long the command waits for a running server: it lets open requests end first.
const PATIENCE: Duration = Duration::from_mins(1);
/// Held by the command: two at once would exchange each other's databases.
const LOCK: &str = "restore.lock";

/// Arguments of `liandong restore`.
#[derive(Args)]
pub struct RestoreFlags {
    /// The backup
    file: PathBuf,
    /// Folder of the database that it is to replace; the old one is kept beside it
    #[arg(long, env = "LIANDONG_DATA")]
    data: PathBuf,
}

/// `liandong restore`.
///
/// # Errors
/// The file is no backup, or cannot take the database's place.
pub async fn command(flags: RestoreFlags) -> anyhow::Result<()> {
    let RestoreFlags { file, data } = flags;
    std::fs::create_dir_all(&data).with_context(|| format!("建不了数据目录 {}", data.display()))?;
    let alone = File::create(data.join(LOCK))
        .with_context(|| format!("写不了数据目录 {}", data.display()))?;
    if alone.try_lock().is_err() {
        bail!("另一个恢复正在进行（restore_running）");
    }
    let staged = stage::stage(&file, &data).await?;
    let kept = swap::request(&data).context("提交不了恢复请求")?;
    conclude(&data, staged.epoch).await?;
    println!("已恢复 {}：{} 条事实", file.display(), staged.seq);
    if kept.exists() {
        println!("原来的数据库保留为 {}", kept.display());
    }
    Ok(())
}

/// Waits until the folder's database is the staged one: makes the exchange where no server does.
async fn conclude(data: &Path, epoch: Epoch) -> anyhow::Result<()> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if !swap::is_requested(data) && is_done(data, epoch).await? {
            return Ok(());
        }
        if let Some(_lock) = data::lock(data)? {
            open(data).await?.close().await;
            if is_done(data, epoch).await? {
                return Ok(());
            }
            bail!("备份打不开，已改回原来的数据库；原因见上（restore_failed）");
        }
        // A server that has it in hand already is not interrupted.
        if Instant::now() > deadline && swap::withdraw(data)? {
            bail!(
                "服务 {} 秒内没有回应，恢复已撤回；请先停止服务再试（server_silent）",
                PATIENCE.as_secs()
            );
        }
        if swap::is_refused(data) {
            bail!("服务打不开这份备份，已改回原来的数据库；原因见服务日志（restore_failed）");
        }
        sleep(LOOK).await;
    }
}

async fn is_done(data: &Path, epoch: Epoch) -> anyhow::Result<bool> {
    let database = database(data);
    Ok(database.exists() && files::is_restored(&database, epoch).await.unwrap_or(false))
}

/// Waits for a request to exchange the folder's database.
pub async fn requested(data: &Path) {
    while !swap::is_requested(data) {
        sleep(LOOK).await;
    }
}

/// Opens the folder's database, after the exchange where one was asked for. A database that cannot be
/// opened after all gives the place back to the old one. Only for who has the folder.
///
/// # Errors
/// The database cannot be used.
pub async fn open(data: &Path) -> anyhow::Result<SqliteStore> {
    let Some(swapped) = swap::swap(data).context("换不了数据库")? else {
        return data::open_database(data).await;
    };
    match begin(data).await {
        Ok(store) => {
            info!("database restored");
            Ok(store)
        }
        Err(failure) => {
            error!(
                code = "restore_failed",
                "恢复的数据库用不了，改回原来的：{failure:#}"
            );
            swapped.undo().context("改不回原来的数据库")?;
            data::open_database(data).await
        }
    }
}

/// Opens a database that has just come, and writes down that it did.
async fn begin(data: &Path) -> anyhow::Result<SqliteStore> {
    let store = data::open_database(data).await?;
    let act = Act {
        at: Clock::new(UtcOffset::UTC).now().0,
        actor: "command".to_owned(),
        address: String::new(),
        action: "database.restored",
        subject: "liandong.db".to_owned(),
        detail: serde_json::json!({ "epoch": format!("{:016x}", store.epoch().0) }),
    };
    store.record(&act).await?;
    Ok(store)
}
