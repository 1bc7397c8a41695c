//! The page's scripts, which see to what a screen does beside numbers: each hears and says it by events
//! of the document. Which ones there are, `docs/api.md` says.

use js_sys::Function;
use leptos::prelude::document;
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit};

/// A notice of the server, as the text of its JSON.
pub(super) const NOTICE: &str = "liandong:notice";
/// A sequence number that is on the glass.
pub(super) const PAINTED: &str = "liandong:painted";
/// `up` or `down`.
pub(super) const LINK: &str = "liandong:link";
/// What a script has to say of the screen, as the text of its JSON.
pub(super) const REPORT: &str = "liandong:report";
/// What a script wants shown: `SCENE UNIT`.
pub(super) const TURN: &str = "liandong:turn";

/// Tells the scripts.
pub(super) fn tell(event: &str, detail: &JsValue) {
    let init = CustomEventInit::new();
    init.set_detail(detail);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(event, &init) {
        let _ = document().dispatch_event(&event);
    }
}

/// Calls back when a script says this.
pub(super) fn listen(event: &str, callback: &Function) {
    let _ = document().add_event_listener_with_callback(event, callback);
}

/// What a script says; nothing where it is no text.
pub(super) fn said(event: &CustomEvent) -> Option<String> {
    event.detail().as_string()
}
