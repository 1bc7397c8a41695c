//! What a unit's wall knows: one signal for each number, and one writer, [`Store::apply`].
//!
//! The same on the server, where it is filled once and rendered, and in the browser, where
//! the live connection goes on writing to it.

use std::sync::Arc;

use leptos::prelude::*;
use liandong_domain::{
    frame::{
        Cursor, Delta, Extras, Grandchild, Refusal, Relative, RelativeChange, Replay, Scene,
        ServerMessage, Snapshot, TickerEntry, UnitHeading, Value,
    },
    indicator::Indicator,
    metric::Metric,
    moment::{Moment, UtcOffset},
    unit::{MapPosition, UnitCode, UnitKind},
};

mod cells;
mod clock;
mod freshness;
mod replay;
mod rotation;
mod stream;
mod sweep;
#[cfg(test)]
pub(crate) mod tests;

use cells::Cells;
use clock::Heard;
pub use freshness::{Age, Freshness, Link};
pub use rotation::DWELL_S;
use stream::Stream;

use crate::page::Options;

/// A handle on everything a wall shows; get it with `expect_context::<Store>()`.
#[derive(Clone, Copy)]
pub struct Store {
    own: StoredValue<Cells>,
    heading: RwSignal<Arc<UnitHeading>>,
    above: RwSignal<Vec<Node>>,
    children: RwSignal<Vec<Node>>,
    strands: RwSignal<Vec<Strand>>,
    extras: RwSignal<Arc<Extras>>,
    ticker: RwSignal<Vec<Arc<TickerEntry>>>,
    origin: RwSignal<Origin>,
    kept: StoredValue<Kept>,
    scene: RwSignal<Scene>,
    /// For how many seconds of freshness the scene has been shown.
    dwelt: RwSignal<u32>,
    replay: RwSignal<Option<Arc<Replay>>>,
    refusal: RwSignal<Option<Arc<Refusal>>>,
    link: RwSignal<Link>,
    heard: RwSignal<Heard>,
    monotonic: RwSignal<f64>,
    /// The second of the server's clock: many watch it, and deltas come more often.
    second: RwSignal<Moment>,
    /// The same, but for those who have what turns by itself stand still.
    turning: RwSignal<Moment>,
    freshness: Memo<Freshness>,
    age: Memo<Age>,
    stream: StoredValue<Stream>,
    streams: RwSignal<bool>,
}

/// What the server says of itself.
#[derive(Clone, Copy, PartialEq)]
struct Origin {
    demo: bool,
    offset: UtcOffset,
}

/// What is not shown.
struct Kept {
    options: Options,
    cursor: Cursor,
}

/// A unit above or below, with its numbers.
#[derive(Clone)]
pub struct Node {
    /// Code.
    pub code: UnitCode,
    /// Full official name.
    pub name: Arc<str>,
    /// What it is.
    pub kind: UnitKind,
    /// Its place on the schematic map, where one was drawn.
    pub position: Option<MapPosition>,
    cells: Cells,
}

/// A unit below a child, with its numbers.
#[derive(Clone)]
pub struct Strand {
    /// The child's code.
    pub parent: UnitCode,
    /// Code.
    pub code: UnitCode,
    cells: Cells,
}

impl Strand {
    /// The number of a metric, tracked; nothing where it is rounded away.
    pub fn count(&self, metric: Metric) -> Option<i64> {
        self.cells.get(metric)?.count()
    }
}

impl Node {
    /// The value of a metric, tracked.
    pub fn value(&self, metric: Metric) -> Option<Value> {
        self.cells.get(metric)
    }

    /// The number of a metric, tracked; nothing where it is rounded away.
    pub fn count(&self, metric: Metric) -> Option<i64> {
        self.value(metric)?.count()
    }

    fn new(relative: &Relative, cells: Cells) -> Self {
        Self {
            code: relative.code.clone(),
            name: relative.name.clone(),
            kind: relative.kind,
            position: relative.position,
            cells,
        }
    }

    fn is(&self, relative: &Relative) -> bool {
        self.code == relative.code
            && self.name == relative.name
            && self.kind == relative.kind
            && self.position == relative.position
    }
}

