//! `liandong verify`: a list of checks over a database or a backup, each of which may find something.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use futures_util::future::BoxFuture;
use liandong_domain::moment::UtcOffset;

use crate::{
    data::database,
    error::store_code,
    store::{SqliteStore, Store, StoreError},
    time_zone,
};

mod audit;
mod file;
mod findings;
mod history;
mod log;
mod rows;

pub use findings::{Finding, Findings};

/// Arguments of `liandong verify`.
#[derive(Args)]
pub struct VerifyFlags {
    /// Folder of the database
    #[arg(long, env = "LIANDONG_DATA", required_unless_present = "file")]
    data: Option<PathBuf>,
    /// A backup to look at instead of the folder's database
    #[arg(long)]
    file: Option<PathBuf>,
    /// Offset of local time from UTC, where the server is told one
    #[arg(long, env = "LIANDONG_UTC_OFFSET", allow_hyphen_values = true)]
    utc_offset: Option<String>,
}

/// What is looked at: the database as it is at one moment.
pub struct Subject {
    store: SqliteStore,
    offset: UtcOffset,
}

type Run = for<'a> fn(&'a Subject, &'a mut Findings) -> BoxFuture<'a, Result<(), StoreError>>;

/// One thing that must be so.
struct Check {
    /// As the report calls it.
    title: &'static str,
    /// The first schema that has what it looks at.
    since: i64,
    run: Run,
}

/// In the order in which they run. Another check is another line here.
const CHECKS: [Check; 4] = [
    Check {
        title: "数据库文件完整",
        since: 1,
        run: |subject, findings| Box::pin(file::integrity(subject, findings)),
    },
    Check {
        title: "引用都有所指",
        since: 1,
        run: |subject, findings| Box::pin(file::references(subject, findings)),
    },
    Check {
        title: "事实日志连续可读，检查点、每日数值和台账与日志一致",
        since: 1,
        run: |subject, findings| Box::pin(log::check(subject, findings)),
    },
    Check {
        title: "审计记录未经改动",
        since: 2,
        run: |subject, findings| Box::pin(audit::check(subject, findings)),
    },
];

/// `liandong verify`.
///
/// # Errors
/// Something was found, or the database cannot be opened at all.
pub async fn command(flags: VerifyFlags) -> anyhow::Result<()> {
    let named = time_zone::named(flags.utc_offset.as_deref())?;
    let of_data = flags.data.as_deref().map(database);
    let file = flags.file.or(of_data).unwrap_or_default();
    if !file.is_file() {
        bail!("没有文件 {}", file.display());
    }
    println!("核对 {}", file.display());
    let found = run(&file, named).await?;
    if found > 0 {
        bail!("发现 {found} 处问题（verify_failed）");
    }
    println!("没有发现问题");
    Ok(())
}

/// Runs all checks and tells of each; how much was found.
async fn run(file: &Path, named: Option<UtcOffset>) -> anyhow::Result<usize> {
    let store = SqliteStore::open_snapshot(file).await.map_err(|failure| {
        let code = store_code(&failure);
        anyhow::Error::new(failure).context(format!("打不开数据库 {}（{code}）", file.display()))
    })?;
    let offset = time_zone::standing(named, &store).await;
    let offset = offset.context("读不了数据库")?;
    let subject = Subject { store, offset };
    let schema = subject.store.schema().await.context("读不了数据库")?;
    let mut found = 0;
    for check in &CHECKS {
        if schema < check.since {
            println!("略过  {}：数据库是旧版本的，尚无此项", check.title);
            continue;
        }
        let mut findings = Findings::default();
        // What stops a check is itself found; the next check may still find its own.
        if let Err(failure) = (check.run)(&subject, &mut findings).await {
            findings.add(store_code(&failure), format!("读不下去：{failure}"));
        }
        findings.report(check.title);
        found += findings.count();
    }
    subject.store.close().await;
    Ok(found)
}
