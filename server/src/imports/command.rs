//! `liandong import`: a table from the command line, on a server that does not run.

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use anyhow::{Context, bail};
use clap::Args;
use liandong_domain::unit::UnitCode;
use liandong_tables::columns::Target;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::{
    Applied, Draft, Imports, Options, Phase, Sealing, Upload, preview::Preview,
    settings::SettingsChange,
};
use crate::{
    access::Author,
    clock::Clock,
    data,
    engine::Engine,
    store::{SqliteStore, imports::ImportState},
    time_zone,
};

/// How often to look how far it is.
const LOOK: Duration = Duration::from_millis(200);
/// Bytes read at once.
const CHUNK: usize = 1 << 20;
/// Problems that are printed.
const PRINTED: usize = 20;

/// Arguments of `liandong import`.
#[derive(Args)]
pub struct ImportFlags {
    /// The file, CSV or XLSX
    file: PathBuf,
    /// What its rows are: organisation, member, applicant, community, building, `trade_union`,
    /// `youth_league`, employer or units
    #[arg(long)]
    table: String,
    /// The unit whose subtree the file is of
    #[arg(long)]
    unit: UnitCode,
    /// The day the file tells of, as 2026-11-23 [default: today]
    #[arg(long)]
    as_of: Option<String>,
    /// One value for all rows of a field that no column holds: sector=community
    #[arg(long = "fixed", value_name = "FIELD=CODE")]
    fixed: Vec<String>,
    /// What a word means: education:研究生班=postgraduate, unit:庆余=310104003002
    #[arg(long = "word", value_name = "FIELD:WORD=CODE")]
    words: Vec<String>,
    /// Rows that stand and are not in the file go; of units, those with no row and no unit under them
    #[arg(long)]
    remove_missing: bool,
    /// Rows that cannot be taken are left out
    #[arg(long)]
    skip_bad: bool,
    /// Only say what would be done
    #[arg(long)]
    dry_run: bool,
    /// Write the rows that cannot be taken to a workbook
    #[arg(long, value_name = "FILE")]
    bad_rows: Option<PathBuf>,
    /// Folder of the database
    #[arg(long, env = "LIANDONG_DATA")]
    data: PathBuf,
    /// Offset of local time from UTC, where the server is told one
    #[arg(long, env = "LIANDONG_UTC_OFFSET", allow_hyphen_values = true)]
    utc_offset: Option<String>,
}

/// `liandong import`.
///
/// # Errors
/// The server runs, the file cannot be taken, or the disk fails; nothing of the file is in then.
pub async fn command(flags: ImportFlags) -> anyhow::Result<()> {
    let Some(_lock) = data::lock(&flags.data)? else {
        bail!(
            "服务正在使用数据目录 {}；请在管理台导入，或用接口 /api/v1/imports（data_in_use）",
            flags.data.display()
        );
    };
    let store = Arc::new(data::open_database(&flags.data).await?);
    let named = time_zone::named(flags.utc_offset.as_deref())?;
    let clock = Clock::new(time_zone::standing(named, &store).await?);
    let stop = CancellationToken::new();
    let (engine, task) = Engine::start(Arc::clone(&store), clock, stop.clone()).await?;
    let imports = Imports::new(
        engine.clone(),
        Arc::clone(&store),
        clock,
        flags.data.clone(),
        CancellationToken::new(),
    );
    let done = run(&imports, &store, &engine, &flags).await;
    stop.cancel();
    task.await?;
    done
}

async fn run(
    imports: &Imports,
    store: &SqliteStore,
    engine: &Engine,
    flags: &ImportFlags,
) -> anyhow::Result<()> {
    let draft = open(imports, engine, flags).await?;
    let change = change_of(flags)?;
    imports
        .change(&draft, change)
        .await?
        .map_err(|(_, wrong)| anyhow::anyhow!(wrong))?;
    let preview = looked_at(&draft).await?;
    print(&preview);
    if let Some(path) = &flags.bad_rows {
        let mut workbook = imports.bad_rows(&draft).await?;
        let mut out =
            File::create_new(path).with_context(|| format!("写不了 {}", path.display()))?;
        io::copy(&mut workbook, &mut out)?;
    }
    if flags.dry_run {
        return Ok(());
    }
    let options = Options {
        remove_missing: flags.remove_missing,
        skip_bad: flags.skip_bad,
    };
    imports.apply(&draft, options).await?;
    let applied = ended(imports, store, &draft.uid).await?;
    if let Some(failure) = applied.failure {
        bail!(failure);
    }
    println!(
        "已导入：新增 {}，变更 {}，移除 {}，跳过 {}；编号 {}",
        applied.new, applied.changed, applied.removed, applied.skipped, draft.uid
    );
    Ok(())
}

