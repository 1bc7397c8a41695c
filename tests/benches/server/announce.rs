//! From what staff do to screens to a hundred panels: an urgent announcement on the glass, a pairing that ends.

use std::{
    collections::HashSet,
    path::Path,
    sync::Arc,
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result, bail};
use futures_util::{SinkExt, StreamExt};
use liandong_domain::frame::Encoding;
use reqwest::{Client, Method, header};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::{net::TcpStream, sync::Mutex, task::JoinSet};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream,
    tungstenite::{Message, client::IntoClientRequest},
};

use crate::{
    glass, report,
    server::{Server, folder},
    staff::Staff,
    stats::Sorted,
};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

const PANELS: usize = 100;
/// So many of them in the browser, where each is to have a processor nearly to itself as in a hall; the others are
/// sockets, of which is told when the announcement was there.
const PAINTING: usize = 4;
const UNIT: &str = "310104";

/// What `announce.mjs` prints.
#[derive(Deserialize)]
struct Measured {
    each: Vec<f64>,
    last: Vec<f64>,
    sent: Vec<f64>,
}

pub async fn run() -> Result<()> {
    report::how(
        "100 paired walls of Xuhui District, the demonstration's Shanghai, no facts meanwhile; from before an urgent\n\
         announcement is posted until the second animation frame after the takeover is in the page, of the last panel.\n\
         Once 4 in Chromium (960×540 each) and 96 as sockets that have it; once all in one Chromium on this machine.\n\
         A pairing that ends: from before it is posted until the socket of the screen is closed",
    );
    let folder = folder()?;
    let data = folder.path().join("data");
    let server =
        Server::start(&data, &["--demo", "--demo-scale", "10", "--demo-rate", "0"]).await?;
    let staff = Staff::sign_in(&server).await?;
    let mut tokens = Vec::new();
    for number in 0..PANELS {
        tokens.push(pair(&server, &staff, &format!("屏 {number}")).await?.1);
    }
    let file = folder.path().join("panels.json");
    let (painting, told) = tokens.split_at(PAINTING);
    few(&server, &staff, &file, (painting, told)).await?;
    let all = watch(&server, &staff, &file, &tokens).await?;
    tell("each of 100 in one browser", all.each, "none");
    tell("the last of 100 in one browser", all.last, "none");
    unpair(&server, &staff).await
}

/// Some panels paint, and the others are told.
async fn few(
    server: &Server,
    staff: &Staff,
    file: &Path,
    (painting, told): (&[String], &[String]),
) -> Result<()> {
    let mut sockets = JoinSet::new();
    let arrived = Arc::new(Mutex::new(Vec::new()));
    for token in told {
        let socket = connect(server, token).await?;
        sockets.spawn(note_arrivals(socket, Arc::clone(&arrived)));
    }
    let Measured { each, last, sent } = watch(server, staff, file, painting).await?;
    sockets.shutdown().await;
    let arrived = arrived.lock().await;
    let mut all = Vec::new();
    for (began, painted) in sent.iter().zip(&last) {
        // The announcement of a round is there before the next is sent.
        let of_round = arrived
            .iter()
            .filter(|at| **at >= *began && **at < began + 3000.0);
        let times: Vec<f64> = of_round.map(|at| at - began).collect();
        if times.len() < told.len() {
            bail!("{} of {} sockets were told", times.len(), told.len());
        }
        all.push(times.into_iter().fold(*painted, f64::max));
    }
    tell("each of 4 that paint", each, "none");
    tell("all 100: painted by 4, told to 96", all, "1,000 ms");
    Ok(())
}

async fn watch(server: &Server, staff: &Staff, file: &Path, tokens: &[String]) -> Result<Measured> {
    std::fs::write(file, json!({ "unit": UNIT, "tokens": tokens }).to_string())?;
    glass::watch("announce.mjs", server, file, ("COOKIE", &staff.cookie)).await
}

fn tell(what: &str, times: Vec<f64>, target: &str) {
    let sorted = Sorted::new(times);
    report::once(&format!("{what}, median"), sorted.median(), "ms", "none");
    report::once(&format!("{what}, longest"), sorted.most(), "ms", target);
}

