//! The live protocol, for clients that behave.

use liandong_domain::{
    frame::{Cursor, Encoding, Epoch, Value},
    metric::Metric,
};
use liandong_tests::{Heard, Screen, Server, facts::*, tree::*};
use tokio_tungstenite::tungstenite::{
    Message,
    protocol::{CloseFrame, frame::coding::CloseCode},
};

const ATTENDED: Metric = Metric::MEETING_BRANCH_CONGRESS_ATTENDED;

#[tokio::test]
async fn a_snapshot_then_deltas_in_both_encodings() {
    let server = Server::small().await;
    for (round, encoding) in Encoding::ALL.into_iter().enumerate() {
        let mut screen = Screen::connect(&server, encoding, XUHUI).await;
        assert_eq!(screen.timeless(), server.snapshot(XUHUI).await);
        let fact = meeting(&format!("m-{round}"), XINCUN, 40);
        server.accept(&[fact]).await;
        screen.until_count(ATTENDED, 40 * (round as i64 + 1)).await;
        assert_eq!(screen.snapshots, 1);
        assert_eq!(screen.timeless(), server.snapshot(XUHUI).await);
    }
}

#[tokio::test]
async fn one_fact_shows_the_same_number_at_every_level() {
    let server = Server::small().await;
    let mut screens = Vec::new();
    for encoding in Encoding::ALL {
        for unit in [XINCUN, TIANPING, XUHUI, CITY] {
            screens.push(Screen::connect(&server, encoding, unit).await);
        }
    }
    server.accept(&[meeting("m-1", XINCUN, 47)]).await;
    for screen in &mut screens {
        screen.until_count(ATTENDED, 47).await;
        let ticker = &screen.snapshot().ticker;
        assert_eq!(ticker.last().expect("news").unit.as_str(), XINCUN);
    }
    let city = screens.last().expect("the city's").snapshot();
    let xuhui = city
        .children
        .iter()
        .find(|child| child.code.as_str() == XUHUI);
    let shown = xuhui.expect("a district").metrics.get(ATTENDED);
    assert_eq!(shown.and_then(Value::count), Some(47));
}

#[tokio::test]
async fn a_connection_without_a_subprotocol_speaks_json() {
    let server = Server::small().await;
    let stream = tokio::net::TcpStream::connect(server.host())
        .await
        .expect("a connection");
    let socket = liandong_tests::open_socket(&server, stream, &[]).await;
    let mut socket = socket.expect("an open socket");
    let subscribe = r#"{"type":"subscribe","unit":"310104","scene":"overview"}"#;
    let message = Message::text(subscribe);
    futures_util::SinkExt::send(&mut socket, message)
        .await
        .expect("it is open");
    let next = futures_util::StreamExt::next(&mut socket);
    let answer = liandong_tests::soon("a snapshot", next).await;
    let answer = answer.expect("a frame").expect("a good frame");
    let json: serde_json::Value =
        serde_json::from_str(answer.to_text().expect("text")).expect("JSON");
    assert_eq!(json["type"], "snapshot");
    assert_eq!(json["unit"]["name"], "徐汇区");
    assert_eq!(json["metrics"]["member.total"], 0);
}

#[tokio::test]
async fn who_comes_back_gets_only_what_changed() {
    let server = Server::small().await;
    for (round, encoding) in Encoding::ALL.into_iter().enumerate() {
        let screen = Screen::connect(&server, encoding, XUHUI).await;
        let old = screen.snapshot().clone();
        drop(screen);
        let fact = meeting(&format!("m-{round}"), XINCUN, 40);
        server.accept(&[fact]).await;
        let mut screen = Screen::open(&server, encoding).await;
        let cursor = Some(old.cursor);
        screen.resume(old);
        screen.subscribe(XUHUI, cursor).await;
        assert!(matches!(screen.next().await, Heard::Delta));
        assert_eq!(screen.timeless(), server.snapshot(XUHUI).await);
    }
}

#[tokio::test]
async fn a_cursor_of_another_log_or_of_another_place_gets_a_snapshot() {
    let server = Server::small().await;
    let screen = Screen::connect(&server, Encoding::Json, XUHUI).await;
    let now = screen.snapshot().cursor;
    let others = [
        Cursor {
            epoch: Epoch(now.epoch.0 ^ 1),
            ..now
        },
        Cursor { seq: 1, ..now },
        Cursor {
            seq: now.seq + 1000,
            ..now
        },
    ];
    for cursor in others {
        let mut screen = Screen::open(&server, Encoding::Postcard).await;
        screen.subscribe(XUHUI, Some(cursor)).await;
        assert!(matches!(screen.next().await, Heard::Snapshot));
        assert_eq!(screen.timeless(), server.snapshot(XUHUI).await);
    }
}

#[tokio::test]
async fn a_screen_may_change_what_it_shows() {
    let server = Server::small().await;
    let mut screen = Screen::connect(&server, Encoding::Json, XUHUI).await;
    screen.show(CHANGNING).await;
    // What happens elsewhere comes no more; what happens here does.
    server
        .accept(&[meeting("m-1", XINCUN, 40), meeting("m-2", HUAYI, 30)])
        .await;
    screen.until_count(ATTENDED, 30).await;
    screen.show(CITY).await;
    screen.until_count(ATTENDED, 70).await;
}

#[tokio::test]
async fn a_subscription_to_nothing_is_refused_and_the_connection_lives() {
    let server = Server::small().await;
    for encoding in Encoding::ALL {
        let mut screen = Screen::open(&server, encoding).await;
        for nothing in ["310199", "", "徐汇区", &"3".repeat(500)] {
            screen.subscribe(nothing, None).await;
            assert_eq!(screen.until_refused().await.code, "unknown_unit");
        }
        screen.show(XUHUI).await;
        // A refused change leaves what is shown as it is.
        screen.subscribe("310199", None).await;
        assert_eq!(screen.until_refused().await.code, "unknown_unit");
        let before = screen.value(ATTENDED).and_then(Value::count);
        let fact = meeting(encoding.subprotocol(), XINCUN, 5);
        server.accept(&[fact]).await;
        let after = before.expect("a number") + 5;
        screen.until_count(ATTENDED, after).await;
    }
}

#[tokio::test]
async fn the_endpoint_tells_what_a_display_gets() {
    let server = Server::small().await;
    let facts: Vec<_> = (0..12)
        .map(|number| meeting(&format!("m-{number}"), COMMUNITIES[number % 4], 30))
        .collect();
    server.accept(&facts).await;
    for unit in [XINCUN, TIANPING, XUHUI, CITY] {
        for encoding in Encoding::ALL {
            let screen = Screen::connect(&server, encoding, unit).await;
            assert_eq!(screen.timeless(), server.snapshot(unit).await, "{unit}");
        }
    }
}

#[tokio::test]
async fn a_screen_that_closes_is_answered() {
    let server = Server::small().await;
    for encoding in Encoding::ALL {
        let mut screen = Screen::connect(&server, encoding, XUHUI).await;
        let close = CloseFrame {
            code: CloseCode::Normal,
            reason: "".into(),
        };
        screen.say_raw(Message::Close(Some(close))).await;
        assert_eq!(screen.until_closed().await, (None, Some(1000)));
    }
}
