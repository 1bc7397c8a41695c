//! 工作日志: written below, reviewed level by level.

use serde::{Deserialize, Serialize};

use super::Attachment;
use crate::codes::words;

words! {
    /// What a work log is about.
    LogKind {
        Visit = "visit", "走访";
        Meeting = "meeting", "会议";
        Errand = "errand", "办件";
        Care = "care", "关爱";
        Activity = "activity", "活动";
    }
}

/// A work log is submitted. The fact's id is the log's, unless it is one that came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LogSubmitted {
    /// What it is about.
    pub log_kind: LogKind,
    /// What was done. Never shown on a public screen.
    pub text: String,
    /// How many people, households or places it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// The deployment or list item that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// The log that came back, where this is its new text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log: Option<String>,
    /// Whose work it tells of: the sender's key for the post, never shown on a public screen.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// Files that go with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

/// A log is passed, or comes back with a remark. The fact's unit is the one that reviews.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LogReview {
    /// Which log.
    pub log: String,
    /// What the reviewer has to say; needed where it comes back.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
    /// The revision that the reviewer saw. Refused where there is a newer one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<u64>,
}
