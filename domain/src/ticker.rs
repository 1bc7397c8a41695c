//! The newest events of every unit: a short ring each, shared with the units above.
//!
//! Every event is recorded at several units, so what is kept of it is small, plain and kept once;
//! codes and names are looked up when somebody reads.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::{
    contribution::tells_something,
    fact::{Event, Fact, MeetingKind},
    frame::{Snapshot, TickerEntry, TickerEvent},
    moment::Moment,
    registry::Registry,
    tree::{Tree, UnitIndex},
};

/// The newest events of each unit and all below it, by unit index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tickers {
    rings: Vec<Ring>,
    /// The events that rings refer to, and places for more.
    places: Vec<Happening>,
    /// How many rings refer to each place. A table of its own: an event that leaves its last ring is
    /// long out of the processor's caches, its count is not.
    rings_at: Vec<u32>,
    vacant: Vec<PlaceIndex>,
    former_names: BTreeMap<UnitIndex, Vec<FormerName>>,
}

/// Oldest first, empty places before them.
type Ring = [Option<PlaceIndex>; Snapshot::TICKER_LEN];

/// Counted from one, so that a place in a ring takes four bytes.
type PlaceIndex = std::num::NonZeroU32;

/// An event at a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Happening {
    seq: u64,
    at: Moment,
    unit: UnitIndex,
    /// The unit above at the time.
    parent: Option<UnitIndex>,
    what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum What {
    Meeting {
        meeting: MeetingKind,
        expected: u32,
        attended: u32,
    },
    Added(Registry),
    Removed(Registry),
    UnitAdded,
    UnitRenamed,
    UnitMoved,
    UnitRetired,
}

/// A name that a unit no longer has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct FormerName {
    name: Arc<str>,
    /// The sequence number of the fact that gave the unit another name.
    until: u64,
}

impl Happening {
    /// What a fact makes happen at a unit, if a ticker tells of it.
    pub(crate) fn of(seq: u64, fact: &Fact, unit: UnitIndex, tree: &Tree) -> Option<Self> {
        if !tells_something(&fact.event) {
            return None;
        }
        Some(Self {
            seq,
            at: fact.at,
            unit,
            parent: tree.parent(unit),
            what: What::of(&fact.event)?,
        })
    }
}

impl What {
    fn of(event: &Event) -> Option<Self> {
        Some(match event {
            &Event::MeetingHeld {
                meeting,
                expected,
                attended,
                ..
            } => Self::Meeting {
                meeting,
                expected,
                attended,
            },
            Event::RegistryChanged(change) => match (&change.before, &change.after) {
                (None, Some(row)) => Self::Added(row.registry()),
                (Some(row), None) => Self::Removed(row.registry()),
                _ => return None,
            },
            Event::UnitAdded(_) => Self::UnitAdded,
            Event::UnitRenamed { .. } => Self::UnitRenamed,
            Event::UnitMoved { .. } => Self::UnitMoved,
            Event::UnitRetired {} => Self::UnitRetired,
            Event::ClockDay { .. } => return None,
        })
    }
}

impl Tickers {
    pub(crate) fn push_unit(&mut self) {
        self.rings.push(Ring::default());
    }

    /// Records what happened at its unit and at every unit above.
    pub(crate) fn record(&mut self, happening: Happening, tree: &Tree) {
        let place = self.take_place(happening);
        let mut rings = 0;
        for unit in tree.upwards(happening.unit) {
            let ring = &mut self.rings[unit.as_usize()];
            let oldest = ring[0];
            ring.copy_within(1.., 0);
            ring[Snapshot::TICKER_LEN - 1] = Some(place);
            rings += 1;
            if let Some(oldest) = oldest {
                self.let_go(oldest);
            }
        }
        self.rings_at[position(place)] = rings;
    }

    /// Remembers the name that a unit had until a fact gave it another.
    pub(crate) fn remember_name(&mut self, unit: UnitIndex, name: Arc<str>, until: u64) {
        let former = FormerName { name, until };
        self.former_names.entry(unit).or_default().push(former);
    }

    /// The events of a unit, newest first, as screens show them.
    pub(crate) fn newest_first(
        &self,
        unit: UnitIndex,
        tree: &Tree,
    ) -> impl Iterator<Item = TickerEntry> {
        self.happenings(unit)
            .map(|happening| self.entry(happening, tree))
    }

    /// The sequence number of a unit's newest event.
    pub(crate) fn newest(&self, unit: UnitIndex) -> Option<u64> {
        self.happenings(unit).next().map(|happening| happening.seq)
    }

    fn happenings(&self, unit: UnitIndex) -> impl Iterator<Item = &Happening> {
        let ring = self.rings[unit.as_usize()].iter().rev().flatten();
        ring.map(|place| &self.places[position(*place)])
    }

    fn entry(&self, happening: &Happening, tree: &Tree) -> TickerEntry {
        let &Happening {
            seq,
            at,
            unit,
            parent,
            what,
        } = happening;
        TickerEntry {
            seq,
            at,
            unit: tree.node(unit).code.clone(),
            name: self.name_after(seq, unit, tree),
            parent: parent.map(|parent| self.name_after(seq, parent, tree)),
            event: match what {
                What::Meeting {
                    meeting,
                    expected,
                    attended,
                } => TickerEvent::Meeting {
                    meeting,
                    expected,
                    attended,
                },
                What::Added(registry) => TickerEvent::Added(registry),
                What::Removed(registry) => TickerEvent::Removed(registry),
                What::UnitAdded => TickerEvent::UnitAdded,
                What::UnitRenamed => TickerEvent::UnitRenamed {
                    before: self.name_after(seq.saturating_sub(1), unit, tree),
                },
                What::UnitMoved => TickerEvent::UnitMoved,
                What::UnitRetired => TickerEvent::UnitRetired,
            },
        }
    }

    /// The name that a unit had once the fact of a sequence number was taken in.
    fn name_after(&self, seq: u64, unit: UnitIndex, tree: &Tree) -> Arc<str> {
        let mut former = self.former_names.get(&unit).into_iter().flatten();
        let name = former
            .find(|former| seq < former.until)
            .map_or(&tree.node(unit).name, |former| &former.name);
        Arc::clone(name)
    }

    fn take_place(&mut self, happening: Happening) -> PlaceIndex {
        if let Some(vacant) = self.vacant.pop() {
            self.places[position(vacant)] = happening;
            return vacant;
        }
        self.places.push(happening);
        self.rings_at.push(0);
        PlaceIndex::MIN.saturating_add(self.places.len() as u32 - 1)
    }

    fn let_go(&mut self, place: PlaceIndex) {
        let rings = &mut self.rings_at[position(place)];
        *rings -= 1;
        if *rings == 0 {
            self.vacant.push(place);
        }
    }
}

fn position(place: PlaceIndex) -> usize {
    place.get() as usize - 1
}
