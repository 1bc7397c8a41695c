//! A screen that takes nothing for a while holds up nobody, and catches up then.

use liandong_domain::{frame::Encoding, metric::Metric};
use liandong_tests::{Heard, Screen, Server, facts::*, tree::*};
use tokio::net::TcpSocket;

const ATTENDED: Metric = Metric::MEETING_BRANCH_CONGRESS_ATTENDED;

/// A screen with hardly any room for what it does not read.
async fn narrow(server: &Server) -> Screen {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(4096).expect("a small buffer");
    let address = server.host().parse().expect("an address");
    let stream = socket.connect(address).await.expect("a connection");
    Screen::open_on(server, Encoding::Json, stream).await
}

#[tokio::test]
async fn a_stalled_screen_holds_up_nobody_and_catches_up() {
    let server = Server::small().await;
    let mut stalled = narrow(&server).await;
    // Each is answered by a snapshot that is not read: soon the server cannot send it any more.
    for _ in 0..80 {
        stalled.subscribe(CITY, None).await;
    }
    let mut lively = Screen::connect(&server, Encoding::Postcard, CITY).await;
    for number in 1..=12 {
        let fact = meeting(&format!("m-{number}"), XINCUN, 10);
        server.accept(&[fact]).await;
        lively.until_count(ATTENDED, 10 * number).await;
    }
    // Newest wins: it reads what lay in the buffers, then what is true now.
    loop {
        if let Heard::Closed(_) = stalled.next().await {
            // On a slow machine the server may have given it up meanwhile; then it comes back.
            stalled = Screen::connect(&server, Encoding::Json, CITY).await;
        }
        if stalled.timeless() == lively.timeless() {
            break;
        }
    }
    server.accept(&[meeting("m-last", XINCUN, 1)]).await;
    for screen in [&mut stalled, &mut lively] {
        screen.until_count(ATTENDED, 121).await;
    }
}
