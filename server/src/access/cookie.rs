//! The session's cookie: for this host only, over a safe connection only, out of scripts' reach.

use axum::http::{HeaderMap, HeaderValue, header};

/// Its name. Browsers take the prefix to mean: no other host or path may set it.
pub const COOKIE: &str = "__Host-liandong";

/// The cookie that begins a session. Without `keep_s` it goes with the browser's window.
pub fn session_cookie(secret: &str, keep_s: Option<i64>) -> Option<HeaderValue> {
    let keep = keep_s.map_or_else(String::new, |seconds| format!("; Max-Age={seconds}"));
    let cookie = format!("{COOKIE}={secret}; Path=/; Secure; HttpOnly; SameSite=Lax{keep}");
    HeaderValue::from_str(&cookie).ok()
}

/// The cookie that takes a session's away.
pub fn ended_cookie() -> HeaderValue {
    HeaderValue::from_static("__Host-liandong=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0")
}

/// What a request carries in the session's cookie.
pub fn read(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).iter();
    cookies
        .filter_map(|cookies| cookies.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, secret)| secret)
}
