//! What follows from a change: an animation that starts anew, or emphasis for a moment.

use leptos::prelude::*;

use crate::store::Store;

/// For how long what has changed is emphasised, in milliseconds.
const EMPHASISED_MS: i64 = 6000;

/// The class that goes with something that changes: none until it does, so that nothing moves when
/// the page opens; then `turn-a` and `turn-b` in turn, which start two like animations.
pub fn turn(of: Signal<Option<i64>>) -> Signal<&'static str> {
    let side = changed(of, |side| i64::from(other(side as u8)));
    Signal::derive(move || class(side.get().1 as u8))
}

/// Whether a number has changed lately. A state and not an animation: between its two ends nothing is painted.
pub(super) fn is_fresh(store: Store, number: Signal<Option<i64>>) -> Memo<bool> {
    let since = changed(number, move |_| untrack(|| store.now()).0);
    Memo::new(move |_| {
        let since = since.get().1;
        // The clock is looked at only while something is emphasised.
        since != 0 && store.now().0 < since + EMPHASISED_MS
    })
}

/// A number with what its last change left; 0 until it changes.
fn changed(
    of: Signal<Option<i64>>,
    leave: impl Fn(i64) -> i64 + Send + Sync + 'static,
) -> Memo<(Option<i64>, i64)> {
    Memo::new(move |before: Option<&(Option<i64>, i64)>| {
        let now = of.get();
        match before {
            None => (now, 0),
            Some(&(old, left)) if old == now => (now, left),
            Some(&(_, left)) => (now, leave(left)),
        }
    })
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
