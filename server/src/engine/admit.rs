//! Which facts of a group come into the log: new ones, possible ones, with what they replace.

use std::sync::{PoisonError, RwLock};

use liandong_domain::{
    aggregate::Aggregate,
    fact::{Event, Fact, RegistryChange},
    frame::{Cursor, Epoch},
    moment::{Day, Moment},
    tree::Tree,
    unit::UnitCode,
    work::Work,
};
use rustc_hash::FxHashMap;

use super::{Batch, Receipt, Rejected};
use crate::{
    ingest::{IMPORT_IDS, Rejection, UNDO_IDS, tree_rejection, work_rejection},
    store::{Entry, RowKey, StandingRow, Store, StoreError},
};

/// What comes into the log, and what each batch is told.
pub(super) struct Admission {
    pub(super) entries: Vec<Entry>,
    pub(super) receipts: Vec<Receipt>,
}

/// The group's view of the world: the store and the tree as they will be after each fact.
struct Admitter {
    known: FxHashMap<String, Fact>,
    standing: FxHashMap<RowKey, Option<StandingRow>>,
    /// Units to be added under whose codes rows stand already: left by a closed unit of that code.
    occupied: Vec<UnitCode>,
    tree: Scratch,
    /// Of what goes on, that which the group's facts are about: it runs ahead.
    work: Work,
    next_seq: u64,
    entries: Vec<Entry>,
}

/// The tree: the aggregate's own until a fact changes it, then a copy that runs ahead.
enum Scratch {
    Shared,
    Own(Tree),
}

/// Judges every fact of a group in order, as if those before it were in already.
pub(super) async fn admit<S: Store>(
    store: &S,
    aggregate: &RwLock<Aggregate>,
    group: &[Batch],
    begins: Option<Day>,
) -> Result<Admission, StoreError> {
    let facts = || {
        group
            .iter()
            .flat_map(|batch| &batch.facts)
            .map(|(_, fact)| fact)
    };
    let ids: Vec<&str> = facts().map(|fact| fact.id.as_str()).collect();
    let keys: Vec<RowKey> = facts().filter_map(row_key).collect();
    let known = if ids.is_empty() {
        Vec::new()
    } else {
        store.known(&ids).await?
    };
    let standing = if keys.is_empty() {
        Vec::new()
    } else {
        store.standing(&keys).await?
    };

    let added: Vec<UnitCode> = facts()
        .filter(|fact| matches!(fact.event, Event::UnitAdded(_)))
        .map(|fact| fact.unit.clone())
        .collect();
    let occupied = if added.is_empty() {
        Vec::new()
    } else {
        store.occupied(&added).await?
    };

    let aggregate = aggregate.read().unwrap_or_else(PoisonError::into_inner);
    let mut admitter = Admitter {
        known: known
            .into_iter()
            .map(|fact| (fact.id.clone(), fact))
            .collect(),
        standing: standing
            .into_iter()
            .map(|(key, row)| (key, Some(row)))
            .collect(),
        occupied,
        tree: Scratch::Shared,
        work: Work::default(),
        next_seq: aggregate.seq() + 1,
        entries: Vec::new(),
    };
    if let Some(day) = begins {
        admitter.begin_day(&aggregate, day);
    }
    let receipts = group
        .iter()
        .map(|batch| admitter.judge_batch(&aggregate, batch))
        .collect();
    Ok(Admission {
        entries: admitter.entries,
        receipts,
    })
}

impl Admitter {
    fn begin_day(&mut self, aggregate: &Aggregate, day: Day) {
        let Some(root) = aggregate.tree().roots().next() else {
            return;
        };
        let midnight = i64::from(day.days_since_epoch()) * 86_400_000;
        self.admit(Fact {
            id: format!("clock.day/{}", day.date()),
            at: Moment(midnight - i64::from(aggregate.offset().whole_seconds()) * 1000),
            unit: aggregate.tree().node(root).code.clone(),
            event: Event::ClockDay { day },
        });
    }

