//! Clients of plain HTTP.

use reqwest::{Client, ClientBuilder};
use tokio_rustls::rustls::crypto::ring;

/// A client.
pub fn client() -> Client {
    client_with(|builder| builder)
}

/// A client with something particular. It trusts no certificates: reading the machine's takes time for each
/// client, and there may be none.
pub fn client_with(particular: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
    // The server's part of the workspace has its clients do TLS, and those want to know with what. Whoever
    // said it before said the same.
    let _ = ring::default_provider().install_default();
    let builder = particular(Client::builder().tls_certs_only([]));
    builder.build().expect("an HTTP client")
}
