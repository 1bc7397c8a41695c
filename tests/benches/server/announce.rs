//! From what staff do to screens to a hundred panels: an urgent announcement on the glass, a pairing that ends.

use std::time::Instant;

use anyhow::{Context, Result, bail};
use futures_util::StreamExt;
use liandong_domain::frame::Encoding;
use reqwest::{Client, Method, header};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::{Message, client::IntoClientRequest};

use crate::{
    glass, report,
    server::{Server, folder},
    staff::Staff,
    stats::Sorted,
};

const PANELS: usize = 100;
const UNIT: &str = "310104";

pub async fn run() -> Result<()> {
    report::how(
        "100 paired walls of Xuhui District in one Chromium on this machine (960×540 each), the demonstration's\n\
         Shanghai, no facts meanwhile; from before the announcement is posted until the second animation frame after\n\
         the takeover is in the page, of each panel. A pairing that ends: from before it is posted until the socket\n\
         of the screen is closed",
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
    std::fs::write(&file, json!({ "unit": UNIT, "tokens": tokens }).to_string())?;
    let mut times = glass::watch("announce.mjs", &server, &file, ("COOKIE", &staff.cookie)).await?;
    glass::report(&mut times, "each panel", ["none", "none"])?;
    glass::report(&mut times, "the last panel", ["none", "1,000 ms"])?;
    unpair(&server, &staff).await
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

async fn unpair(server: &Server, staff: &Staff) -> Result<()> {
    const SCREENS: usize = 50;
    let client = liandong_tests::client();
    let mut times = Vec::with_capacity(SCREENS);
    for number in 0..SCREENS {
        let (id, token) = pair(server, staff, &format!("撤 {number}")).await?;
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