    fn judge_batch(&mut self, aggregate: &Aggregate, batch: &Batch) -> Receipt {
        let mut receipt = Receipt {
            accepted: 0,
            duplicate: 0,
            rejected: Vec::new(),
            // Filled in once everything is durable.
            cursor: Cursor {
                epoch: Epoch(0),
                seq: 0,
            },
        };
        for (index, fact) in &batch.facts {
            match self.judge(aggregate, batch.scope.as_ref(), fact) {
                Ok(true) => receipt.accepted += 1,
                Ok(false) => receipt.duplicate += 1,
                Err(rejection) => receipt.rejected.push(Rejected {
                    index: *index,
                    rejection,
                }),
            }
        }
        receipt
    }

    /// Whether the fact is new; it is admitted then.
    fn judge(
        &mut self,
        aggregate: &Aggregate,
        scope: Option<&UnitCode>,
        fact: &Fact,
    ) -> Result<bool, Rejection> {
        if let Some(known) = self.known.get(&fact.id) {
            return if same(known, fact) {
                Ok(false)
            } else {
                Err(id_conflict(&fact.id))
            };
        }
        let tree = tree_of(&self.tree, aggregate);
        tree.check(fact)
            .map_err(|error| tree_rejection(fact, error))?;
        if let Some(scope) = scope {
            check_scope(tree, scope, fact)?;
        }
        let mut fact = fact.clone();
        if let Event::RegistryChanged(change) = &mut fact.event {
            if is_overtaken(&self.standing, &fact.id, fact.at, change) {
                return Ok(false);
            }
            let tree = tree_of(&self.tree, aggregate);
            if !stand(
                &mut self.standing,
                tree,
                (&fact.unit, fact.at),
                change,
                scope,
            )? {
                return Ok(false);
            }
        } else if changes_tree(&fact.event) {
            self.check_unoccupied(&fact)?;
            self.rehearse(aggregate, &fact)?;
        } else if Work::concerns(&fact.event) {
            let tree = tree_of(&self.tree, aggregate);
            aggregate.work().lend(&fact, &mut self.work);
            self.work
                .rehearse(&fact, self.next_seq, tree, aggregate.offset())
                .map_err(|error| work_rejection(&fact, error))?;
        }
        self.admit(fact);
        Ok(true)
    }

    fn admit(&mut self, fact: Fact) {
        self.known.insert(fact.id.clone(), fact.clone());
        self.entries.push(Entry {
            seq: self.next_seq,
            fact,
        });
        self.next_seq += 1;
    }

    /// Refuses a unit under whose code rows stand: they count for the unit that took the place of a closed
    /// one, and would seem to be the new one's.
    fn check_unoccupied(&self, fact: &Fact) -> Result<(), Rejection> {
        if !matches!(fact.event, Event::UnitAdded(_)) {
            return Ok(());
        }
        let mut standing = self.standing.values().flatten();
        if self.occupied.contains(&fact.unit) || standing.any(|row| row.unit == fact.unit) {
            let message = format!(
                "单位 {} 停用前登记的台账还在它的代码下；请先把这些台账改到别的单位，再重新启用这个代码",
                fact.unit
            );
            return Err(Rejection::new("unit_code_in_use", message));
        }
        Ok(())
    }

    fn rehearse(&mut self, aggregate: &Aggregate, fact: &Fact) -> Result<(), Rejection> {
        if let Scratch::Shared = self.tree {
            self.tree = Scratch::Own(aggregate.tree().clone());
        }
        match &mut self.tree {
            Scratch::Own(tree) => tree
                .rehearse(fact)
                .map_err(|error| tree_rejection(fact, error)),
            Scratch::Shared => Ok(()),
        }
    }
}

/// Whether a row that an import judged has changed since in a way that it must not undo: another is newer than
/// the table. The same for what takes it back: that is only for the row that the import left.
fn is_overtaken(
    standing: &FxHashMap<RowKey, Option<StandingRow>>,
    id: &str,
    at: Moment,
    change: &RegistryChange,
) -> bool {
    let Some(row) = change.after.as_ref().or(change.before.as_ref()) else {
        return false;
    };
    let key = (row.registry(), change.key.clone());
    let stands = standing.get(&key).and_then(Option::as_ref);
    if id.starts_with(IMPORT_IDS) {
        return stands.is_some_and(|row| row.at > at);
    }
    id.starts_with(UNDO_IDS) && stands.map(|row| &row.row) != change.before.as_ref()
}

