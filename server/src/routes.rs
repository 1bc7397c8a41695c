//! Which address is answered by what.

use std::sync::Arc;

use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, HeaderValue, Request, StatusCode, Uri, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{delete, get, patch, post, put},
};

use crate::{
    Application,
    access::{Admission, refuse_cross_site},
    assets,
    client::{self, Client},
    error::AppError,
    ingest,
    screens::credential,
    work::attachment,
};

mod accounts;
mod address;
mod announcements;
mod assessment;
mod audit;
mod body;
mod console;
mod device;
mod facts;
mod health;
mod history;
mod idempotency;
mod imports;
mod kiosk;
mod limits;
mod live;
mod number;
mod numbers;
mod openapi;
mod pages;
mod paging;
mod panel;
mod parties;
mod path;
mod query;
mod reference;
mod registries;
mod rows;
mod screens;
mod session;
mod settings;
mod setup;
mod taking;
mod tokens;
mod tree;
mod units;
mod whole;
mod work;

pub use idempotency::Running;
pub use limits::Limits;
pub use taking::Takeaway;

/// Every route.
pub fn router(application: Arc<Application>) -> Router {
    let ingest = post(facts::take).layer(DefaultBodyLimit::max(ingest::MAX_BODY));
    let many = post(rows::put_many).layer(DefaultBodyLimit::max(ingest::MAX_BODY));
    let row = put(rows::put).delete(rows::remove);
    let admitted = middleware::from_fn_with_state(Arc::clone(&application), admit);
    let once = middleware::from_fn_with_state(Arc::clone(&application), idempotency::keep);
    let limited = middleware::from_fn_with_state(Arc::clone(&application), limits::keep);
    let trusted = application.config.trusted_proxies.clone();
    let identified = middleware::from_fn_with_state(trusted, client::identify);
    let watching = Router::new()
        .route("/", get(pages::home))
        .route("/units/{code}", get(pages::unit))
        .route("/units/{code}/numbers/{number}", get(number::page))
        .route("/kiosk/{station}", get(kiosk::home))
        .route("/kiosk/{station}/find", get(kiosk::find))
        .route("/kiosk/{station}/here", get(kiosk::here))
        .route("/kiosk/{station}/units/{code}", get(kiosk::unit))
        .route(
            "/kiosk/{station}/units/{code}/numbers/{number}",
            get(kiosk::number),
        )
        .route("/api/v1/units", get(units::find))
        .route("/api/v1/units/{code}/history", get(history::show))
        .route("/api/v1/units/{code}/numbers/{number}", get(number::show))
        .route("/api/v1/units/{code}/snapshot", get(units::snapshot))
        .layer(admitted);
    watching
        .merge(staff_routes())
        .merge(screen_routes())
        .merge(work_routes())
        .merge(import_routes())
        .merge(export_routes())
        .merge(console_pages(&application))
        .route("/screen", get(panel::show))
        .route("/take/{token}", get(taking::page))
        .route("/live", get(live::open))
        .route("/api/v1/facts", ingest)
        .route("/api/v1/registries/{registry}/rows", many)
        .route("/api/v1/registries/{registry}/rows/{key}", row)
        .route("/api/docs", get(reference::show))
        .route("/api/openapi.json", get(openapi::show))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        // Only of calls that there are: a wrong address or method is told as such.
        .route_layer(once)
        .route_layer(middleware::from_fn(whole::keep))
        .fallback(get(elsewhere))
        .method_not_allowed_fallback(wrong_method)
        .layer(middleware::from_fn(refuse_cross_site))
        .layer(limited)
        .layer(middleware::from_fn(keep_nothing))
        .layer(middleware::from_fn(harden))
        .layer(identified)
        .with_state(application)
}

/// What staff do, signed in.
fn staff_routes() -> Router<Arc<Application>> {
    let session = get(session::show).post(session::begin).delete(session::end);
    let totp = post(session::propose_totp)
        .put(session::set_totp)
        .delete(session::remove_totp);
    Router::new()
        .route("/api/v1/setup", post(setup::run))
        .route("/api/v1/session", session)
        .route("/api/v1/session/confirm", post(session::confirm))
        .route("/api/v1/session/password", put(session::change_password))
        .route("/api/v1/session/totp", totp)
        .route("/api/v1/sessions", get(session::list))
        .route("/api/v1/sessions/{id}", delete(session::revoke))
        .route(
            "/api/v1/accounts",
            get(accounts::list).post(accounts::create),
        )
        .route("/api/v1/accounts/{id}", put(accounts::change))
        .route("/api/v1/accounts/{id}/reset", post(accounts::reset))
        .route("/api/v1/tokens", get(tokens::list).post(tokens::create))
        .route("/api/v1/tokens/{id}", delete(tokens::revoke))
        .route("/api/v1/audit", get(audit::list))
        .route(
            "/api/v1/settings",
            get(settings::show).put(settings::change),
        )
        .route("/api/v1/settings/assessment", put(assessment::set))
        .route("/api/v1/units/{code}/parties", put(parties::set))
        .route("/api/v1/units", post(tree::add))
        .route(
            "/api/v1/units/{code}",
            patch(tree::edit).delete(tree::retire),
        )
}

