//! The server is asked to stop, and does so politely.

use std::process::Stdio;

use liandong_domain::{frame::Encoding, metric::Metric};
use liandong_tests::{Heard, Screen, Server, binary, facts::*, soon, tree::*};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    process::Command,
};

#[tokio::test]
async fn screens_are_told_and_the_state_is_written_down() {
    let mut server = Server::small().await;
    server.accept(&[meeting("m-1", XINCUN, 47)]).await;
    let mut screens = Vec::new();
    for encoding in Encoding::ALL {
        screens.push(Screen::connect(&server, encoding, XUHUI).await);
        screens.push(Screen::open(&server, encoding).await);
    }
    server.ask_to_stop();
    for screen in &mut screens {
        let (bye, code) = screen.until_closed().await;
        let bye = bye.expect("a good-bye");
        assert_eq!((bye.code, bye.reason.as_str()), (3001, "restart"));
        assert!((1..=10_000).contains(&bye.retry_ms));
        assert_eq!(code, Some(3001));
    }
    assert_eq!(server.ended().await.code(), Some(0));
    server.start_again().await;
    let log = server.log();
    let last = log.lines().rfind(|line| line.contains("numbers ready"));
    assert!(last.is_some_and(|line| line.contains("folded=0")), "{log}");
    let attended = Metric::MEETING_BRANCH_CONGRESS_ATTENDED;
    assert_eq!(server.count(CITY, attended).await, 47);
}

/// Asks a server to stop the moment it says where it listens, and gives how it ended. The shell reads and asks itself:
/// another process would be too late.
const STOP_AT_ONCE: &str = r#"
    coproc SERVER { exec "$0" serve --listen 127.0.0.1:0 --data "$1"; }
    id=$SERVER_PID
    read -r _ <&"${SERVER[0]}"
    kill -TERM "$id"
    wait "$id"
"#;

#[tokio::test]
async fn it_can_be_asked_as_soon_as_it_says_where_it_listens() {
    let data = tempfile::tempdir().expect("a folder for the test");
    for round in 0..20 {
        let mut shell = Command::new("bash");
        shell
            .args(["-c", STOP_AT_ONCE])
            .arg(binary())
            .arg(data.path());
        let shell = shell.stderr(Stdio::null()).kill_on_drop(true);
        let ended = soon("the server's end", shell.status()).await;
        assert_eq!(ended.expect("a shell").code(), Some(0), "round {round}");
    }
}

/// Sends the head of a batch and waits until the server asks for the body: it is at work on it.
async fn begin_batch(server: &Server, length: usize) -> TcpStream {
    let mut stream = TcpStream::connect(server.host())
        .await
        .expect("a connection");
    let head = format!(
        "POST /api/v1/facts HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\n\
         Content-Length: {length}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n",
        server.host(),
        server.root_token(),
    );
    stream.write_all(head.as_bytes()).await.expect("it is open");
    let mut answer = [0; 12];
    soon("100 Continue", stream.read_exact(&mut answer))
        .await
        .expect("an answer");
    assert_eq!(&answer, b"HTTP/1.1 100");
    stream
}

#[tokio::test]
async fn facts_under_way_are_answered_and_kept() {
    let mut server = Server::small().await;
    let body = json!([meeting("m-1", XINCUN, 47)]).to_string();
    let mut sender = begin_batch(&server, body.len()).await;
    let mut screen = Screen::connect(&server, Encoding::Json, XUHUI).await;
    server.ask_to_stop();
    while !matches!(screen.next().await, Heard::Bye(_)) {}
    let sent = sender.write_all(body.as_bytes());
    sent.await.expect("the server still listens");
    let mut answer = String::new();
    soon("the answer", sender.read_to_string(&mut answer))
        .await
        .expect("the answer");
    assert!(answer.contains("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("\"accepted\":1"), "{answer}");
    assert_eq!(server.ended().await.code(), Some(0));
    server.start_again().await;
    let attended = Metric::MEETING_BRANCH_CONGRESS_ATTENDED;
    assert_eq!(server.count(CITY, attended).await, 47);
}

#[tokio::test]
async fn a_sender_that_never_ends_does_not_keep_the_server() {
    let mut server = Server::small().await;
    let _sender = begin_batch(&server, 100).await;
    assert_eq!(server.stop().await.code(), Some(0));
    server.start_again().await;
    assert_eq!(server.get("/readyz").await.status, 200);
}
