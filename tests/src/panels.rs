//! Panels that are paired as screens: RFC 8628 as a panel's program would speak it.

use std::collections::HashMap;

use liandong_domain::frame::{ClientMessage, Encoding};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{Answer, Heard, Screen, Server, Staff};

const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// What a panel was given to begin with.
#[derive(Clone, Debug)]
pub struct Codes {
    /// What it asks with.
    pub device: String,
    /// What people enter.
    pub user: String,
}

/// A panel that is a screen now.
#[derive(Clone, Debug)]
pub struct Paired {
    /// The screen's number.
    pub id: i64,
    /// Its credential.
    pub token: String,
}

impl Server {
    /// Sends a form, as a panel does.
    pub async fn send_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let encode = |text: &str| text.replace(':', "%3A").replace(' ', "%20");
        let pairs = fields
            .iter()
            .map(|(key, value)| format!("{key}={}", encode(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        let request = self.request(Method::POST, path);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        Answer::of(request.body(body)).await
    }

    /// A panel asks for its codes.
    pub async fn begin_pairing(&self) -> Codes {
        let fields = [
            ("client_id", "liandong-screen"),
            ("model", "Chromium on Debian"),
            ("width", "1920"),
            ("height", "1080"),
        ];
        let answer = self.send_form("/api/v1/device/code", &fields).await;
        answer.assert_status(200);
        let codes = answer.json();
        let text = |key: &str| codes[key].as_str().expect("a code").to_owned();
        Codes {
            device: text("device_code"),
            user: text("user_code"),
        }
    }

    /// A panel asks for its credential.
    pub async fn poll(&self, device: &str) -> Answer {
        let fields = [
            ("grant_type", GRANT),
            ("device_code", device),
            ("client_id", "liandong-screen"),
        ];
        self.send_form("/api/v1/device/token", &fields).await
    }
}

impl Staff<'_> {
    /// Pairs a panel of the server with a unit.
    pub async fn pair(&self, name: &str, unit: &str, role: &str) -> Paired {
        let codes = self.server().begin_pairing().await;
        let form = json!({ "user_code": codes.user, "name": name, "unit": unit, "role": role });
        let answer = self.post("/api/v1/screens", &form).await;
        answer.assert_status(201);
        let granted = self.server().poll(&codes.device).await;
        granted.assert_status(200);
        Paired {
            id: answer.json()["id"].as_i64().expect("a number"),
            token: granted.json()["access_token"]
                .as_str()
                .expect("a token")
                .to_owned(),
        }
    }
}

impl Paired {
    /// The screen's program connects.
    pub async fn open(&self, server: &Server) -> Screen {
        Screen::open_bearing(server, Encoding::Json, &self.token).await
    }
}

impl Screen {
    /// The next notice of a kind; what else is said is taken in.
    pub async fn notice(&mut self, kind: &str) -> Value {
        self.notice_that(kind, |_| true).await
    }

    /// The next notice of a kind that is so.
    pub async fn notice_that(&mut self, kind: &str, is_so: impl Fn(&Value) -> bool) -> Value {
        loop {
            match self.next().await {
                Heard::Notice(text) => {
                    let notice: Value = serde_json::from_str(&text).expect("JSON");
                    if notice["kind"] == kind && is_so(&notice) {
                        return notice;
                    }
                }
                Heard::Snapshot | Heard::Delta | Heard::Pulse => {}
                other => panic!("a notice was due, but there came {other:?}"),
            }
        }
    }

    /// Says how the screen is.
    pub async fn report(&mut self, report: &Value) {
        self.say(&ClientMessage::Report(report.to_string())).await;
    }

    /// The close code that the server ends the connection with, and its reason.
    pub async fn ended(&mut self) -> (u16, String) {
        loop {
            match self.next().await {
                Heard::Bye(bye) => return (bye.code, bye.reason),
                Heard::Closed(code) => panic!("closed with {code:?} and no word"),
                _ => {}
            }
        }
    }
}

/// Values of the server's metrics that are whole numbers, by name and labels.
pub async fn gauges(server: &Server) -> HashMap<String, i64> {
    let text = server.get("/metrics").await.body;
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let values = lines.filter_map(|line| line.rsplit_once(' '));
    values
        .filter_map(|(name, value)| Some((name.to_owned(), value.parse().ok()?)))
        .collect()
}
