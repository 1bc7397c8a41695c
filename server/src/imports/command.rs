//! `liandong import`: a table from the command line, to a server that runs or to a folder that none has.
//!
//! [`flags`] says what is asked. A table is uploaded by one of two ways, [`local`] or [`remote`]; from there
//! on both are an [`Incoming`], which is looked at, shown ([`tell`]) and taken in here, once for both.

use std::{fs, fs::File, path::Path, time::Duration};

use anyhow::{Context, bail};
use tokio::signal::unix::{Signal, SignalKind, signal};

mod flags;
mod local;
mod remote;
mod tell;

pub use flags::ImportFlags;

use super::{Applied, Options, Progress, settings::SettingsChange};
use tell::{Summary, Teller};

/// How often to look how far it is.
const LOOK: Duration = Duration::from_millis(200);

/// A table that was uploaded.
trait Incoming {
    /// The import's name.
    fn uid(&self) -> &str;

    /// Says what its columns and words mean, and has it looked at again.
    async fn change(&self, change: SettingsChange) -> anyhow::Result<()>;

    /// How far it is.
    async fn stage(&self) -> anyhow::Result<Stage>;

    /// Writes the workbook of the rows that cannot be taken.
    async fn bad_rows(&self, out: &mut File) -> anyhow::Result<()>;

    /// Begins to take it in.
    async fn apply(&self, options: Options) -> anyhow::Result<()>;

    /// What becomes of it where nobody waits for its end, in Chinese.
    fn unattended(&self) -> String;

    /// Forgets it; only before it is taken in.
    async fn forget(&self) -> anyhow::Result<()>;
}

/// How far a table is.
enum Stage {
    /// It is being read: rows so far.
    Reading(u64),
    /// It cannot be taken as it is: why, in Chinese.
    Stuck(String),
    /// What taking it in would do.
    Ready(Summary),
    /// It is coming in.
    Writing(Progress),
    /// It came in, or was taken back.
    Ended(Applied),
}

impl Stage {
    fn stuck(problems: &[String], code: Option<&str>) -> Self {
        let problem = problems.join("\n");
        Self::Stuck(match code {
            Some(code) => format!("{problem}（{code}）"),
            None => problem,
        })
    }
}

/// `liandong import`.
///
/// # Errors
/// The file cannot be taken, the server refuses or cannot be reached, or the disk fails; nothing of the file
/// is in then.
pub async fn command(flags: ImportFlags) -> anyhow::Result<()> {
    match (&flags.data, &flags.server) {
        (_, Some(server)) => remote::import(&flags, server).await,
        (Some(data), None) => local::import(&flags, data).await,
        // The flags' group asks for one of them.
        (None, None) => bail!("请给出 --server 或 --data"),
    }
}

/// Goes with an uploaded table to its end: taken in, or forgotten.
async fn take(table: &impl Incoming, flags: &ImportFlags) -> anyhow::Result<()> {
    let mut interrupts = Interrupts::listen()?;
    let looked = tokio::select! {
        looked = look(table, flags) => looked,
        () = interrupts.heard() => Err(anyhow::anyhow!("已中断，没有导入任何数据")),
    };
    // Not to be interrupted: whether it was begun must be known.
    let begun = match looked {
        Ok(()) if !flags.dry_run => table.apply(flags.options()).await,
        looked => looked,
    };
    if flags.dry_run || begun.is_err() {
        if let Err(error) = table.forget().await {
            eprintln!("上传的文件没有删掉：{error:#}");
        }
        return begun;
    }
    let applied = tokio::select! {
        applied = ended(table) => applied?,
        () = interrupts.heard() => bail!("已中断；{}", table.unattended()),
    };
    if let Some(failure) = applied.failure {
        bail!(failure);
    }
    tell::print_applied(&applied, table.uid());
    Ok(())
}

/// Has a table looked at, and shows what taking it in would do.
async fn look(table: &impl Incoming, flags: &ImportFlags) -> anyhow::Result<()> {
    table.change(flags.change()?).await?;
    tell::print(&ready(table).await?);
    match &flags.bad_rows {
        Some(path) => write_bad_rows(table, path).await,
        None => Ok(()),
    }
}

async fn ready(table: &impl Incoming) -> anyhow::Result<Summary> {
    let mut teller = Teller::default();
    loop {
        match table.stage().await? {
            Stage::Reading(rows) => teller.tell(|| format!("已校验 {rows} 行")),
            Stage::Ready(summary) => return Ok(summary),
            Stage::Stuck(problem) => bail!(problem),
            Stage::Writing(_) | Stage::Ended(_) => {
                bail!("这份表已由另一个程序导入（already_applied）")
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// A workbook that breaks off does not stay.
async fn write_bad_rows(table: &impl Incoming, path: &Path) -> anyhow::Result<()> {
    let unwritable = || format!("写不了 {}", path.display());
    let mut out = File::create_new(path).with_context(unwritable)?;
    let written = table.bad_rows(&mut out).await;
    if written.is_err() {
        fs::remove_file(path).with_context(unwritable)?;
    }
    written
}

async fn ended(table: &impl Incoming) -> anyhow::Result<Applied> {
    let mut teller = Teller::default();
    loop {
        match table.stage().await? {
            Stage::Writing(Progress { done, total }) => {
                teller.tell(|| format!("已写入 {done} / {total} 行"));
            }
            Stage::Ended(applied) => return Ok(applied),
            Stage::Reading(_) | Stage::Ready(_) | Stage::Stuck(_) => bail!("导入记录不见了"),
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// Ctrl-C, and being asked to end.
struct Interrupts(Signal, Signal);

impl Interrupts {
    fn listen() -> anyhow::Result<Self> {
        let interrupt = signal(SignalKind::interrupt())?;
        Ok(Self(interrupt, signal(SignalKind::terminate())?))
    }

    async fn heard(&mut self) {
        tokio::select! {
            _ = self.0.recv() => {}
            _ = self.1.recv() => {}
        }
    }
}
