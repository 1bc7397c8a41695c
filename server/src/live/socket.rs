//! `/live`: one task per screen.

use std::{ops::ControlFlow, sync::Arc, time::Duration};

use axum::{
    extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use liandong_domain::frame::{Bye, ClientMessage, Cursor, Encoding, Pulse, Refusal, ServerMessage};
use tokio::time::{Instant, interval_at, sleep_until, timeout};
use tracing::{Instrument, debug, info_span};

use super::{
    hub::{Frame, Hub, Published, Watch},
    limits::Place,
    origin,
    side::Side,
};
use crate::{
    Application,
    access::Admission,
    error::AppError,
    replay::{Replays, Session, Wish},
    screens::{Presented, credential, fleet::Order},
};

/// The longest message that a client may send, in bytes.
const MAX_MESSAGE: usize = 4 * 1024;
/// What may wait in a socket's write buffer; a snapshot of the largest unit fits several times.
const MAX_WRITE_BUFFER: usize = 1024 * 1024;
/// Quiet after which a pulse tells that all is well.
const PULSE: Duration = Duration::from_secs(15);
const PING: Duration = Duration::from_secs(25);
const PONG: Duration = Duration::from_secs(8);
/// A peer that takes nothing for so long is gone.
const SEND: Duration = Duration::from_secs(10);
/// Messages from a client in any ten seconds; a screen sends about four a second at most.
const MESSAGES_PER_WINDOW: u32 = 100;
const WINDOW: Duration = Duration::from_secs(10);

/// Why the server closes, with the protocol's close codes.
#[derive(Clone, Copy)]
enum Reason {
    Restart,
    TooManyMessages,
    Malformed,
    NotAdmitted,
    Unpaired,
    InUse,
}

impl Reason {
    fn bye(self) -> Bye {
        let (code, reason, retry_ms) = match self {
            // Each is told another time, and adds its own jitter: all of them lose the server at one moment.
            Self::Restart => (3001, "restart", spread()),
            Self::TooManyMessages => (3002, "too_many_messages", 10_000),
            Self::Malformed => (3003, "malformed_message", 10_000),
            Self::NotAdmitted => (Bye::NOT_ADMITTED, "not_admitted", 10_000),
            Self::InUse => (3501, "screen_in_use", 10_000),
            Self::Unpaired => (3502, "unpaired", 10_000),
        };
        Bye {
            code,
            reason: reason.to_owned(),
            retry_ms,
        }
    }
}

/// How long one of the many that a restart sends away is to wait, in milliseconds.
fn spread() -> u32 {
    const SHORTEST_MS: u32 = 500;
    const LONGEST_MS: u32 = 10_000;
    getrandom::u32().map_or(LONGEST_MS, |random| {
        SHORTEST_MS + random % (LONGEST_MS - SHORTEST_MS)
    })
}

/// Answers `GET /live`.
///
/// # Errors
/// A stranger's page, or too many connections from the address.
pub async fn upgrade(
    application: Arc<Application>,
    address: std::net::IpAddr,
    headers: &HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Result<Response, AppError> {
    if !origin::is_allowed(headers, &application.config.allowed_origins) {
        let message = "这个网页来源不可订阅；请在 allowed_origins 中加入它";
        return Err(AppError::refused(
            StatusCode::FORBIDDEN,
            "origin_not_allowed",
            message,
        ));
    }
    let ended = ended_pairing(&application, headers, address);
    let admission = match ended {
        // Let in to be told why it has to go.
        Some(_) => Admission::Public,
        None => Admission::of(&application, headers).await?,
    };
    let (place, screen) = match admission {
        Admission::Screen(id, hash) => (
            Some(application.connections.enter_screen()),
            Some((id, hash)),
        ),
        _ => (application.connections.enter(address), None),
    };
    let place = place.ok_or_else(|| {
        let message = "这个地址的连接数已到上限；请关闭不用的页面，或调高 connections_per_address";
        AppError::refused(
            StatusCode::TOO_MANY_REQUESTS,
            "too_many_connections",
            message,
        )
    })?;
    let upgrade = upgrade
        // By default each connection holds 128 KiB for reading and any amount for writing.
        .read_buffer_size(1024)
        .write_buffer_size(0)
        .max_write_buffer_size(MAX_WRITE_BUFFER)
        .max_message_size(MAX_MESSAGE)
        .max_frame_size(MAX_MESSAGE)
        .protocols(Encoding::ALL.map(Encoding::subprotocol));
    let selected = upgrade
        .selected_protocol()
        .and_then(|chosen| chosen.to_str().ok());
    let encoding = Encoding::ALL
        .into_iter()
        .find(|encoding| selected == Some(encoding.subprotocol()))
        .unwrap_or(Encoding::Json);
    let span = info_span!("live", %address);
    let side = Side::new(&application, screen, address.to_string()).await?;
    let run = move |socket| {
        let screen = Screen::new(socket, encoding, &application, admission, side, place);
        screen.run(application, ended).instrument(span)
    };
    Ok(upgrade.on_upgrade(run).into_response())
}

/// Why a panel that comes with a credential is no screen.
fn ended_pairing(
    application: &Application,
    headers: &HeaderMap,
    address: std::net::IpAddr,
) -> Option<Reason> {
    let hash = credential::of(headers)?;
    match application.screens.roster.identify(hash) {
        Some(Presented::Screen(_)) => None,
        Some(Presented::Copy(screen)) => {
            let now = application.clock.now().0;
            let fleet = &application.screens.fleet;
            fleet.intrude(screen.id, address.to_string(), now);
            Some(Reason::InUse)
        }
        None => Some(Reason::Unpaired),
    }
}

struct Screen {
    socket: WebSocket,
    encoding: Encoding,
    hub: Hub,
    watch: Option<Watch>,
    replays: Replays,
    replay: Option<Session>,
    has: u64,
    pulse_at: Instant,
    pong_due: Option<Instant>,
    window_end: Instant,
    messages: u32,
    admission: Admission,
    side: Side,
    _place: Place,
}

/// Either the connection goes on, or it ends: with a good-bye, or because the peer is gone.
type Step = ControlFlow<Option<Reason>>;
const PEER_GONE: Step = ControlFlow::Break(None);
const GO_ON: Step = ControlFlow::Continue(());

impl Screen {
    fn new(
        socket: WebSocket,
        encoding: Encoding,
        application: &Application,
        admission: Admission,
        side: Side,
        place: Place,
    ) -> Self {
        let now = Instant::now();
        Self {
            socket,
            encoding,
            hub: application.hub.clone(),
            watch: None,
            replays: application.replays.clone(),
            replay: None,
            has: 0,
            pulse_at: now + PULSE,
            pong_due: None,
            window_end: now + WINDOW,
            messages: 0,
            admission,
            side,
            _place: place,
        }
    }

    async fn run(mut self, application: Arc<Application>, ended: Option<Reason>) {
        let end = match ended {
            None => self.serve(application).await,
            ended => ended,
        };
        if let Some(reason) = end {
            self.close(reason.bye()).await;
        }
    }

    async fn serve(&mut self, application: Arc<Application>) -> Option<Reason> {
        let mut ping = interval_at(Instant::now() + PING, PING);
        let mut viewing = application.viewing.watch();
        let mut changes = application.screens.changes();
        if let ControlFlow::Break(end) = self.tell_side().await {
            return end;
        }
        loop {
            let pong_due = self.pong_due.unwrap_or_else(|| Instant::now() + PING);
            let step = tokio::select! {
                message = self.socket.recv() => match message {
                    Some(Ok(message)) => self.receive(message).await,
                    // Too large, no WebSocket frame, or gone: who is still there is told.
                    Some(Err(error)) => { debug!("connection lost: {error}"); ControlFlow::Break(Some(Reason::Malformed)) }
                    None => PEER_GONE,
                },
                published = next(&mut self.watch) => self.publish(published).await,
                played = next_played(&mut self.replay) => self.send_played(played).await,
                () = sleep_until(self.pulse_at) => self.pulse().await,
                _ = ping.tick() => self.ping(&application).await,
                Ok(()) = viewing.changed() => self.readmit(&application).await,
                Ok(()) = changes.changed() => self.tell_news().await,
                order = self.side.next_order() => self.obey(order).await,
                () = sleep_until(pong_due), if self.pong_due.is_some() => PEER_GONE,
                () = application.stop.cancelled() => ControlFlow::Break(Some(Reason::Restart)),
            };
            if let ControlFlow::Break(end) = step {
                return end;
            }
        }
    }

    /// Tells what may be another though nobody says so: the tree, where a unit of the playlist was closed or has
    /// another name; and that it is time for the next credential.
    async fn tell_side(&mut self) -> Step {
        self.tell_news().await?;
        match self.side.renewal() {
            Some(ticket) => self.tell(ticket).await,
            None => GO_ON,
        }
    }

    /// Tells what is another besides numbers.
    async fn tell_news(&mut self) -> Step {
        for notice in self.side.news() {
            self.tell(notice).await?;
        }
        GO_ON
    }

    async fn tell(&mut self, notice: String) -> Step {
        self.send(&ServerMessage::Notice(notice)).await
    }

    async fn obey(&mut self, order: Option<Order>) -> Step {
        match order {
            Some(Order::Notice(notice)) => self.tell(notice).await,
            Some(Order::Prove(proof)) => {
                self.side.prove(proof);
                self.ask_for_pong().await
            }
            Some(Order::InUse) => ControlFlow::Break(Some(Reason::InUse)),
            Some(Order::Unpaired) => ControlFlow::Break(Some(Reason::Unpaired)),
            // Another panel took its place, as this one seemed gone.
            None => PEER_GONE,
        }
    }

    async fn receive(&mut self, message: Message) -> Step {
        let body: Bytes = match message {
            Message::Text(text) => text.into(),
            Message::Binary(body) => body,
            Message::Pong(_) => {
                self.pong_due = None;
                self.side.proved();
                return GO_ON;
            }
            // Answered by the socket itself, a close as well: the next look at it ends.
            Message::Ping(_) | Message::Close(_) => return GO_ON,
        };
        if self.is_flooding() {
            return ControlFlow::Break(Some(Reason::TooManyMessages));
        }
        match self.encoding.decode_client(&body) {
            Ok(ClientMessage::Subscribe {
                unit,
                scene,
                cursor,
            }) => self.subscribe(&unit, scene, cursor).await,
            Ok(ClientMessage::Replay {
                unit,
                scene,
                day,
                at,
                speed,
            }) => {
                let wish = Wish {
                    unit,
                    scene,
                    day,
                    at,
                    speed,
                };
                self.play(wish).await
            }
            Ok(ClientMessage::Painted { seq }) => {
                self.side.painted(seq);
                GO_ON
            }
            Ok(ClientMessage::Report(report)) => match self.side.reported(&report) {
                Some(notice) => self.tell(notice).await,
                None => GO_ON,
            },
            Err(error) => {
                debug!("malformed message: {error}");
                ControlFlow::Break(Some(Reason::Malformed))
            }
        }
    }

    fn is_flooding(&mut self) -> bool {
        let now = Instant::now();
        if now >= self.window_end {
            self.window_end = now + WINDOW;
            self.messages = 0;
        }
        self.messages += 1;
        self.messages > MESSAGES_PER_WINDOW
    }

    async fn subscribe(
        &mut self,
        unit: &str,
        scene: liandong_domain::frame::Scene,
        cursor: Option<Cursor>,
    ) -> Step {
        let Some(watch) = self.hub.watch(unit, scene) else {
            let shown: String = unit.chars().take(40).collect();
            return self
                .refuse("unknown_unit", format!("没有代码为“{shown}”的单位"))
                .await;
        };
        let frame = watch.catch_up(cursor);
        self.replay = None;
        self.watch = Some(watch);
        self.side.show(unit);
        self.send_frame(&frame).await?;
        self.tell_news().await
    }

    /// Plays a past day, or goes on with it as is wished.
    async fn play(&mut self, wish: Wish) -> Step {
        if let Some(playing) = &self.replay
            && playing.is_of(&wish)
            && playing.wish(wish.clone()).await
        {
            return GO_ON;
        }
        // What is now and what was are never mixed; and one screen plays one day.
        self.watch = None;
        self.replay = None;
        match self.replays.begin(wish).await {
            Ok(session) => {
                self.replay = Some(session);
                GO_ON
            }
            Err(why) => self.refuse(why.code(), why.to_string()).await,
        }
    }

    async fn send_played(&mut self, played: Option<ServerMessage>) -> Step {
        let Some(message) = played else {
            self.replay = None;
            return self.refuse("replay_ended", "回放已结束".to_owned()).await;
        };
        self.send(&message).await
    }

    async fn publish(&mut self, published: Published) -> Step {
        match published {
            Published::Frame(None) => GO_ON,
            Published::Frame(Some(frame)) if frame.to <= self.has => GO_ON,
            Published::Frame(Some(frame)) if frame.fits(self.has) => self.send_frame(&frame).await,
            Published::Frame(Some(_)) => {
                metrics::counter!("liandong_frames_merged_total").increment(1);
                let has = Cursor {
                    seq: self.has,
                    ..self.hub.cursor()
                };
                match self.watch.as_ref().map(|watch| watch.catch_up(Some(has))) {
                    Some(frame) => self.send_frame(&frame).await,
                    None => GO_ON,
                }
            }
            Published::Gone => {
                self.watch = None;
                self.refuse("unit_retired", "这个单位已停用".to_owned())
                    .await
            }
        }
    }

    async fn send_frame(&mut self, frame: &Frame) -> Step {
        self.has = frame.to;
        self.side.sent(frame.to);
        self.send_bytes(frame.bytes(self.encoding)).await
    }

    async fn pulse(&mut self) -> Step {
        let origin = self.hub.origin();
        let cursor = Cursor {
            epoch: origin.epoch,
            seq: self.has,
        };
        self.send(&ServerMessage::Pulse(Pulse {
            cursor,
            server_time: origin.server_time,
        }))
        .await
    }

    async fn refuse(&mut self, code: &str, message: String) -> Step {
        self.send(&ServerMessage::Refused(Refusal {
            code: code.to_owned(),
            message,
        }))
        .await
    }

    async fn send(&mut self, message: &ServerMessage) -> Step {
        self.send_bytes(self.encoding.encode_server(message).into())
            .await
    }

    async fn send_bytes(&mut self, bytes: Bytes) -> Step {
        metrics::counter!("liandong_frames_out_total").increment(1);
        metrics::counter!("liandong_frame_bytes_out_total").increment(bytes.len() as u64);
        self.pulse_at = Instant::now() + PULSE;
        let message = match self.encoding {
            Encoding::Postcard => Message::Binary(bytes),
            Encoding::Json => match bytes.try_into() {
                Ok(text) => Message::Text(text),
                Err(_) => return PEER_GONE,
            },
        };
        self.send_message(message).await
    }

    /// Who was let in may have to go: signed out, or viewing is no longer public.
    async fn readmit(&mut self, application: &Application) -> Step {
        if self.admission.holds(application).await {
            GO_ON
        } else {
            ControlFlow::Break(Some(Reason::NotAdmitted))
        }
    }

    async fn ping(&mut self, application: &Application) -> Step {
        self.readmit(application).await?;
        self.tell_side().await?;
        self.ask_for_pong().await
    }

    async fn ask_for_pong(&mut self) -> Step {
        self.pong_due.get_or_insert_with(|| Instant::now() + PONG);
        self.send_message(Message::Ping(Bytes::new())).await
    }

    async fn send_message(&mut self, message: Message) -> Step {
        match timeout(SEND, self.socket.send(message)).await {
            Ok(Ok(())) => GO_ON,
            Ok(Err(error)) => {
                debug!("connection lost: {error}");
                PEER_GONE
            }
            Err(_) => {
                metrics::counter!("liandong_stalled_screens_total").increment(1);
                PEER_GONE
            }
        }
    }

    async fn close(&mut self, bye: Bye) {
        let close = CloseFrame {
            code: bye.code,
            reason: bye.reason.clone().into(),
        };
        let told = self.send(&ServerMessage::Bye(bye)).await;
        if told.is_continue() {
            let _ = self.send_message(Message::Close(Some(close))).await;
        }
    }
}

/// The next message of what is played; never, where nothing is.
async fn next_played(replay: &mut Option<Session>) -> Option<ServerMessage> {
    match replay {
        Some(session) => session.next().await,
        None => std::future::pending().await,
    }
}

/// The next frame of what is watched; never, where nothing is.
async fn next(watch: &mut Option<Watch>) -> Published {
    match watch {
        Some(watch) => watch.next().await,
        None => std::future::pending().await,
    }
}
