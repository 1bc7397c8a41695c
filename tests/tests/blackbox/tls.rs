//! HTTPS without a proxy: certificates, live screens, strangers that never finish a handshake.

use std::{path::Path, process::Command};

use futures_util::{SinkExt, StreamExt};
use liandong_tests::{
    Program, Run, Server, Setup,
    facts::*,
    open_socket, soon,
    tls::{Certificate, exchange},
    tree::*,
};
use tempfile::TempDir;
use tokio::{io::AsyncReadExt, net::TcpStream};
use tokio_tungstenite::tungstenite::Message;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

/// A server with this certificate and the small tree, and a token.
async fn serve(folder: &Path, certificate: &Certificate) -> (Server, String) {
    let units = folder.join("units.csv");
    std::fs::write(&units, SMALL).expect("a file of units");
    let data = folder.join("data");
    let import = Program::new(["import-units"]).arg(units).arg("--data");
    assert!(import.arg(&data).run().await.success);
    let (cert, key) = certificate.write(folder);
    let setup = Setup::new().data(&data).arg("--tls-cert").arg(cert);
    let server = setup.arg("--tls-key").arg(key).start().await;
    let token = server.token(CITY).await;
    (server, token)
}

async fn get(server: &Server, certificate: &Certificate, path: &str) -> String {
    let stream = certificate.connect(&server.host()).await;
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
        server.host()
    );
    exchange(stream.expect("a connection"), &request).await
}

async fn post(server: &Server, certificate: &Certificate, token: &str, body: &str) -> String {
    let stream = certificate.connect(&server.host()).await;
    let request = format!(
        "POST /api/v1/facts HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {token}\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        server.host(),
        body.len()
    );
    exchange(stream.expect("a connection"), &request).await
}

#[tokio::test]
async fn pages_and_facts_come_by_https() {
    let (folder, certificate) = (folder(), Certificate::new());
    let (server, token) = serve(folder.path(), &certificate).await;
    let page = get(&server, &certificate, "/units/310104").await;
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    let page = page.to_lowercase();
    assert!(page.contains("strict-transport-security: max-age=31536000\r\n"));
    let batch = serde_json::json!([meeting("m-1", XINCUN, 40)]).to_string();
    let answer = post(&server, &certificate, &token, &batch).await;
    assert!(answer.contains("\"accepted\":1"), "{answer}");
}

#[tokio::test]
async fn a_screen_follows_by_https_and_is_told_of_the_end() {
    let (folder, certificate) = (folder(), Certificate::new());
    let (mut server, token) = serve(folder.path(), &certificate).await;
    let stream = certificate.connect(&server.host()).await;
    let socket = Box::pin(open_socket(&server, stream.expect("a connection"), &[])).await;
    let mut socket = socket.expect("an open socket");
    let subscribe = r#"{"type":"subscribe","unit":"310104","scene":"overview"}"#;
    let said = socket.send(Message::text(subscribe)).await;
    said.expect("it is open");
    let mut next = async || -> serde_json::Value {
        loop {
            let message = soon("a frame", socket.next()).await.expect("a frame");
            if let Message::Text(text) = message.expect("a good frame") {
                return serde_json::from_str(&text).expect("JSON");
            }
        }
    };
    assert_eq!(next().await["type"], "snapshot");
    let batch = serde_json::json!([meeting("m-1", XINCUN, 40)]).to_string();
    post(&server, &certificate, &token, &batch).await;
    let attended = "meeting.branch_congress.attended";
    while next().await["metrics"][attended] != 40 {}
    server.ask_to_stop();
    while next().await["type"] != "bye" {}
    assert_eq!(server.ended().await.code(), Some(0));
}

