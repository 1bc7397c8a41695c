//! The inverse plate of what is past its day.

use leptos::prelude::*;

use super::{Ask, asked};
use crate::format;

/// How many are overdue; nothing where none is.
#[component]
pub fn Overdue(
    /// How many.
    #[prop(into)]
    count: Signal<Option<i64>>,
    /// Where that is asked.
    ask: Option<Ask>,
) -> impl IntoView {
    let class = move || match count.get() {
        Some(1..) => "overdue",
        _ => "overdue absent",
    };
    let text = Signal::derive(move || count.get().map(format::count).unwrap_or_default());
    view! {
        <p class=class>"逾期 " <b class="num">{asked(ask, text)}</b></p>
    }
}
