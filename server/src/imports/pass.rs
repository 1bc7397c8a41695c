//! One reading of a file from its first row to its last: rows in batches, each judged against what stands.

use std::sync::Arc;

use liandong_domain::{
    moment::{Date, Moment},
    registry,
    unit::{Unit, UnitCode},
};
use liandong_tables::{
    columns::{Field, Mapping, MappingError, Target},
    privacy::PersonKey,
    rows::{self, CellError, Context, Entry, Failure, ReadError, RowErrors},
    sheet::{Limits, Refusal, Sheet},
};
use rustc_hash::{FxHashMap, FxHashSet};
use tokio::sync::mpsc;

use super::{names::Names, scope::Scope, sealed::Sealed, settings::Aliases};
use crate::store::{RowKey, SqliteStore, StandingRow, Store, StoreError};

/// Rows that are put in the order of their keys before they are judged and written: neighbours share pages
/// of the index, and keys that are hashes have none otherwise. Some 200 bytes each.
const WINDOW: usize = 200_000;
/// Rows judged at once: one query each.
const BATCH: usize = 2_000;
/// Batches read ahead.
const AHEAD: usize = 2;

/// What a reading needs.
#[derive(Clone)]
pub struct Source {
    /// The file.
    pub file: Sealed,
    /// Its name, for messages.
    pub file_name: String,
    /// What its columns hold.
    pub mapping: Mapping,
    /// What unit names mean beside what the tree knows.
    pub aliases: Arc<Aliases>,
    /// The subtree it is of.
    pub scope: Arc<Scope>,
    /// Hashes what identifies people.
    pub person_key: PersonKey,
    /// Today: what comes later cannot have happened.
    pub today: Date,
    /// When the table says things stood so: rows that stand since later are newer.
    pub at: Moment,
}

/// Why a file could not be read to its end.
#[derive(Debug, thiserror::Error)]
pub enum PassError {
    /// The columns are not what they should be.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] Refusal),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A row of the file against what stands.
#[derive(Clone, Debug)]
pub enum Judged {
    /// Nothing stands under its key.
    New(Change),
    /// Something else does.
    Changed(Change),
    /// The same does.
    Unchanged {
        /// Its key.
        key: String,
        /// Where.
        unit: UnitCode,
    },
    /// What stands is newer than the file.
    Newer {
        /// Its key.
        key: String,
        /// Where.
        unit: UnitCode,
    },
    /// It cannot be taken.
    Bad(RowErrors),
}

/// What a row of the file changes.
#[derive(Clone, Debug)]
pub struct Change {
    /// Its key in the registry; of a unit, its code.
    pub key: String,
    /// The unit it belongs to; of a unit, itself.
    pub unit: UnitCode,
    /// What it says.
    pub to: To,
}

/// What stands after a change.
#[derive(Clone, Debug)]
pub enum To {
    /// A row of a registry.
    Row(registry::Row),
    /// A unit.
    Unit(Unit),
}

/// Rows as a thread reads them, one batch after the other.
pub struct Pass {
    source: Source,
    /// Units that come with the file: others may be below them.
    coming: FxHashSet<UnitCode>,
    batches: mpsc::Receiver<Result<Vec<Read>, PassError>>,
}

/// A row as it was read.
enum Read {
    Good(rows::Row),
    Bad(RowErrors),
}

impl Pass {
    /// Begins to read.
    pub fn begin(source: Source) -> Self {
        let (sender, batches) = mpsc::channel(AHEAD);
        let reading = source.clone();
        tokio::task::spawn_blocking(move || {
            if let Err(failure) = read(&reading, &sender) {
                // Who stopped listening does not want to know.
                let _ = sender.blocking_send(Err(failure));
            }
        });
        Self {
            source,
            coming: FxHashSet::default(),
            batches,
        }
    }

