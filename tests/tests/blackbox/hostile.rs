//! The live protocol, for clients that do not behave. All others go on.

use liandong_domain::{
    frame::{ClientMessage, Encoding},
    metric::Metric,
};
use liandong_tests::{Screen, Server, Setup, facts::*, open_socket, tree::*};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::{Error, Message};

/// A screen beside the hostile one, and proof that it goes on.
struct Neighbour(Screen);

impl Neighbour {
    async fn of(server: &Server) -> Self {
        Self(Screen::connect(server, Encoding::Postcard, CITY).await)
    }

    async fn goes_on(mut self, server: &Server) {
        server.accept(&[meeting("neighbour", XINCUN, 47)]).await;
        let attended = Metric::MEETING_BRANCH_CONGRESS_ATTENDED;
        self.0.until_count(attended, 47).await;
    }
}

#[tokio::test]
async fn a_malformed_frame_ends_its_own_connection_only() {
    let server = Server::small().await;
    let neighbour = Neighbour::of(&server).await;
    let malformed = [
        (Encoding::Json, Message::text("hello")),
        (Encoding::Json, Message::text("{}")),
        (Encoding::Json, Message::text(r#"{"type":"subscribe"}"#)),
        (
            Encoding::Json,
            Message::text(r#"{"type":"subscribe","unit":"31","scene":"weather"}"#),
        ),
        (Encoding::Json, Message::binary(vec![0xff, 0xfe])),
        (Encoding::Postcard, Message::binary(vec![0xff; 20])),
        (Encoding::Postcard, Message::binary(Vec::new())),
        (Encoding::Postcard, Message::text("hello")),
    ];
    for (encoding, message) in malformed {
        let mut screen = Screen::open(&server, encoding).await;
        let shown = format!("{message:?}");
        screen.say_raw(message).await;
        let (bye, code) = screen.until_closed().await;
        let bye = bye.expect(&shown);
        assert_eq!((bye.code, bye.reason.as_str()), (3003, "malformed_message"));
        assert!(bye.retry_ms > 0);
        assert_eq!(code, Some(3003), "{shown}");
    }
    neighbour.goes_on(&server).await;
}

#[tokio::test]
async fn a_frame_that_is_too_large_ends_its_own_connection_only() {
    let server = Server::small().await;
    let neighbour = Neighbour::of(&server).await;
    for size in [5 * 1024, 2 * 1024 * 1024] {
        let mut screen = Screen::connect(&server, Encoding::Json, XUHUI).await;
        screen.say_raw(Message::text(" ".repeat(size))).await;
        // With what it sent unread, the good-bye itself may get lost on the way.
        let (bye, code) = screen.until_closed().await;
        assert!(bye.is_none_or(|bye| bye.reason == "malformed_message"));
        assert!(code.is_none_or(|code| code == 3003), "{code:?}");
    }
    neighbour.goes_on(&server).await;
}

#[tokio::test]
async fn a_flood_ends_its_own_connection_only() {
    let server = Server::small().await;
    let neighbour = Neighbour::of(&server).await;
    let mut screen = Screen::connect(&server, Encoding::Postcard, XUHUI).await;
    // More than any window takes, however the sending falls into windows.
    for seq in 0..250 {
        screen.say(&ClientMessage::Painted { seq }).await;
    }
    let (bye, code) = screen.until_closed().await;
    // With messages unread, the good-bye itself may get lost on the way.
    if let Some(bye) = bye {
        assert_eq!((bye.code, bye.reason.as_str()), (3002, "too_many_messages"));
    }
    assert!(code.is_none_or(|code| code == 3002));
    neighbour.goes_on(&server).await;
}

async fn status_of(server: &Server, origin: &str) -> u16 {
    let stream = TcpStream::connect(server.host())
        .await
        .expect("a connection");
    match open_socket(server, stream, &[("origin", origin)]).await {
        Ok(_) => 101,
        Err(Error::Http(response)) => response.status().as_u16(),
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn only_pages_of_known_origins_may_listen() {
    let setup = Setup::new()
        .units(SMALL)
        .arg("--allowed-origins=https://portal.example,https://wall.example");
    let server = setup.start().await;
    let own = format!("http://{}", server.host());
    assert_eq!(status_of(&server, &own).await, 101);
    assert_eq!(status_of(&server, "https://portal.example").await, 101);
    assert_eq!(status_of(&server, "https://wall.example").await, 101);
    for stranger in [
        "https://evil.example",
        "null",
        "http://127.0.0.1:1",
        "https://portal.example.evil.example",
    ] {
        assert_eq!(status_of(&server, stranger).await, 403, "{stranger}");
    }
}

#[tokio::test]
async fn an_address_has_so_many_connections_and_no_more() {
    let setup = Setup::new().units(SMALL).arg("--connections-per-address=2");
    let server = setup.start().await;
    let first = Screen::connect(&server, Encoding::Json, XUHUI).await;
    let mut second = Screen::connect(&server, Encoding::Json, XUHUI).await;
    let own = format!("http://{}", server.host());
    assert_eq!(status_of(&server, &own).await, 429);
    // Requests of other kinds are not live connections.
    server.accept(&[meeting("m-1", XINCUN, 47)]).await;
    let attended = Metric::MEETING_BRANCH_CONGRESS_ATTENDED;
    second.until_count(attended, 47).await;
    drop(first);
    let place_is_free = async { while status_of(&server, &own).await == 429 {} };
    liandong_tests::soon("a free place", place_is_free).await;
}
