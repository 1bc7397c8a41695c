//! Starting a CSS animation anew each time something changes.

use leptos::prelude::*;

/// The class that goes with something that changes: none until it does, so that nothing moves when
/// the page opens; then `turn-a` and `turn-b` in turn, which start two like animations.
pub fn turn(of: Signal<Option<i64>>) -> Signal<&'static str> {
    let state = Memo::new(move |before: Option<&(Option<i64>, u8)>| {
        let now = of.get();
        match before {
            None => (now, 0),
            Some(&(old, side)) if old == now => (now, side),
            Some(&(_, side)) => (now, other(side)),
        }
    });
    Signal::derive(move || class(state.get().1))
}

/// The other of the two sides.
pub(super) fn other(side: u8) -> u8 {
    if side == 1 { 2 } else { 1 }
}

/// The class of a side.
pub(super) fn class(side: u8) -> &'static str {
    match side {
        0 => "",
        1 => "turn-a",
        _ => "turn-b",
    }
}
