//! 组织生活: care actions, and the rules by which meetings are due.

use serde::{Deserialize, Serialize};

use super::MeetingKind;
use crate::{
    codes::words,
    moment::{Day, iso_day},
};

words! {
    /// Whom a care action is for.
    CareKind {
        Hardship = "hardship", "困难党员";
        Illness = "illness", "患病住院";
        Elderly = "elderly", "老党员";
        Alone = "alone", "独居老人";
        Newcomer = "newcomer", "流动党员";
        Festival = "festival", "节日慰问";
    }
}

/// A care action is planned. The fact's id is the action's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CarePlanned {
    /// Whom it is for.
    pub care_kind: CareKind,
    /// How many people it is to reach.
    pub people: u32,
    /// Until when.
    #[serde(with = "iso_day")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub due: Day,
    /// Which organisation is to carry it out: its key in the registry, never shown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub organisation: String,
}

/// A care action is carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CareDone {
    /// Which action.
    pub care: String,
    /// How many people it reached.
    pub people: u32,
}

words! {
    /// How often something is due.
    Frequency {
        Monthly = "monthly", "每月";
        Quarterly = "quarterly", "每季度";
        Yearly = "yearly", "每年";
        Free = "free", "不作要求";
    }
}

/// How often a branch must hold which meeting. Kinds that are not named stay as they were.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RulesSet {
    /// The kinds that change.
    pub meetings: Vec<MeetingRule>,
}

/// How often a kind of meeting is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MeetingRule {
    /// Which kind.
    pub meeting: MeetingKind,
    /// How often.
    pub every: Frequency,
}
