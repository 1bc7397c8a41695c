//! The JSON of messages, with a `type` field that names the message. Postcard cannot read such a
//! field, so the public enums stay plain and these carry the tag.

use serde::{Deserialize, Serialize};

use crate::frame::{
    Bye, ClientMessage, Cursor, Delta, Pulse, Refusal, Scene, ServerMessage, Snapshot,
};
use crate::moment::{Day, Moment, iso_day};

pub(super) fn encode_server(message: &ServerMessage) -> Vec<u8> {
    to_json(&JsonServer::from(message))
}

pub(super) fn decode_server(bytes: &[u8]) -> Result<ServerMessage, serde_json::Error> {
    serde_json::from_slice::<OwnedJsonServer>(bytes).map(Into::into)
}

pub(super) fn encode_client(message: &ClientMessage) -> Vec<u8> {
    to_json(&JsonClient::from(message.clone()))
}

pub(super) fn decode_client(bytes: &[u8]) -> Result<ClientMessage, serde_json::Error> {
    serde_json::from_slice::<JsonClient>(bytes).map(Into::into)
}

/// An object of JSON that travels as text; nothing where the text is none.
fn parsed(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_default()
}

fn to_json(message: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(message).expect("messages have string keys and finite numbers only")
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum JsonServer<'a> {
    Snapshot(&'a Snapshot),
    Delta(&'a Delta),
    Pulse(&'a Pulse),
    Refused(&'a Refusal),
    Bye(&'a Bye),
    Notice { notice: serde_json::Value },
}

impl<'a> From<&'a ServerMessage> for JsonServer<'a> {
    fn from(message: &'a ServerMessage) -> Self {
        match message {
            ServerMessage::Snapshot(snapshot) => Self::Snapshot(snapshot),
            ServerMessage::Delta(delta) => Self::Delta(delta),
            ServerMessage::Pulse(pulse) => Self::Pulse(pulse),
            ServerMessage::Refused(refusal) => Self::Refused(refusal),
            ServerMessage::Bye(bye) => Self::Bye(bye),
            ServerMessage::Notice(notice) => Self::Notice {
                notice: parsed(notice),
            },
        }
    }
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum OwnedJsonServer {
    Snapshot(Snapshot),
    Delta(Delta),
    Pulse(Pulse),
    Refused(Refusal),
    Bye(Bye),
    Notice { notice: serde_json::Value },
}

impl From<OwnedJsonServer> for ServerMessage {
    fn from(message: OwnedJsonServer) -> Self {
        match message {
            OwnedJsonServer::Snapshot(snapshot) => Self::Snapshot(snapshot.into()),
            OwnedJsonServer::Delta(delta) => Self::Delta(delta),
            OwnedJsonServer::Pulse(pulse) => Self::Pulse(pulse),
            OwnedJsonServer::Refused(refusal) => Self::Refused(refusal),
            OwnedJsonServer::Bye(bye) => Self::Bye(bye),
            OwnedJsonServer::Notice { notice } => Self::Notice(notice.to_string()),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
enum JsonClient {
    Subscribe {
        unit: String,
        scene: Scene,
        #[serde(default)]
        cursor: Option<Cursor>,
    },
    Replay {
        unit: String,
        scene: Scene,
        #[serde(with = "iso_day")]
        day: Day,
        #[serde(default)]
        at: Option<Moment>,
        speed: u16,
    },
    Painted {
        seq: u64,
    },
    Report {
        report: serde_json::Value,
    },
}

impl From<ClientMessage> for JsonClient {
    fn from(message: ClientMessage) -> Self {
        match message {
            ClientMessage::Subscribe {
                unit,
                scene,
                cursor,
            } => Self::Subscribe {
                unit,
                scene,
                cursor,
            },
            ClientMessage::Replay {
                unit,
                scene,
                day,
                at,
                speed,
            } => Self::Replay {
                unit,
                scene,
                day,
                at,
                speed,
            },
            ClientMessage::Painted { seq } => Self::Painted { seq },
            ClientMessage::Report(report) => Self::Report {
                report: parsed(&report),
            },
        }
    }
}

impl From<JsonClient> for ClientMessage {
    fn from(message: JsonClient) -> Self {
        match message {
            JsonClient::Subscribe {
                unit,
                scene,
                cursor,
            } => Self::Subscribe {
                unit,
                scene,
                cursor,
            },
            JsonClient::Replay {
                unit,
                scene,
                day,
                at,
                speed,
            } => Self::Replay {
                unit,
                scene,
                day,
                at,
                speed,
            },
            JsonClient::Painted { seq } => Self::Painted { seq },
            JsonClient::Report { report } => Self::Report(report.to_string()),
        }
    }
}
