//! Where connections come in, as they are or through TLS. A handshake takes as long as its client
//! likes, so each has a task of its own, and those who come after it do not wait.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    extract::connect_info::Connected,
    serve::{IncomingStream, Listener},
};
use tokio::{
    net::{TcpListener, TcpSocket, TcpStream},
    task::JoinSet,
    time::{sleep, timeout},
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};
use tokio_util::either::Either;
use tracing::{debug, error, warn};

/// Connections that may wait to be accepted: after an outage all screens come back at once.
const BACKLOG: u32 = 4096;
/// The kernel's send buffer of a connection; by default a stalled screen would hold megabytes.
const SEND_BUFFER: u32 = 64 * 1024;
/// How long a client may take over its handshake.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// Handshakes under way, at most: what strangers who never finish one can hold of this server.
const HANDSHAKES: usize = 4096;
/// Rest after a failure of the machine, as when it has no file descriptors left.
const PAUSE: Duration = Duration::from_secs(1);

/// A connection, as it is or through TLS.
pub type Stream = Either<TcpStream, Box<TlsStream<TcpStream>>>;

/// What is known of a connection from its beginning.
#[derive(Clone, Copy, Debug)]
pub struct Accepted {
    /// The other end: the client, or a proxy before it.
    pub address: SocketAddr,
    /// Whether it is through TLS.
    pub secure: bool,
}

/// Accepts connections. What a listener that is gone has not accepted yet, the next one on the same
/// socket does.
pub struct Door {
    socket: Arc<TcpListener>,
    tls: Option<TlsAcceptor>,
    handshakes: JoinSet<Option<(Stream, SocketAddr)>>,
}

/// Opens the socket.
///
/// # Errors
/// The address is taken, or is none of this machine.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() {
        TcpSocket::new_v4()?
    } else {
        TcpSocket::new_v6()?
    };
    socket.set_reuseaddr(true)?;
    // Accepted connections inherit it.
    socket.set_send_buffer_size(SEND_BUFFER)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

impl Door {
    /// Accepts what comes in at the socket, through TLS where it is given.
    pub fn new(socket: Arc<TcpListener>, tls: Option<TlsAcceptor>) -> Self {
        Self {
            socket,
            tls,
            handshakes: JoinSet::new(),
        }
    }

    /// Begins what is to be done with a new connection: nothing more where there is no TLS.
    fn greet(&mut self, stream: TcpStream, address: SocketAddr) -> Option<(Stream, SocketAddr)> {
        if let Err(error) = stream.set_nodelay(true) {
            warn!("frames may be late: {error}");
        }
        let Some(tls) = &self.tls else {
            return Some((Stream::Left(stream), address));
        };
        let handshake = timeout(HANDSHAKE, tls.accept(stream));
        self.handshakes.spawn(async move {
            match handshake.await {
                Ok(Ok(stream)) => Some((Stream::Right(Box::new(stream)), address)),
                // Scanners, plain HTTP, screens with a wrong clock: nothing to be done here.
                Ok(Err(error)) => {
                    debug!(%address, "no TLS: {error}");
                    None
                }
                Err(_) => {
                    debug!(%address, "no TLS: the handshake takes too long");
                    None
                }
            }
        });
        None
    }
}

impl Listener for Door {
    type Io = Stream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Stream, SocketAddr) {
        loop {
            let has_room = self.handshakes.len() < HANDSHAKES;
            let ready = tokio::select! {
                Some(done) = self.handshakes.join_next() => done.ok().flatten(),
                accepted = self.socket.accept(), if has_room => match accepted {
                    Ok((stream, address)) => self.greet(stream, address),
                    Err(failure) => {
                        rest_after(&failure).await;
                        None
                    }
                },
            };
            if let Some(connection) = ready {
                return connection;
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.socket.local_addr()
    }
}

/// A client that went away is its own affair; anything else is the machine's, and takes a while.
async fn rest_after(failure: &io::Error) {
    let is_of_client = matches!(
        failure.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    );
    if !is_of_client {
        error!("no connection accepted: {failure}");
        sleep(PAUSE).await;
    }
}

impl Connected<IncomingStream<'_, Door>> for Accepted {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        Self {
            address: *stream.remote_addr(),
            secure: matches!(stream.io(), Stream::Right(_)),
        }
    }
}
