//! A display, as a third party would write one.

use futures_util::{SinkExt, StreamExt};
use liandong_domain::{
    frame::{Bye, ClientMessage, Cursor, Encoding, Refusal, Scene, ServerMessage, Snapshot, Value},
    metric::Metric,
    moment::Moment,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{
        self, Message,
        client::IntoClientRequest,
        handshake::client::Request,
        http::{HeaderName, HeaderValue},
    },
};

use crate::{Server, soon};

/// A display that keeps what it was told.
pub struct Screen {
    socket: WebSocketStream<TcpStream>,
    encoding: Encoding,
    shown: Option<Snapshot>,
    /// How many snapshots came.
    pub snapshots: usize,
    /// How many deltas came.
    pub deltas: usize,
}

/// What a display heard last.
#[derive(Debug)]
pub enum Heard {
    /// The numbers are up to date again: a snapshot.
    Snapshot,
    /// The numbers are up to date again: a delta.
    Delta,
    /// All is well.
    Pulse,
    /// The last message was refused.
    Refused(Refusal),
    /// The server is about to close.
    Bye(Bye),
    /// Something besides numbers: the text of its JSON.
    Notice(String),
    /// The connection is closed, with this code, none where it just broke.
    Closed(Option<u16>),
}

/// Opens `/live` over a connection that stands already, with more headers.
///
/// # Errors
/// The server said no, or the connection broke.
pub async fn open_socket<S: AsyncRead + AsyncWrite + Unpin>(
    server: &Server,
    stream: S,
    headers: &[(&'static str, &str)],
) -> Result<WebSocketStream<S>, tungstenite::Error> {
    let address = format!("ws://{}/live", server.host());
    let mut request: Request = address.into_client_request()?;
    for (name, value) in headers {
        let value = HeaderValue::from_str(value).expect("a header's value");
        request
            .headers_mut()
            .insert(HeaderName::from_static(name), value);
    }
    let (socket, _) = soon("an upgrade", client_async(request, stream)).await?;
    Ok(socket)
}

impl Screen {
    /// A display that shows nothing yet.
    pub async fn open(server: &Server, encoding: Encoding) -> Self {
        let stream = TcpStream::connect(server.host())
            .await
            .expect("a connection");
        Self::open_on(server, encoding, stream).await
    }

    /// A display over a connection that stands already.
    pub async fn open_on(server: &Server, encoding: Encoding, stream: TcpStream) -> Self {
        Self::open_with(server, encoding, stream, &[]).await
    }

    /// A display of who is signed in by this cookie.
    pub async fn open_as(server: &Server, encoding: Encoding, cookie: &str) -> Self {
        let stream = TcpStream::connect(server.host())
            .await
            .expect("a connection");
        Self::open_with(server, encoding, stream, &[("cookie", cookie)]).await
    }

    /// A display that shows a credential of its own.
    pub async fn open_bearing(server: &Server, encoding: Encoding, token: &str) -> Self {
        let stream = TcpStream::connect(server.host())
            .await
            .expect("a connection");
        let bearer = format!("Bearer {token}");
        Self::open_with(server, encoding, stream, &[("authorization", &bearer)]).await
    }

    async fn open_with(
        server: &Server,
        encoding: Encoding,
        stream: TcpStream,
        headers: &[(&'static str, &str)],
    ) -> Self {
        let protocol = ("sec-websocket-protocol", encoding.subprotocol());
        let headers: Vec<_> = headers.iter().copied().chain([protocol]).collect();
        let socket = open_socket(server, stream, &headers).await;
        Self {
            socket: socket.expect("an open socket"),
            encoding,
            shown: None,
            snapshots: 0,
            deltas: 0,
        }
    }

    /// A display of a unit, with its first snapshot.
    pub async fn connect(server: &Server, encoding: Encoding, unit: &str) -> Self {
        let mut screen = Self::open(server, encoding).await;
        screen.show(unit).await;
        screen
    }

    /// Shows this unit from now on and waits for its snapshot.
    pub async fn show(&mut self, unit: &str) {
        self.shown = None;
        self.subscribe(unit, None).await;
        while self.shown.is_none() {
            self.expect_more().await;
        }
        assert_eq!(self.snapshot().unit.code.as_str(), unit);
    }

    /// Asks for a unit.
    pub async fn subscribe(&mut self, unit: &str, cursor: Option<Cursor>) {
        let unit = unit.to_owned();
        let scene = Scene::Overview;
        self.say(&ClientMessage::Subscribe {
            unit,
            scene,
            cursor,
        })
        .await;
    }

    /// Goes on from what another display, now closed, has shown.
    pub fn resume(&mut self, old: Snapshot) {
        self.shown = Some(old);
    }

    /// Comes back after a good-bye with what it has, as displays are to: it tries until it is served.
    pub async fn come_back(&mut self, server: &Server) {
        let (unit, cursor) = (
            self.snapshot().unit.code.to_string(),
            self.snapshot().cursor,
        );
        let protocol = ("sec-websocket-protocol", self.encoding.subprotocol());
        let back = async {
            loop {
                let stream = TcpStream::connect(server.host()).await;
                let stream = stream.expect("a connection");
                let Ok(socket) = open_socket(server, stream, &[protocol]).await else {
                    continue;
                };
                self.socket = socket;
                self.subscribe(&unit, Some(cursor)).await;
                if let Heard::Snapshot | Heard::Delta = self.next().await {
                    return;
                }
            }
        };
        soon("a display that is back", back).await;
    }

    /// Says something.
    pub async fn say(&mut self, message: &ClientMessage) {
        let bytes = self.encoding.encode_client(message);
        self.say_raw(match self.encoding {
            Encoding::Json => Message::text(String::from_utf8(bytes).expect("JSON is UTF-8")),
            Encoding::Postcard => Message::binary(bytes),
        })
        .await;
    }

    /// Says anything. Where the server has closed already, what it said comes with the next frame.
    pub async fn say_raw(&mut self, message: Message) {
        let _ = self.socket.send(message).await;
    }

    /// Waits for the next thing that the server says.
    pub async fn next(&mut self) -> Heard {
        loop {
            let message = soon("the next frame", self.socket.next()).await;
            let bytes = match message {
                Some(Ok(Message::Text(text))) if self.encoding == Encoding::Json => text.into(),
                Some(Ok(Message::Binary(bytes))) if self.encoding == Encoding::Postcard => bytes,
                Some(Ok(Message::Close(frame))) => {
                    return Heard::Closed(frame.map(|frame| frame.code.into()));
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => continue,
                Some(Ok(other)) => panic!("a frame of the other encoding: {other:?}"),
                Some(Err(_)) | None => return Heard::Closed(None),
            };
            let message = self.encoding.decode_server(&bytes).expect("a message");
            return self.take_in(message);
        }
    }

    fn take_in(&mut self, message: ServerMessage) -> Heard {
        match message {
            ServerMessage::Snapshot(snapshot) => {
                self.snapshots += 1;
                self.shown = Some(Snapshot::clone(&snapshot));
                Heard::Snapshot
            }
            ServerMessage::Delta(delta) => {
                self.deltas += 1;
                self.shown
                    .as_mut()
                    .expect("a delta follows a snapshot")
                    .apply(&delta);
                Heard::Delta
            }
            ServerMessage::Pulse(_) => Heard::Pulse,
            ServerMessage::Refused(refusal) => Heard::Refused(refusal),
            ServerMessage::Bye(bye) => Heard::Bye(bye),
            ServerMessage::Notice(notice) => Heard::Notice(notice),
        }
    }

    /// The next thing that the server says about numbers.
    pub async fn expect_more(&mut self) {
        match self.next().await {
            Heard::Snapshot | Heard::Delta | Heard::Pulse | Heard::Notice(_) => {}
            other => panic!("numbers were due, but there came {other:?}"),
        }
    }

    /// Plays a past day as is wished, and waits until the replay stands at a moment.
    pub async fn play_to(&mut self, wish: &ClientMessage, moment: Moment) {
        if let ClientMessage::Replay { unit, .. } = wish
            && self
                .shown
                .as_ref()
                .is_some_and(|shown| shown.unit.code.as_str() != unit)
        {
            self.shown = None;
        }
        self.say(wish).await;
        let listen = async {
            loop {
                let shown = self.shown.as_ref();
                let replay = shown.and_then(|shown| shown.replay.as_ref());
                if replay.is_some_and(|replay| replay.at == moment) {
                    break;
                }
                self.expect_more().await;
            }
        };
        soon("that moment of the day", listen).await;
    }

    /// What is shown.
    pub fn snapshot(&self) -> &Snapshot {
        self.shown.as_ref().expect("a snapshot has come")
    }

    /// What is shown, the clock left aside, for comparisons.
    pub fn timeless(&self) -> Snapshot {
        Snapshot {
            server_time: Moment(0),
            ..self.snapshot().clone()
        }
    }

    /// Listens until what is shown is so.
    pub async fn until(&mut self, what: &str, is_so: impl Fn(&Snapshot) -> bool) {
        let listen = async {
            while !is_so(self.snapshot()) {
                self.expect_more().await;
            }
        };
        soon(what, listen).await;
    }

    /// Listens until the unit's own number is this.
    pub async fn until_count(&mut self, metric: Metric, count: i64) {
        let wanted = Some(Value::Count(count));
        self.until(&format!("{metric:?} = {count}"), |snapshot| {
            snapshot.metrics.get(metric) == wanted
        })
        .await;
    }

    /// Listens until what is shown reaches this place of the log. A place at which nothing of the
    /// unit changed is told by a pulse only, so post something that does.
    pub async fn until_seq(&mut self, seq: u64) {
        self.until(&format!("seq {seq}"), |snapshot| snapshot.cursor.seq >= seq)
            .await;
    }

    /// The unit's own number.
    pub fn value(&self, metric: Metric) -> Option<Value> {
        self.snapshot().metrics.get(metric)
    }

    /// Listens until the good-bye and the close, and gives the good-bye and the close code.
    pub async fn until_closed(&mut self) -> (Option<Bye>, Option<u16>) {
        let mut bye = None;
        loop {
            match self.next().await {
                Heard::Bye(said) => bye = Some(said),
                Heard::Closed(code) => return (bye, code),
                _ => {}
            }
        }
    }

    /// Listens until something is refused.
    pub async fn until_refused(&mut self) -> Refusal {
        loop {
            match self.next().await {
                Heard::Refused(refusal) => return refusal,
                Heard::Closed(code) => panic!("closed with {code:?}, not refused"),
                _ => {}
            }
        }
    }
}
