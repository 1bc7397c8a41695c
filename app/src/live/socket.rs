//! One WebSocket.

use js_sys::{ArrayBuffer, Function, Uint8Array};
use leptos::prelude::window;
use liandong_domain::frame::{ClientMessage, Encoding, ServerMessage};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BinaryType, MessageEvent, WebSocket};

const ENCODING: Encoding = Encoding::Postcard;

/// What a socket calls.
pub(super) struct Handlers<'a> {
    pub(super) open: &'a Function,
    pub(super) message: &'a Function,
    pub(super) close: &'a Function,
}

/// An open socket, or one about to be. Closed when dropped, and calls nobody from then on.
pub(super) struct Socket(WebSocket);

impl Socket {
    pub(super) fn open(handlers: &Handlers<'_>) -> Result<Self, JsValue> {
        let location = window().location();
        let scheme = if location.protocol()? == "https:" {
            "wss"
        } else {
            "ws"
        };
        let url = format!("{scheme}://{}/live", location.host()?);
        let socket = WebSocket::new_with_str(&url, ENCODING.subprotocol())?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        socket.set_onopen(Some(handlers.open));
        socket.set_onmessage(Some(handlers.message));
        socket.set_onclose(Some(handlers.close));
        Ok(Self(socket))
    }

    /// Fails only while the socket is not open; what is lost then is said anew on the next one.
    pub(super) fn send(&self, message: &ClientMessage) {
        let _ = self.0.send_with_u8_array(&ENCODING.encode_client(message));
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.0.set_onopen(None);
        self.0.set_onmessage(None);
        self.0.set_onclose(None);
        let _ = self.0.close();
    }
}

/// The message of an event; nothing where it is unreadable.
pub(super) fn read(event: &MessageEvent) -> Option<ServerMessage> {
    let buffer: ArrayBuffer = event.data().dyn_into().ok()?;
    ENCODING
        .decode_server(&Uint8Array::new(&buffer).to_vec())
        .ok()
}
