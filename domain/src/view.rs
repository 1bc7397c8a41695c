//! What a screen shows of the aggregate, and what changed of it. The only place where cells become
//! values that leave the server.

use std::{collections::VecDeque, sync::Arc};

use crate::{
    aggregate::Aggregate,
    frame::{
        Cursor, Delta, Epoch, Grandchild, PathStep, Relative, RelativeChange, Scene, Snapshot,
        TickerEntry, UnitHeading, Value, Values,
    },
    metric::Metric,
    moment::Moment,
    privacy::publish,
    tree::{Tree, UnitIndex},
    unit::{UnitCode, UnitKind},
};

mod extras;
pub mod number;
pub mod offers;
mod shows;

use extras::Kept;
pub(crate) use shows::trend_metrics;
pub use shows::{metrics_of, trends_of};
use shows::{of_above, of_children, of_grandchildren};

/// What screens that show the same scene of the same unit have in common, kept so that a screen that
/// was away gets just what changed meanwhile.
#[derive(Clone, Debug)]
pub struct View {
    unit: UnitIndex,
    scene: Scene,
    heading: UnitHeading,
    own: Shown,
    above: Vec<Beside>,
    children: Vec<Beside>,
    grandchildren: Vec<Below>,
    extras: Kept,
    ticker: Vec<Arc<TickerEntry>>,
    tree_version: u64,
    /// Where the view has stood since its units last changed, oldest first, never empty. What it
    /// showed at other places it does not know: a value may have gone and come back between two.
    places: VecDeque<u64>,
}

/// The server's part in a message: which log, which clock.
#[derive(Clone, Copy, Debug)]
pub struct Origin {
    /// The log's identity.
    pub epoch: Epoch,
    /// The server's clock.
    pub server_time: Moment,
    /// Whether the data is made up.
    pub demo: bool,
}

/// What a refresh found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refresh {
    /// Nothing that this view shows has changed.
    Same,
    /// Some values or events have.
    Changed,
    /// The unit is gone.
    Gone,
}

/// The values shown of one unit, each with the sequence number at which it last changed.
#[derive(Clone, Debug)]
struct Shown {
    unit: UnitIndex,
    cells: Vec<(Metric, Value, u64)>,
}

#[derive(Clone, Debug)]
struct Beside {
    /// As it was when the tree last changed; its values are in `shown`.
    relative: Relative,
    shown: Shown,
}

/// A unit below a child.
#[derive(Clone, Debug)]
struct Below {
    parent: UnitCode,
    code: UnitCode,
    shown: Shown,
}

impl View {
    /// How many places are remembered: some minutes at the fastest pace of frames.
    const MAX_PLACES: usize = 1024;

    /// The view of an open unit, nothing where there is none with this code.
    pub fn new(aggregate: &Aggregate, code: &str, scene: Scene) -> Option<Self> {
        let tree = aggregate.tree();
        let unit = tree.find(code)?;
        let mut above: Vec<UnitIndex> = tree.upwards(unit).skip(1).collect();
        above.reverse();
        let beside = |units: &[UnitIndex], metrics: &[Metric]| {
            units
                .iter()
                .map(|&unit| Beside::new(aggregate, unit, metrics))
                .collect()
        };
        Some(Self {
            unit,
            scene,
            heading: heading(aggregate, unit),
            own: Shown::new(aggregate, unit, metrics_of(scene)),
            above: beside(&above, of_above(scene)),
            children: beside(&tree.node(unit).children, of_children(scene)),
            grandchildren: grandchildren(aggregate, unit, scene),
            extras: Kept::new(aggregate, unit, scene),
            ticker: newest_events(aggregate, unit, 0),
            tree_version: tree.version(),
            places: VecDeque::from([aggregate.seq()]),
        })
    }

    /// The sequence number that the view stands at.
    pub fn seq(&self) -> u64 {
        self.places.back().copied().unwrap_or_default()
    }

