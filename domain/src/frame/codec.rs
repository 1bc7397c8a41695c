//! Messages to bytes and back, in the two encodings of the protocol.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{
    Bye, ClientMessage, Cursor, Delta, Epoch, Pulse, Refusal, Scene, ServerMessage, Snapshot,
};

/// How messages are written. Chosen by the WebSocket subprotocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Text frames of JSON: for everyone, and for debugging.
    Json,
    /// Binary frames of postcard: for the product's own screens.
    Postcard,
}

/// Why bytes are no message.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// Not the JSON of a message.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// Not the postcard of a message.
    #[error(transparent)]
    Postcard(#[from] postcard::Error),
}

impl Encoding {
    /// Every encoding, the preferred one first.
    pub const ALL: [Self; 2] = [Self::Postcard, Self::Json];

    /// The WebSocket subprotocol.
    pub fn subprotocol(self) -> &'static str {
        match self {
            Self::Json => "liandong.v1.json",
            Self::Postcard => "liandong.v1.postcard",
        }
    }

    /// Writes a server's message.
    pub fn encode_server(self, message: &ServerMessage) -> Vec<u8> {
        match self {
            Self::Json => to_json(&JsonServer::from(message)),
            Self::Postcard => to_postcard(message),
        }
    }

    /// Reads a server's message.
    ///
    /// # Errors
    /// The bytes are not a message in this encoding.
    pub fn decode_server(self, bytes: &[u8]) -> Result<ServerMessage, DecodeError> {
        Ok(match self {
            Self::Json => serde_json::from_slice::<OwnedJsonServer>(bytes)?.into(),
            Self::Postcard => postcard::from_bytes(bytes)?,
        })
    }

    /// Writes a client's message.
    pub fn encode_client(self, message: &ClientMessage) -> Vec<u8> {
        match self {
            Self::Json => to_json(&JsonClient::from(message.clone())),
            Self::Postcard => to_postcard(message),
        }
    }

    /// Reads a client's message.
    ///
    /// # Errors
    /// The bytes are not a message in this encoding.
    pub fn decode_client(self, bytes: &[u8]) -> Result<ClientMessage, DecodeError> {
        Ok(match self {
            Self::Json => serde_json::from_slice::<JsonClient>(bytes)?.into(),
            Self::Postcard => postcard::from_bytes(bytes)?,
        })
    }
}

fn to_json(message: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(message).expect("messages have string keys and finite numbers only")
}

fn to_postcard(message: &impl Serialize) -> Vec<u8> {
    postcard::to_stdvec(message).expect("messages have sequences of known length only")
}

// JSON names the message in a `type` field. Postcard cannot read such a field, so the public enums
// stay plain and these carry the tag.

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum JsonServer<'a> {
    Snapshot(&'a Snapshot),
    Delta(&'a Delta),
    Pulse(&'a Pulse),
    Refused(&'a Refusal),
    Bye(&'a Bye),
}

impl<'a> From<&'a ServerMessage> for JsonServer<'a> {
    fn from(message: &'a ServerMessage) -> Self {
        match message {
            ServerMessage::Snapshot(snapshot) => Self::Snapshot(snapshot),
            ServerMessage::Delta(delta) => Self::Delta(delta),
            ServerMessage::Pulse(pulse) => Self::Pulse(pulse),
            ServerMessage::Refused(refusal) => Self::Refused(refusal),
            ServerMessage::Bye(bye) => Self::Bye(bye),
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
}

impl From<OwnedJsonServer> for ServerMessage {
    fn from(message: OwnedJsonServer) -> Self {
        match message {
            OwnedJsonServer::Snapshot(snapshot) => Self::Snapshot(snapshot.into()),
            OwnedJsonServer::Delta(delta) => Self::Delta(delta),
            OwnedJsonServer::Pulse(pulse) => Self::Pulse(pulse),
            OwnedJsonServer::Refused(refusal) => Self::Refused(refusal),
            OwnedJsonServer::Bye(bye) => Self::Bye(bye),
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
    Painted {
        seq: u64,
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
            ClientMessage::Painted { seq } => Self::Painted { seq },
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
            JsonClient::Painted { seq } => Self::Painted { seq },
        }
    }
}

impl Serialize for Epoch {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(&format_args!("{:016x}", self.0))
        } else {
            serializer.serialize_u64(self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Epoch {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return u64::deserialize(deserializer).map(Self);
        }
        let text = String::deserialize(deserializer)?;
        u64::from_str_radix(&text, 16)
            .map(Self)
            .map_err(serde::de::Error::custom)
    }
}
