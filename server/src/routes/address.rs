//! Addresses of this server as others find it, and as a code that phones read.

use axum::http::{HeaderMap, header};

use crate::client::Client;

/// The address of a path, under the name by which the server was called.
pub fn absolute(client: Client, headers: &HeaderMap, path: &str) -> String {
    let scheme = if client.secure { "https" } else { "http" };
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    format!("{scheme}://{host}{path}")
}

/// An address as a picture (SVG). Nothing where it is too long for a code, which none is that this server has.
pub fn qr(address: &str) -> String {
    let code = qrcode::QrCode::new(address);
    code.map(|code| code.render::<qrcode::render::svg::Color<'_>>().build())
        .unwrap_or_default()
}