    /// Brings the view up to the aggregate.
    pub fn refresh(&mut self, aggregate: &Aggregate) -> Refresh {
        if aggregate.tree().is_retired(self.unit) {
            return Refresh::Gone;
        }
        if self.tree_version != aggregate.tree().version() {
            self.tree_version = aggregate.tree().version();
            if let Some(rebuilt) = self.rebuilt(aggregate) {
                *self = rebuilt;
                return Refresh::Changed;
            }
        }
        self.advance(aggregate.seq());
        let beside = self.above.iter_mut().chain(&mut self.children);
        let shown = std::iter::once(&mut self.own)
            .chain(beside.map(|beside| &mut beside.shown))
            .chain(self.grandchildren.iter_mut().map(|below| &mut below.shown));
        // Every unit must be brought up, so no short-circuit.
        let mut changed = shown.fold(false, |changed, shown| shown.refresh(aggregate) | changed);
        changed |= self.extras.refresh(aggregate, self.unit, self.scene);
        if aggregate.newest_event(self.unit) > self.newest_event() {
            self.extend_ticker(aggregate);
            changed = true;
        }
        if changed {
            Refresh::Changed
        } else {
            Refresh::Same
        }
    }

    fn newest_event(&self) -> Option<u64> {
        self.ticker.last().map(|entry| entry.seq)
    }

    fn extend_ticker(&mut self, aggregate: &Aggregate) {
        let known = self.newest_event().unwrap_or_default();
        self.ticker
            .extend(newest_events(aggregate, self.unit, known));
        let surplus = self.ticker.len().saturating_sub(Snapshot::TICKER_LEN);
        self.ticker.drain(..surplus);
    }

    fn advance(&mut self, seq: u64) {
        if self.seq() == seq {
            return;
        }
        if self.places.len() == Self::MAX_PLACES {
            self.places.pop_front();
        }
        self.places.push_back(seq);
    }

    /// The view made anew, where the tree's change concerns what it shows.
    fn rebuilt(&self, aggregate: &Aggregate) -> Option<Self> {
        let code = self.heading.code.as_str();
        let rebuilt = Self::new(aggregate, code, self.scene)?;
        let same_units = |old: &[Beside], new: &[Beside]| {
            old.len() == new.len()
                && old
                    .iter()
                    .zip(new)
                    .all(|(old, new)| old.relative == new.relative)
        };
        let strands = |view: &Self| -> Vec<(UnitCode, UnitCode)> {
            let below = view.grandchildren.iter();
            below
                .map(|one| (one.parent.clone(), one.code.clone()))
                .collect()
        };
        let same = rebuilt.heading == self.heading
            && strands(self) == strands(&rebuilt)
            && self.extras.extras == rebuilt.extras.extras
            && same_units(&self.above, &rebuilt.above)
            && same_units(&self.children, &rebuilt.children);
        (!same).then_some(rebuilt)
    }

    /// Everything the view shows.
    pub fn snapshot(&self, aggregate: &Aggregate, origin: Origin) -> Snapshot {
        let full = |beside: &[Beside]| {
            beside
                .iter()
                .map(|one| Relative {
                    metrics: one.shown.values(),
                    ..one.relative.clone()
                })
                .collect()
        };
        Snapshot {
            cursor: Cursor {
                epoch: origin.epoch,
                seq: self.seq(),
            },
            server_time: origin.server_time,
            utc_offset: aggregate.offset().whole_seconds(),
            demo: origin.demo,
            scene: self.scene,
            unit: self.heading.clone(),
            metrics: self.own.values(),
            above: full(&self.above),
            children: full(&self.children),
            grandchildren: self
                .grandchildren
                .iter()
                .map(|below| Grandchild {
                    parent: below.parent.clone(),
                    code: below.code.clone(),
                    metrics: below.shown.values(),
                })
                .collect(),
            extras: self.extras.extras.clone(),
            ticker: self.ticker.clone(),
            replay: None,
        }
    }

    /// What changed since a sequence number; nothing where only a snapshot will do: where the view
    /// has not stood there, or too long ago, or its units have changed since.
    pub fn delta_since(&self, seq: u64, origin: Origin) -> Option<Delta> {
        self.places.binary_search(&seq).ok()?;
        let changes = |beside: &[Beside]| {
            let changed = beside.iter().filter_map(|one| {
                let metrics = one.shown.changed_since(seq);
                let code = one.relative.code.clone();
                (!metrics.0.is_empty()).then_some(RelativeChange { code, metrics })
            });
            changed.collect()
        };
        Some(Delta {
            cursor: Cursor {
                epoch: origin.epoch,
                seq: self.seq(),
            },
            server_time: origin.server_time,
            metrics: self.own.changed_since(seq),
            above: changes(&self.above),
            children: changes(&self.children),
            grandchildren: self.grandchildren_since(seq),
            extras: (self.extras.changed_at > seq).then(|| self.extras.extras.clone()),
            ticker: self
                .ticker
                .iter()
                .filter(|entry| entry.seq > seq)
                .cloned()
                .collect(),
            replay: None,
        })
    }
}