/// Panels that are paired, and what they are told.
fn screen_routes() -> Router<Arc<Application>> {
    use screens::{commands, pair, settings};
    let screen = get(screens::show)
        .patch(screens::change)
        .delete(screens::unpair);
    let taken = post(device::picture).layer(DefaultBodyLimit::max(device::MAX_PICTURE));
    let pairing = get(pair::look).delete(pair::deny);
    let announcement = get(announcements::show).delete(announcements::withdraw);
    Router::new()
        .route("/api/v1/device/code", post(device::code))
        .route("/api/v1/device/token", post(device::token))
        .route("/api/v1/device/credential", post(device::renew))
        .route("/api/v1/device/picture", taken)
        .route("/api/v1/pairings/{user_code}", pairing)
        .route("/api/v1/screens", get(screens::list).post(pair::pair))
        .route("/api/v1/screens/commands", post(commands::send))
        .route("/api/v1/screens/{id}", screen)
        .route("/api/v1/screens/{id}/picture", get(screens::picture))
        .route(
            "/api/v1/screen-settings",
            get(settings::show).put(settings::set),
        )
        .route(
            "/api/v1/announcements",
            get(announcements::list).post(announcements::create),
        )
        .route("/api/v1/announcements/{id}", announcement)
        .route(
            "/api/v1/announcements/{id}/approval",
            post(announcements::approve),
        )
}

/// The work that goes on: what staff do, and what they see of it.
fn work_routes() -> Router<Arc<Application>> {
    use work::{activities, attachments, details, drafts, lists};
    let draft = get(drafts::show).put(drafts::keep).delete(drafts::forget);
    let largest = DefaultBodyLimit::max(attachment::MAX_BYTES);
    let attachments = post(attachments::upload).layer(largest);
    Router::new()
        .route("/api/v1/attachments", attachments)
        .route("/api/v1/attachments/{file}", get(attachments::download))
        .route("/api/v1/drafts/{key}", draft)
        .route("/api/v1/units/{code}/acts", post(work::acts::act))
        .route("/api/v1/units/{code}/activities", get(activities::list))
        .route(
            "/api/v1/units/{code}/deployments",
            get(lists::all_deployments),
        )
        .route("/api/v1/units/{code}/logs", get(lists::all_logs))
        .route("/api/v1/units/{code}/items", get(lists::all_items))
        .route("/api/v1/units/{code}/care", get(lists::all_care))
        .route("/api/v1/units/{code}/branches", get(lists::all_branches))
        .route("/api/v1/units/{code}/resources", get(lists::all_resources))
        .route("/api/v1/units/{code}/needs", get(lists::all_needs))
        .route("/api/v1/units/{code}/projects", get(lists::all_projects))
        .route("/api/v1/units/{code}/employers", get(lists::all_employers))
        .route("/api/v1/deployments/{id}", get(details::deployment))
        .route("/api/v1/logs/{id}", get(details::log))
        .route("/api/v1/items/{id}", get(details::item))
        .route("/api/v1/projects/{id}", get(details::project))
        .route("/api/v1/needs/{id}/suggestions", get(details::suggestions))
}

/// Tables in, by staff and by programs.
fn import_routes() -> Router<Arc<Application>> {
    let imports = get(imports::list).post(imports::upload::upload);
    let imports = imports.layer(DefaultBodyLimit::disable());
    let import = get(imports::show)
        .patch(imports::change)
        .delete(imports::forget);
    Router::new()
        .route("/api/v1/imports", imports)
        .route("/api/v1/imports/{id}", import)
        .route("/api/v1/imports/{id}/apply", post(imports::apply))
        .route("/api/v1/imports/{id}/undo", post(imports::undo))
        .route(
            "/api/v1/imports/{id}/bad-rows.xlsx",
            get(imports::files::bad_rows),
        )
        .route("/api/v1/templates/{file}", get(imports::files::template))
}

/// Rows and numbers out, for staff.
fn export_routes() -> Router<Arc<Application>> {
    Router::new()
        .route(
            "/api/v1/registries/{registry}/rows",
            get(registries::list::list),
        )
        .route(
            "/api/v1/registries/{registry}/export.csv",
            get(registries::export::csv),
        )
        .route(
            "/api/v1/registries/{registry}/export.xlsx",
            get(registries::export::xlsx),
        )
        .route("/api/v1/units/{code}/numbers/export.csv", get(numbers::csv))
        .route(
            "/api/v1/units/{code}/numbers/export.xlsx",
            get(numbers::xlsx),
        )
        .route(
            "/api/v1/units/{code}/assessment/export.csv",
            get(assessment::csv),
        )
        .route(
            "/api/v1/units/{code}/assessment/export.xlsx",
            get(assessment::xlsx),
        )
}

