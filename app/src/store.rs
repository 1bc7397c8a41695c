//! What a unit's wall knows: one signal for each number, and one writer, [`Store::apply`].
//!
//! The same on the server, where it is filled once and rendered, and in the browser, where
//! the live connection goes on writing to it.

use std::sync::Arc;

use leptos::prelude::*;
use liandong_domain::{
    frame::{
        Cursor, Delta, Refusal, Relative, RelativeChange, ServerMessage, Snapshot, TickerEntry,
        UnitHeading, Value,
    },
    indicator::Indicator,
    metric::Metric,
    moment::{Moment, UtcOffset},
    unit::{MapPosition, UnitCode, UnitKind},
};

mod cells;
mod freshness;
#[cfg(test)]
mod tests;

use cells::Cells;
pub use freshness::{Age, Freshness, Link};

use crate::page::Options;

/// A handle on everything a wall shows; get it with `expect_context::<Store>()`.
#[derive(Clone, Copy)]
pub struct Store {
    own: StoredValue<Cells>,
    heading: RwSignal<Arc<UnitHeading>>,
    above: RwSignal<Vec<Node>>,
    children: RwSignal<Vec<Node>>,
    ticker: RwSignal<Vec<Arc<TickerEntry>>>,
    demo: RwSignal<bool>,
    offset: RwSignal<UtcOffset>,
    options: StoredValue<Options>,
    cursor: StoredValue<Cursor>,
    refusal: RwSignal<Option<Arc<Refusal>>>,
    link: RwSignal<Link>,
    heard: RwSignal<Heard>,
    monotonic: RwSignal<f64>,
    freshness: Memo<Freshness>,
    age: Memo<Age>,
}

/// When the server was last heard of: by its own clock, and by the panel's monotonic one.
#[derive(Clone, Copy, PartialEq)]
struct Heard {
    server_time: Moment,
    monotonic: f64,
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
        let link = RwSignal::new(Link::New { attempt: 0 });
        let monotonic = RwSignal::new(0.0);
        let heard = RwSignal::new(Heard {
            server_time: snapshot.server_time,
            monotonic: 0.0,
        });
        let freshness = Memo::new(move |_| {
            let age_ms = (monotonic.get() - heard.get().monotonic).max(0.0);
            link.get().freshness((age_ms / 1000.0) as u64)
        });
        Self {
            own: StoredValue::new(Cells::new(&snapshot.metrics)),
            heading: RwSignal::new(Arc::new(snapshot.unit.clone())),
            above: RwSignal::new(nodes(&snapshot.above)),
            children: RwSignal::new(nodes(&snapshot.children)),
            ticker: RwSignal::new(snapshot.ticker.clone()),
            demo: RwSignal::new(snapshot.demo),
            offset: RwSignal::new(offset(snapshot.utc_offset)),
            options: StoredValue::new(options.clone()),
            cursor: StoredValue::new(snapshot.cursor),
            refusal: RwSignal::new(None),
            link,
            heard,
            monotonic,
            freshness,
            age: Memo::new(move |_| freshness.get().into()),
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
            ServerMessage::Bye(_) => {}
        }
    }

    fn apply_snapshot(&self, snapshot: &Snapshot) {
        self.own
            .with_value(|cells| cells.replace(&snapshot.metrics));
        replace_nodes(self.above, &snapshot.above);
        replace_nodes(self.children, &snapshot.children);
        set_changed(self.ticker, snapshot.ticker.clone());
        if *self.heading.get_untracked() != snapshot.unit {
            self.heading.set(Arc::new(snapshot.unit.clone()));
        }
        set_changed(self.demo, snapshot.demo);
        set_changed(self.offset, offset(snapshot.utc_offset));
        self.hear(snapshot.cursor, snapshot.server_time);
    }

    fn apply_delta(&self, delta: &Delta) {
        self.own.with_value(|cells| cells.merge(&delta.metrics));
        merge_nodes(self.above, &delta.above);
        merge_nodes(self.children, &delta.children);
        self.extend_ticker(&delta.ticker);
        self.hear(delta.cursor, delta.server_time);
    }

    fn extend_ticker(&self, entries: &[Arc<TickerEntry>]) {
        let mut ticker = self.ticker.get_untracked();
        let last = ticker.last().map_or(0, |entry| entry.seq);
        ticker.extend(entries.iter().filter(|entry| entry.seq > last).cloned());
        let excess = ticker.len().saturating_sub(Snapshot::TICKER_LEN);
        ticker.drain(..excess);
        set_changed(self.ticker, ticker);
    }

    fn hear(&self, cursor: Cursor, server_time: Moment) {
        self.cursor.set_value(cursor);
        self.heard.set(Heard {
            server_time,
            monotonic: self.monotonic.get_untracked(),
        });
        set_changed(self.link, Link::Up);
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

    /// The units above, outermost first, tracked.
    pub fn above(&self) -> Vec<Node> {
        self.above.get()
    }

    /// The units just below, in administrative order, tracked.
    pub fn children(&self) -> Vec<Node> {
        self.children.get()
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

    /// The server's clock, carried on by the panel's monotonic one, tracked: each second.
    pub fn now(&self) -> Moment {
        let heard = self.heard.get();
        let since = (self.monotonic.get() - heard.monotonic).max(0.0);
        Moment(heard.server_time.0.saturating_add(since as i64))
    }

    /// The server's clock when it was last heard of, tracked: 数据截至.
    pub fn data_time(&self) -> Moment {
        self.heard.get().server_time
    }

    /// How far local time is from UTC where the server is, tracked.
    pub fn offset(&self) -> UtcOffset {
        self.offset.get()
    }

    /// Whether the numbers are made up for demonstration, tracked.
    pub fn demo(&self) -> bool {
        self.demo.get()
    }

    /// Why the server shows this unit no more, tracked.
    pub fn refusal(&self) -> Option<Arc<Refusal>> {
        self.refusal.get()
    }

    /// Whether this is a screen that nobody touches.
    pub fn wall(&self) -> bool {
        self.options.with_value(|options| options.wall)
    }

    /// The indicator that the map is coloured by.
    pub fn map_indicator(&self) -> &'static Indicator {
        self.options.with_value(Options::map_indicator)
    }

    /// The indicator that the ranking is ordered by.
    pub fn rank_indicator(&self) -> &'static Indicator {
        self.options.with_value(Options::rank_indicator)
    }

    /// The address of a unit's wall that shows it the same way as this one.
    pub fn href(&self, code: &UnitCode) -> String {
        self.options.with_value(|options| options.href(code))
    }

    /// How this wall shows its unit.
    pub fn options(&self) -> Options {
        self.options.get_value()
    }

    /// Up to where the numbers count.
    pub fn cursor(&self) -> Cursor {
        self.cursor.get_value()
    }

    /// Starts the panel's monotonic clock, in milliseconds, and what it carries on.
    pub fn start_clock(&self, milliseconds: f64) {
        self.monotonic.set(milliseconds);
        self.heard.update(|heard| heard.monotonic = milliseconds);
    }

    /// Sets the panel's monotonic clock, in milliseconds.
    pub fn set_monotonic(&self, milliseconds: f64) {
        self.monotonic.set(milliseconds);
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

fn offset(seconds: i32) -> UtcOffset {
    UtcOffset::from_whole_seconds(seconds).unwrap_or(UtcOffset::UTC)
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
