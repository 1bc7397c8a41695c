//! Which pages may open a live connection: a browser says where its page is from, and a stranger's
//! page must not read along with a visitor's access.

use axum::http::{HeaderMap, header};

/// Whether the request comes from one of the server's own pages, from an allowed origin, or from no
/// page at all.
pub(super) fn is_allowed(headers: &HeaderMap, allowed: &[String]) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else {
        return true;
    };
    let Ok(origin) = origin.to_str() else {
        return false;
    };
    if allowed.iter().any(|allowed| allowed == origin) {
        return true;
    }
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let origin_host = origin.split_once("://").map(|(_, host)| host);
    host.is_some() && host == origin_host
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(origin: Option<&str>) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, "wall.example:8080".parse().expect("a header"));
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, origin.parse().expect("a header"));
        }
        headers
    }

    #[test]
    fn only_own_pages_allowed_ones_and_programs() {
        let allowed = ["https://portal.example".to_owned()];
        let from = |origin| is_allowed(&headers(origin), &allowed);
        assert!(from(None));
        assert!(from(Some("http://wall.example:8080")));
        assert!(from(Some("https://portal.example")));
        assert!(!from(Some("https://wall.example.evil:8080")));
        assert!(!from(Some("http://wall.example")));
        assert!(!from(Some("null")));
    }
}
