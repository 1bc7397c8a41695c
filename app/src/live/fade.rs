//! A scene that gives way to another fades while the other is there already.

use std::time::Duration;

use leptos::prelude::{document, set_timeout};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// As long as the style sheet lets it fade.
const FADE: Duration = Duration::from_millis(400);

/// Leaves a picture of the scene above the one to come, for as long as it fades.
pub(super) fn out() {
    let scene = document().query_selector(".scene").ok().flatten();
    let picture = scene
        .and_then(|scene| scene.clone_node_with_deep(true).ok())
        .and_then(|picture| picture.dyn_into::<Element>().ok());
    let (Some(picture), Some(body)) = (picture, document().body()) else {
        return;
    };
    // Nobody reads it, by eye or ear, and it is not the page's.
    let _ = picture.set_attribute("aria-hidden", "true");
    let _ = picture.class_list().add_1("leaving");
    if body.append_child(&picture).is_ok() {
        set_timeout(move || picture.remove(), FADE);
    }
}
