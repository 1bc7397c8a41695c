//! The levels above: always in ivory, and smaller than one's own.

use leptos::prelude::*;
use liandong_domain::metric::Metric;

use crate::{
    components::{Ask, Mark, Rolling, asked},
    figures::text,
    format,
    store::{Node, Store},
};

fn count(node: Node, metric: Metric) -> Signal<String> {
    Signal::derive(move || text::value(node.value(metric)))
}

/// The level just above, beside the headline.
#[component]
pub fn Beside(
    /// The unit above.
    node: Node,
) -> impl IntoView {
    let store = expect_context::<Store>();
    let row = |metric: Metric| {
        let ask = Ask::node(store, &node, metric);
        let text = count(node.clone(), metric);
        view! {
            <li>
                <Rolling text ask />
                " "
                {metric.label()}
            </li>
        }
    };
    view! {
        <aside class="beside" aria-label="上一级">
            <p>"上一级 " <strong>{node.name.to_string()}</strong></p>
            <ul>{row(Metric::ORGANISATION_TOTAL)} {row(Metric::MEMBER_TOTAL)}</ul>
        </aside>
    }
}

/// A level above as a panel of its own, with the share that is one's own.
#[component]
pub fn LevelPanel(
    /// The panel's name in the style sheet.
    name: &'static str,
    /// The unit above.
    node: Node,
) -> impl IntoView {
    let store = expect_context::<Store>();
    // Only the level just above stands on the page of one's own number.
    let nearest = store.above().last().map(|node| node.code.clone());
    let is_nearest = nearest.as_ref() == Some(&node.code);
    let figure = |metric: Metric| {
        let theirs = node.clone();
        let share = Signal::derive(move || {
            let share = store
                .count(metric)
                .zip(theirs.count(metric))
                .and_then(|(own, theirs)| format::percent(own, theirs, 1));
            share.map_or_else(|| text::MISSING.to_owned(), |share| format!("{share}%"))
        });
        let of_own = Ask::own(store, metric).filter(|_| is_nearest);
        let ask = Ask::node(store, &node, metric);
        let text = count(node.clone(), metric);
        view! {
            <li>
                <p class="level-total">
                    <Rolling text fit=true ask />
                </p>
                <p class="level-label">{metric.label()}</p>
                <p class="level-share">{move || store.heading().kind.whole()} "占 " {asked(of_own, share)}</p>
            </li>
        }
    };
    let id = format!("{name}-title");
    let members = figure(Metric::MEMBER_TOTAL);
    let organisations = figure(Metric::ORGANISATION_TOTAL);
    let letters = format!("--n:{}", node.name.chars().count());
    view! {
        <section class=format!("level {name}") aria-labelledby=id>
            <header class="panel-head">
                <h2 id=id.clone() style=letters>
                    {node.name.to_string()}
                </h2>
                <Mark />
            </header>
            <ul>{members} {organisations}</ul>
        </section>
    }
}