#[tokio::test]
async fn who_never_finishes_a_handshake_holds_up_nobody() {
    let (folder, certificate) = (folder(), Certificate::new());
    let (mut server, _) = serve(folder.path(), &certificate).await;
    let mut idle = Vec::new();
    for _ in 0..50 {
        idle.push(
            TcpStream::connect(server.host())
                .await
                .expect("a connection"),
        );
    }
    let page = get(&server, &certificate, "/healthz").await;
    assert!(page.ends_with("ok\n"), "{page}");
    // Ten seconds later the server is rid of them.
    for mut stream in idle.drain(..25) {
        let end = soon("the server's patience", stream.read(&mut [0])).await;
        assert!(matches!(end, Ok(0) | Err(_)), "{end:?}");
    }
    // Nor do they keep it from its end.
    let _late = TcpStream::connect(server.host())
        .await
        .expect("a connection");
    assert_eq!(server.stop().await.code(), Some(0));
}

#[tokio::test]
async fn plain_http_gets_no_answer_and_does_no_harm() {
    let (folder, certificate) = (folder(), Certificate::new());
    let (server, _) = serve(folder.path(), &certificate).await;
    let stream = TcpStream::connect(server.host()).await;
    let answer = exchange(stream.expect("a connection"), "GET / HTTP/1.1\r\n\r\n").await;
    assert!(!answer.contains("HTTP/1.1"), "{answer}");
    let page = get(&server, &certificate, "/healthz").await;
    assert!(page.ends_with("ok\n"), "{page}");
}

fn hang_up(server: &Server) {
    let kill = format!("kill -HUP {}", server.process_id());
    let status = Command::new("sh").args(["-c", &kill]).status();
    assert!(status.is_ok_and(|status| status.success()));
}

#[tokio::test]
async fn a_renewed_certificate_is_taken_and_a_bad_one_is_not() {
    let (folder, old) = (folder(), Certificate::new());
    let (server, _) = serve(folder.path(), &old).await;
    std::fs::write(folder.path().join("cert.pem"), "nonsense").expect("a file");
    hang_up(&server);
    let told = async {
        while !server.log().contains("tls_not_renewed") {
            tokio::task::yield_now().await;
        }
    };
    soon("an error in the log", told).await;
    assert!(old.connect(&server.host()).await.is_ok());

    let new = Certificate::new();
    new.write(folder.path());
    hang_up(&server);
    let taken = async { while new.connect(&server.host()).await.is_err() {} };
    soon("the new certificate", taken).await;
    assert!(old.connect(&server.host()).await.is_err());
}

#[tokio::test]
async fn settings_that_cannot_be_used_are_named() {
    let folder = folder();
    let (certificate, key) = Certificate::new().write(folder.path());
    let refused = async |arguments: &[&Path], words: &[&str]| {
        let program = Program::serve(&folder.path().join("data"));
        let flags = ["--tls-cert", "--tls-key"].into_iter().zip(arguments);
        let named = flags.filter(|(_, file)| !file.as_os_str().is_empty());
        let program = named.fold(program, |program, (flag, file)| program.arg(flag).arg(file));
        let run: Run = program.run().await;
        assert!(
            !run.success && run.code.is_some() && run.out.is_empty(),
            "{run:?}"
        );
        for word in words {
            assert!(run.complaints.contains(word), "no {word} in {run:?}");
        }
    };
    let (none, nowhere) = (Path::new(""), folder.path().join("nowhere.pem"));
    refused(&[&certificate], &["tls_key"]).await;
    refused(&[none, &key], &["tls_cert"]).await;
    refused(
        &[&certificate, &nowhere],
        &["tls_unusable", "读不了", "nowhere.pem"],
    )
    .await;
    refused(&[&certificate, &certificate], &["没有可用的私钥"]).await;
    refused(&[&key, &key], &["没有可用的证书"]).await;
    let other = folder.path().join("other");
    std::fs::create_dir(&other).expect("a folder");
    let (_, other_key) = Certificate::new().write(&other);
    refused(&[&certificate, &other_key], &["不是一对"]).await;
}