impl Store {
    /// A store with a snapshot's numbers. Belongs to the current reactive owner.
    pub fn new(snapshot: &Snapshot, options: &Options) -> Self {
        let nodes = |relatives: &[Relative]| -> Vec<Node> {
            let nodes = relatives.iter();
            nodes
                .map(|node| Node::new(node, Cells::new(&node.metrics)))
                .collect()
        };
        let is_replay = snapshot.replay.is_some();
        let link = RwSignal::new(Link::New { attempt: 0 });
        let monotonic = RwSignal::new(0.0);
        let heard = Heard {
            server_time: snapshot.server_time,
            monotonic: 0.0,
        };
        let [second, turning] = [heard.second(0.0); 2].map(RwSignal::new);
        let heard = RwSignal::new(heard);
        let freshness = Memo::new(move |_| {
            let age_ms = (monotonic.get() - heard.get().monotonic).max(0.0);
            link.get().freshness((age_ms / 1000.0) as u64)
        });
        Self {
            own: StoredValue::new(Cells::new(&snapshot.metrics)),
            heading: RwSignal::new(Arc::new(snapshot.unit.clone())),
            above: RwSignal::new(nodes(&snapshot.above)),
            children: RwSignal::new(nodes(&snapshot.children)),
            strands: RwSignal::new(strands(&snapshot.grandchildren)),
            extras: RwSignal::new(Arc::new(snapshot.extras.clone())),
            ticker: RwSignal::new(snapshot.ticker.clone()),
            origin: RwSignal::new(origin(snapshot)),
            kept: StoredValue::new(Kept {
                options: options.clone(),
                cursor: snapshot.cursor,
            }),
            scene: RwSignal::new(snapshot.scene),
            dwelt: RwSignal::new(0),
            replay: RwSignal::new(snapshot.replay.clone().map(Arc::new)),
            refusal: RwSignal::new(None),
            link,
            heard,
            monotonic,
            second,
            turning,
            freshness,
            age: Memo::new(move |_| match freshness.get() {
                _ if is_replay => Age::Replay,
                freshness => freshness.into(),
            }),
            stream: StoredValue::new(Stream::default()),
            streams: RwSignal::new(false),
        }
    }

    /// Takes in what the server says. The only writer of numbers.
    pub fn apply(&self, message: &ServerMessage) {
        match message {
            ServerMessage::Snapshot(snapshot) => {
                self.apply_snapshot(snapshot);
                set_changed(self.refusal, None);
            }
            ServerMessage::Delta(delta) => {
                self.apply_delta(delta);
                set_changed(self.refusal, None);
            }
            ServerMessage::Pulse(pulse) => self.hear(pulse.cursor, pulse.server_time),
            ServerMessage::Refused(refusal) => {
                self.refusal.set(Some(Arc::new(refusal.clone())));
            }
            ServerMessage::Bye(_) | ServerMessage::Notice(_) => {}
        }
    }

    fn apply_snapshot(&self, snapshot: &Snapshot) {
        self.own
            .with_value(|cells| cells.replace(&snapshot.metrics));
        replace_nodes(self.above, &snapshot.above);
        replace_nodes(self.children, &snapshot.children);
        self.replace_strands(&snapshot.grandchildren);
        set_changed(self.extras, Arc::new(snapshot.extras.clone()));
        set_changed(self.ticker, snapshot.ticker.clone());
        if *self.heading.get_untracked() != snapshot.unit {
            self.heading.set(Arc::new(snapshot.unit.clone()));
        }
        self.take_replay(snapshot.replay.as_ref());
        set_changed(self.origin, origin(snapshot));
        if self.scene.get_untracked() != snapshot.scene {
            self.dwelt.set(0);
            self.sweep();
            self.forget_scene();
            self.scene.set(snapshot.scene);
        }
        self.hear(snapshot.cursor, snapshot.server_time);
    }

    fn apply_delta(&self, delta: &Delta) {
        self.count_change();
        self.own.with_value(|cells| cells.merge(&delta.metrics));
        merge_nodes(self.above, &delta.above);
        merge_nodes(self.children, &delta.children);
        self.merge_strands(&delta.grandchildren);
        if let Some(extras) = &delta.extras {
            set_changed(self.extras, Arc::new(extras.clone()));
        }
        self.extend_ticker(&delta.ticker);
        self.take_replay(delta.replay.as_ref());
        self.hear(delta.cursor, delta.server_time);
    }

