//! Refuses requests that a stranger's page makes a visitor's browser send. Browsers say where a
//! request comes from; programs, which say nothing, carry no cookie that they were not given.

use axum::{
    extract::Request,
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::error::AppError;

/// Lets a request through that only reads, or that does not come from another site.
pub async fn refuse_cross_site(request: Request, next: Next) -> Response {
    let only_reads = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if only_reads || is_own(request.headers()) {
        return next.run(request).await;
    }
    let message = "请求来自其他网站的页面，已拒绝";
    AppError::refused(StatusCode::FORBIDDEN, "cross_site", message).into_response()
}

fn is_own(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    let Some(origin) = headers.get(header::ORIGIN) else {
        return true;
    };
    let origin = origin
        .to_str()
        .ok()
        .and_then(|origin| origin.split_once("://"));
    let host = text(header::HOST);
    host.is_some() && origin.map(|(_, host)| host) == host
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_own(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs.iter().map(|(name, value)| {
            let name = header::HeaderName::from_static(name);
            (name, header::HeaderValue::from_static(value))
        });
        super::is_own(&headers.collect())
    }

    #[test]
    fn browsers_say_where_a_request_comes_from() {
        let host = ("host", "wall.example");
        assert!(is_own(&[host]));
        assert!(is_own(&[host, ("sec-fetch-site", "same-origin")]));
        assert!(is_own(&[host, ("origin", "https://wall.example")]));
        for stranger in ["cross-site", "same-site"] {
            let origin = ("origin", "https://wall.example");
            assert!(!is_own(&[host, origin, ("sec-fetch-site", stranger)]));
        }
        for stranger in ["https://evil.example", "https://wall.example.evil", "null"] {
            assert!(!is_own(&[host, ("origin", stranger)]));
        }
    }
}
