//! A bar of a part of a whole.

use leptos::prelude::*;

use crate::figures::shares::css_percent;

/// A bar that ends where the whole does. What it shows is written beside it, so it is silent itself.
#[component]
pub fn Meter(
    /// Its length, in hundredths of a per cent.
    length: Signal<i64>,
) -> impl IntoView {
    let style = move || format!("width:{}", css_percent(length.get()));
    view! {
        <span class="meter" aria-hidden="true">
            <i style=style></i>
        </span>
    }
}
