//! Takes an import back: each of its facts by the one that makes the row what it was before. What somebody
//! changed since stays.

use std::sync::Arc;

use liandong_domain::{
    fact::{Event, Fact, RegistryChange},
    unit::UnitCode,
};
use rustc_hash::FxHashSet;
use serde_json::json;
use tokio::sync::OwnedMutexGuard;
use tracing::{error, info};

use super::{Applied, ImportError, Imports, Progress};
use crate::{
    access::Author,
    ingest::{IMPORT_IDS, UNDO_IDS},
    store::{
        access::Act,
        imports::{ImportRecord, ImportState, ImportedFact},
    },
};

/// Facts of one commit.
const BATCH: u32 = 10_000;

/// Begins to take back what is in.
pub(super) async fn begin(
    imports: &Imports,
    record: ImportRecord,
    author: &Author,
) -> Result<(), ImportError> {
    let turn = Arc::clone(&imports.0.turn).try_lock_owned();
    let turn = turn.map_err(|_| ImportError::Busy)?;
    let (from, to) = (ImportState::Applied, ImportState::Undoing);
    let store = &imports.0.store;
    if !store.move_import(&record.uid, from, to, None, None).await? {
        return Err(ImportError::NotApplied);
    }
    let done: Applied = serde_json::from_str(&record.summary).unwrap_or_default();
    imports.set_progress(&record.uid, Some(progress(&done)));
    let (imports, author) = (imports.clone(), author.clone());
    tokio::spawn(async move {
        let act = |at, detail| author.act(at, "import.undone", record.unit.as_str(), detail);
        to_the_end(&imports, &record, done, act, turn).await;
    });
    Ok(())
}

/// Takes back what came in of an import that failed. The caller has the turn.
pub(super) async fn failed(imports: &Imports, record: ImportRecord, done: Applied) {
    let turn = Arc::new(tokio::sync::Mutex::new(())).lock_owned().await;
    mark_undoing(imports, &record).await;
    to_the_end(
        imports,
        &record,
        done,
        |at, detail| by_server(&record, at, detail),
        turn,
    )
    .await;
}

/// Goes on where the server ended.
pub(super) async fn interrupted(imports: &Imports, record: ImportRecord) {
    let turn = Arc::clone(&imports.0.turn).lock_owned().await;
    mark_undoing(imports, &record).await;
    let mut done: Applied = serde_json::from_str(&record.summary).unwrap_or_default();
    if record.state == ImportState::Applying {
        done.failure = Some("导入时服务中断，已全部撤回，请重新导入".to_owned());
    }
    to_the_end(
        imports,
        &record,
        done,
        |at, detail| by_server(&record, at, detail),
        turn,
    )
    .await;
}

async fn mark_undoing(imports: &Imports, record: &ImportRecord) {
    let (from, to) = (ImportState::Applying, ImportState::Undoing);
    let store = &imports.0.store;
    while let Err(failure) = store.move_import(&record.uid, from, to, None, None).await {
        error!(import = record.uid, "import not marked yet: {failure}");
        if !imports.may_retry().await {
            return;
        }
    }
}

fn by_server(record: &ImportRecord, at: i64, detail: serde_json::Value) -> Act {
    Act {
        at,
        actor: "server".to_owned(),
        address: String::new(),
        action: "import.undone",
        subject: record.unit.to_string(),
        detail,
    }
}

fn progress(done: &Applied) -> Progress {
    Progress {
        done: 0,
        total: done.new + done.changed + done.removed,
    }
}

/// Tries until all of it is taken back, or the server ends: its next start goes on.
async fn to_the_end(
    imports: &Imports,
    record: &ImportRecord,
    mut done: Applied,
    act: impl Fn(i64, serde_json::Value) -> Act,
    _turn: OwnedMutexGuard<()>,
) {
    loop {
        (done.undone, done.left) = (0, 0);
        match take_back(imports, record, &mut done).await {
            Ok(()) => break,
            Err(failure) => error!(import = record.uid, "import not taken back yet: {failure}"),
        }
        if !imports.may_retry().await {
            return;
        }
    }
    let detail = json!({
        "table": record.target, "file": record.file_name,
        "undone": done.undone, "left": done.left, "failure": done.failure,
    });
    let act = act(imports.now().0, detail);
    let summary = serde_json::to_string(&done).unwrap_or_default();
    let (from, to) = (ImportState::Undoing, ImportState::Undone);
    let store = &imports.0.store;
    let marked = store.move_import(&record.uid, from, to, Some(&summary), Some(&act));
    if let Err(failure) = marked.await {
        error!(
            import = record.uid,
            "import not marked as undone: {failure}"
        );
    }
    imports.set_progress(&record.uid, None);
    info!(
        import = record.uid,
        undone = done.undone,
        left = done.left,
        "import taken back"
    );
}

