//! Taking over a page that the server rendered.

use std::{cell::Cell, rc::Rc};

use leptos::{mount::hydrate_from, prelude::document};
use wasm_bindgen::{JsCast, JsError, prelude::wasm_bindgen};

use crate::{home::search, live, page::PageData, root::Page};

/// Makes a rendered page live. `page` is the data that it was rendered from.
///
/// # Errors
/// The document is not one that this program's server rendered.
#[wasm_bindgen]
pub fn hydrate(page: &[u8]) -> Result<(), JsError> {
    console_error_panic_hook::set_once();
    let data = PageData::decode(page)?;
    let parent = document()
        .get_element_by_id("app")
        .ok_or_else(|| JsError::new("no element to take over"))?
        .unchecked_into();
    let wall = Rc::new(Cell::new(None));
    let to_start = Rc::clone(&wall);
    let mounted = hydrate_from(parent, move || {
        let page = Page::new(data);
        match &page {
            Page::Home(_, finder) => search::start(*finder),
            Page::Unit(store, _) => to_start.set(Some(*store)),
            Page::Missing(_) => {}
        }
        page.view()
    });
    mounted.forget();
    // Not before all is taken over: what could not be must not seem live.
    if let Some(store) = wall.take() {
        live::start(store);
    }
    Ok(())
}

/// How often the page's clock has ticked. Stands still once the program does: `public/alive/watchdog.js` looks.
#[wasm_bindgen]
pub fn ticks() -> u32 {
    live::ticks()
}
