//! Takes a file in: all of it, or nothing.

mod units;

use std::sync::Arc;

use liandong_domain::{
    fact::{Event, Fact, RegistryChange},
    registry::Registry,
    unit::UnitCode,
};
use liandong_tables::columns::Target;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::sync::OwnedMutexGuard;
use tracing::{info, warn};

use super::{
    Draft, ImportError, Imports, Phase, Progress,
    missing::{Keys, MissingRows},
    pass::{Change, Judged, Pass, Source, To},
    preview::Counts,
    scope::Scope,
    settings::{Remembered, Settings},
    undo,
};
use crate::{
    ingest::IMPORT_IDS,
    store::{
        RowKey, Store,
        imports::{ImportRecord, ImportState},
    },
};

/// Facts of one commit: few enough that others get their turn between.
const BATCH: usize = 10_000;

/// What the clerk decides at the end.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = ApplyOptions)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Whether rows that stand and are not in the file go.
    pub remove_missing: bool,
    /// Whether rows that cannot be taken are left out.
    pub skip_bad: bool,
}

/// What came of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = ImportResult)]
#[serde(default)]
pub struct Applied {
    /// Rows of the file.
    pub rows: u64,
    /// Rows that were new.
    pub new: u64,
    /// Rows that were changed.
    pub changed: u64,
    /// Rows that were as in the file.
    pub unchanged: u64,
    /// Rows that were newer than the file, and stayed.
    pub newer: u64,
    /// Rows that were not in the file, and went.
    pub removed: u64,
    /// Rows that could not be taken.
    pub skipped: u64,
    /// Rows that were taken back.
    pub undone: u64,
    /// Rows that somebody changed since, and that were not taken back.
    pub left: u64,
    /// Why it did not come in, in Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
}

/// An import on its way in.
struct Applying {
    imports: Imports,
    source: Source,
    scope: Arc<Scope>,
    skips_bad: bool,
    uid: String,
    total: u64,
    sent: u64,
    waiting: Vec<Fact>,
    done: Applied,
}

/// Begins to take a file in.
pub(super) async fn begin(
    imports: &Imports,
    draft: &Arc<Draft>,
    options: Options,
) -> Result<(), ImportError> {
    let shown = draft.shown();
    let Phase::Ready(preview) = shown.phase else {
        return Err(ImportError::NotReady);
    };
    if preview.bad > 0 && !options.skip_bad {
        return Err(ImportError::BadRows(preview.bad));
    }
    let removes = options.remove_missing;
    if removes && preview.unkeyed > 0 {
        return Err(ImportError::Unkeyed(preview.unkeyed));
    }
    let Counts { new, changed, .. } = preview.counts;
    let total = new + changed + if removes { preview.removable } else { 0 };
    if total == 0 {
        return Err(ImportError::NothingToDo);
    }
    let turn = Arc::clone(&imports.0.turn).try_lock_owned();
    let turn = turn.map_err(|_| ImportError::Busy)?;
    // What was begun and not ended is taken back first: this one would take its rows for standing.
    if !imports.0.store.unfinished_imports().await?.is_empty() {
        return Err(ImportError::Busy);
    }
    let source = imports.source(draft, &shown.settings).await?;
    let mut record = ImportRecord {
        uid: draft.uid.clone(),
        at: imports.now().0,
        actor: draft.author.actor.clone(),
        unit: draft.unit.clone(),
        target: draft.target.key().to_owned(),
        file_name: draft.file_name.clone(),
        as_of: shown.settings.as_of.to_string(),
        state: ImportState::Applying,
        summary: "{}".to_owned(),
        undo: "[]".to_owned(),
    };
    let mut applying = Applying {
        imports: imports.clone(),
        scope: Arc::clone(&source.scope),
        skips_bad: options.skip_bad,
        source,
        uid: record.uid.clone(),
        total,
        sent: 0,
        waiting: Vec::new(),
        done: Applied::default(),
    };
    if draft.target == Target::Units {
        record.undo = applying.read_units(removes).await?;
    }
    imports.0.store.begin_import(&record).await?;
    applying.tell();
    // Whoever asks from here on is told of the import, never again of the file that waits.
    imports.forget(&draft.uid);
    let draft = Arc::clone(draft);
    tokio::spawn(async move {
        applying
            .run(record, &draft, &shown.settings, removes, turn)
            .await;
    });
    Ok(())
}

impl Applying {
    async fn run(
        mut self,
        record: ImportRecord,
        draft: &Draft,
        settings: &Settings,
        removes: bool,
        turn: OwnedMutexGuard<()>,
    ) {
        let imports = self.imports.clone();
        let taken = match draft.target {
            Target::Registry(registry) => self.take_rows(registry, removes).await,
            Target::Units => self.flush().await,
        };
        match taken {
            Ok(()) => self.end(&record, draft, settings).await,
            Err(error) => {
                warn!(
                    import = record.uid,
                    code = error.code(),
                    "import taken back: {error}"
                );
                self.done.failure = Some(error.to_string());
                undo::failed(&imports, record, self.done).await;
            }
        }
        drop(turn);
    }

    async fn take_rows(&mut self, registry: Registry, removes: bool) -> Result<(), ImportError> {
        let store = Arc::clone(&self.imports.0.store);
        let mut keys = Keys::default();
        let mut pass = Pass::begin(self.source.clone());
        while let Some(batch) = pass.next(&store).await? {
            for row in batch {
                self.take_row(row, removes.then_some(&mut keys))?;
            }
            if self.waiting.len() >= BATCH {
                self.flush().await?;
            }
        }
        self.flush().await?;
        if removes {
            self.remove_missing(registry, &keys).await?;
        }
        Ok(())
    }

