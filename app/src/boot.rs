//! Taking over a page that the server rendered.

use std::{cell::Cell, rc::Rc};

use leptos::{
    mount::hydrate_from,
    prelude::{IntoView, document, view},
};
use wasm_bindgen::{JsCast, JsError, prelude::wasm_bindgen};

use crate::{live, page::UnitData, store::Store, wall::Wall};

/// Makes the rendered page of a unit live. `page` is the data that it was rendered from.
///
/// # Errors
/// The document is not one that this program's server rendered.
#[wasm_bindgen]
pub fn hydrate(page: &[u8]) -> Result<(), JsError> {
    console_error_panic_hook::set_once();
    let UnitData {
        snapshot,
        options,
        refused,
    } = UnitData::decode(page)?;
    let parent = document()
        .get_element_by_id("app")
        .ok_or_else(|| JsError::new("no element to take over"))?
        .unchecked_into();
    let made = Rc::new(Cell::new(None));
    let to_start = Rc::clone(&made);
    let mounted = hydrate_from(parent, move || {
        let store = Store::new(&snapshot, &options);
        to_start.set(Some(store));
        view! { <Wall store refused /> }.into_view()
    });
    mounted.forget();
    // Not before all is taken over: what could not be must not seem live.
    if let Some(store) = made.take() {
        live::start(store);
    }
    Ok(())
}

/// How often the page's clock has ticked. Stands still once the program does: `public/alive/watchdog.js` looks.
#[wasm_bindgen]
pub fn ticks() -> u32 {
    live::ticks()
}
