//! A stage of what goes down or comes up, as a count of its base.

use leptos::prelude::*;

use liandong_domain::metric::Metric;

use super::{Ask, Rolling, asked};
use crate::{figures::text, format, store::Store};

/// Which way it goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Down.
    Fall,
    /// Up.
    Rise,
}

/// What a stage is a part of.
#[derive(Clone, Copy)]
pub enum Base {
    /// What a metric counts.
    Metric(Metric),
    /// So many units, which no metric counts.
    Units(Signal<Option<i64>>),
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
    part: Metric,
    /// Of how many.
    base: Base,
) -> impl IntoView {
    let store = expect_context::<Store>();
    let written =
        |count: Option<i64>| count.map_or_else(|| text::MISSING.to_owned(), format::count);
    let class = match way {
        Way::Fall => "stage fall",
        Way::Rise => "stage rise",
    };
    let number = Signal::derive(move || written(store.count(part)));
    let (whole, ask) = match base {
        Base::Metric(metric) => (
            Signal::derive(move || written(store.count(metric))),
            Ask::own(store, metric),
        ),
        Base::Units(count) => (Signal::derive(move || written(count.get())), None),
    };
    let width = move || {
        format!(
            "--w:{}",
            text::width(&number.get()) * 3 / 2 + text::width(&whole.get())
        )
    };
    view! {
        <p class=class style=width>
            <span class="stage-label">
                <span class="stage-of">{of}</span>
                {label}
            </span>
            " "
            <Rolling text=number ask=Ask::own(store, part) />
            <span class="stage-base">" / " {asked(ask, whole)}</span>
        </p>
    }
}