    fn replace_strands(&self, below: &[Grandchild]) {
        let known = self.strands.get_untracked();
        let same = known.len() == below.len()
            && known
                .iter()
                .zip(below)
                .all(|(strand, one)| strand.code == one.code && strand.parent == one.parent);
        if !same {
            self.strands.set(strands(below));
            return;
        }
        for (strand, one) in known.iter().zip(below) {
            strand.cells.replace(&one.metrics);
        }
    }

    /// The changes come in the strands' order.
    fn merge_strands(&self, changes: &[RelativeChange]) {
        self.strands.with_untracked(|strands| {
            let mut rest = strands.iter();
            for change in changes {
                if let Some(strand) = rest.find(|strand| strand.code == change.code) {
                    strand.cells.merge(&change.metrics);
                }
            }
        });
    }

    fn extend_ticker(&self, entries: &[Arc<TickerEntry>]) {
        let mut ticker = self.ticker.get_untracked();
        let last = ticker.last().map_or(0, |entry| entry.seq);
        ticker.extend(entries.iter().filter(|entry| entry.seq > last).cloned());
        let excess = ticker.len().saturating_sub(Snapshot::TICKER_LEN);
        ticker.drain(..excess);
        set_changed(self.ticker, ticker);
    }

    /// The value of one of the unit's own metrics, tracked.
    pub fn value(&self, metric: Metric) -> Option<Value> {
        self.own.with_value(|cells| cells.get(metric))
    }

    /// The number of one of the unit's own metrics, tracked; nothing where it is rounded away.
    pub fn count(&self, metric: Metric) -> Option<i64> {
        self.value(metric)?.count()
    }

    /// The unit, tracked.
    pub fn heading(&self) -> Arc<UnitHeading> {
        self.heading.get()
    }

    /// The unit, of which code and kind stay as they are.
    pub fn heading_untracked(&self) -> Arc<UnitHeading> {
        self.heading.get_untracked()
    }

    /// The units above, outermost first, tracked.
    pub fn above(&self) -> Vec<Node> {
        self.above.get()
    }

    /// The units just below, in administrative order, tracked.
    pub fn children(&self) -> Vec<Node> {
        self.children.get()
    }

    /// The unit at a place just below, tracked.
    pub fn child(&self, place: usize) -> Option<Node> {
        self.children.with(|children| children.get(place).cloned())
    }

    /// The units below the children, in the children's order, where the scene shows them, tracked.
    pub fn strands(&self) -> Vec<Strand> {
        self.strands.get()
    }

    /// What the scene shows besides numbers, tracked.
    pub fn extras(&self) -> Arc<Extras> {
        self.extras.get()
    }

    /// What is shown of the unit, tracked.
    pub fn scene(&self) -> Scene {
        self.scene.get()
    }

    /// Whether the screen turns through scenes.
    pub fn rotates(&self) -> bool {
        self.kept
            .with_value(|kept| !kept.options.rotation().is_empty())
    }

    /// For how many seconds the scene has been shown, tracked; of [`DWELL_S`] where scenes turn.
    pub fn dwelt(&self) -> u32 {
        self.dwelt.get()
    }

    /// Lets a second pass, for what turns unless the numbers are old, and gives the scene to ask for once it is time.
    pub fn pass_second(&self) -> Option<Scene> {
        self.look_at_stream();
        if !self.rotates() || self.age.get_untracked() != Age::Live {
            return None;
        }
        self.dwelt.update(|dwelt| *dwelt = dwelt.saturating_add(1));
        let shown = self.scene.get_untracked();
        let next = |kept: &Kept| rotation::next(kept.options.rotation(), shown);
        rotation::is_due(self.dwelt.get_untracked())
            .then(|| self.kept.with_value(next))
            .flatten()
    }

    /// The newest events, newest last, tracked.
    pub fn ticker(&self) -> Vec<Arc<TickerEntry>> {
        self.ticker.get()
    }

    /// How fresh the numbers are, tracked.
    pub fn freshness(&self) -> Freshness {
        self.freshness.get()
    }

