//! The pages of staff. They only show; what their forms do is done by the API.

use std::sync::{Arc, LazyLock};

use axum::{
    body::to_bytes,
    extract::{FromRequestParts, Query, Request, State},
    http::{StatusCode, header, request::Parts},
    middleware::Next,
    response::{Html, IntoResponse, Redirect, Response},
};
use liandong_app::console::{
    AuditPage, AuditRow, ConsoleData, ConsoleUrls, OwnPage, Page, SessionRow, SettingsPage,
    SetupPage, SignInPage, Who, render,
};
use liandong_domain::{
    aggregate::Aggregate,
    metric::Metric,
    moment::Moment,
    tree::UnitIndex,
    work::{Deployment, Stage},
};
use serde::Deserialize;
use serde_json::Value;

use super::{announcements, audit, pages, query::Asked, settings};
use crate::{
    Application,
    access::{Peer, Role, Staff},
    assets::Assets,
    error::AppError,
    search::step,
    time_zone,
    work::escalate_after_days,
};

mod acts;
mod announced;
mod assessment;
mod care;
mod cobuilding;
mod deployments;
mod desk;
mod governance;
mod imports;
mod in_words;
mod lists;
mod logs;
mod meetings;
mod registries;
mod reviews;
mod screens;
mod units;

pub use announced::announced;
pub use assessment::{assessment, report};
pub use care::care;
pub use cobuilding::cobuilding;
pub use deployments::{compose, deployment, deployments};
pub use desk::desk;
pub use governance::{accounts, tokens};
pub use imports::{import, imports};
pub use lists::{lists, new_item};
pub use logs::{log, logs, write};
pub use meetings::meetings;
pub use registries::{all_registries, one_registry};
pub use reviews::reviews;
pub use screens::{pair, screen_settings, screens};
pub use units::units;

/// The longest problem, in bytes.
const MAX_PROBLEM: usize = 64 * 1024;

static URLS: LazyLock<ConsoleUrls> = LazyLock::new(|| {
    let url = |logical: &str| Assets::embedded().url(logical).unwrap_or_default();
    ConsoleUrls {
        css: url("console.css"),
        js: url("console.js"),
        icon: url("favicon.svg"),
    }
});

/// A signed-in reader of a page. Who is not is sent to sign in; who has a first password, to change it.
pub struct Reader(pub Staff);

impl FromRequestParts<Arc<Application>> for Reader {
    type Rejection = Response;

    async fn from_request_parts(
        parts: &mut Parts,
        application: &Arc<Application>,
    ) -> Result<Self, Response> {
        let wanted = parts.uri.path_and_query().map(ToString::to_string);
        let wanted = wanted.unwrap_or_default();
        match Staff::of(parts, application).await {
            Ok(staff) if staff.account.must_change && parts.uri.path() != "/console/me" => {
                Err(Redirect::to("/console/me").into_response())
            }
            Ok(staff) => Ok(Self(staff)),
            Err(refused) => Err(pages::to_sign_in(&wanted, refused)),
        }
    }
}

/// Tells a person what went wrong on a page, where the API would tell a program.
pub async fn say_problem(
    State(application): State<Arc<Application>>,
    request: Request,
    next: Next,
) -> Response {
    let response = next.run(request).await;
    let kind = response.headers().get(header::CONTENT_TYPE);
    if kind.is_none_or(|kind| kind != "application/problem+json") {
        return response;
    }
    let status = response.status();
    let body = to_bytes(response.into_body(), MAX_PROBLEM).await;
    let problem: Value = body
        .ok()
        .and_then(|body| serde_json::from_slice(&body).ok())
        .unwrap_or_default();
    let detail = problem["detail"].as_str().unwrap_or_default().to_owned();
    let mut page = show(&application, None, Page::Problem(detail));
    *page.status_mut() = status;
    page
}

#[derive(Default, Deserialize)]
pub struct SignInQuery {
    next: Option<String>,
}

/// `/sign-in`.
///
/// # Errors
/// The store failed.
pub async fn sign_in(
    State(application): State<Arc<Application>>,
    peer: Peer,
    Query(query): Query<SignInQuery>,
) -> Result<Response, AppError> {
    if !application.store.has_accounts().await? {
        return Ok(Redirect::to("/setup").into_response());
    }
    // Only to this server: `//other.example` would be another's.
    let own =
        |next: &String| next.starts_with('/') && !next.starts_with("//") && !next.contains('\\');
    let page = SignInPage {
        next: query
            .next
            .filter(own)
            .unwrap_or_else(|| "/console".to_owned()),
        secure: peer.secure,
        public_viewing: application.viewing.is_public(),
    };
    Ok(show(&application, None, Page::SignIn(page)))
}

/// `/setup`.
///
/// # Errors
/// The store failed.
pub async fn setup(
    State(application): State<Arc<Application>>,
    peer: Peer,
) -> Result<Response, AppError> {
    if application.store.has_accounts().await? {
        return Ok(Redirect::to("/sign-in").into_response());
    }
    let now = application.clock.now().0;
    application
        .setup_code
        .announce(now)
        .map_err(AppError::from)?;
    let page = SetupPage {
        root: place(&application),
        secure: peer.secure,
        told_offset: application.config.utc_offset.map(time_zone::written),
    };
    Ok(show(&application, None, Page::Setup(page)))
}

