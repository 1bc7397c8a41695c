//! The live protocol's messages, as JSON for everyone and as postcard for the product's own screens.
//!
//! Values are absolute: deltas may be merged, repeated or skipped past by a snapshot, and a client
//! always converges to the server's state. Nothing here has a field for a person.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

mod changes;
mod codec;
mod merge;
mod values;

pub use codec::{DecodeError, Encoding};
pub use values::{Value, Values};

use crate::{
    fact::MeetingKind,
    metric::Metric,
    moment::Moment,
    registry::Registry,
    unit::{MapPosition, UnitCode, UnitKind},
};

/// A place in a log: which log, and how far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cursor {
    /// Which log. Another epoch is another log: nothing carries over.
    pub epoch: Epoch,
    /// The sequence number of the last fact taken in.
    pub seq: u64,
}

/// The identity of a log, made by chance when the log is. 16 hexadecimal digits in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Epoch(pub u64);

/// What a screen shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Scene {
    /// 总览
    Overview,
}

impl Scene {
    /// The scene of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        (key == "overview").then_some(Self::Overview)
    }

    /// The key in addresses and messages.
    pub fn key(self) -> &'static str {
        match self {
            Self::Overview => "overview",
        }
    }
}

/// What a client says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClientMessage {
    /// Show this unit from now on, instead of what was shown before.
    Subscribe {
        /// The unit's code, taken as it is written.
        unit: String,
        /// The scene.
        scene: Scene,
        /// What the client has, to get only what changed since.
        cursor: Option<Cursor>,
    },
    /// This sequence number is on the screen.
    Painted {
        /// The sequence number of the frame that was painted last.
        seq: u64,
    },
}

/// What the server says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ServerMessage {
    /// Everything that the scene shows.
    Snapshot(Arc<Snapshot>),
    /// What changed.
    Delta(Delta),
    /// Nothing changed; the server and its data are well. At least every 20 seconds of quiet.
    Pulse(Pulse),
    /// The last message was refused; the connection goes on.
    Refused(Refusal),
    /// The server closes the connection.
    Bye(Bye),
}

/// Everything that a scene shows of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Snapshot {
    /// Up to where the numbers count.
    pub cursor: Cursor,
    /// The server's clock.
    pub server_time: Moment,
    /// Seconds that local time runs ahead of UTC where the server is.
    pub utc_offset: i32,
    /// Whether the numbers are made up for demonstration.
    pub demo: bool,
    /// The scene.
    pub scene: Scene,
    /// The unit.
    pub unit: UnitHeading,
    /// The unit's own numbers.
    pub metrics: Values,
    /// The units above it with their headline numbers, outermost first.
    pub above: Vec<Relative>,
    /// The units just below it, in administrative order.
    pub children: Vec<Relative>,
    /// The newest events at or below the unit, oldest first, at most [`Snapshot::TICKER_LEN`].
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<TickerEntry>))]
    pub ticker: Vec<Arc<TickerEntry>>,
}

impl Snapshot {
    /// How many events a ticker holds.
    pub const TICKER_LEN: usize = 8;
}

/// Who a scene is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitHeading {
    /// Code.
    pub code: UnitCode,
    /// Full official name.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub name: Arc<str>,
    /// What it is.
    pub kind: UnitKind,
    /// The units from the root down to the unit itself.
    pub path: Vec<PathStep>,
    /// How many units there are below it by kind, outermost first, kinds without any left out.
    pub below: Vec<(UnitKind, u32)>,
}

/// One unit of a path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PathStep {
    /// Code.
    pub code: UnitCode,
    /// Full official name.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub name: Arc<str>,
    /// What it is.
    pub kind: UnitKind,
}

/// A unit beside the one that the scene is about, with what the scene shows of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Relative {
    /// Code.
    pub code: UnitCode,
    /// Full official name.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub name: Arc<str>,
    /// What it is.
    pub kind: UnitKind,
    /// Its place on the schematic map, where one was drawn.
    pub position: Option<MapPosition>,
    /// Its numbers.
    pub metrics: Values,
}

/// What changed since the cursor that the client has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delta {
    /// Up to where the numbers count now.
    pub cursor: Cursor,
    /// The server's clock.
    pub server_time: Moment,
    /// New values of the unit's own numbers.
    pub metrics: Values,
    /// New values of units above. In JSON an object by code, like `children`.
    #[serde(with = "changes")]
    pub above: Vec<RelativeChange>,
    /// New values of units below.
    #[serde(with = "changes")]
    pub children: Vec<RelativeChange>,
    /// New events, oldest first.
    pub ticker: Vec<Arc<TickerEntry>>,
}

/// New values of a unit beside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelativeChange {
    /// Code.
    pub code: UnitCode,
    /// New values.
    pub metrics: Values,
}

/// An event as a ticker shows it: where, what, figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TickerEntry {
    /// Sequence number of the fact.
    pub seq: u64,
    /// When it happened.
    pub at: Moment,
    /// The unit.
    pub unit: UnitCode,
    /// The unit's name at the time.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub name: Arc<str>,
    /// The name of the unit above it at the time.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub parent: Option<Arc<str>>,
    /// What happened.
    pub event: TickerEvent,
}

/// What a ticker tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum TickerEvent {
    /// A meeting was held.
    Meeting {
        /// Which kind.
        meeting: MeetingKind,
        /// How many were expected.
        expected: u32,
        /// How many came.
        attended: u32,
    },
    /// A row came into a registry.
    Added(Registry),
    /// A row left a registry.
    Removed(Registry),
    /// The unit came into the tree.
    UnitAdded,
    /// The unit has another name than this one.
    UnitRenamed {
        /// The old name.
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        before: Arc<str>,
    },
    /// The unit moved under another parent.
    UnitMoved,
    /// The unit was closed.
    UnitRetired,
}

/// A sign of life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pulse {
    /// Up to where the numbers count.
    pub cursor: Cursor,
    /// The server's clock.
    pub server_time: Moment,
}

/// Why a message was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Stable code.
    pub code: String,
    /// What is wrong and what to do, in Chinese.
    pub message: String,
}

/// Good-bye.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bye {
    /// The close code: 3000–3499 reconnect, 3500–3999 pair again.
    pub code: u16,
    /// Stable reason.
    pub reason: String,
    /// How long to wait before the first try, in milliseconds; the client adds its own jitter.
    pub retry_ms: u32,
}

impl Bye {
    /// The first of the close codes after which trying again is of no use: who connects is not let in.
    pub const NOT_ADMITTED: u16 = 3500;
}

impl Values {
    /// The value of a metric, nothing where the scene does not carry it.
    pub fn get(&self, metric: Metric) -> Option<Value> {
        self.0
            .binary_search_by_key(&metric, |(metric, _)| *metric)
            .ok()
            .map(|found| self.0[found].1)
    }
}
