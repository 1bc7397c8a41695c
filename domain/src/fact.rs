//! Facts: everything that moves a number. Immutable, timestamped, belonging to a unit, with an id
//! from the sender so that sending it twice counts it once.

use serde::{Deserialize, Serialize};

use crate::{
    moment::{Day, Moment},
    registry::Row,
    unit::{MapPosition, Unit, UnitCode},
};

pub mod cobuilding;
pub mod deployment;
pub mod item;
pub mod life;
pub mod log;
pub mod words;

use cobuilding::{
    ActivityHeld, AssessmentScored, MatchConfirmed, MatchMade, MatchStep, NeedRaised,
    ResourceOffered,
};
use deployment::{DeploymentIssued, DeploymentPassedOn, DeploymentStep, DeploymentWithdrawn};
use item::{ConferenceAnswered, ConferenceCalled, ItemAssigned, ItemOpened, ItemStep};
use life::{CareDone, CarePlanned, RulesSet};
use log::{LogReview, LogSubmitted};

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
    /// A deployment is published.
    #[serde(rename = "deployment.issued")]
    DeploymentIssued(Box<DeploymentIssued>),
    /// A target has it before it.
    #[serde(rename = "deployment.acknowledged")]
    DeploymentAcknowledged(Box<DeploymentStep>),
    /// A target hands it on.
    #[serde(rename = "deployment.passed_on")]
    DeploymentPassedOn(Box<DeploymentPassedOn>),
    /// A target tells how far it is.
    #[serde(rename = "deployment.progressed")]
    DeploymentProgressed(Box<DeploymentStep>),
    /// A target has carried it out.
    #[serde(rename = "deployment.completed")]
    DeploymentCompleted(Box<DeploymentStep>),
    /// It is called off.
    #[serde(rename = "deployment.withdrawn")]
    DeploymentWithdrawn(Box<DeploymentWithdrawn>),
    /// A work log is submitted.
    #[serde(rename = "log.submitted")]
    LogSubmitted(Box<LogSubmitted>),
    /// A work log is passed by one level.
    #[serde(rename = "log.reviewed")]
    LogReviewed(Box<LogReview>),
    /// A work log goes back to who wrote it.
    #[serde(rename = "log.returned")]
    LogReturned(Box<LogReview>),
    /// A task, problem or rectification is opened.
    #[serde(rename = "item.opened")]
    ItemOpened(Box<ItemOpened>),
    /// It is given to another unit or another day.
    #[serde(rename = "item.assigned")]
    ItemAssigned(Box<ItemAssigned>),
    /// Its owner works on it.
    #[serde(rename = "item.progressed")]
    ItemProgressed(Box<ItemStep>),
    /// Its owner says that it is done, with evidence.
    #[serde(rename = "item.resolved")]
    ItemResolved(Box<ItemStep>),
    /// Its opener does not agree.
    #[serde(rename = "item.returned")]
    ItemReturned(Box<ItemStep>),
    /// Its opener agrees.
    #[serde(rename = "item.closed")]
    ItemClosed(Box<ItemStep>),
    /// It has come back.
    #[serde(rename = "item.reopened")]
    ItemReopened(Box<ItemStep>),
    /// A problem calls its parties.
    #[serde(rename = "conference.called")]
    ConferenceCalled(Box<ConferenceCalled>),
    /// A party answers.
    #[serde(rename = "conference.answered")]
    ConferenceAnswered(Box<ConferenceAnswered>),
    /// A care action is planned.
    #[serde(rename = "care.planned")]
    CarePlanned(Box<CarePlanned>),
    /// A care action is carried out.
    #[serde(rename = "care.done")]
    CareDone(Box<CareDone>),
    /// How often meetings are due is set; the fact's unit is the root.
    #[serde(rename = "rules.set")]
    RulesSet(Box<RulesSet>),
    /// A resource is offered.
    #[serde(rename = "resource.offered")]
    ResourceOffered(Box<ResourceOffered>),
    /// A need is raised.
    #[serde(rename = "need.raised")]
    NeedRaised(Box<NeedRaised>),
    /// A resource is to meet a need.
    #[serde(rename = "match.made")]
    MatchMade(Box<MatchMade>),
    /// Both sides agree.
    #[serde(rename = "match.agreed")]
    MatchAgreed(Box<MatchStep>),
    /// It is carried out.
    #[serde(rename = "match.fulfilled")]
    MatchFulfilled(Box<MatchStep>),
    /// The unit in need confirms it.
    #[serde(rename = "match.confirmed")]
    MatchConfirmed(Box<MatchConfirmed>),
    /// It comes to nothing; resource and need are free again.
    #[serde(rename = "match.dropped")]
    MatchDropped(Box<MatchStep>),
    /// An activity was held.
    #[serde(rename = "activity.held")]
    ActivityHeld(Box<ActivityHeld>),
    /// A reviewer scores a unit's year.
    #[serde(rename = "assessment.scored")]
    AssessmentScored(Box<AssessmentScored>),
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