    /// The next rows, judged; none at the end.
    ///
    /// # Errors
    /// The file cannot be read further, or the store failed.
    pub async fn next(&mut self, store: &SqliteStore) -> Result<Option<Vec<Judged>>, PassError> {
        let Some(batch) = self.batches.recv().await else {
            return Ok(None);
        };
        let batch = batch?;
        let standing = match self.source.mapping.target() {
            Target::Registry(registry) => {
                let good = batch.iter().filter_map(|read| match read {
                    Read::Good(row) => Some((registry, row.key.clone())),
                    Read::Bad(_) => None,
                });
                store.standing(&good.collect::<Vec<RowKey>>()).await?
            }
            Target::Units => Vec::new(),
        };
        let mut standing: FxHashMap<String, StandingRow> = standing
            .into_iter()
            .map(|((_, key), row)| (key, row))
            .collect();
        let judge = |read| match read {
            Read::Bad(errors) => Judged::Bad(errors),
            Read::Good(row) => match row.entry.clone() {
                Entry::Registry(entry) => {
                    let standing = standing.remove(&row.key);
                    judge_row(&self.source, row, entry, standing)
                }
                Entry::Unit(unit) => judge_unit(&self.source, &mut self.coming, &row, unit),
            },
        };
        Ok(Some(batch.into_iter().map(judge).collect()))
    }
}

fn read(source: &Source, to: &mpsc::Sender<Result<Vec<Read>, PassError>>) -> Result<(), PassError> {
    let limits = Limits::default();
    let mut sheet = Sheet::open(source.file.reader(), &source.file_name, &limits)?;
    let names = Names::of(Arc::clone(&source.scope), Arc::clone(&source.aliases));
    let context = Context {
        units: &names,
        person_key: &source.person_key,
        as_of: source.today,
    };
    let rows = rows::read(&mut sheet, &source.mapping, context).map_err(|error| match error {
        ReadError::Mapping(error) => PassError::Mapping(error),
        ReadError::File(refusal) => PassError::File(refusal),
    })?;
    // Units build on each other: they stay in the order of the file.
    let window = match source.mapping.target() {
        Target::Registry(_) => WINDOW,
        Target::Units => BATCH,
    };
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for row in rows {
        match row {
            Ok(row) => good.push(row),
            Err(Failure::Row(errors)) => bad.push(Read::Bad(errors)),
            Err(Failure::File(refusal)) => return Err(refusal.into()),
        }
        // Bad rows bring their cells along: few are kept.
        let goes_on = (bad.len() < BATCH || hand_over(std::mem::take(&mut bad), to))
            && (good.len() < window || hand_over(in_order(std::mem::take(&mut good), window), to));
        if !goes_on {
            return Ok(());
        }
    }
    let _ = hand_over(bad, to) && hand_over(in_order(good, window), to);
    Ok(())
}

fn in_order(mut rows: Vec<rows::Row>, window: usize) -> Vec<Read> {
    if window == WINDOW {
        rows.sort_by(|left, right| left.key.cmp(&right.key));
    }
    rows.into_iter().map(Read::Good).collect()
}

/// Hands rows over in batches; whether anybody is still there.
fn hand_over(rows: Vec<Read>, to: &mpsc::Sender<Result<Vec<Read>, PassError>>) -> bool {
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let batch = rows.by_ref().take(BATCH).collect();
        if to.blocking_send(Ok(batch)).is_err() {
            return false;
        }
    }
    true
}

fn judge_row(
    source: &Source,
    row: rows::Row,
    entry: registry::Row,
    standing: Option<StandingRow>,
) -> Judged {
    let rows::Row {
        line, unit, key, ..
    } = row;
    let Some(standing) = standing else {
        let to = To::Row(entry);
        return Judged::New(Change { key, unit, to });
    };
    if !source.scope.holds(&standing.unit) {
        return bad(
            (line, &key),
            Field::Key,
            "registered_elsewhere",
            "这一行已由别处登记，不在本次导入的范围内",
            "请原登记单位先办理转出，或由共同的上级单位导入",
        );
    }
    if standing.at > source.at {
        return Judged::Newer { key, unit };
    }
    if standing.unit == unit && standing.row == entry {
        return Judged::Unchanged { key, unit };
    }
    let to = To::Row(entry);
    Judged::Changed(Change { key, unit, to })
}

fn judge_unit(
    source: &Source,
    coming: &mut FxHashSet<UnitCode>,
    row: &rows::Row,
    unit: Unit,
) -> Judged {
    let scope = &source.scope;
    let key = row.key.clone();
    let code = unit.code.clone();
    let to = To::Unit(unit.clone());
    let parent = unit.parent.as_ref();
    let is_there =
        |parent: &UnitCode| scope.unit(parent.as_str()).is_some() || coming.contains(parent);
    if code != scope.top && !parent.is_none_or(is_there) {
        let reason = "上级单位所在的那一行不能导入";
        let mend = "先改正上级单位的那一行";
        return bad(
            (row.line, &key),
            Field::Parent,
            "parent_not_taken",
            reason,
            mend,
        );
    }
    let Some(known) = scope.unit(code.as_str()) else {
        let mend = "核对代码；若这个单位要移到这里，请由共同的上级单位在组织树中移动";
        if scope.is_elsewhere(&code) {
            let reason = "这个代码已是本次范围之外的单位";
            return bad(
                (row.line, &key),
                Field::Code,
                "unit_elsewhere",
                reason,
                mend,
            );
        }
        if unit.parent.is_none() {
            let reason = "没有上级单位，而组织树已有顶层单位";
            let mend = "填写上级单位的代码";
            return bad(
                (row.line, &key),
                Field::Parent,
                "parent_missing",
                reason,
                mend,
            );
        }
        coming.insert(code.clone());
        let change = Change {
            key,
            unit: code,
            to,
        };
        return Judged::New(change);
    };
    if known.kind != unit.kind {
        let reason = "与组织树中的级别不同，级别定下后不能改";
        let mend = "改回原来的级别，或停用后用另一个代码新建";
        return bad((row.line, &key), Field::Kind, "kind_differs", reason, mend);
    }
    // What is above the top of the subtree is not the clerk's to say.
    let stays = code == scope.top || unit.parent.is_none() || unit.parent == known.parent;
    if known.name == unit.name && stays {
        return Judged::Unchanged { key, unit: code };
    }
    let change = Change {
        key,
        unit: code,
        to,
    };
    Judged::Changed(change)
}

fn bad(
    (line, key): (u64, &str),
    field: Field,
    code: &'static str,
    reason: &str,
    mend: &str,
) -> Judged {
    let heading = match field {
        Field::Kind => "级别",
        Field::Parent => "上级单位",
        Field::Code => "代码",
        _ => "标识",
    };
    Judged::Bad(RowErrors {
        line,
        key: Some(key.to_owned()),
        errors: vec![CellError {
            column: None,
            heading: heading.to_owned(),
            field,
            value: String::new(),
            code,
            reason: reason.to_owned(),
            mend: mend.to_owned(),
            suggestion: None,
        }],
        cells: Vec::new(),
    })
}
