//! A bar of the parts of a whole.

use leptos::prelude::*;

/// A part: its name in the style sheet, and how much of the whole it is.
#[derive(Clone, Copy)]
pub struct Part {
    /// Its series in the style sheet: `c1`, `c2`, `c3`, `rest`.
    pub series: &'static str,
    /// How much; nothing where it is not known.
    pub count: Signal<Option<i64>>,
}

/// The parts beside one another. What they show is written beside them, so the bar itself is silent.
#[component]
pub fn SplitBar(
    /// The parts, in order.
    parts: Vec<Part>,
) -> impl IntoView {
    let counts: Vec<_> = parts.iter().map(|part| part.count).collect();
    let whole = Memo::new(move |_| counts.iter().filter_map(Get::get).sum::<i64>());
    let parts = parts.into_iter().map(|Part { series, count }| {
        // By tenths of a per cent, as in `length`. An absent part takes its gap along.
        let style = move || match count.get() {
            Some(count @ 1..) => {
                format!("flex-grow:{}", (count * 1_000 / whole.get().max(1)).max(1))
            }
            _ => "display:none".to_owned(),
        };
        view! { <i class=series style=style></i> }
    });
    view! { <div class="split" aria-hidden="true">{parts.collect_view()}</div> }
}
