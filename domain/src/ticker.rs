//! The newest events of every unit: a short ring each, shared with the units above.
//!
//! Every event is recorded at several units, so what is kept of it is small, plain and kept once;
//! codes and names are looked up when somebody reads.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::{
    contribution::tells_something,
    fact::{
        Event, Fact, MeetingKind,
        cobuilding::Category,
        item::{List, Matter},
        life::CareKind,
    },
    frame::{DeploymentMove, ItemMove, LogMove, Snapshot, TickerEntry, TickerEvent},
    moment::Moment,
    registry::Registry,
    tree::{Tree, UnitIndex},
    work::{ProjectStage, Work},
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
    Deployment(DeploymentMove),
    Log(LogMove),
    Item {
        list: List,
        matter: Matter,
        to: ItemMove,
    },
    Conference {
        matter: Matter,
        parties: u16,
    },
    Care {
        care: CareKind,
        people: u32,
    },
    Activity {
        category: Category,
        invited: u32,
        attended: u32,
    },
    Resource(Category),
    Need(Category),
    Project(ProjectStage),
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
    pub(crate) fn of(
        seq: u64,
        fact: &Fact,
        unit: UnitIndex,
        (tree, work): (&Tree, &Work),
    ) -> Option<Self> {
        if !tells_something(&fact.event) {
            return None;
        }
        Some(Self {
            seq,
            at: fact.at,
            unit,
            parent: tree.parent(unit),
            what: What::of(&fact.event, work)?,
        })
    }
}

impl What {
    fn of(event: &Event, work: &Work) -> Option<Self> {
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
            _ => return Self::of_work(event, work),
        })
    }

    fn of_work(event: &Event, work: &Work) -> Option<Self> {
        let item = |id: &str| work.items().get(id);
        let step = |id: &str, to| {
            item(id).map(|item| Self::Item {
                list: item.list,
                matter: item.matter,
                to,
            })
        };
        Some(match event {
            Event::DeploymentIssued(_) => Self::Deployment(DeploymentMove::Issued),
            Event::DeploymentAcknowledged(_) => Self::Deployment(DeploymentMove::Acknowledged),
            Event::DeploymentPassedOn(_) => Self::Deployment(DeploymentMove::PassedOn),
            Event::DeploymentProgressed(_) => Self::Deployment(DeploymentMove::Progressed),
            Event::DeploymentCompleted(_) => Self::Deployment(DeploymentMove::Completed),
            Event::DeploymentWithdrawn(_) => Self::Deployment(DeploymentMove::Withdrawn),
            Event::LogSubmitted(_) => Self::Log(LogMove::Submitted),
            Event::LogReviewed(_) => Self::Log(LogMove::Reviewed),
            Event::LogReturned(_) => Self::Log(LogMove::Returned),
            Event::ItemOpened(opened) => Self::Item {
                list: opened.list,
                matter: opened.matter,
                to: ItemMove::Opened,
            },
            Event::ItemProgressed(one) => return step(&one.item, ItemMove::Progressed),
            Event::ItemResolved(one) => return step(&one.item, ItemMove::Resolved),
            Event::ItemReturned(one) => return step(&one.item, ItemMove::Returned),
            Event::ItemClosed(one) => return step(&one.item, ItemMove::Closed),
            Event::ItemReopened(one) => return step(&one.item, ItemMove::Reopened),
            Event::ConferenceCalled(called) => Self::Conference {
                matter: item(&called.item)?.matter,
                parties: called.parties.len() as u16,
            },
            Event::CareDone(done) => Self::Care {
                care: work.care().get(done.care.as_str())?.kind,
                people: done.people,
            },
            Event::ActivityHeld(held) => Self::Activity {
                category: held.category,
                invited: held.employers.len() as u32,
                attended: held.employers.iter().filter(|one| one.attended).count() as u32,
            },
            Event::ResourceOffered(offered) => Self::Resource(offered.category),
            Event::NeedRaised(raised) => Self::Need(raised.category),
            Event::MatchMade(_) => Self::Project(ProjectStage::Made),
            Event::MatchAgreed(_) => Self::Project(ProjectStage::Agreed),
            Event::MatchFulfilled(_) => Self::Project(ProjectStage::Fulfilled),
            Event::MatchConfirmed(_) => Self::Project(ProjectStage::Confirmed),
            Event::MatchDropped(_) => Self::Project(ProjectStage::Dropped),
            _ => return None,
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
                What::Deployment(to) => TickerEvent::Deployment(to),
                What::Log(to) => TickerEvent::Log(to),
                What::Item { list, matter, to } => TickerEvent::Item { list, matter, to },
                What::Conference { matter, parties } => TickerEvent::Conference { matter, parties },
                What::Care { care, people } => TickerEvent::Care { care, people },
                What::Activity {
                    category,
                    invited,
                    attended,
                } => TickerEvent::Activity {
                    category,
                    invited,
                    attended,
                },
                What::Resource(category) => TickerEvent::Resource(category),
                What::Need(category) => TickerEvent::Need(category),
                What::Project(stage) => TickerEvent::Project(stage),
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
