//! `/console/screens`, `/console/screens/pair` and `/console/screen-settings`.

use std::{collections::BTreeSet, sync::Arc};

use axum::{extract::State, response::Response};
use liandong_app::console::{
    DayShare, Happening, Page, PairPage, ScreenDetail, ScreenRow, ScreensAsked, ScreensPage,
    Waiting,
};
use liandong_app::format;
use liandong_domain::moment::Moment;
use serde::Deserialize;

use super::{Reader, governance::name, show};
use crate::{
    Application,
    access::{Role, Staff},
    assets::Assets,
    error::AppError,
    routes::{
        query::Asked,
        screens::{self as api, ScreensWanted},
    },
    screens::{
        Problem, Standing,
        uptime::{Span, share, spans},
        watch::HISTORY_MS,
    },
    store::{
        access::Millis,
        screens::{Screen, ScreenEvent},
    },
};

mod set;

pub use set::screen_settings;

const DAY_MS: Millis = 24 * 3_600_000;
const HALF_HOUR_MS: Millis = 30 * 60_000;
/// What became of a screen, as it is told on the page.
const MOST_TOLD: usize = 100;

#[derive(Default, Deserialize)]
pub struct Wanted {
    q: Option<String>,
    problem: Option<String>,
    tag: Option<String>,
    screen: Option<i64>,
}

/// How many screens of the subtree have problems.
pub fn troubled(application: &Application, staff: &Staff) -> i64 {
    let screens = api::wanted(application, staff, &ScreensWanted::default());
    let troubled = screens
        .iter()
        .filter(|(_, standing)| !standing.problems.is_empty());
    troubled.count() as i64
}

/// The fleet.
///
/// # Errors
/// No such screen for this account, or the store failed.
pub async fn screens(
    State(application): State<Arc<Application>>,
    Reader(staff): Reader,
    Asked(wanted): Asked<Wanted>,
) -> Result<Response, AppError> {
    let all = api::wanted(&application, &staff, &ScreensWanted::default());
    let count = |problem: Problem| {
        let has = all
            .iter()
            .filter(|(_, standing)| standing.problems.contains(&problem));
        (problem.key(), problem.label(), has.count())
    };
    let problems = Problem::ALL.map(count).into_iter();
    let tags: BTreeSet<String> = all
        .iter()
        .flat_map(|(screen, _)| screen.tags.clone())
        .collect();
    let now = staff.now();
    let spans = fleet_spans(&application, &all, now).await?;
    let bins = (0..DAY_MS / HALF_HOUR_MS).map(|bin| {
        let from = now - DAY_MS + bin * HALF_HOUR_MS;
        share(&spans, from, from + HALF_HOUR_MS)
    });
    let asked = ScreensAsked {
        query: wanted.q.unwrap_or_default().trim().to_owned(),
        problem: wanted.problem.unwrap_or_default(),
        tag: wanted.tag.unwrap_or_default(),
    };
    let rows = all
        .iter()
        .map(|(screen, standing)| (screen, standing, row(&application, screen, standing)));
    let rows = rows.filter(|(screen, standing, row)| is_asked(&asked, screen, standing, row));
    let detail = match wanted.screen {
        Some(id) => Some(Box::new(detail(&application, &staff, id).await?)),
        None => None,
    };
    let page = ScreensPage {
        total: all.len(),
        alive: all
            .iter()
            .filter(|(_, standing)| standing.is_alive())
            .count(),
        problems: problems.filter(|(_, _, count)| *count > 0).collect(),
        day: bins.collect(),
        day_share: share(&spans, now - DAY_MS, now),
        tags: tags.into_iter().collect(),
        rows: rows.map(|(_, _, row)| row).collect(),
        asked,
        detail,
        manages: staff.account.role >= Role::Manager,
    };
    Ok(show(
        &application,
        Some(&staff),
        Page::Screens(Box::new(page)),
    ))
}

/// The spans of the last day of all screens together.
async fn fleet_spans(
    application: &Application,
    screens: &[(Arc<Screen>, Standing)],
    now: Millis,
) -> Result<Vec<Span>, AppError> {
    let since = now - DAY_MS;
    let mut events = application.store.screen_events_since(since).await?;
    let spans = screens.iter().flat_map(|(screen, standing)| {
        let own = events.remove(&screen.id).unwrap_or_default();
        spans(
            &own,
            since.max(screen.paired_at),
            now,
            standing.online_since.is_some(),
        )
    });
    Ok(spans.collect())
}

fn is_asked(asked: &ScreensAsked, screen: &Screen, standing: &Standing, row: &ScreenRow) -> bool {
    let has_problem = standing
        .problems
        .iter()
        .any(|one| one.key() == asked.problem);
    let found = [&row.name, &row.unit]
        .iter()
        .any(|text| text.contains(&asked.query));
    let is_number = asked.query == screen.id.to_string() || screen.unit.as_str() == asked.query;
    (asked.problem.is_empty() || has_problem)
        && (asked.tag.is_empty() || screen.tags.contains(&asked.tag))
        && (asked.query.is_empty() || found || is_number)
}

