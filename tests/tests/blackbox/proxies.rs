//! A server behind a reverse proxy: whose word about a client counts.

use liandong_tests::{Answer, Server, Setup, open_socket, tree::*};
use reqwest::Method;
use tokio::net::TcpStream;
use tokio_tungstenite::{WebSocketStream, tungstenite};

const HSTS: &str = "strict-transport-security";

async fn server(arguments: &[&str]) -> Server {
    let setup = Setup::new().units(SMALL);
    let setup = arguments.iter().copied().fold(setup, Setup::arg);
    setup.start().await
}

/// Opens `/live` as a proxy would for this client; the status of a refusal.
async fn live_for(server: &Server, client: &str) -> Result<WebSocketStream<TcpStream>, u16> {
    let stream = TcpStream::connect(server.host()).await;
    let headers = [("x-forwarded-for", client)];
    match open_socket(server, stream.expect("a connection"), &headers).await {
        Ok(socket) => Ok(socket),
        Err(tungstenite::Error::Http(answer)) => Err(answer.status().as_u16()),
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_trusted_proxys_clients_are_counted_apart() {
    let arguments = [
        "--trusted-proxies=10.0.0.0/8,127.0.0.1",
        "--connections-per-address=1",
    ];
    let server = server(&arguments).await;
    let _first = live_for(&server, "198.51.100.7").await.expect("a socket");
    assert_eq!(live_for(&server, "198.51.100.7").await.err(), Some(429));
    // What the client itself wrote, to the left, changes nothing.
    assert_eq!(
        live_for(&server, "1.2.3.4, 198.51.100.7").await.err(),
        Some(429)
    );
    assert_eq!(
        live_for(&server, "198.51.100.7, 10.1.1.1").await.err(),
        Some(429)
    );
    let _second = live_for(&server, "198.51.100.8").await.expect("a socket");
}

#[tokio::test]
async fn a_stranger_cannot_pretend_to_be_a_proxy() {
    for trusted in [None, Some("--trusted-proxies=10.0.0.0/8")] {
        let limit = ["--connections-per-address=1"];
        let arguments: Vec<&str> = limit.into_iter().chain(trusted).collect();
        let server = server(&arguments).await;
        let _first = live_for(&server, "198.51.100.7").await.expect("a socket");
        assert_eq!(live_for(&server, "198.51.100.8").await.err(), Some(429));
        let request = server.request(Method::GET, "/healthz");
        let answer = Answer::of(request.header("x-forwarded-proto", "https")).await;
        assert_eq!(answer.header(HSTS), "");
    }
}

#[tokio::test]
async fn https_up_to_a_trusted_proxy_is_https() {
    let server = server(&["--trusted-proxies=127.0.0.0/8"]).await;
    let hsts = async |scheme: &str| {
        let request = server.request(Method::GET, "/healthz");
        let answer = Answer::of(request.header("x-forwarded-proto", scheme)).await;
        answer.header(HSTS).to_owned()
    };
    assert_eq!(hsts("https").await, "max-age=31536000");
    assert_eq!(hsts("http").await, "");
    assert_eq!(server.get("/healthz").await.header(HSTS), "");
}

#[tokio::test]
async fn staff_sign_in_through_a_proxy_only_by_https() {
    let server = server(&["--trusted-proxies=127.0.0.1"]).await;
    let code = async |scheme: &str| {
        let request = server
            .request(Method::POST, "/api/v1/session")
            .header("x-forwarded-for", "198.51.100.7")
            .header("x-forwarded-proto", scheme)
            .json(&serde_json::json!({ "login": "nobody", "password": "nothing" }));
        Answer::of(request).await.code()
    };
    assert_eq!(code("http").await, "https_required");
    assert_eq!(code("https").await, "wrong_credentials");
}
