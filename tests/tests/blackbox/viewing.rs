//! Viewing is for everybody, or for staff only; whichever it is holds at once.

use liandong_domain::frame::Encoding;
use liandong_tests::{
    Answer, Heard, Screen, Server, Staff, client_with, facts::*, open_socket, tree::*,
};
use reqwest::{Method, Url, redirect::Policy};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Error;

const FOR_PROGRAMS: [&str; 3] = [
    "/api/v1/units",
    "/api/v1/units/310104/snapshot?scene=overview",
    "/api/v1/units/310199/snapshot?scene=overview",
];

/// Asks as a browser does, but shows a redirect instead of following it.
async fn as_browser(server: &Server, path: &str) -> Answer {
    let client = client_with(|client| client.redirect(Policy::none()));
    let request = client.get(format!("http://{}{path}", server.host()));
    Answer::of(request.header("accept", "text/html,application/xhtml+xml")).await
}

/// Where a redirect to the page for signing in leads after that.
fn way_back(answer: &Answer) -> Option<String> {
    let base = Url::parse("http://wall.example/").expect("an address");
    let location = base.join(answer.header("location")).expect("an address");
    assert_eq!(location.path(), "/sign-in");
    let mut pairs = location.query_pairs();
    let next = pairs.find(|(name, _)| name == "next");
    next.map(|(_, next)| next.into_owned())
}

async fn handshake(server: &Server, cookie: &str) -> u16 {
    let stream = TcpStream::connect(server.host())
        .await
        .expect("a connection");
    match open_socket(server, stream, &[("cookie", cookie)]).await {
        Ok(_) => 101,
        Err(Error::Http(response)) => response.status().as_u16(),
        Err(error) => panic!("{error}"),
    }
}

/// Sees that a screen still gets what happens.
async fn goes_on(server: &Server, screen: &mut Screen, id: &str) {
    let receipt = server.post(&[meeting(id, XINCUN, 47)]).await;
    screen.until_seq(receipt.seq).await;
}

#[tokio::test]
async fn visitors_are_sent_to_sign_in_and_then_back() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    chief.set_public_viewing(false).await;
    for path in [
        "/",
        "/units/310104?mode=wall&scene=a",
        "/units/310199",
        "/kiosk/310104",
        "/kiosk/310104/find?q=X",
        "/kiosk/310104/here",
        "/kiosk/310104/units/310104003",
        "/kiosk/310104/units/310104003/numbers/member.total",
    ] {
        let answer = as_browser(&server, path).await;
        answer.assert_status(303);
        assert_eq!(way_back(&answer).as_deref(), Some(path));
        assert!(!answer.body.contains("徐汇"));
    }
    for path in FOR_PROGRAMS {
        server.get(path).await.assert_refused(401, "not_signed_in");
        chief
            .get(path)
            .await
            .assert_status(if path.contains("310199") { 404 } else { 200 });
    }
    chief.get("/units/310104").await.assert_status(200);
    server.get("/healthz").await.assert_status(200);
    // Programs have their tokens.
    server.accept(&[meeting("m-1", XINCUN, 47)]).await;
}

#[tokio::test]
async fn a_cookie_that_is_none_opens_nothing() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let gone = chief.elsewhere().await;
    gone.delete("/api/v1/session").await.assert_status(204);
    chief.set_public_viewing(false).await;
    let made_up = format!("__Host-liandong={}", "0".repeat(64));
    for cookie in [&made_up, gone.cookie(), "__Host-liandong=", "other=1"] {
        let request = server.request(Method::GET, FOR_PROGRAMS[1]);
        let answer = Answer::of(request.header("cookie", cookie)).await;
        answer.assert_refused(401, "not_signed_in");
        assert_eq!(handshake(&server, cookie).await, 401);
    }
    let among_others = format!("a=1; {}; b=2", chief.cookie());
    assert_eq!(handshake(&server, &among_others).await, 101);
}

#[tokio::test]
async fn open_screens_of_visitors_go_at_once_and_those_of_staff_stay() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    chief.set_public_viewing(false).await;
    let mut own = chief.screen(CITY).await;
    chief.set_public_viewing(true).await;
    let mut visitors = Vec::new();
    for encoding in Encoding::ALL {
        visitors.push(Screen::connect(&server, encoding, XUHUI).await);
    }
    visitors.push(Screen::open(&server, Encoding::Json).await);

    chief.set_public_viewing(false).await;
    for visitor in &mut visitors {
        // At once: a screen that is let stay for a while hears a pulse first.
        let Heard::Bye(bye) = visitor.next().await else {
            panic!("no good-bye");
        };
        assert_eq!((bye.code, bye.reason.as_str()), (3500, "not_admitted"));
        assert!(bye.retry_ms > 0);
        assert_eq!(visitor.until_closed().await.1, Some(3500));
    }
    assert_eq!(handshake(&server, "").await, 401);
    goes_on(&server, &mut own, "m-1").await;

    chief.set_public_viewing(true).await;
    assert_eq!(handshake(&server, "").await, 101);
    goes_on(&server, &mut own, "m-2").await;
}

#[tokio::test]
async fn whoever_has_signed_out_goes_with_the_visitors() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let leaving = chief.elsewhere().await;
    chief.set_public_viewing(false).await;
    let mut screen = leaving.screen(CITY).await;
    leaving.delete("/api/v1/session").await.assert_status(204);
    // The next look at who may stay.
    chief.set_public_viewing(false).await;
    let (bye, _) = screen.until_closed().await;
    assert_eq!(bye.map(|bye| bye.code), Some(3500));
}

#[tokio::test]
async fn the_setting_outlives_the_server() {
    let mut server = Server::small().await;
    let chief = server.set_up().await;
    chief.set_public_viewing(false).await;
    let credentials = chief.credentials.clone();
    drop(chief);
    server.kill().await;
    server.start_again().await;
    server
        .get(FOR_PROGRAMS[0])
        .await
        .assert_refused(401, "not_signed_in");
    let chief = Staff::sign_in(&server, credentials).await;
    let settings = chief.get("/api/v1/settings").await.json();
    assert_eq!(settings["public_viewing"], false);
}

#[tokio::test]
async fn a_screen_that_was_signed_in_before_stays() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let mut screen = chief.screen(XINCUN).await;
    chief.set_public_viewing(false).await;
    goes_on(&server, &mut screen, "m-stays").await;
}
