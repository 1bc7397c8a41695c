//! Messages to bytes and back, in the two encodings of the protocol.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{ClientMessage, Epoch, ServerMessage};

#[cfg(feature = "json")]
mod json;

/// How messages are written. Chosen by the WebSocket subprotocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Binary frames of postcard: for the product's own screens.
    Postcard,
    /// Text frames of JSON: for everyone, and for debugging.
    #[cfg(feature = "json")]
    Json,
}

/// Why bytes are no message.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// Not the JSON of a message.
    #[cfg(feature = "json")]
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// Not the postcard of a message.
    #[error(transparent)]
    Postcard(#[from] postcard::Error),
}

impl Encoding {
    /// Every encoding, the preferred one first.
    pub const ALL: [Self; 1 + cfg!(feature = "json") as usize] = [
        Self::Postcard,
        #[cfg(feature = "json")]
        Self::Json,
    ];

    /// The WebSocket subprotocol.
    pub fn subprotocol(self) -> &'static str {
        match self {
            #[cfg(feature = "json")]
            Self::Json => "liandong.v1.json",
            Self::Postcard => "liandong.v1.postcard",
        }
    }

    /// Writes a server's message.
    pub fn encode_server(self, message: &ServerMessage) -> Vec<u8> {
        match self {
            #[cfg(feature = "json")]
            Self::Json => json::encode_server(message),
            Self::Postcard => to_postcard(message),
        }
    }

    /// Reads a server's message.
    ///
    /// # Errors
    /// The bytes are not a message in this encoding.
    pub fn decode_server(self, bytes: &[u8]) -> Result<ServerMessage, DecodeError> {
        Ok(match self {
            #[cfg(feature = "json")]
            Self::Json => json::decode_server(bytes)?,
            Self::Postcard => postcard::from_bytes(bytes)?,
        })
    }

    /// Writes a client's message.
    pub fn encode_client(self, message: &ClientMessage) -> Vec<u8> {
        match self {
            #[cfg(feature = "json")]
            Self::Json => json::encode_client(message),
            Self::Postcard => to_postcard(message),
        }
    }

    /// Reads a client's message.
    ///
    /// # Errors
    /// The bytes are not a message in this encoding.
    pub fn decode_client(self, bytes: &[u8]) -> Result<ClientMessage, DecodeError> {
        Ok(match self {
            #[cfg(feature = "json")]
            Self::Json => json::decode_client(bytes)?,
            Self::Postcard => postcard::from_bytes(bytes)?,
        })
    }
}

fn to_postcard(message: &impl Serialize) -> Vec<u8> {
    postcard::to_stdvec(message).expect("messages have sequences of known length only")
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
