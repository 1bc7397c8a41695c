//! HTTPS, as a client that trusts one certificate.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use rcgen::{CertifiedKey, KeyPair, generate_simple_self_signed};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpStream,
};
use tokio_rustls::{
    TlsConnector,
    client::TlsStream,
    rustls::{ClientConfig, RootCertStore, crypto::ring, pki_types::ServerName},
};

use crate::soon;

/// A certificate that vouches for itself.
pub struct Certificate(CertifiedKey<KeyPair>);

impl Certificate {
    /// A new one, for 127.0.0.1.
    pub fn new() -> Self {
        let made = generate_simple_self_signed(["127.0.0.1".to_owned()]);
        Self(made.expect("a certificate"))
    }

    /// Writes `cert.pem` and `key.pem`, in place of others.
    pub fn write(&self, folder: &Path) -> (PathBuf, PathBuf) {
        let (certificate, key) = (folder.join("cert.pem"), folder.join("key.pem"));
        fs::write(&certificate, self.0.cert.pem()).expect("a file");
        fs::write(&key, self.0.signing_key.serialize_pem()).expect("a file");
        (certificate, key)
    }

    /// Opens a connection to a server that must have this certificate.
    ///
    /// # Errors
    /// The server has another one, or does no TLS.
    pub async fn connect(&self, host: &str) -> io::Result<Box<TlsStream<TcpStream>>> {
        let mut roots = RootCertStore::empty();
        roots.add(self.0.cert.der().clone()).expect("a certificate");
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("TLS has versions")
            .with_root_certificates(roots)
            .with_no_client_auth();
        let stream = TcpStream::connect(host).await?;
        let name = ServerName::try_from("127.0.0.1").expect("a name");
        let connector = TlsConnector::from(Arc::new(config));
        let stream = soon("a handshake", connector.connect(name, stream)).await?;
        Ok(Box::new(stream))
    }
}

impl Default for Certificate {
    fn default() -> Self {
        Self::new()
    }
}

/// Sends a request that ends the connection, and takes the whole answer.
pub async fn exchange(mut stream: impl AsyncRead + AsyncWrite + Unpin, request: &str) -> String {
    let sent = stream.write_all(request.as_bytes()).await;
    sent.expect("the connection is open");
    let mut answer = Vec::new();
    // A server may end without TLS' own good-bye; what came before it came.
    let _ = soon("an answer", stream.read_to_end(&mut answer)).await;
    String::from_utf8_lossy(&answer).into_owned()
}
