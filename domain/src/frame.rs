//! The live protocol's messages, as JSON for everyone and as postcard for the product's own screens.
//!
//! Values are absolute: deltas may be merged, repeated or skipped past by a snapshot, and a client
//! always converges to the server's state. Nothing here has a field for a person.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

mod changes;
mod codec;
mod merge;
mod values;

pub use codec::{DecodeError, Encoding};
pub use values::{Value, Values};

use crate::{
    codes::words,
    fact::{
        MeetingKind,
        cobuilding::Category,
        item::{List, Matter, Party},
        life::{CareKind, MeetingRule},
    },
    metric::Metric,
    moment::{Day, Moment, iso_day},
    registry::Registry,
    unit::{MapPosition, UnitCode, UnitKind},
    work::ProjectStage,
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

words! {
    /// What a screen shows.
    Scene {
        Overview = "overview", "总览";
        Linkage = "linkage", "联动";
        Life = "life", "组织生活";
        CoBuilding = "co_building", "共建";
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
    /// Play a past day of this unit from now on, or go on with it like this.
    Replay {
        /// The unit's code, taken as it is written.
        unit: String,
        /// The scene.
        scene: Scene,
        /// The day.
        day: Day,
        /// From which moment of it on; where it stands, from the beginning at first, if none is said.
        at: Option<Moment>,
        /// How many times faster than it was; 0 stands still.
        speed: u16,
    },
    /// How the screen is: an object of JSON as text, which only scripts and the server read.
    Report(String),
}

/// What the server says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(
    clippy::large_enum_variant,
    reason = "deltas are most of all messages, and none is kept in numbers; in WASM none is large"
)]
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
    /// What a screen is told besides numbers: an object of JSON as text, which only scripts read.
    Notice(String),
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
    /// The units of the next level below the children, where the scene shows them: areas are passed
    /// over, and buildings, parks and grids are left out.
    pub grandchildren: Vec<Grandchild>,
    /// What the scene shows besides numbers.
    pub extras: Extras,
    /// The newest events at or below the unit, oldest first, at most [`Snapshot::TICKER_LEN`].
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<TickerEntry>))]
    pub ticker: Vec<Arc<TickerEntry>>,
    /// Of which past moment everything is, where a past day is played; else it is of now.
    pub replay: Option<Replay>,
}

/// Where the replay of a past day stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Replay {
    /// The day.
    #[serde(with = "iso_day")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub day: Day,
    /// The moment that the numbers are of.
    pub at: Moment,
    /// How many times faster than it was it goes on; 0 stands still.
    pub speed: u16,
    /// How many events there were in each quarter of an hour of the day. Left out in deltas.
    pub events: Vec<u32>,
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

/// A unit of the next level below a child, with what the scene shows of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Grandchild {
    /// The child's code.
    pub parent: UnitCode,
    /// Code.
    pub code: UnitCode,
    /// Its numbers.
    pub metrics: Values,
}

/// What a scene shows besides numbers: empty where the scene does not show it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Extras {
    /// The joint conferences on problems that are not closed, the newest first, at most
    /// [`Extras::MOST`].
    pub conferences: Vec<ConferenceShown>,
    /// How many branches held their theme day on each day of this month, from the first.
    pub theme_days: Vec<u32>,
    /// How often a branch must hold each kind of meeting.
    pub meeting_rules: Vec<MeetingRule>,
    /// Employers that agreed to be shown, those that answer most first, at most [`Extras::MOST`].
    pub employers: Vec<EmployerShown>,
    /// How some of the unit's own numbers stood at the end of the last 30 days.
    pub trends: Vec<Trend>,
}

impl Extras {
    /// How many of each a scene shows.
    pub const MOST: usize = 8;
}

/// How a number stood at the end of the last days; what it is now goes on from there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Trend {
    /// Which number. Never one that is published rounded.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub metric: Metric,
    /// The first day, in days since 1970-01-01.
    #[cfg_attr(feature = "openapi", schema(value_type = i32))]
    pub first: Day,
    /// The values from the first day on, a day each; nothing where none was kept.
    pub values: Vec<Option<i64>>,
}

/// A joint conference as a public screen shows it: where, on what, who came and what is still to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConferenceShown {
    /// The place's name.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub place: Arc<str>,
    /// What it is about.
    pub matter: Matter,
    /// How often the problem has come back.
    pub recurrences: u16,
    /// The day of the meeting, in days since 1970-01-01.
    #[cfg_attr(feature = "openapi", schema(value_type = i32))]
    pub on: Day,
    /// The parties.
    pub seats: Vec<SeatShown>,
}

/// A party of a conference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeatShown {
    /// Who.
    pub party: Party,
    /// Whether it came, where that is known.
    pub attended: Option<bool>,
    /// Whether it said what it will do.
    pub promised: bool,
    /// Whether it has done it.
    pub fulfilled: bool,
    /// By when, in days since 1970-01-01.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i32>))]
    pub due: Option<Day>,
}

/// How an employer answers invitations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmployerShown {
    /// The short name under which it agreed to be shown.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub name: SmolStr,
    /// Whether it answered its last invitations, oldest first.
    pub answers: Vec<bool>,
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
    /// New values of units below those.
    #[serde(with = "changes")]
    pub grandchildren: Vec<RelativeChange>,
    /// What the scene shows besides numbers, whole, where any of it changed.
    pub extras: Option<Extras>,
    /// New events, oldest first.
    pub ticker: Vec<Arc<TickerEntry>>,
    /// Of which past moment it is, where a past day is played.
    pub replay: Option<Replay>,
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
    /// A deployment went on.
    Deployment(DeploymentMove),
    /// A work log went on.
    Log(LogMove),
    /// A task, problem or rectification went on.
    Item {
        /// On which list.
        list: List,
        /// What it is about.
        matter: Matter,
        /// What happened.
        to: ItemMove,
    },
    /// A joint conference was called.
    Conference {
        /// What it is about.
        matter: Matter,
        /// How many parties were called.
        parties: u16,
    },
    /// A care action was carried out.
    Care {
        /// Whom it is for.
        care: CareKind,
        /// How many people it reached.
        people: u32,
    },
    /// An activity was held.
    Activity {
        /// What it was about.
        category: Category,
        /// How many employers were invited.
        invited: u32,
        /// How many came.
        attended: u32,
    },
    /// A resource was offered.
    Resource(Category),
    /// A need was raised.
    Need(Category),
    /// A project of co-building went on.
    Project(ProjectStage),
}

words! {
    /// How a deployment went on.
    DeploymentMove {
        Issued = "issued", "发布部署";
        Acknowledged = "acknowledged", "接收部署";
        PassedOn = "passed_on", "转发部署";
        Progressed = "progressed", "报告部署进展";
        Completed = "completed", "办结部署";
        Withdrawn = "withdrawn", "撤回部署";
    }
}

words! {
    /// How a work log went on.
    LogMove {
        Submitted = "submitted", "提交工作日志";
        Reviewed = "reviewed", "工作日志通过审阅";
        Returned = "returned", "工作日志退回补充";
    }
}

words! {
    /// How an item went on.
    ItemMove {
        Opened = "opened", "开立";
        Progressed = "progressed", "有进展";
        Resolved = "resolved", "待核验";
        Returned = "returned", "核验退回";
        Closed = "closed", "办结";
        Reopened = "reopened", "回潮，重新办理";
    }
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