    fn take_row(&mut self, row: Judged, keys: Option<&mut Keys>) -> Result<(), ImportError> {
        self.done.rows += 1;
        let (key, change) = match row {
            Judged::Bad(errors) if !self.skips_bad => {
                return Err(ImportError::Overtaken(errors.line));
            }
            Judged::Bad(errors) => {
                self.done.skipped += 1;
                // What stands under a key that the file has does not go.
                if let (Some(keys), Some(key)) = (keys, errors.key) {
                    keys.note(&key);
                }
                return Ok(());
            }
            Judged::New(change) => {
                self.done.new += 1;
                (change.key.clone(), Some(change))
            }
            Judged::Changed(change) => {
                self.done.changed += 1;
                (change.key.clone(), Some(change))
            }
            Judged::Unchanged { key, .. } => {
                self.done.unchanged += 1;
                (key, None)
            }
            Judged::Newer { key, .. } => {
                self.done.newer += 1;
                (key, None)
            }
        };
        if let Some(keys) = keys {
            keys.note(&key);
        }
        if let Some(Change { key, unit, to }) = change
            && let To::Row(row) = to
        {
            let change = RegistryChange {
                key,
                from: None,
                before: None,
                before_at: None,
                after: Some(row),
                recorded: true,
            };
            let event = Event::RegistryChanged(Box::new(change));
            self.add(unit, event);
        }
        Ok(())
    }

    async fn remove_missing(&mut self, registry: Registry, keys: &Keys) -> Result<(), ImportError> {
        let store = Arc::clone(&self.imports.0.store);
        let mut missing = MissingRows::of(registry, &self.scope, self.source.at);
        while let Some(rows) = missing.next(&store, keys).await? {
            for chunk in rows.chunks(BATCH) {
                let names: Vec<RowKey> = chunk
                    .iter()
                    .map(|row| (registry, row.key.clone()))
                    .collect();
                for ((_, key), standing) in store.standing(&names).await? {
                    let change = RegistryChange {
                        key,
                        from: None,
                        before: Some(standing.row),
                        before_at: None,
                        after: None,
                        recorded: true,
                    };
                    self.done.removed += 1;
                    self.add(standing.unit, Event::RegistryChanged(Box::new(change)));
                }
                self.flush().await?;
            }
        }
        Ok(())
    }

    fn next(&self) -> u64 {
        self.sent + self.waiting.len() as u64
    }

    fn add(&mut self, unit: UnitCode, event: Event) {
        let fact = Fact {
            id: format!("{IMPORT_IDS}{}/{:08}", self.uid, self.next()),
            at: self.source.at,
            unit,
            event,
        };
        self.waiting.push(fact);
    }

    /// Sends what waits.
    async fn flush(&mut self) -> Result<(), ImportError> {
        let scope = Some(self.scope.top.clone());
        let waiting = std::mem::take(&mut self.waiting);
        let mut waiting = waiting.into_iter().enumerate().peekable();
        while waiting.peek().is_some() {
            if self.imports.0.stop.is_cancelled() {
                return Err(ImportError::Stopping);
            }
            let batch: Vec<(usize, Fact)> = waiting.by_ref().take(BATCH).collect();
            self.sent += batch.len() as u64;
            let receipt = self.imports.0.engine.submit(batch, scope.clone()).await?;
            if let Some(first) = receipt.rejected.into_iter().next() {
                return Err(ImportError::Refused(first.rejection));
            }
            self.tell();
        }
        Ok(())
    }

    fn tell(&self) {
        let progress = Progress {
            done: self.sent,
            total: self.total.max(self.sent),
        };
        self.imports.set_progress(&self.uid, Some(progress));
    }

    /// All of it is in: says so, and keeps what was said of the columns.
    async fn end(self, record: &ImportRecord, draft: &Draft, settings: &Settings) {
        let Self { imports, done, .. } = self;
        let store = &imports.0.store;
        let detail = json!({
            "table": record.target, "file": record.file_name, "as_of": record.as_of,
            "new": done.new, "changed": done.changed, "removed": done.removed, "skipped": done.skipped,
        });
        let subject = record.unit.as_str();
        let act = draft
            .author
            .act(imports.now().0, "import.applied", subject, detail);
        let summary = serde_json::to_string(&done).unwrap_or_default();
        let (from, to) = (ImportState::Applying, ImportState::Applied);
        let (summary, act) = (Some(summary.as_str()), Some(&act));
        while let Err(failure) = store.move_import(&record.uid, from, to, summary, act).await {
            tracing::error!(
                import = record.uid,
                "import not marked as applied yet: {failure}"
            );
            if !imports.may_retry().await {
                // The next start takes it back: better than an import that nobody answers for.
                return;
            }
        }
        let kept = Remembered {
            mapping: settings.mapping.clone(),
            aliases: settings.aliases.clone(),
        };
        let shape = settings.mapping.shape().as_str();
        let body = serde_json::to_string(&kept).unwrap_or_default();
        let kept = store.keep_mapping(&draft.unit, draft.target.key(), shape, &body);
        if let Err(failure) = kept.await {
            warn!("columns not remembered: {failure}");
        }
        imports.set_progress(&record.uid, None);
        info!(
            import = record.uid,
            new = done.new,
            changed = done.changed,
            removed = done.removed,
            "import applied"
        );
    }
}