/// Fills in the row that the change replaces, and remembers the row that stands then. Removing what
/// is not there changes nothing: it is told as a duplicate.
fn stand(
    standing: &mut FxHashMap<RowKey, Option<StandingRow>>,
    tree: &Tree,
    (unit, at): (&UnitCode, Moment),
    change: &mut RegistryChange,
    scope: Option<&UnitCode>,
) -> Result<bool, Rejection> {
    let Some(row) = change.after.as_ref().or(change.before.as_ref()) else {
        return Ok(false);
    };
    let before = standing
        .entry((row.registry(), change.key.clone()))
        .or_default();
    if let (Some(row), Some(scope)) = (&*before, scope) {
        let place = tree.find_successor(row.unit.as_str());
        if !place.is_some_and(|place| tree.is_within(place, scope.as_str())) {
            // Where it stands is not theirs to know.
            let message = format!("这一行由令牌的范围 {scope} 之外的单位登记");
            return Err(Rejection::new("unit_out_of_scope", message));
        }
    }
    if before.is_none() && change.after.is_none() {
        return Ok(false);
    }
    let row = change.after.clone().map(|row| StandingRow {
        unit: unit.clone(),
        at,
        row,
    });
    let replaced = std::mem::replace(before, row);
    change.from = replaced
        .as_ref()
        .map(|old| old.unit.clone())
        .filter(|old| old != unit);
    change.before_at = replaced
        .as_ref()
        .filter(|_| change.recorded)
        .map(|old| old.at);
    change.before = replaced.map(|old| old.row);
    Ok(true)
}

fn tree_of<'a>(scratch: &'a Scratch, aggregate: &'a Aggregate) -> &'a Tree {
    match scratch {
        Scratch::Shared => aggregate.tree(),
        Scratch::Own(tree) => tree,
    }
}

fn changes_tree(event: &Event) -> bool {
    matches!(
        event,
        Event::UnitAdded(_)
            | Event::UnitRenamed { .. }
            | Event::UnitMoved { .. }
            | Event::UnitRetired {}
    )
}

fn row_key(fact: &Fact) -> Option<RowKey> {
    let Event::RegistryChanged(change) = &fact.event else {
        return None;
    };
    let row = change.after.as_ref().or(change.before.as_ref())?;
    Some((row.registry(), change.key.clone()))
}

/// Whether two facts say the same, leaving aside what the server filled in.
fn same(known: &Fact, sent: &Fact) -> bool {
    match (&known.event, &sent.event) {
        (Event::RegistryChanged(old), Event::RegistryChanged(new)) => {
            known.at == sent.at
                && known.unit == sent.unit
                && row_key(known) == row_key(sent)
                && old.after == new.after
        }
        _ => known == sent,
    }
}

fn check_scope(tree: &Tree, scope: &UnitCode, fact: &Fact) -> Result<(), Rejection> {
    let within = |code: &UnitCode| {
        tree.find_successor(code.as_str())
            .is_some_and(|unit| tree.is_within(unit, scope.as_str()))
    };
    let also = match &fact.event {
        // A new unit is where its parent is; a new root is in nobody's subtree.
        Event::UnitAdded(new) => new.parent.as_ref(),
        Event::UnitMoved { parent } => Some(parent),
        _ => Some(&fact.unit),
    };
    let own = matches!(fact.event, Event::UnitAdded(_)) || within(&fact.unit);
    if own && also.is_some_and(within) {
        Ok(())
    } else {
        Err(out_of_scope(&fact.unit, scope))
    }
}

fn out_of_scope(unit: &UnitCode, scope: &UnitCode) -> Rejection {
    Rejection::new(
        "unit_out_of_scope",
        format!("单位 {unit} 不在令牌的范围 {scope} 之内"),
    )
}

fn id_conflict(id: &str) -> Rejection {
    Rejection::new(
        "id_conflict",
        format!("编号“{id}”已用于另一条内容不同的事实；请换一个编号"),
    )
}
