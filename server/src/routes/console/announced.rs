//! `/console/announcements`.

use std::sync::Arc;

use axum::{extract::State, response::Response};
use liandong_app::console::{AnnouncementDetail, AnnouncementRow, AnnouncementsPage, Page};
use liandong_domain::moment::Moment;
use serde::Deserialize;

use super::{Reader, governance::name, show};
use crate::{
    Application,
    access::{Role, Staff},
    error::AppError,
    routes::{
        announcements::{self as api, Stage},
        paging::Paged,
        query::Asked,
    },
    store::screens::Announcement,
};

/// How long an announcement stands where nothing else is chosen.
const HOURS: i64 = 4;

#[derive(Default, Deserialize)]
pub struct Wanted {
    before: Option<i64>,
    announcement: Option<i64>,
}

/// The announcements of the subtree, and one of them.
///
/// # Errors
/// No such announcement for this account, or the store failed.
pub async fn announced(
    State(application): State<Arc<Application>>,
    Reader(staff): Reader,
    Asked(wanted): Asked<Wanted>,
) -> Result<Response, AppError> {
    let Paged { rows, next } = api::page(&application, &staff, wanted.before).await?;
    let mut announcements = Vec::with_capacity(rows.len());
    for one in &rows {
        announcements.push(row(&application, &staff, one).await?);
    }
    let detail = match wanted.announcement {
        Some(id) => Some(Box::new(detail(&application, &staff, id).await?)),
        None => None,
    };
    let page = AnnouncementsPage {
        announcements,
        next,
        detail,
        own_unit: staff.account.unit.to_string(),
        issuer: staff.account.title.clone(),
        ends: ends(&application, staff.now()),
        second_person: api::needs_second_person(&application.store).await?,
        manages: staff.account.role >= Role::Manager,
    };
    Ok(show(
        &application,
        Some(&staff),
        Page::Announcements(Box::new(page)),
    ))
}

async fn row(
    application: &Application,
    staff: &Staff,
    one: &Announcement,
) -> Result<AnnouncementRow, AppError> {
    let state = Stage::of(one, staff.now());
    let painted = match state {
        Stage::Waiting | Stage::Ahead => None,
        _ => {
            let (painted, missing) = api::painted(application, one).await?;
            Some((painted.len(), painted.len() + missing.len()))
        }
    };
    Ok(AnnouncementRow {
        id: one.id,
        urgent: one.urgent,
        title: one.title.clone(),
        unit: name(application, &one.unit),
        issuer: one.issuer.clone(),
        begins_at: one.begins_at,
        ends_at: one.ends_at,
        state: in_words(state),
        painted,
    })
}

fn in_words(state: Stage) -> (&'static str, &'static str) {
    match state {
        Stage::Waiting => ("waiting", "待复核"),
        Stage::Ahead => ("ahead", "未开始"),
        Stage::Shown => ("shown", "显示中"),
        Stage::Over => ("over", "已结束"),
        Stage::Withdrawn => ("withdrawn", "已撤回"),
    }
}

async fn detail(
    application: &Application,
    staff: &Staff,
    id: i64,
) -> Result<AnnouncementDetail, AppError> {
    let one = api::find(application, staff, id).await?;
    let (painted, missing) = api::painted(application, &one).await?;
    let screen = |id: i64| {
        let screen = application.screens.roster.get(id);
        screen.map_or_else(|| format!("{id} 号屏"), |screen| screen.name.clone())
    };
    let is_waiting = Stage::of(&one, staff.now()) == Stage::Waiting;
    let row = row(application, staff, &one).await?;
    let written = one.created_by;
    Ok(AnnouncementDetail {
        row,
        may_approve: is_waiting && written != staff.account.login,
        text: one.text,
        help: one.help,
        // Where nobody else's word is needed it is out by its writer's.
        approved: one.approved.filter(|(who, _)| *who != written),
        written: (written, one.created_at),
        withdrawn: one.withdrawn,
        painted: painted
            .into_iter()
            .map(|one| (screen(one.screen), one.at))
            .collect(),
        missing: missing.into_iter().map(screen).collect(),
    })
}

fn ends(application: &Application, now: i64) -> String {
    let (ends, offset) = (Moment(now + HOURS * 3_600_000), application.clock.offset());
    let hour = ends.second_of_day(offset) / 3_600;
    format!("{}T{hour:02}:00", ends.day(offset).date())
}
