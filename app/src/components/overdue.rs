//! The inverse plate of what is past its day.

use leptos::prelude::*;

use crate::format;

/// How many are overdue; nothing where none is.
#[component]
pub fn Overdue(
    /// How many.
    #[prop(into)]
    count: Signal<Option<i64>>,
) -> impl IntoView {
    let class = move || match count.get() {
        Some(1..) => "overdue",
        _ => "overdue absent",
    };
    view! {
        <p class=class>"逾期 " <b class="num">{move || count.get().map(format::count)}</b></p>
    }
}
