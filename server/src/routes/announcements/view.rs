//! What is said of an announcement.

use liandong_domain::unit::UnitCode;
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::{access::Millis, screens::Announcement};

/// Where an announcement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 待审: it waits for a second person.
    Waiting,
    /// 待发: it begins later.
    Ahead,
    /// 显示中.
    Shown,
    /// 已结束.
    Over,
    /// 已撤回.
    Withdrawn,
}

impl Stage {
    /// Of an announcement at a moment.
    pub fn of(announcement: &Announcement, now: Millis) -> Self {
        if announcement.withdrawn.is_some() {
            Self::Withdrawn
        } else if now >= announcement.ends_at {
            Self::Over
        } else if announcement.approved.is_none() {
            Self::Waiting
        } else if now < announcement.begins_at {
            Self::Ahead
        } else {
            Self::Shown
        }
    }
}

/// An announcement.
#[derive(Serialize, ToSchema)]
#[schema(as = Announcement)]
pub struct AnnouncementView {
    id: i64,
    unit: UnitCode,
    urgent: bool,
    title: String,
    text: String,
    issuer: String,
    help: String,
    begins_at: i64,
    ends_at: i64,
    state: Stage,
    created_at: i64,
    created_by: String,
    approved_at: Option<i64>,
    approved_by: Option<String>,
    withdrawn_at: Option<i64>,
    withdrawn_by: Option<String>,
}

impl AnnouncementView {
    /// Of an announcement at a moment.
    pub(super) fn of(announcement: Announcement, now: Millis) -> Self {
        let state = Stage::of(&announcement, now);
        let (approved_by, approved_at) = announcement.approved.unzip();
        let (withdrawn_by, withdrawn_at) = announcement.withdrawn.unzip();
        Self {
            id: announcement.id,
            unit: announcement.unit,
            urgent: announcement.urgent,
            title: announcement.title,
            text: announcement.text,
            issuer: announcement.issuer,
            help: announcement.help,
            begins_at: announcement.begins_at,
            ends_at: announcement.ends_at,
            state,
            created_at: announcement.created_at,
            created_by: announcement.created_by,
            approved_at,
            approved_by,
            withdrawn_at,
            withdrawn_by,
        }
    }
}
