//! Which address is answered by what.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    Router,
    extract::{ConnectInfo, DefaultBodyLimit, State, WebSocketUpgrade},
    http::{HeaderMap, HeaderValue, Request, Uri, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};

use crate::{Application, assets, error::AppError, ingest, live};

mod facts;
mod health;
mod pages;
mod units;

/// Every route.
pub fn router(application: Arc<Application>) -> Router {
    let ingest = post(facts::take).layer(DefaultBodyLimit::max(ingest::MAX_BODY));
    Router::new()
        .route("/", get(pages::home))
        .route("/units/{code}", get(pages::unit))
        .route("/live", get(open_live))
        .route("/api/v1/facts", ingest)
        .route("/api/v1/units", get(units::find))
        .route("/api/v1/units/{code}/snapshot", get(units::snapshot))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .fallback(get(elsewhere))
        .layer(middleware::from_fn(harden))
        .with_state(application)
}

async fn open_live(
    State(application): State<Arc<Application>>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Result<Response, AppError> {
    live::upgrade(application, address.ip(), &headers, upgrade).await
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
    let accepted = headers.get(header::ACCEPT);
    let wants_page = accepted.is_some_and(|types| types.as_bytes().starts_with(b"text/html"));
    if wants_page {
        pages::missing(&application, None)
    } else {
        AppError::unknown_address(uri.path()).into_response()
    }
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
    let mut response = next.run(request).await;
    response
        .headers_mut()
        .extend(HEADERS.map(|(name, value)| (Some(name), value)));
    response
}