impl View {
    fn grandchildren_since(&self, seq: u64) -> Vec<RelativeChange> {
        let changed = self.grandchildren.iter().filter_map(|below| {
            let metrics = below.shown.changed_since(seq);
            let code = below.code.clone();
            (!metrics.0.is_empty()).then_some(RelativeChange { code, metrics })
        });
        changed.collect()
    }
}

impl Shown {
    fn new(
        aggregate: &Aggregate,
        unit: UnitIndex,
        metrics: impl IntoIterator<Item = Metric>,
    ) -> Self {
        let cell = |metric| (metric, publish(aggregate, unit, metric), aggregate.seq());
        Self {
            unit,
            cells: metrics.into_iter().map(cell).collect(),
        }
    }

    fn refresh(&mut self, aggregate: &Aggregate) -> bool {
        let mut changed = false;
        for (metric, value, at) in &mut self.cells {
            let now = publish(aggregate, self.unit, *metric);
            if now != *value {
                *value = now;
                *at = aggregate.seq();
                changed = true;
            }
        }
        changed
    }

    fn values(&self) -> Values {
        Values(
            self.cells
                .iter()
                .map(|&(metric, value, _)| (metric, value))
                .collect(),
        )
    }

    fn changed_since(&self, seq: u64) -> Values {
        let changed = self.cells.iter().filter(|(_, _, at)| *at > seq);
        Values(changed.map(|&(metric, value, _)| (metric, value)).collect())
    }
}

impl Beside {
    fn new(aggregate: &Aggregate, unit: UnitIndex, metrics: &[Metric]) -> Self {
        let node = aggregate.tree().node(unit);
        Self {
            relative: Relative {
                code: node.code.clone(),
                name: Arc::clone(&node.name),
                kind: node.kind,
                position: node.position,
                metrics: Values::default(),
            },
            shown: Shown::new(aggregate, unit, metrics.iter().copied()),
        }
    }
}

/// The units below the children, in the children's order, where the scene shows them.
fn grandchildren(aggregate: &Aggregate, unit: UnitIndex, scene: Scene) -> Vec<Below> {
    let metrics = of_grandchildren(scene);
    if metrics.is_empty() {
        return Vec::new();
    }
    let tree = aggregate.tree();
    let children = tree.node(unit).children.iter();
    let below = children.flat_map(|&child| {
        strands(tree, child).into_iter().map(move |strand| Below {
            parent: tree.node(child).code.clone(),
            code: tree.node(strand).code.clone(),
            shown: Shown::new(aggregate, strand, metrics.iter().copied()),
        })
    });
    below.collect()
}

/// The units of the next level below. Areas only stand between, and stations do not report.
fn strands(tree: &Tree, unit: UnitIndex) -> Vec<UnitIndex> {
    let below = tree.node(unit).children.iter();
    below
        .flat_map(|&one| match tree.node(one).kind {
            UnitKind::Area => strands(tree, one),
            kind if kind <= UnitKind::Community => vec![one],
            _ => Vec::new(),
        })
        .collect()
}

/// The events of a unit after a sequence number that its ticker still holds, oldest first.
fn newest_events(aggregate: &Aggregate, unit: UnitIndex, after: u64) -> Vec<Arc<TickerEntry>> {
    let newest = aggregate.ticker(unit);
    let mut events: Vec<_> = newest
        .take_while(|entry| entry.seq > after)
        .map(Arc::new)
        .collect();
    events.reverse();
    events
}

/// Who a unit is, where it is in the tree, and what is below it.
pub fn heading(aggregate: &Aggregate, unit: UnitIndex) -> UnitHeading {
    let tree = aggregate.tree();
    let node = tree.node(unit);
    let mut path: Vec<PathStep> = tree
        .upwards(unit)
        .map(|step| tree.node(step))
        .map(|step| PathStep {
            code: step.code.clone(),
            name: Arc::clone(&step.name),
            kind: step.kind,
        })
        .collect();
    path.reverse();
    let mut counts = [0; UnitKind::ALL.len()];
    for below in tree.below(unit) {
        counts[tree.node(below).kind as usize] += 1;
    }
    let below = UnitKind::ALL
        .into_iter()
        .zip(counts)
        .filter(|(_, count)| *count > 0)
        .collect();
    UnitHeading {
        code: node.code.clone(),
        name: Arc::clone(&node.name),
        kind: node.kind,
        path,
        below,
    }
}