fn row(application: &Application, screen: &Screen, standing: &Standing) -> ScreenRow {
    let report = standing.report.as_ref().map(|(report, _)| report);
    let version = report.map(|report| &report.version);
    let is_old = standing.problems.contains(&Problem::OldVersion);
    let shows = report.and_then(|report| report.unit.parse().ok());
    let takeover = report.and_then(|report| takeover(application, screen, &report.painted));
    ScreenRow {
        id: screen.id,
        name: screen.name.clone(),
        unit: name(application, &screen.unit),
        role: screen.role.label(),
        size: report.and_then(|report| report.size),
        old_version: version.filter(|_| is_old).cloned(),
        scene: report.and_then(|report| report.scene),
        shows: shows.map_or_else(String::new, |unit| name(application, &unit)),
        theme: report.map_or_else(String::new, |report| report.theme.clone()),
        off: report.is_some_and(|report| report.off),
        takeover,
        problems: standing
            .problems
            .iter()
            .map(|one| (one.key(), one.label()))
            .collect(),
        alive: standing.is_alive(),
        online_since: standing.online_since,
        seen_at: standing.left_at.or(screen.seen_at),
        heard_at: standing.report.as_ref().map(|(_, at)| *at),
    }
}

/// The title of the urgent announcement that is on the glass.
fn takeover(application: &Application, screen: &Screen, painted: &[i64]) -> Option<String> {
    let path = crate::screens::notices::path(application, screen.unit.as_str())?;
    let out = application
        .screens
        .announcements
        .out(&path, application.clock.now().0);
    let urgent = out
        .into_iter()
        .find(|(one, _)| one.urgent && painted.contains(&one.id));
    urgent.map(|(one, _)| one.title.clone())
}

async fn detail(
    application: &Application,
    staff: &Staff,
    id: i64,
) -> Result<ScreenDetail, AppError> {
    let screen = api::find(application, staff, id)?;
    let now = staff.now();
    let version = Assets::embedded().version();
    let standing = application.screens.fleet.standing(id, version, now);
    let events = api::history(application, id).await?;
    let since = (now - HISTORY_MS).max(screen.paired_at);
    let spans = spans(&events, since, now, standing.online_since.is_some());
    let offset = application.clock.offset();
    let offset_ms = i64::from(offset.whole_seconds()) * 1000;
    let today = Moment(now).day(offset);
    let days = (0..HISTORY_MS / DAY_MS).rev().map(|ago| {
        let day = today.plus(-(ago as i32));
        let from = i64::from(day.days_since_epoch()) * DAY_MS - offset_ms;
        DayShare {
            day: format::day_cn(day),
            share: share(&spans, from, from + DAY_MS),
        }
    });
    let history = events.iter().rev().take(MOST_TOLD);
    let report = standing.report.as_ref().map(|(report, _)| report);
    Ok(ScreenDetail {
        days: days.collect(),
        history: history.map(happening).collect(),
        pictured_at: application
            .screens
            .fleet
            .picture(id)
            .map(|picture| picture.at),
        unit: screen.unit.to_string(),
        tags: screen.tags.clone(),
        role: screen.role.key(),
        address: standing.address.clone(),
        model: report.map_or_else(|| screen.model.clone(), |report| report.model.clone()),
        version: report.map_or_else(String::new, |report| report.version.clone()),
        painted: standing.shown.seq,
        delay_ms: standing.shown.delay_ms,
        fps: report.and_then(|report| report.fps),
        heap_mb: report.and_then(|report| report.heap_mb),
        uptime_s: report.and_then(|report| report.uptime_s),
        wasm: report.map(|report| report.wasm),
        intruder: standing
            .intruder
            .clone()
            .map(|intruder| (intruder.address, intruder.at)),
        paired: (screen.paired_at, screen.paired_by.clone()),
        row: row(application, &screen, &standing),
    })
}

fn happening(event: &ScreenEvent) -> Happening {
    let detail = &event.detail;
    let words = match event.kind.as_str() {
        "paired" => format!("配对，来自 {detail}"),
        "replaced" => format!("换了一块屏，来自 {detail}"),
        "up" => format!("上线，来自 {detail}"),
        "down" => "断开".to_owned(),
        "stopped" => "服务器停止".to_owned(),
        "revoked" => "解除配对".to_owned(),
        key => {
            let problem = Problem::ALL.into_iter().find(|one| one.key() == key);
            problem.map_or_else(|| key.to_owned(), |one| one.label().to_owned())
        }
    };
    Happening {
        at: event.at,
        words,
    }
}

#[derive(Default, Deserialize)]
pub struct Entered {
    code: Option<String>,
}

/// Letting a panel in.
///
/// # Errors
/// No manager.
pub async fn pair(
    State(application): State<Arc<Application>>,
    Reader(staff): Reader,
    Asked(entered): Asked<Entered>,
) -> Result<Response, AppError> {
    staff.needs(Role::Manager)?;
    let typed = entered.code.unwrap_or_default().trim().to_uppercase();
    let looked = (!typed.is_empty()).then(|| {
        let pairing = &application.screens.pairing;
        pairing.look(staff.account.id, &typed, staff.now())
    });
    let (waiting, problem) = match looked {
        Some(Ok(panel)) => (Some(panel), None),
        Some(Err(wrong)) => (None, Some(api::pair::wrong_code(wrong).to_string())),
        None => (None, None),
    };
    let others = api::wanted(&application, &staff, &ScreensWanted::default()).into_iter();
    let page = PairPage {
        waiting: waiting.map(|panel| Waiting {
            address: panel.address.to_string(),
            model: panel.model,
            size: panel.size,
        }),
        problem,
        typed,
        own_unit: staff.account.unit.to_string(),
        others: others
            .map(|(screen, _)| (screen.id, screen.name.clone()))
            .collect(),
    };
    Ok(show(&application, Some(&staff), Page::Pair(page)))
}
