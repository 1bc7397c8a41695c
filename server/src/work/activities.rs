//! Activities, and how employers answered: they open nothing, so they are read from the log.

use liandong_domain::{
    fact::{Event, cobuilding::Category},
    moment::Moment,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Scope, UnitName};
use crate::store::Entry;

/// An activity, as staff see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Activity)]
pub struct ActivityRow {
    /// Its place in the log.
    pub seq: u64,
    /// Its id.
    pub id: String,
    /// The unit that held it.
    pub unit: UnitName,
    /// What it was, in a line.
    pub title: String,
    /// What it was about.
    pub category: Category,
    /// When it was noted.
    pub at: Moment,
    /// How many employers were invited.
    pub invited: usize,
    /// How many of them answered.
    pub responded: usize,
    /// How many of them came.
    pub attended: usize,
}

/// An activity of the log, where a subtree may see it.
pub fn row(scope: &Scope<'_>, entry: Entry) -> Option<ActivityRow> {
    let Entry { seq, fact } = entry;
    let tree = scope.aggregate().tree();
    let unit = tree.find_successor(fact.unit.as_str())?;
    if !scope.covers(unit) {
        return None;
    }
    let Event::ActivityHeld(held) = fact.event else {
        return None;
    };
    let employers = held.employers.iter();
    Some(ActivityRow {
        seq,
        id: fact.id,
        unit: UnitName::of(tree, unit),
        title: held.title,
        category: held.category,
        at: fact.at,
        invited: held.employers.len(),
        responded: employers.clone().filter(|one| one.responded).count(),
        attended: employers.filter(|one| one.attended).count(),
    })
}