async fn take_back(
    imports: &Imports,
    record: &ImportRecord,
    done: &mut Applied,
) -> Result<(), ImportError> {
    let prefix = format!("{IMPORT_IDS}{}/", record.uid);
    let total = progress(done).total;
    let scope = scope_of(imports, &record.unit);
    // Those of unit facts: what is planned to take back one that never came in is left.
    let mut came: FxHashSet<String> = FxHashSet::default();
    let mut after = String::new();
    loop {
        let facts = imports.0.store.imported_facts(&prefix, &after, BATCH);
        let facts = facts.await?;
        let Some(last) = facts.last() else { break };
        after.clone_from(&last.fact.id);
        let mut inverse = Vec::with_capacity(facts.len());
        for ImportedFact { fact, stands } in facts {
            if !matches!(fact.event, Event::RegistryChanged(_)) {
                came.extend(number(&fact.id).map(str::to_owned));
                continue;
            }
            match inverse_of(fact).filter(|_| stands) {
                Some(fact) => inverse.push((inverse.len(), fact)),
                None => done.left += 1,
            }
        }
        send(imports, inverse, &scope, done).await?;
        let progress = Progress {
            done: done.undone + done.left,
            total: total.max(done.undone + done.left),
        };
        imports.set_progress(&record.uid, Some(progress));
    }
    let units: Vec<Fact> = serde_json::from_str(&record.undo).unwrap_or_default();
    let units = units.into_iter();
    let units = units.filter(|fact| number(&fact.id).is_some_and(|number| came.contains(number)));
    // One after the other: a unit cannot be moved back under one that is not there yet.
    let mut units = units.enumerate().peekable();
    while units.peek().is_some() {
        let batch = units.by_ref().take(BATCH as usize).collect();
        send(imports, batch, &scope, done).await?;
    }
    Ok(())
}

async fn send(
    imports: &Imports,
    facts: Vec<(usize, Fact)>,
    scope: &UnitCode,
    done: &mut Applied,
) -> Result<(), ImportError> {
    if facts.is_empty() {
        return Ok(());
    }
    let receipt = imports.0.engine.submit(facts, Some(scope.clone())).await?;
    done.undone += (receipt.accepted + receipt.duplicate) as u64;
    done.left += receipt.rejected.len() as u64;
    Ok(())
}

/// The number of a fact of an import, or of the one that takes it back.
fn number(id: &str) -> Option<&str> {
    id.rsplit_once('/').map(|(_, number)| number)
}

/// The subtree that an import was of, as far as it is still there.
fn scope_of(imports: &Imports, unit: &UnitCode) -> UnitCode {
    let aggregate = imports.0.engine.read();
    let tree = aggregate.tree();
    let standing = tree.find_successor(unit.as_str());
    standing.map_or_else(|| unit.clone(), |unit| tree.node(unit).code.clone())
}

/// The fact that makes a row what it was.
fn inverse_of(fact: Fact) -> Option<Fact> {
    let Event::RegistryChanged(change) = fact.event else {
        return None;
    };
    let RegistryChange {
        key,
        from,
        before,
        before_at,
        after,
        ..
    } = *change;
    let number = fact.id.strip_prefix(IMPORT_IDS)?;
    let change = RegistryChange {
        key,
        from: None,
        before: after,
        before_at: None,
        after: before,
        recorded: true,
    };
    Some(Fact {
        id: format!("{UNDO_IDS}{number}"),
        // As old as it was: a table of an earlier day may still be imported.
        at: before_at.unwrap_or(fact.at),
        unit: from.unwrap_or(fact.unit),
        event: Event::RegistryChanged(Box::new(change)),
    })
}
