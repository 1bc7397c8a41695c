//! Today's change beside a headline.

use leptos::prelude::*;
use liandong_domain::metric::Metric;

use super::{Ask, asked, turn::is_fresh};
use crate::{format, store::Store};

/// Today's change of one of the unit's own counts: a rise, a fall, or the words that there is none.
/// Nothing while it is not known. Neutral: more is not better.
#[component]
pub fn Delta(
    /// The metric that counts the change.
    metric: Metric,
) -> impl IntoView {
    let store = expect_context::<Store>();
    let change = Signal::derive(move || store.count(metric));
    let is_fresh = is_fresh(store, change);
    let class = move || {
        let sign = match change.get() {
            None => "unknown",
            Some(0) => "none",
            Some(1..) => "rise",
            Some(_) => "fall",
        };
        let fresh = if is_fresh.get() { "fresh" } else { "" };
        format!("delta {sign} {fresh}")
    };
    let words = Signal::derive(move || match change.get() {
        None => String::new(),
        Some(0) => "无变化".to_owned(),
        Some(change) => format::change(change),
    });
    view! {
        <p class=class>
            <span class="today">{store.today_word()} " "</span>
            <span>{asked(Ask::own(store, metric), words)}</span>
        </p>
    }
}