/// The pages of staff.
fn console_pages(application: &Arc<Application>) -> Router<Arc<Application>> {
    let say_problem = middleware::from_fn_with_state(Arc::clone(application), console::say_problem);
    Router::new()
        .route("/sign-in", get(console::sign_in))
        .route("/setup", get(console::setup))
        .route("/console", get(console::desk))
        .route("/console/deployments", get(console::deployments))
        .route("/console/deployments/new", get(console::compose))
        .route("/console/deployments/{id}", get(console::deployment))
        .route("/console/lists", get(console::lists))
        .route("/console/lists/new", get(console::new_item))
        .route("/console/assessment", get(console::assessment))
        .route("/console/assessment/report", get(console::report))
        .route("/console/logs", get(console::logs))
        .route("/console/logs/new", get(console::write))
        .route("/console/logs/{id}", get(console::log))
        .route("/console/reviews", get(console::reviews))
        .route("/console/meetings", get(console::meetings))
        .route("/console/care", get(console::care))
        .route("/console/cobuilding", get(console::cobuilding))
        .route("/console/units", get(console::units))
        .route("/console/registries", get(console::all_registries))
        .route("/console/registries/{registry}", get(console::one_registry))
        .route("/console/imports", get(console::imports))
        .route("/console/imports/{id}", get(console::import))
        .route("/console/screens", get(console::screens))
        .route("/console/screens/pair", get(console::pair))
        .route("/console/screen-settings", get(console::screen_settings))
        .route("/console/announcements", get(console::announced))
        .route("/console/accounts", get(console::accounts))
        .route("/console/tokens", get(console::tokens))
        .route("/console/audit", get(console::audit_log))
        .route("/console/settings", get(console::installation))
        .route("/console/me", get(console::own))
        .layer(say_problem)
}

/// Lets those look who may. A person is sent to sign in and then back.
async fn admit(
    State(application): State<Arc<Application>>,
    request: Request<axum::body::Body>,
    next: Next,
) -> Response {
    let forgets = is_stale(&application, request.headers());
    match Admission::of(&application, request.headers()).await {
        Ok(_) if forgets => {
            let forget = [(header::SET_COOKIE, credential::ended_cookie())];
            (forget, next.run(request).await).into_response()
        }
        Ok(_) => next.run(request).await,
        Err(refused) if wants_page(request.headers()) => {
            let wanted = request.uri().path_and_query();
            pages::to_sign_in(wanted.map_or("/", |wanted| wanted.as_str()), refused)
        }
        Err(refused) => refused.into_response(),
    }
}

/// Whether a browser has the credential of a screen that is none any more: it would be sent away from `/live`.
fn is_stale(application: &Application, headers: &HeaderMap) -> bool {
    let shown = credential::of(headers);
    shown.is_some_and(|hash| application.screens.roster.identify(hash).is_none())
}

fn wants_page(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT);
    accepted.is_some_and(|types| types.as_bytes().starts_with(b"text/html"))
}

/// A static file, or that there is nothing, said in the way of who asks.
async fn elsewhere(
    State(application): State<Arc<Application>>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    if let Some(file) = assets::serve(uri.path(), &headers) {
        return file;
    }
    if wants_page(&headers) {
        pages::missing(&application, None)
    } else {
        AppError::unknown_address(uri.path()).into_response()
    }
}

async fn wrong_method() -> AppError {
    let message = "这个地址不接受这种请求方法；见文档";
    let status = StatusCode::METHOD_NOT_ALLOWED;
    AppError::refused(status, "method_not_allowed", message)
}

/// Answers of the API are of this moment, and some hold secrets: nobody keeps them.
async fn keep_nothing(request: Request<axum::body::Body>, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/v1/");
    let mut response = next.run(request).await;
    if is_api {
        let no_store = HeaderValue::from_static("no-store");
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, no_store);
    }
    response
}

/// Tells browsers what pages of this server never do. Bars and tiles carry their lengths as style
/// attributes, so inline styles are allowed; inline scripts are not.
async fn harden(request: Request<axum::body::Body>, next: Next) -> Response {
    const HEADERS: [(header::HeaderName, HeaderValue); 4] = [
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(
                "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; \
                 style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; \
                 form-action 'self'; frame-ancestors 'self'; object-src 'none'",
            ),
        ),
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
        (
            header::REFERRER_POLICY,
            HeaderValue::from_static("same-origin"),
        ),
        (
            header::X_FRAME_OPTIONS,
            HeaderValue::from_static("SAMEORIGIN"),
        ),
    ];
    // Over plain HTTP a browser ignores it, and behind an unnamed proxy it is not ours to say.
    const ONLY_HTTPS: HeaderValue = HeaderValue::from_static("max-age=31536000");
    let client = request.extensions().get::<Client>();
    let is_secure = client.is_some_and(|client| client.secure);
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.extend(HEADERS.map(|(name, value)| (Some(name), value)));
    if is_secure {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, ONLY_HTTPS);
    }
    response
}