async fn open(
    imports: &Imports,
    engine: &Engine,
    flags: &ImportFlags,
) -> anyhow::Result<Arc<Draft>> {
    let target = Target::all().find(|target| target.key() == flags.table);
    let target = target.with_context(|| {
        let keys: Vec<&str> = Target::all().map(Target::key).collect();
        format!("没有“{}”这张表；可用的有：{}", flags.table, keys.join("、"))
    })?;
    if engine.read().tree().find(flags.unit.as_str()).is_none() {
        bail!("没有代码为“{}”的单位", flags.unit);
    }
    let name = flags.file.file_name().unwrap_or_default();
    let upload = Upload {
        file: sealed(imports, &flags.file)?.end(),
        file_name: name.to_string_lossy().into_owned(),
        target,
        unit: flags.unit.clone(),
        author: Author::command(flags.unit.clone()),
    };
    Ok(imports.open(upload).await?)
}

fn sealed(imports: &Imports, path: &Path) -> anyhow::Result<Sealing> {
    let mut file = File::open(path).with_context(|| format!("读不了文件 {}", path.display()))?;
    let mut sealing = imports.receive()?;
    let mut chunk = vec![0; CHUNK];
    loop {
        let count = file.read(&mut chunk)?;
        if count == 0 {
            return Ok(sealing);
        }
        sealing.write(&chunk[..count])?;
    }
}

/// What the flags say of the file, in the form in which the API takes it.
fn change_of(flags: &ImportFlags) -> anyhow::Result<SettingsChange> {
    let mut fixed = serde_json::Map::new();
    for text in &flags.fixed {
        let (field, code) = text
            .split_once('=')
            .context("--fixed 应如 sector=community")?;
        fixed.insert(field.to_owned(), Value::from(code));
    }
    let words = flags.words.iter().map(|text| {
        let (field, rest) = text.split_once(':')?;
        let (word, code) = rest.rsplit_once('=')?;
        Some(json!({ "field": field, "word": word, "code": code }))
    });
    let words: Option<Vec<Value>> = words.collect();
    let words = words.context("--word 应如 education:研究生班=postgraduate")?;
    let change = json!({ "fixed": fixed, "words": words, "as_of": flags.as_of });
    serde_json::from_value(change).context("--fixed 或 --word 中有没有的字段")
}

async fn looked_at(draft: &Draft) -> anyhow::Result<Arc<Preview>> {
    let mut told = 0;
    loop {
        let shown = draft.shown();
        match shown.phase {
            Phase::Reading => {}
            Phase::Ready(preview) => return Ok(preview),
            Phase::Mapping(problems) => bail!("{}", problems.join("\n")),
            Phase::Failed(code, problem) => bail!("{problem}（{code}）"),
        }
        if shown.rows_read >= told + 100_000 {
            told = shown.rows_read;
            eprintln!("已校验 {told} 行");
        }
        tokio::time::sleep(LOOK).await;
    }
}

async fn ended(imports: &Imports, store: &SqliteStore, uid: &str) -> anyhow::Result<Applied> {
    let mut told = 0;
    loop {
        let import = store.import(uid).await?.context("导入记录不见了")?;
        if matches!(import.state, ImportState::Applied | ImportState::Undone) {
            return Ok(serde_json::from_str(&import.summary)?);
        }
        if let Some(progress) = imports.progress(uid)
            && progress.done >= told + 100_000
        {
            told = progress.done;
            eprintln!("已写入 {told} / {} 行", progress.total);
        }
        tokio::time::sleep(LOOK).await;
    }
}

fn print(preview: &Preview) {
    let counts = preview.counts;
    println!(
        "共 {} 行：新增 {}，变更 {}，无变化 {}，系统较新 {}，需修正 {}；系统中有而表中没有 {}",
        preview.rows,
        counts.new,
        counts.changed,
        counts.unchanged,
        counts.newer,
        preview.bad,
        counts.missing
    );
    for problem in preview.problems.iter().take(PRINTED) {
        let lines: Vec<String> = problem.lines.iter().map(ToString::to_string).collect();
        println!(
            "  {} 行（第 {} 行…）{}“{}”：{}。{}",
            problem.rows,
            lines.join("、"),
            problem.heading,
            problem.value,
            problem.reason,
            problem.mend
        );
    }
}