    /// The palette that goes with the freshness, tracked.
    pub fn age(&self) -> Age {
        self.age.get()
    }

    /// How far local time is from UTC where the server is, tracked.
    pub fn offset(&self) -> UtcOffset {
        self.origin.get().offset
    }

    /// Whether the numbers are made up for demonstration, tracked.
    pub fn demo(&self) -> bool {
        self.origin.get().demo
    }

    /// Why the server shows this unit no more, tracked.
    pub fn refusal(&self) -> Option<Arc<Refusal>> {
        self.refusal.get()
    }

    /// Whether this is a screen that nobody touches.
    pub fn wall(&self) -> bool {
        self.kept.with_value(|kept| kept.options.wall)
    }

    /// The indicator that the map is coloured by.
    pub fn map_indicator(&self) -> &'static Indicator {
        self.kept.with_value(|kept| kept.options.map_indicator())
    }

    /// The indicator that the ranking is ordered by.
    pub fn rank_indicator(&self) -> &'static Indicator {
        self.kept.with_value(|kept| kept.options.rank_indicator())
    }

    /// The address of a unit's wall that shows it the same way as this one.
    pub fn href(&self, code: &UnitCode) -> String {
        self.kept.with_value(|kept| kept.options.href(code))
    }

    /// Whether numbers can be asked where they come from: somebody may touch the screen, and they are
    /// those of now.
    pub fn may_ask(&self) -> bool {
        !self.wall() && !self.is_replay()
    }

    /// The address at which a number of a unit says where it comes from.
    pub fn href_of_number(&self, code: &UnitCode, key: &str) -> String {
        let mut href = format!("/units/{code}/numbers/{key}");
        let scene = self.scene.get_untracked();
        if scene != Scene::Overview {
            href.push_str("?scene=");
            href.push_str(scene.key());
        }
        href
    }

    /// How this wall shows its unit.
    pub fn options(&self) -> Options {
        self.kept.with_value(|kept| kept.options.clone())
    }

    /// Up to where the numbers count.
    pub fn cursor(&self) -> Cursor {
        self.kept.with_value(|kept| kept.cursor)
    }

    /// Takes note that the connection is lost or could not be made, for the time being or again.
    pub fn set_down(&self, attempt: u32) {
        let link = match self.link.get_untracked() {
            Link::New { .. } => Link::New { attempt },
            Link::Up | Link::Down { .. } => Link::Down { attempt },
        };
        set_changed(self.link, link);
    }
}

fn origin(snapshot: &Snapshot) -> Origin {
    let offset = UtcOffset::from_whole_seconds(snapshot.utc_offset);
    Origin {
        demo: snapshot.demo,
        offset: offset.unwrap_or(UtcOffset::UTC),
    }
}

fn strands(below: &[Grandchild]) -> Vec<Strand> {
    let below = below.iter();
    below
        .map(|one| Strand {
            parent: one.parent.clone(),
            code: one.code.clone(),
            cells: Cells::new(&one.metrics),
        })
        .collect()
}

fn set_changed<T: PartialEq + Clone + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.get_untracked() != value {
        signal.set(value);
    }
}

/// Rebuilds a list of units; units that stay keep their signals, and so their place on the screen.
fn replace_nodes(nodes: RwSignal<Vec<Node>>, relatives: &[Relative]) {
    let before = nodes.get_untracked();
    let after: Vec<Node> = relatives
        .iter()
        .map(|relative| {
            let stays = before.iter().find(|node| node.code == relative.code);
            let cells = stays.map(|node| node.cells.clone()).unwrap_or_default();
            cells.replace(&relative.metrics);
            Node::new(relative, cells)
        })
        .collect();
    let same = before.len() == relatives.len()
        && before
            .iter()
            .zip(relatives)
            .all(|(node, relative)| node.is(relative));
    if !same {
        nodes.set(after);
    }
}

fn merge_nodes(nodes: RwSignal<Vec<Node>>, changes: &[RelativeChange]) {
    nodes.with_untracked(|nodes| {
        for change in changes {
            if let Some(node) = nodes.iter().find(|node| node.code == change.code) {
                node.cells.merge(&change.metrics);
            }
        }
    });
}
