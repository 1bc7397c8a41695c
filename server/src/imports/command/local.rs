//! A table into a folder that no server has: the engine runs in this process.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
    sync::Arc,
};

use anyhow::{Context, bail};
use liandong_tables::columns::Target;
use tokio_util::sync::CancellationToken;

use super::{Incoming, Stage, flags::ImportFlags, take};
use crate::{
    access::Author,
    clock::Clock,
    data,
    engine::Engine,
    imports::{
        Draft, ImportError, Imports, Options, Phase, Sealed, Upload, settings::SettingsChange,
    },
    restore,
    store::{
        SqliteStore,
        imports::{ImportRecord, ImportState},
    },
    time_zone,
};

/// Bytes read at once.
const CHUNK: usize = 1 << 20;

/// A table in this process.
struct Local {
    imports: Imports,
    store: Arc<SqliteStore>,
    draft: Arc<Draft>,
}

/// Takes a table into a folder.
pub(super) async fn import(flags: &ImportFlags, data: &Path) -> anyhow::Result<()> {
    let Some(_lock) = data::lock(data)? else {
        bail!(
            "服务正在使用数据目录 {}；请把 --data 换成 --server 服务地址，或在管理台导入（data_in_use）",
            data.display()
        );
    };
    let store = Arc::new(restore::open(data).await?);
    let named = time_zone::named(flags.utc_offset.as_deref())?;
    let clock = Clock::new(time_zone::standing(named, &store).await?);
    let stop = CancellationToken::new();
    let (engine, task) = Engine::start(Arc::clone(&store), clock.clone(), stop.clone()).await?;
    let imports = Imports::new(
        engine.clone(),
        Arc::clone(&store),
        clock,
        data.to_owned(),
        CancellationToken::new(),
    );
    imports.finish_interrupted().await;
    let done = match open(&imports, &engine, flags).await {
        Ok(draft) => {
            let local = Local {
                imports,
                store,
                draft,
            };
            take(&local, flags).await
        }
        Err(error) => Err(error),
    };
    stop.cancel();
    task.await?;
    done
}

async fn open(
    imports: &Imports,
    engine: &Engine,
    flags: &ImportFlags,
) -> anyhow::Result<Arc<Draft>> {
    let target = Target::all().find(|target| target.key() == flags.table);
    let target = target.with_context(|| {
        let keys: Vec<&str> = Target::all().map(Target::key).collect();
        format!(
            "没有“{}”这张表；可用的有：{}（unknown_table）",
            flags.table,
            keys.join("、")
        )
    })?;
    if engine.read().tree().find(flags.unit.as_str()).is_none() {
        bail!("没有代码为“{}”的单位（unknown_unit）", flags.unit);
    }
    let upload = Upload {
        file: sealed(imports, &flags.file)?,
        file_name: flags.file_name(),
        target,
        unit: flags.unit.clone(),
        author: Author::command(flags.unit.clone()),
    };
    imports.open(upload).await.map_err(with_code)
}

fn sealed(imports: &Imports, path: &Path) -> anyhow::Result<Sealed> {
    let mut file = File::open(path).with_context(|| format!("读不了文件 {}", path.display()))?;
    let mut sealing = imports.receive()?;
    let mut chunk = vec![0; CHUNK];
    loop {
        let count = file.read(&mut chunk)?;
        if count == 0 {
            return Ok(sealing.end());
        }
        sealing.write(&chunk[..count])?;
    }
}

/// An error as a server would tell it.
fn with_code(error: ImportError) -> anyhow::Error {
    let code = error.code();
    anyhow::anyhow!("{error}（{code}）")
}

impl Incoming for Local {
    fn uid(&self) -> &str {
        &self.draft.uid
    }

    async fn change(&self, change: SettingsChange) -> anyhow::Result<()> {
        let changed = self.imports.change(&self.draft, change).await;
        let changed = changed.map_err(with_code)?;
        changed.map_err(|(_, wrong)| anyhow::anyhow!("{wrong}（invalid_form）"))
    }

    async fn stage(&self) -> anyhow::Result<Stage> {
        if let Some(import) = self.store.import(self.uid()).await? {
            return self.stage_of_record(&import);
        }
        let shown = self.draft.shown();
        let code = shown.phase.code();
        Ok(match shown.phase {
            Phase::Reading => Stage::Reading(shown.rows_read),
            Phase::Mapping(problems) => Stage::stuck(&problems, code),
            Phase::Failed(_, problem) => Stage::stuck(&[problem], code),
            Phase::Ready(preview) => Stage::Ready((&*preview).into()),
        })
    }

    async fn bad_rows(&self, out: &mut File) -> anyhow::Result<()> {
        let mut workbook = self
            .imports
            .bad_rows(&self.draft)
            .await
            .map_err(with_code)?;
        io::copy(&mut workbook, out)?;
        Ok(())
    }

    async fn apply(&self, options: Options) -> anyhow::Result<()> {
        let begun = self.imports.apply(&self.draft, options).await;
        begun.map_err(with_code)
    }

    fn unattended(&self) -> String {
        "已写入的部分在服务下次启动时撤回".to_owned()
    }

    async fn forget(&self) -> anyhow::Result<()> {
        self.imports.forget(self.uid());
        Ok(())
    }
}

impl Local {
    fn stage_of_record(&self, import: &ImportRecord) -> anyhow::Result<Stage> {
        if matches!(import.state, ImportState::Applied | ImportState::Undone) {
            return Ok(Stage::Ended(serde_json::from_str(&import.summary)?));
        }
        let progress = self.imports.progress(&import.uid);
        Ok(Stage::Writing(progress.unwrap_or_default()))
    }
}