/// `/console/me`.
///
/// # Errors
/// The store failed.
pub async fn own(
    State(application): State<Arc<Application>>,
    Reader(staff): Reader,
) -> Result<Response, AppError> {
    let sessions = application.store.sessions(staff.account.id).await?;
    let sessions = sessions.into_iter().map(|session| SessionRow {
        current: session.id == staff.session.id,
        id: session.id,
        address: session.address,
        agent: session.agent,
        created_at: session.created_at,
        seen_at: session.seen_at,
    });
    let page = OwnPage {
        login: staff.account.login.clone(),
        must_change: staff.account.must_change,
        second_factor: staff.account.totp.is_some(),
        sessions: sessions.collect(),
    };
    Ok(show(&application, Some(&staff), Page::Own(page)))
}

/// `/console/audit`.
///
/// # Errors
/// No administrator, or the store failed.
pub async fn audit_log(
    State(application): State<Arc<Application>>,
    Reader(staff): Reader,
    Asked(wanted): Asked<audit::Wanted>,
) -> Result<Response, AppError> {
    let found = audit::page(&application, &staff, &wanted).await?;
    let entries = found.entries.into_iter().map(|entry| AuditRow {
        seq: entry.seq,
        at: entry.at,
        actor: entry.actor,
        address: entry.address,
        action: entry.action,
        subject: entry.subject,
        detail: in_words::detail(&entry.detail),
    });
    let page = AuditPage {
        query: wanted.q.unwrap_or_default(),
        action: wanted.action.unwrap_or_default(),
        entries: entries.collect(),
        next: found.next,
    };
    Ok(show(&application, Some(&staff), Page::Audit(page)))
}

/// `/console/settings`.
///
/// # Errors
/// No administrator of the root, or the store failed.
pub async fn installation(
    State(application): State<Arc<Application>>,
    Reader(staff): Reader,
) -> Result<Response, AppError> {
    settings::needs_root(&application, &staff)?;
    let page = SettingsPage {
        public_viewing: application.viewing.is_public(),
        escalate_after_days: escalate_after_days(&application.store).await?,
        announcements_need_second_person: announcements::needs_second_person(&application.store)
            .await?,
    };
    Ok(show(&application, Some(&staff), Page::Settings(page)))
}

/// The name of the tree's first root.
fn place(application: &Application) -> Option<String> {
    let aggregate = application.engine.read();
    let tree = aggregate.tree();
    let root = tree.roots().next()?;
    Some(tree.node(root).name.to_string())
}

fn who(application: &Application, staff: &Staff) -> Option<Who> {
    let at_root = settings::needs_root(application, staff).is_ok();
    let aggregate = application.engine.read();
    let tree = aggregate.tree();
    let unit = tree.find_successor(staff.account.unit.as_str())?;
    let role = staff.account.role;
    Some(Who {
        title: staff.account.title.clone(),
        role: role.label(),
        unit: step(tree, unit),
        writes: role >= Role::Clerk,
        manages: role >= Role::Manager,
        administers: role >= Role::Administrator,
        at_root,
        counts: counts(&aggregate, unit)
            .into_iter()
            .chain([("/console/screens", screens::troubled(application, staff))])
            .collect(),
    })
}

/// What stands beside entries of the navigation: deployments of the quarter, or where there are none below
/// those that wait here; and what is late on the lists.
fn counts(aggregate: &Aggregate, unit: UnitIndex) -> Vec<(&'static str, i64)> {
    const LATE: [Metric; 3] = [
        Metric::ITEM_TASK_OVERDUE,
        Metric::ITEM_PROBLEM_OVERDUE,
        Metric::ITEM_RECTIFICATION_OVERDUE,
    ];
    let late = LATE.map(|metric| aggregate.count(unit, metric));
    let issued = aggregate.count(unit, Metric::DEPLOYMENT_ISSUED);
    let waits = |deployment: &&Deployment| {
        let receipt = deployment.receipt(unit);
        let open = receipt.is_some_and(|one| (Stage::Sent..Stage::Done).contains(&one.stage));
        !deployment.withdrawn && open
    };
    let deployments = match issued {
        0 => aggregate
            .work()
            .deployments()
            .values()
            .filter(waits)
            .count() as i64,
        issued => issued,
    };
    vec![
        ("/console/deployments", deployments),
        ("/console/lists", late.iter().sum()),
    ]
}

fn show(application: &Application, staff: Option<&Staff>, page: Page) -> Response {
    let origin = application.hub.origin();
    let data = ConsoleData {
        place: place(application).unwrap_or_else(|| "联动".to_owned()),
        demo: origin.demo,
        now: Moment(origin.server_time.0),
        offset: application.clock.offset(),
        who: staff.and_then(|staff| who(application, staff)),
        page,
    };
    let html = Html(render(data, &URLS));
    (StatusCode::OK, [(header::CACHE_CONTROL, "no-store")], html).into_response()
}