/// A file that was uploaded before: what it is kept under, and what it is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attachment {
    /// The SHA-256 of its content, in hexadecimal.
    pub file: String,
    /// Its name.
    pub name: String,
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
            Self::DeploymentIssued(_) => "deployment.issued",
            Self::DeploymentAcknowledged(_) => "deployment.acknowledged",
            Self::DeploymentPassedOn(_) => "deployment.passed_on",
            Self::DeploymentProgressed(_) => "deployment.progressed",
            Self::DeploymentCompleted(_) => "deployment.completed",
            Self::DeploymentWithdrawn(_) => "deployment.withdrawn",
            Self::LogSubmitted(_) => "log.submitted",
            Self::LogReviewed(_) => "log.reviewed",
            Self::LogReturned(_) => "log.returned",
            Self::ItemOpened(_) => "item.opened",
            Self::ItemAssigned(_) => "item.assigned",
            Self::ItemProgressed(_) => "item.progressed",
            Self::ItemResolved(_) => "item.resolved",
            Self::ItemReturned(_) => "item.returned",
            Self::ItemClosed(_) => "item.closed",
            Self::ItemReopened(_) => "item.reopened",
            Self::ConferenceCalled(_) => "conference.called",
            Self::ConferenceAnswered(_) => "conference.answered",
            Self::CarePlanned(_) => "care.planned",
            Self::CareDone(_) => "care.done",
            Self::RulesSet(_) => "rules.set",
            Self::ResourceOffered(_) => "resource.offered",
            Self::NeedRaised(_) => "need.raised",
            Self::MatchMade(_) => "match.made",
            Self::MatchAgreed(_) => "match.agreed",
            Self::MatchFulfilled(_) => "match.fulfilled",
            Self::MatchConfirmed(_) => "match.confirmed",
            Self::MatchDropped(_) => "match.dropped",
            Self::ActivityHeld(_) => "activity.held",
            Self::AssessmentScored(_) => "assessment.scored",
            Self::ClockDay { .. } => "clock.day",
        }
    }

    /// The id of the fact that opened what this one is about: a deployment, log, item, care action,
    /// resource, need or project. Nothing where the fact opens something itself, or is about nothing
    /// that goes on.
    pub fn subject(&self) -> Option<&str> {
        Some(match self {
            Self::DeploymentAcknowledged(step)
            | Self::DeploymentProgressed(step)
            | Self::DeploymentCompleted(step) => &step.deployment,
            Self::DeploymentPassedOn(step) => &step.deployment,
            Self::DeploymentWithdrawn(step) => &step.deployment,
            Self::LogSubmitted(log) => log.log.as_ref()?,
            Self::LogReviewed(review) | Self::LogReturned(review) => &review.log,
            Self::ItemAssigned(step) => &step.item,
            Self::ItemProgressed(step)
            | Self::ItemResolved(step)
            | Self::ItemReturned(step)
            | Self::ItemClosed(step)
            | Self::ItemReopened(step) => &step.item,
            Self::ConferenceCalled(called) => &called.item,
            Self::ConferenceAnswered(answered) => &answered.item,
            Self::CareDone(done) => &done.care,
            Self::MatchAgreed(step) | Self::MatchFulfilled(step) | Self::MatchDropped(step) => {
                &step.project
            }
            Self::MatchConfirmed(step) => &step.project,
            _ => return None,
        })
    }

    /// The files that go with it.
    pub fn attachments(&self) -> &[Attachment] {
        match self {
            Self::DeploymentIssued(issued) => &issued.attachments,
            Self::DeploymentAcknowledged(step)
            | Self::DeploymentProgressed(step)
            | Self::DeploymentCompleted(step) => &step.attachments,
            Self::LogSubmitted(log) => &log.attachments,
            Self::ItemOpened(opened) => &opened.attachments,
            Self::ItemProgressed(step)
            | Self::ItemResolved(step)
            | Self::ItemReturned(step)
            | Self::ItemClosed(step)
            | Self::ItemReopened(step) => &step.attachments,
            _ => &[],
        }
    }

    /// The revision of what it is about that its sender had seen.
    pub fn seen(&self) -> Option<u64> {
        match self {
            Self::LogReviewed(review) | Self::LogReturned(review) => review.seen,
            Self::ItemAssigned(step) => step.seen,
            Self::ItemProgressed(step)
            | Self::ItemResolved(step)
            | Self::ItemReturned(step)
            | Self::ItemClosed(step)
            | Self::ItemReopened(step) => step.seen,
            _ => None,
        }
    }

    /// Whether it opens something that later facts are about.
    pub fn opens_subject(&self) -> bool {
        match self {
            Self::LogSubmitted(log) => log.log.is_none(),
            Self::DeploymentIssued(_)
            | Self::ItemOpened(_)
            | Self::CarePlanned(_)
            | Self::ResourceOffered(_)
            | Self::NeedRaised(_)
            | Self::MatchMade(_) => true,
            _ => false,
        }
    }
}
