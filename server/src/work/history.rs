//! What happened to something, step by step, as far as one may see it.

use std::collections::HashMap;

use liandong_domain::{fact::Event, moment::Moment};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::{Scope, UnitName};
use crate::store::Entry;

/// A step: one fact.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Step {
    /// Its place in the log.
    pub seq: u64,
    /// The fact's id.
    pub id: String,
    /// Which kind of fact.
    pub kind: &'static str,
    /// When.
    pub at: Moment,
    /// The unit that acted.
    pub unit: UnitName,
    /// Which account did it, where that is known: for managers only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// The fact's own fields, as in what was sent.
    #[schema(value_type = Object)]
    pub fact: Value,
}

/// Which account made each fact.
pub type Actors = HashMap<String, String>;

/// The steps of a history that a subtree may see: all of an item, whose parties may be anywhere; of all
/// else those of its own units, and of those above them.
pub fn steps(scope: &Scope<'_>, entries: Vec<Entry>, actors: &Actors) -> Vec<Step> {
    let tree = scope.aggregate().tree();
    let opened = entries.first().map(|entry| &entry.fact.event);
    let is_shared = matches!(opened, Some(Event::ItemOpened(_)));
    let step = |Entry { seq, fact }: Entry| {
        let unit = tree.find_successor(fact.unit.as_str())?;
        let is_seen = is_shared || scope.is_in_line(unit);
        is_seen.then(|| Step {
            seq,
            kind: fact.event.kind(),
            at: fact.at,
            unit: UnitName::of(tree, unit),
            actor: actors.get(&fact.id).cloned(),
            fact: serde_json::to_value(&fact.event).unwrap_or_default(),
            id: fact.id,
        })
    };
    entries.into_iter().filter_map(step).collect()
}
