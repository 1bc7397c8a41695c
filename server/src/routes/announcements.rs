//! `/api/v1/announcements…`: what all screens of a subtree show for a time.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};
use liandong_domain::unit::UnitCode;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::{
    body::Body,
    paging::{self, Paged},
    path::Id,
    query::Asked,
};
use crate::{
    Application,
    access::{Role, Staff},
    error::AppError,
    screens::notices,
    store::screens::Announcement,
};

mod form;
mod second_person;
mod view;

pub use form::AnnouncementForm;
pub use second_person::{needs_second_person, set_needs_second_person};
pub use view::{AnnouncementView, Stage};

/// Which announcements are wanted.
#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AnnouncementsWanted {
    /// The cursor that the page before gave as `next`.
    pub before: Option<i64>,
}

/// A page of announcements.
#[derive(Serialize, ToSchema)]
pub struct AnnouncementPage {
    /// The newest first.
    announcements: Vec<AnnouncementView>,
    /// What to ask for as `before` to get the next page.
    next: Option<i64>,
}

/// A page of the announcements of an account's subtree, the newest first.
///
/// # Errors
/// The store failed.
pub async fn page(
    application: &Application,
    staff: &Staff,
    before: Option<i64>,
) -> Result<Paged<Announcement, i64>, AppError> {
    let store = &application.store;
    let read = async |before: Option<i64>, limit| {
        store.announcements(before.unwrap_or(i64::MAX), limit).await
    };
    let is_seen = |one: &Announcement| staff.covers(application, &one.unit);
    Ok(paging::page(before, read, |one| one.id, is_seen).await?)
}

/// Lists the announcements of the subtree.
///
/// # Errors
/// Nobody is signed in, or the store failed.
#[utoipa::path(
    get,
    path = "/api/v1/announcements",
    operation_id = "listAnnouncements",
    tag = "通知",
    summary = "管理范围内的通知",
    description = "最新的在前，每页 50 条。",
    params(AnnouncementsWanted),
    security(("session" = [])),
    responses(
        (status = 200, body = AnnouncementPage),
    ),
)]
pub async fn list(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Asked(wanted): Asked<AnnouncementsWanted>,
) -> Result<Json<AnnouncementPage>, AppError> {
    let Paged { rows, next } = page(&application, &staff, wanted.before).await?;
    let rows = rows.into_iter();
    let announcements = rows
        .map(|one| AnnouncementView::of(one, staff.now()))
        .collect();
    Ok(Json(AnnouncementPage {
        announcements,
        next,
    }))
}

/// An announcement with the screens that painted it.
#[derive(Serialize, ToSchema)]
pub struct OneAnnouncement {
    #[serde(flatten)]
    announcement: AnnouncementView,
    /// Screens that had it on the glass.
    painted: Vec<Painted>,
    /// Screens that it is for and that had it not.
    missing: Vec<i64>,
}

/// A screen that had an announcement on the glass.
#[derive(Serialize, ToSchema)]
pub struct Painted {
    /// The screen's number.
    pub screen: i64,
    /// Since when.
    pub at: i64,
}

/// An announcement of the account's subtree.
///
/// # Errors
/// There is none with this number, or the store failed.
pub async fn find(
    application: &Application,
    staff: &Staff,
    id: i64,
) -> Result<Announcement, AppError> {
    let announcement = application.store.announcement(id).await?;
    announcement
        .filter(|one| staff.covers(application, &one.unit))
        .ok_or_else(|| AppError::unknown("通知"))
}

/// The screens that painted an announcement, and those that it is for and that did not.
///
/// # Errors
/// The store failed.
pub async fn painted(
    application: &Application,
    announcement: &Announcement,
) -> Result<(Vec<Painted>, Vec<i64>), AppError> {
    let announcements = &application.screens.announcements;
    let painted = announcements.painted_by(announcement.id).await?;
    let screens = application.screens.roster.all();
    let is_for = |unit: &UnitCode| {
        let path = notices::path(application, unit.as_str());
        path.is_some_and(|path| path.contains(&announcement.unit))
    };
    let missing = screens.iter().filter(|screen| {
        is_for(&screen.unit) && painted.iter().all(|(painted, _)| *painted != screen.id)
    });
    let missing = missing.map(|screen| screen.id).collect();
    let painted = painted
        .into_iter()
        .map(|(screen, at)| Painted { screen, at });
    Ok((painted.collect(), missing))
}

/// Shows an announcement.
///
/// # Errors
/// No such announcement for this account, or the store failed.
#[utoipa::path(
    get,
    path = "/api/v1/announcements/{id}",
    operation_id = "showAnnouncement",
    tag = "通知",
    summary = "一条通知和显示过它的屏幕",
    params(("id" = i64, Path)),
    security(("session" = [])),
    responses(
        (status = 200, body = OneAnnouncement),
        (status = 404, description = "not_found"),
    ),
)]
pub async fn show(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Id(id): Id,
) -> Result<Json<OneAnnouncement>, AppError> {
    let announcement = find(&application, &staff, id).await?;
    let (painted, missing) = painted(&application, &announcement).await?;
    Ok(Json(OneAnnouncement {
        announcement: AnnouncementView::of(announcement, staff.now()),
        painted,
        missing,
    }))
}

