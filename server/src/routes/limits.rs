//! How often the API may be asked: told with every answer, and kept.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderName, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{
    Application,
    access::rate::{Rate, Standing},
    client::Client,
    error::Problem,
};

/// Of the IETF's draft on rate limit headers.
const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const RATE: HeaderName = HeaderName::from_static("ratelimit");

/// The limits of an installation.
pub struct Limits {
    default: Option<Rate>,
    ingest: Option<Rate>,
}

impl Limits {
    /// So many requests a minute and caller; 0 is no limit.
    pub fn new(default: u32, ingest: u32) -> Self {
        Self {
            default: Rate::new("default", default),
            ingest: Rate::new("ingest", ingest),
        }
    }

    fn of(&self, path: &str) -> Option<&Rate> {
        let is_ingest = path == "/api/v1/facts" || path.starts_with("/api/v1/registries/");
        if is_ingest {
            self.ingest.as_ref()
        } else {
            self.default.as_ref()
        }
    }
}

/// Counts requests of the API, and refuses those that are too many.
pub async fn keep(
    State(application): State<Arc<Application>>,
    client: Client,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    let rate = path
        .starts_with("/api/v1/")
        .then(|| application.limits.of(path));
    let Some(rate) = rate.flatten() else {
        return next.run(request).await;
    };
    let standing = rate.count(request.headers(), client.address);
    if standing.wait.is_some() {
        return refuse(standing);
    }
    let response = next.run(request).await;
    if response.status() == StatusCode::UNAUTHORIZED {
        // Whoever makes up tokens is one caller all the same.
        let by_address = rate.count_address(client.address);
        if by_address.wait.is_some() {
            return refuse(by_address);
        }
    }
    tell(response, standing)
}

fn refuse(standing: Standing) -> Response {
    let wait = standing.wait.unwrap_or_default();
    let status = StatusCode::TOO_MANY_REQUESTS;
    let message = "请求过于频繁；请按 Retry-After 等待后再试";
    let problem = Problem::new(status, "rate_limited", message);
    let problem = problem.retry_after_ms(wait.as_millis() as i64);
    tell(
        crate::error::AppError::from(problem).into_response(),
        standing,
    )
}

fn tell(mut response: Response, standing: Standing) -> Response {
    let headers = response.headers_mut();
    headers.insert(POLICY, standing.policy);
    headers.insert(RATE, standing.rate);
    response
}
