//! 区域共建: what employers offer, what units need, how the two come together, and who takes part.

use serde::{Deserialize, Serialize};

use crate::{
    codes::words,
    moment::{Day, iso_day},
};

words! {
    /// What is offered or needed.
    Category {
        Health = "health", "医疗健康";
        Venue = "venue", "场地设施";
        Volunteer = "volunteer", "志愿服务";
        Legal = "legal", "法律咨询";
        Welfare = "welfare", "助老助困";
        Parking = "parking", "停车改造";
    }
}

/// A resource is offered to the fact's unit and those below it. The fact's id is the resource's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResourceOffered {
    /// What it is.
    pub category: Category,
    /// What it is, in a line.
    pub title: String,
    /// Which employer offers it: its key in the registry.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub employer: String,
    /// Until when it is to be had.
    #[serde(with = "iso_day")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub until: Day,
}

/// A unit needs something. The fact's id is the need's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NeedRaised {
    /// What it is.
    pub category: Category,
    /// What it is, in a line.
    pub title: String,
    /// Until when.
    #[serde(with = "iso_day")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub due: Day,
}

/// A resource is to meet a need: a project begins. The fact's id is the project's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MatchMade {
    /// Which resource.
    pub resource: String,
    /// Which need.
    pub need: String,
}

/// A project goes on: agreed by both sides, carried out, or given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MatchStep {
    /// Which project.
    #[serde(rename = "match")]
    pub project: String,
    /// What there is to say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// The unit in need confirms that it was helped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MatchConfirmed {
    /// Which project.
    #[serde(rename = "match")]
    pub project: String,
    /// How well, 1 to 5.
    pub score: u8,
    /// What there is to say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// An activity that employers were invited to was held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActivityHeld {
    /// What it was, in a line.
    pub title: String,
    /// What it was about.
    pub category: Category,
    /// Who was invited, by their keys in the registry of employers.
    pub employers: Vec<Invited>,
}

/// An employer that was invited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invited {
    /// Its key in the registry.
    pub employer: String,
    /// Whether it answered.
    pub responded: bool,
    /// Whether it came.
    pub attended: bool,
}

/// A reviewer scores a unit's year. A later score takes the place of the one before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AssessmentScored {
    /// Which unit is scored; the fact's unit, which scores, is above it.
    pub scored: crate::unit::UnitCode,
    /// Which year.
    pub year: u16,
    /// Which indicator, by its key.
    pub indicator: String,
    /// Out of 100.
    pub score: u8,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
}
