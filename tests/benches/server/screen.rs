//! A screen: a live connection that speaks postcard.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use futures_util::{SinkExt, StreamExt};
use liandong_domain::{
    frame::{ClientMessage, Cursor, Encoding, Scene, ServerMessage},
    moment::Moment,
};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Message, client::IntoClientRequest, http::HeaderValue},
};

use crate::server::Server;

const ENCODING: Encoding = Encoding::Postcard;
const PATIENCE: Duration = Duration::from_secs(10);

/// A connected screen.
pub struct Screen(WebSocketStream<TcpStream>);

impl Screen {
    /// Connects and shows a unit; returns once its snapshot has come.
    pub async fn show(server: &Server, unit: &str) -> Result<Self> {
        let mut screen = Self::connect(server.address()).await?;
        match screen.subscribe(unit, None).await? {
            ServerMessage::Snapshot(_) => Ok(screen),
            other => bail!("a snapshot should have come: {other:?}"),
        }
    }

    /// Connects, and shows nothing yet.
    pub async fn connect(address: &str) -> Result<Self> {
        let mut request = format!("ws://{address}/live").into_client_request()?;
        request.headers_mut().insert(
            "Sec-WebSocket-Protocol",
            HeaderValue::from_static(ENCODING.subprotocol()),
        );
        let stream = TcpStream::connect(address).await?;
        let (socket, _) = client_async(request, stream).await?;
        Ok(Self(socket))
    }

    /// Shows a unit, of which it has what was up to a cursor; gives the answer.
    pub async fn subscribe(&mut self, unit: &str, cursor: Option<Cursor>) -> Result<ServerMessage> {
        let subscribe = ClientMessage::Subscribe {
            unit: unit.to_owned(),
            scene: Scene::Overview,
            cursor,
        };
        let subscribe = Message::Binary(ENCODING.encode_client(&subscribe).into());
        self.0.send(subscribe).await?;
        Ok(self.next().await?.0)
    }

    /// Takes what comes until the server goes: how long it says to wait before coming back, if it says so.
    pub async fn until_gone(mut self) -> Option<u32> {
        let mut advice = None;
        while let Some(Ok(message)) = self.0.next().await {
            if let Message::Binary(bytes) = message
                && let Ok(ServerMessage::Bye(bye)) = ENCODING.decode_server(&bytes)
            {
                advice = Some(bye.retry_ms);
            }
        }
        advice
    }

    /// Plays a past day as is wished; returns once the frame has come that stands at a moment of it.
    pub async fn play_to(&mut self, wish: &ClientMessage, moment: Moment) -> Result<()> {
        let wish = Message::Binary(ENCODING.encode_client(wish).into());
        self.0.send(wish).await?;
        loop {
            let replay = match self.next().await?.0 {
                ServerMessage::Snapshot(snapshot) => snapshot.replay.clone(),
                ServerMessage::Delta(delta) => delta.replay,
                ServerMessage::Pulse(_) => None,
                other => bail!("a frame of that day should have come: {other:?}"),
            };
            if replay.is_some_and(|replay| replay.at == moment) {
                return Ok(());
            }
        }
    }

    /// The next delta's size in bytes.
    pub async fn next_delta(&mut self) -> Result<usize> {
        loop {
            if let (ServerMessage::Delta(_), bytes) = self.next().await? {
                return Ok(bytes);
            }
        }
    }

    /// Takes whatever comes, until the connection ends.
    pub async fn take_all(mut self) {
        while let Some(Ok(_)) = self.0.next().await {}
    }

    async fn next(&mut self) -> Result<(ServerMessage, usize)> {
        loop {
            let message = timeout(PATIENCE, self.0.next()).await?;
            match message.context("the server closed the connection")?? {
                Message::Binary(bytes) => {
                    return Ok((ENCODING.decode_server(&bytes)?, bytes.len()));
                }
                Message::Ping(_) | Message::Pong(_) => {}
                other => bail!("an unexpected message: {other:?}"),
            }
        }
    }
}
