//! `/api/v1/screens…`: the panels of a subtree, for its staff.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use liandong_domain::{frame::Scene, unit::UnitCode};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::{body::Body, path::Id, query::Asked};
use crate::{
    Application,
    access::{self, Staff},
    assets::Assets,
    error::AppError,
    screens::{Problem, Role, Standing, watch::HISTORY_MS},
    store::screens::{Screen, ScreenEvent},
};

pub mod commands;
mod describe;
pub mod pair;
pub mod settings;

use describe::{Described, Tags, described};

/// A screen and how it is.
#[derive(Serialize, ToSchema)]
#[schema(as = Screen)]
pub struct ScreenView {
    id: i64,
    name: String,
    unit: UnitCode,
    role: Role,
    tags: Vec<String>,
    model: String,
    /// The problems, the most urgent first.
    problems: Vec<&'static str>,
    alive: bool,
    online_since: Option<i64>,
    seen_at: Option<i64>,
    address: String,
    width: Option<u32>,
    height: Option<u32>,
    version: Option<String>,
    painted_seq: Option<u64>,
    painted_delay_ms: Option<i64>,
    fps: Option<u32>,
    heap_mb: Option<u32>,
    shows_unit: Option<String>,
    shows_scene: Option<Scene>,
    paired_at: i64,
    paired_by: String,
}

impl ScreenView {
    fn of(screen: &Screen, standing: &Standing) -> Self {
        let report = standing.report.as_ref().map(|(report, _)| report);
        let model = report.map_or(&screen.model, |report| &report.model);
        let size = report.and_then(|report| report.size);
        Self {
            id: screen.id,
            name: screen.name.clone(),
            unit: screen.unit.clone(),
            role: screen.role,
            tags: screen.tags.clone(),
            model: model.clone(),
            problems: standing.problems.iter().map(|one| one.key()).collect(),
            alive: standing.is_alive(),
            online_since: standing.online_since,
            seen_at: standing.left_at.or(screen.seen_at),
            address: standing.address.clone(),
            width: size.map(|(width, _)| width),
            height: size.map(|(_, height)| height),
            version: report.map(|report| report.version.clone()),
            painted_seq: standing.shown.seq,
            painted_delay_ms: standing.shown.delay_ms,
            fps: report.and_then(|report| report.fps),
            heap_mb: report.and_then(|report| report.heap_mb),
            shows_unit: report.map(|report| report.unit.clone()),
            shows_scene: report.and_then(|report| report.scene),
            paired_at: screen.paired_at,
            paired_by: screen.paired_by.clone(),
        }
    }
}

/// Which screens are wanted.
#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ScreensWanted {
    /// Only those of this unit and below.
    pub unit: Option<String>,
    /// Only those with this tag.
    pub tag: Option<String>,
    /// Only those with this problem.
    pub problem: Option<String>,
}

/// Screens.
#[derive(Serialize, ToSchema)]
pub struct ScreenList {
    /// Those with problems first.
    screens: Vec<ScreenView>,
}

/// The screens of an account's subtree that are wanted, those with the most urgent problems first.
pub fn wanted(
    application: &Application,
    staff: &Staff,
    wanted: &ScreensWanted,
) -> Vec<(Arc<Screen>, Standing)> {
    let now = application.clock.now().0;
    let version = Assets::embedded().version();
    let is_of = |screen: &Arc<Screen>| {
        staff.covers(application, &screen.unit)
            && wanted
                .tag
                .as_ref()
                .is_none_or(|tag| screen.tags.contains(tag))
            && wanted
                .unit
                .as_ref()
                .is_none_or(|unit| is_below(application, &screen.unit, unit))
    };
    let screens = application.screens.roster.all().into_iter().filter(is_of);
    let screens = screens.map(|screen| {
        let standing = application.screens.fleet.standing(screen.id, version, now);
        (screen, standing)
    });
    let has = |standing: &Standing| {
        let wanted = wanted.problem.as_deref();
        wanted.is_none_or(|wanted| standing.problems.iter().any(|one| one.key() == wanted))
    };
    let mut screens: Vec<_> = screens.filter(|(_, standing)| has(standing)).collect();
    screens.sort_by_key(|(_, standing)| {
        let first = standing.problems.first().copied();
        (first.is_none(), first.unwrap_or(Problem::OldVersion))
    });
    screens
}

fn is_below(application: &Application, unit: &UnitCode, top: &str) -> bool {
    let aggregate = application.engine.read();
    let tree = aggregate.tree();
    let standing = tree.find_successor(unit.as_str());
    standing.is_some_and(|unit| tree.is_within(unit, top))
}

/// Lists the screens of the subtree.
///
/// # Errors
/// Nobody is signed in.
#[utoipa::path(
    get,
    path = "/api/v1/screens",
    operation_id = "listScreens",
    tag = "屏幕",
    summary = "管理范围内的屏幕",
    description = "有问题的在前。problem 为 dark、frozen、cloned、stale、unreadable 或 old_version。",
    params(ScreensWanted),
    security(("session" = [])),
    responses(
        (status = 200, body = ScreenList),
    ),
)]
pub async fn list(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Asked(asked): Asked<ScreensWanted>,
) -> Json<ScreenList> {
    let screens = wanted(&application, &staff, &asked).into_iter();
    let screens = screens.map(|(screen, standing)| ScreenView::of(&screen, &standing));
    Json(ScreenList {
        screens: screens.collect(),
    })
}

/// A screen with what became of it in the last month.
#[derive(Serialize, ToSchema)]
pub struct OneScreen {
    #[serde(flatten)]
    screen: ScreenView,
    /// The oldest first.
    history: Vec<HistoryEntry>,
}

