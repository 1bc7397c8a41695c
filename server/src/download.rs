//! Files that a browser saves.

use std::fs::File;

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use tokio_util::io::ReaderStream;

/// What is in no need of escaping in an extended value (RFC 8187).
const PLAIN: &[u8] = b"!#$&+-.^_`|~";

/// The headers of a file with a name, which may be Chinese (RFC 6266).
pub fn headers(name: &str, kind: &'static str) -> HeaderMap {
    let escaped: String = name
        .bytes()
        .map(|byte| match byte {
            byte if byte.is_ascii_alphanumeric() || PLAIN.contains(&byte) => {
                char::from(byte).to_string()
            }
            byte => format!("%{byte:02X}"),
        })
        .collect();
    let mut headers = HeaderMap::new();
    let disposition = format!("attachment; filename*=UTF-8''{escaped}");
    if let Ok(value) = HeaderValue::try_from(disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers
}

/// An open file from where it stands, sent as it is read.
pub fn file(file: File, name: &str, kind: &'static str) -> Response {
    let stream = ReaderStream::new(tokio::fs::File::from_std(file));
    (headers(name, kind), Body::from_stream(stream)).into_response()
}
