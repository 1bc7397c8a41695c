//! A stage of what goes down or comes up, as a count of its base.

use leptos::prelude::*;

use super::Rolling;
use crate::{figures::text, format};

/// Which way it goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Down.
    Fall,
    /// Up.
    Rise,
}

/// A stage.
#[component]
pub fn Stage(
    /// Which way it goes.
    way: Way,
    /// Whose it is, said where nothing beside it says so.
    #[prop(optional)]
    of: &'static str,
    /// What is counted.
    label: &'static str,
    /// How many.
    part: Signal<Option<i64>>,
    /// Of how many.
    base: Signal<Option<i64>>,
) -> impl IntoView {
    let written =
        |count: Option<i64>| count.map_or_else(|| text::MISSING.to_owned(), format::count);
    let class = match way {
        Way::Fall => "stage fall",
        Way::Rise => "stage rise",
    };
    let number = Signal::derive(move || written(part.get()));
    let whole = move || written(base.get());
    let width = move || {
        format!(
            "--w:{}",
            text::width(&number.get()) * 3 / 2 + text::width(&whole())
        )
    };
    view! {
        <p class=class style=width>
            <span class="stage-label">
                <span class="stage-of">{of}</span>
                {label}
            </span>
            " "
            <Rolling text=number />
            <span class="stage-base">" / " {whole}</span>
        </p>
    }
}