/// The number of an announcement.
#[derive(Serialize, ToSchema)]
pub struct NewNumber {
    id: i64,
    state: Stage,
}

/// Announces something. Screens that are connected show it at once.
///
/// # Errors
/// No manager of the unit, the password was given too long ago for an urgent one, a field that cannot be, or the
/// store failed.
#[utoipa::path(
    post,
    path = "/api/v1/announcements",
    operation_id = "announce",
    tag = "通知",
    summary = "发布通知",
    description = "角色：管理员。begins 与 ends 为当地时间，如 2026-11-26T18:00；begins 不写则立即开始。紧急通知占满画面，\
        需在十分钟内输入过口令。设置了双人复核时，先为 waiting，由另一人通过后才显示。",
    request_body = AnnouncementForm,
    security(("session" = [])),
    responses(
        (status = 201, body = NewNumber),
        (status = 403, description = "confirm_identity"),
    ),
)]
pub async fn create(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Body(form): Body<AnnouncementForm>,
) -> Result<(StatusCode, Json<NewNumber>), AppError> {
    staff.needs(Role::Manager)?;
    if form.urgent {
        staff.confirmed()?;
    }
    let mut new = form::checked(&application, &staff, form)?;
    new.is_approved = !needs_second_person(&application.store).await?;
    let detail =
        json!({ "unit": new.unit, "urgent": new.urgent, "ends_at": new.ends_at, "text": new.text });
    let act = staff.act("announcement.written", &new.title, detail);
    let id = application.screens.announcements.add(&new, &act).await?;
    application.screens.touch();
    let state = match (new.is_approved, staff.now() < new.begins_at) {
        (false, _) => Stage::Waiting,
        (true, true) => Stage::Ahead,
        (true, false) => Stage::Shown,
    };
    Ok((StatusCode::CREATED, Json(NewNumber { id, state })))
}

/// Lets an announcement out that waits for a second person.
///
/// # Errors
/// No such announcement for this account, a role that is not enough, the same person, one that does not wait, or
/// the store failed.
#[utoipa::path(
    post,
    path = "/api/v1/announcements/{id}/approval",
    operation_id = "approveAnnouncement",
    tag = "通知",
    summary = "复核通过一条通知",
    description = "角色：管理员。须由撰写人以外的人复核。",
    params(("id" = i64, Path)),
    security(("session" = [])),
    responses(
        (status = 204),
        (status = 404, description = "not_found"),
        (status = 409, description = "not_waiting second_person_needed"),
    ),
)]
pub async fn approve(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Id(id): Id,
) -> Result<StatusCode, AppError> {
    let announcement = find(&application, &staff, id).await?;
    staff.needs(Role::Manager)?;
    if Stage::of(&announcement, staff.now()) != Stage::Waiting {
        return Err(not_waiting());
    }
    if announcement.created_by == staff.account.login {
        let message = "通知须由撰写人以外的人复核；请另一位管理员通过";
        return Err(AppError::refused(
            StatusCode::CONFLICT,
            "second_person_needed",
            message,
        ));
    }
    let act = staff.act(
        "announcement.approved",
        &announcement.title,
        json!({ "id": id }),
    );
    if !application.screens.announcements.approve(id, &act).await? {
        return Err(not_waiting());
    }
    application.screens.touch();
    Ok(StatusCode::NO_CONTENT)
}

fn not_waiting() -> AppError {
    let message = "这条通知不在等待复核：已通过、已撤回或已过期";
    AppError::refused(StatusCode::CONFLICT, "not_waiting", message)
}

/// Takes an announcement back. It goes from all screens at once.
///
/// # Errors
/// No such announcement for this account, a role that is not enough, or the store failed.
#[utoipa::path(
    delete,
    path = "/api/v1/announcements/{id}",
    operation_id = "withdrawAnnouncement",
    tag = "通知",
    summary = "撤回或解除一条通知",
    description = "角色：管理员。各屏立即不再显示；记录保留。",
    params(("id" = i64, Path)),
    security(("session" = [])),
    responses(
        (status = 204),
        (status = 404, description = "not_found"),
    ),
)]
pub async fn withdraw(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Id(id): Id,
) -> Result<StatusCode, AppError> {
    let announcement = find(&application, &staff, id).await?;
    staff.needs(Role::Manager)?;
    let act = staff.act(
        "announcement.withdrawn",
        &announcement.title,
        json!({ "id": id }),
    );
    application.screens.announcements.withdraw(id, &act).await?;
    application.screens.touch();
    Ok(StatusCode::NO_CONTENT)
}