/// Notes when each announcement came, in milliseconds since 1970, as the browser's pages do.
async fn note_arrivals(mut socket: Socket, arrived: Arc<Mutex<Vec<f64>>>) {
    let mut known = HashSet::new();
    while let Some(Ok(message)) = socket.next().await {
        let Ok(text) = message.to_text() else {
            continue;
        };
        let Some(round) = text
            .split("第 ")
            .nth(1)
            .and_then(|rest| rest.split(' ').next())
        else {
            continue;
        };
        if known.insert(round.to_owned()) {
            let at = SystemTime::now().duration_since(UNIX_EPOCH);
            let at = at.unwrap_or_default().as_secs_f64() * 1000.0;
            arrived.lock().await.push(at);
        }
    }
}

/// Pairs a panel; its number and credential.
async fn pair(server: &Server, staff: &Staff, name: &str) -> Result<(i64, String)> {
    let client = liandong_tests::client();
    let form = [("client_id", "liandong-screen")];
    let codes = post_form(&client, &server.url("/api/v1/device/code"), &form).await?;
    let user = codes["user_code"].as_str().context("no code")?;
    let screen = json!({ "user_code": user, "name": name, "unit": UNIT, "role": "wall" });
    let request = client.post(server.url("/api/v1/screens")).json(&screen);
    let answer = request.header(header::COOKIE, &staff.cookie).send().await?;
    let paired: Value = answer.error_for_status()?.json().await?;
    let form = [
        (
            "grant_type",
            "urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code",
        ),
        ("client_id", "liandong-screen"),
        (
            "device_code",
            codes["device_code"].as_str().context("no code")?,
        ),
    ];
    let granted = post_form(&client, &server.url("/api/v1/device/token"), &form).await?;
    let token = granted["access_token"].as_str().context("no credential")?;
    Ok((
        paired["id"].as_i64().context("no number")?,
        token.to_owned(),
    ))
}

async fn post_form(client: &Client, url: &str, fields: &[(&str, &str)]) -> Result<Value> {
    let body: Vec<String> = fields
        .iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    let request = client.request(Method::POST, url).body(body.join("&"));
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    Ok(request.send().await?.error_for_status()?.json().await?)
}

async fn connect(server: &Server, token: &str) -> Result<Socket> {
    let mut request = server
        .url("/live")
        .replacen("http", "ws", 1)
        .into_client_request()?;
    let headers = request.headers_mut();
    headers.insert("authorization", format!("Bearer {token}").parse()?);
    headers.insert(
        "sec-websocket-protocol",
        Encoding::Json.subprotocol().parse()?,
    );
    let (mut socket, _) = tokio_tungstenite::connect_async(request).await?;
    let subscribe =
        json!({ "type": "subscribe", "unit": UNIT, "scene": "overview", "cursor": null });
    socket.send(Message::text(subscribe.to_string())).await?;
    Ok(socket)
}

async fn unpair(server: &Server, staff: &Staff) -> Result<()> {
    const SCREENS: usize = 50;
    let client = liandong_tests::client();
    let mut times = Vec::with_capacity(SCREENS);
    for number in 0..SCREENS {
        let (id, token) = pair(server, staff, &format!("撤 {number}")).await?;
        let mut socket = connect(server, &token).await?;
        let started = Instant::now();
        let end = client.delete(server.url(&format!("/api/v1/screens/{id}")));
        let end = end.header(header::COOKIE, &staff.cookie).send();
        let closed = async {
            while let Some(Ok(message)) = socket.next().await {
                if matches!(message, Message::Close(_)) {
                    return Ok(started.elapsed().as_secs_f64() * 1000.0);
                }
            }
            bail!("the connection broke")
        };
        let (answer, closed) = tokio::join!(end, closed);
        answer?.error_for_status()?;
        times.push(closed?);
    }
    let sorted = Sorted::new(times);
    report::once(
        "pairing ends, socket closed, median",
        sorted.median(),
        "ms",
        "none",
    );
    report::once("– longest of 50", sorted.most(), "ms", "1,000 ms");
    Ok(())
}
