//! 部署: published from above, received, passed on and carried out level by level.

use serde::{Deserialize, Serialize};

use super::Attachment;
use crate::{
    moment::{Day, iso_day},
    unit::UnitCode,
};

/// A deployment is published. The fact's unit publishes it, and the fact's id is the deployment's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeploymentIssued {
    /// What it is about, in a line.
    pub title: String,
    /// What is to be done.
    pub text: String,
    /// Until when.
    #[serde(with = "iso_day")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub due: Day,
    /// Every unit that it is for. Those with another target above them get it when that one passes it
    /// on; the others at once.
    pub targets: Vec<UnitCode>,
    /// Files that go with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

/// A target does something with a deployment. The fact's unit is the target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeploymentStep {
    /// Which deployment.
    pub deployment: String,
    /// What there is to say about it: how far it is, what shows that it is done.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Files that go with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

/// A target passes a deployment on to targets below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeploymentPassedOn {
    /// Which deployment.
    pub deployment: String,
    /// To which of the targets just below; to all of them where none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<UnitCode>,
    /// What there is to add for them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// A deployment is called off by the unit that published it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeploymentWithdrawn {
    /// Which deployment.
    pub deployment: String,
    /// Why.
    pub text: String,
}
