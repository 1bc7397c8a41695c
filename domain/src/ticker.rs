//! The newest events of every unit: a short ring each, shared with the units above.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    contribution::tells_something,
    fact::{Event, Fact},
    frame::{Snapshot, TickerEntry, TickerEvent},
    tree::{Node, UnitIndex},
};

/// The newest events of each unit and all below it, by unit index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tickers(Vec<Ring>);

/// Oldest first, empty places before them. In place, for every event is recorded at several units.
type Ring = [Option<Arc<TickerEntry>>; Snapshot::TICKER_LEN];

impl Tickers {
    pub(crate) fn push_unit(&mut self) {
        self.0.push(Ring::default());
    }

    pub(crate) fn record(&mut self, unit: UnitIndex, entry: Arc<TickerEntry>) {
        let ring = &mut self.0[unit.as_usize()];
        ring.rotate_left(1);
        ring[Snapshot::TICKER_LEN - 1] = Some(entry);
    }

    /// The events of a unit, oldest first.
    pub(crate) fn of(&self, unit: UnitIndex) -> impl DoubleEndedIterator<Item = &Arc<TickerEntry>> {
        self.0[unit.as_usize()].iter().flatten()
    }
}

/// The entry that a fact makes at a unit, if it tells something.
pub(crate) fn entry(
    seq: u64,
    fact: &Fact,
    node: &Node,
    parent: Option<&Node>,
    old_name: Option<Arc<str>>,
) -> Option<Arc<TickerEntry>> {
    if !tells_something(&fact.event) {
        return None;
    }
    let event = match &fact.event {
        Event::MeetingHeld {
            meeting,
            expected,
            attended,
            ..
        } => TickerEvent::Meeting {
            meeting: *meeting,
            expected: *expected,
            attended: *attended,
        },
        Event::RegistryChanged(change) => match (&change.before, &change.after) {
            (None, Some(row)) => TickerEvent::Added(row.registry()),
            (Some(row), None) => TickerEvent::Removed(row.registry()),
            _ => return None,
        },
        Event::UnitAdded(_) => TickerEvent::UnitAdded,
        Event::UnitRenamed { .. } => TickerEvent::UnitRenamed { before: old_name? },
        Event::UnitMoved { .. } => TickerEvent::UnitMoved,
        Event::UnitRetired {} => TickerEvent::UnitRetired,
        Event::ClockDay { .. } => return None,
    };
    Some(Arc::new(TickerEntry {
        seq,
        at: fact.at,
        unit: node.code.clone(),
        name: node.name.clone(),
        parent: parent.map(|parent| parent.name.clone()),
        event,
    }))
}