/// Something that became of a screen.
#[derive(Serialize, ToSchema)]
#[schema(as = ScreenHistory)]
struct HistoryEntry {
    at: i64,
    kind: String,
    detail: String,
}

/// A screen of the account's subtree.
///
/// # Errors
/// There is none with this number.
pub fn find(application: &Application, staff: &Staff, id: i64) -> Result<Arc<Screen>, AppError> {
    let screen = application.screens.roster.get(id);
    screen
        .filter(|screen| staff.covers(application, &screen.unit))
        .ok_or_else(|| AppError::unknown("屏幕"))
}

/// What became of a screen in the last month, the oldest first.
///
/// # Errors
/// The store failed.
pub async fn history(application: &Application, id: i64) -> Result<Vec<ScreenEvent>, AppError> {
    let since = application.clock.now().0 - HISTORY_MS;
    Ok(application.store.screen_events(id, since).await?)
}

/// Shows a screen.
///
/// # Errors
/// No such screen for this account, or the store failed.
#[utoipa::path(
    get,
    path = "/api/v1/screens/{id}",
    operation_id = "showScreen",
    tag = "屏幕",
    summary = "一块屏幕和它近一个月的情况",
    params(("id" = i64, Path)),
    security(("session" = [])),
    responses(
        (status = 200, body = OneScreen),
        (status = 404, description = "not_found"),
    ),
)]
pub async fn show(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Id(id): Id,
) -> Result<Json<OneScreen>, AppError> {
    let screen = find(&application, &staff, id)?;
    let now = application.clock.now().0;
    let version = Assets::embedded().version();
    let standing = application.screens.fleet.standing(id, version, now);
    let history = history(&application, id).await?.into_iter();
    let history = history.map(|ScreenEvent { at, kind, detail }| HistoryEntry { at, kind, detail });
    Ok(Json(OneScreen {
        screen: ScreenView::of(&screen, &standing),
        history: history.collect(),
    }))
}

/// The newest picture of a screen's glass.
///
/// # Errors
/// No such screen for this account, or none was taken.
#[utoipa::path(
    get,
    path = "/api/v1/screens/{id}/picture",
    operation_id = "showPicture",
    tag = "屏幕",
    summary = "一块屏幕最近的截图",
    params(("id" = i64, Path)),
    security(("session" = [])),
    responses(
        (status = 200, body = Vec<u8>, content_type = "image/jpeg"),
        (status = 404, description = "not_found"),
    ),
)]
pub async fn picture(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Id(id): Id,
) -> Result<Response, AppError> {
    let screen = find(&application, &staff, id)?;
    let picture = application.screens.fleet.picture(screen.id);
    let picture = picture.ok_or_else(|| AppError::unknown("截图"))?;
    let kind = [(header::CONTENT_TYPE, "image/jpeg")];
    Ok((kind, picture.jpeg).into_response())
}

/// What of a screen is to be another.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScreenChange {
    name: Option<String>,
    unit: Option<String>,
    role: Option<Role>,
    tags: Option<Tags>,
}

/// Changes what staff say of a screen. It follows at once.
///
/// # Errors
/// No such screen for this account, a role that is not enough, a field that cannot be, or the store failed.
#[utoipa::path(
    patch,
    path = "/api/v1/screens/{id}",
    operation_id = "changeScreen",
    tag = "屏幕",
    summary = "修改一块屏幕",
    description = "角色：管理员。不写的不变；屏幕随即照办。",
    params(("id" = i64, Path)),
    request_body = ScreenChange,
    security(("session" = [])),
    responses(
        (status = 204),
        (status = 404, description = "not_found"),
    ),
)]
pub async fn change(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Id(id): Id,
    Body(form): Body<ScreenChange>,
) -> Result<StatusCode, AppError> {
    let screen = find(&application, &staff, id)?;
    staff.needs(access::Role::Manager)?;
    let tags = form.tags.unwrap_or_else(|| Tags::List(screen.tags.clone()));
    let name = form.name.unwrap_or_else(|| screen.name.clone());
    let unit = form.unit.unwrap_or_else(|| screen.unit.to_string());
    let Described { name, unit, tags } = described(&application, &staff, &name, &unit, tags)?;
    let changed = Screen {
        name,
        unit,
        tags,
        role: form.role.unwrap_or(screen.role),
        ..Screen::clone(&screen)
    };
    let detail = json!({ "unit": changed.unit, "role": changed.role, "tags": changed.tags });
    let act = staff.act("screen.changed", &changed.name, detail);
    application.screens.roster.change(changed, &act).await?;
    application.screens.touch();
    Ok(StatusCode::NO_CONTENT)
}

/// Ends a screen's pairing. Its connection is closed at once, and it shows a pairing code again.
///
/// # Errors
/// No such screen for this account, a role that is not enough, or the store failed.
#[utoipa::path(
    delete,
    path = "/api/v1/screens/{id}",
    operation_id = "unpairScreen",
    tag = "屏幕",
    summary = "解除一块屏幕的配对",
    description = "角色：管理员。立即断开，屏幕回到配对画面。",
    params(("id" = i64, Path)),
    security(("session" = [])),
    responses(
        (status = 204),
        (status = 404, description = "not_found"),
    ),
)]
pub async fn unpair(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Id(id): Id,
) -> Result<StatusCode, AppError> {
    let screen = find(&application, &staff, id)?;
    staff.needs(access::Role::Manager)?;
    let act = staff.act(
        "screen.unpaired",
        &screen.name,
        json!({ "unit": screen.unit }),
    );
    application.screens.roster.revoke(id, &act).await?;
    application.screens.fleet.unpair(id);
    Ok(StatusCode::NO_CONTENT)
}
