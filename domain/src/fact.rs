//! Facts: everything that moves a number. Immutable, timestamped, belonging to a unit, with an id
//! from the sender so that sending it twice counts it once.

use serde::{Deserialize, Serialize};

use crate::{
    moment::{Day, Moment},
    registry::Row,
    unit::{MapPosition, Unit, UnitCode},
};

/// Kind of a meeting (三会一课、主题党日、组织生活会).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MeetingKind {
    /// 支部党员大会
    BranchCongress,
    /// 支部委员会
    BranchCommittee,
    /// 党小组会
    GroupMeeting,
    /// 党课
    Lecture,
    /// 主题党日
    ThemeDay,
    /// 组织生活会
    OrganisationalLife,
}

impl MeetingKind {
    /// Every kind, the four of 三会一课 first.
    pub const ALL: [Self; 6] = [
        Self::BranchCongress,
        Self::BranchCommittee,
        Self::GroupMeeting,
        Self::Lecture,
        Self::ThemeDay,
        Self::OrganisationalLife,
    ];

    /// The Chinese word that a ticker uses.
    pub fn label(self) -> &'static str {
        match self {
            Self::BranchCongress => "党员大会",
            Self::BranchCommittee => "支委会",
            Self::GroupMeeting => "党小组会",
            Self::Lecture => "党课",
            Self::ThemeDay => "主题党日",
            Self::OrganisationalLife => "组织生活会",
        }
    }
}

/// A fact. Its JSON is what a sender posts, with the kind's own fields beside the common ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The sender's id, 1 to 64 characters, unique for good.
    pub id: String,
    /// When it happened.
    pub at: Moment,
    /// Where it happened.
    pub unit: UnitCode,
    /// What happened.
    #[serde(flatten)]
    pub event: Event,
}

/// What happened. The `kind` field of the JSON names the variant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum Event {
    /// A unit comes into the tree; the fact's unit is the new unit's own code.
    #[serde(rename = "unit.added")]
    UnitAdded(NewUnit),
    /// A unit gets another name.
    #[serde(rename = "unit.renamed")]
    UnitRenamed {
        /// The new name.
        name: String,
    },
    /// A unit moves under another parent, with all below it and all its numbers.
    #[serde(rename = "unit.moved")]
    UnitMoved {
        /// The new parent.
        parent: UnitCode,
    },
    /// A unit is closed. Its numbers stay in its parent; its children go to its parent.
    #[serde(rename = "unit.retired")]
    UnitRetired {},
    /// A registry row is new, changed or gone. At least one of the two rows is there.
    #[serde(rename = "registry.changed")]
    RegistryChanged(Box<RegistryChange>),
    /// A meeting was held.
    #[serde(rename = "meeting.held")]
    MeetingHeld {
        /// Which kind.
        meeting: MeetingKind,
        /// Which organisation held it: the sender's key for it, never shown.
        organisation: String,
        /// How many were expected.
        expected: u32,
        /// How many came, at most `expected`.
        attended: u32,
    },
    /// A day begins. Only the server makes these; the fact's unit is the root.
    #[serde(rename = "clock.day")]
    ClockDay {
        /// The day that begins.
        day: Day,
    },
}

/// The attributes of a unit that a `unit.added` fact brings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewUnit {
    /// Full official name.
    pub name: String,
    /// What it is. `level` in JSON, where `kind` names the fact.
    #[serde(rename = "level")]
    pub kind: crate::unit::UnitKind,
    /// The unit above, none for a root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<UnitCode>,
    /// Its place on the parent's schematic map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<MapPosition>,
    /// Whether it was read off a table of units: it did not come into being on that day.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub recorded: bool,
}

impl NewUnit {
    /// The unit, once it is known which code it has.
    pub fn with_code(self, code: UnitCode) -> Unit {
        let Self {
            name,
            kind,
            parent,
            position,
            recorded: _,
        } = self;
        Unit {
            code,
            name,
            kind,
            parent,
            position,
        }
    }
}

/// A change of one registry row. A row that moves to another unit is a removal there and an
/// addition here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistryChange {
    /// The row's key in the sender's system, unique in its registry.
    pub key: String,
    /// The unit that had the row before, where that is not the fact's unit. The server fills it in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<UnitCode>,
    /// The row as it was, none where it is new. The server fills it in from its own registry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Row>,
    /// Since when the row was as it was, where it is read off a table. The server fills it in, so that
    /// the table can be taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before_at: Option<Moment>,
    /// The row as it is, none where it is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Row>,
    /// Whether it was read off a table of how things stand. The numbers follow, but nothing happened
    /// on that day: tickers and the day's counts leave it out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub recorded: bool,
}

impl Event {
    /// The kind's name, as in the JSON.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::UnitAdded(_) => "unit.added",
            Self::UnitRenamed { .. } => "unit.renamed",
            Self::UnitMoved { .. } => "unit.moved",
            Self::UnitRetired {} => "unit.retired",
            Self::RegistryChanged(_) => "registry.changed",
            Self::MeetingHeld { .. } => "meeting.held",
            Self::ClockDay { .. } => "clock.day",
        }
    }
}
