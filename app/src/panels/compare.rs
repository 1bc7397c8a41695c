//! One's own indicators against the levels above.

use leptos::prelude::*;
use liandong_domain::indicator::{INDICATORS, Indicator};

use crate::{
    components::{Ask, Panel, Rolling, asked},
    figures::{
        shares::{css_percent, length},
        text,
    },
    store::{Node, Store},
};

/// Bars of per cent, each with a tick for every level above.
#[component]
pub fn ComparePanel(
    /// The levels to compare with, the nearest first; at most two.
    beside: Vec<Node>,
    /// How many indicators there is room for.
    rows: usize,
) -> impl IntoView {
    let store = expect_context::<Store>();
    let own = store.heading().kind;
    let title = match beside.as_slice() {
        [] => "党建指标".to_owned(),
        [parent] => format!("{}与{}", own.whole(), parent.kind.whole()),
        _ => "三级对照".to_owned(),
    };
    let legend = (beside.len() > 1).then(|| {
        let ticks = beside.iter().zip(["near", "far"]);
        let ticks = ticks.map(|(node, tick)| {
            view! {
                <li>
                    <i class=tick></i>
                    {node.kind.label()}
                </li>
            }
        });
        view! {
            <ul class="compare-legend">
                <li>
                    <i class="c1"></i>
                    {own.whole()}
                </li>
                {ticks.collect_view()}
            </ul>
        }
    });
    let percents = INDICATORS.iter().filter(|indicator| indicator.scale == 100);
    let rows = percents
        .take(rows)
        .map(|indicator| row(store, indicator, &beside))
        .collect_view();
    let panel = format!("compares beside-{}", beside.len());
    view! {
        <Panel name="compare" title=Signal::stored(title) qualifier=Signal::stored("%".to_owned())>
            {legend}
            <ul class=panel>{rows}</ul>
        </Panel>
    }
}

fn row(store: Store, indicator: &'static Indicator, beside: &[Node]) -> impl IntoView + use<> {
    let own = move || indicator.number(|metric| store.count(metric));
    let theirs = |node: &Node| {
        let node = node.clone();
        move || indicator.number(|metric| node.count(metric))
    };
    let at = |number: Option<f64>| css_percent(length(number.unwrap_or(0.0), 100.0));
    let ticks = beside.iter().zip(["near", "far"]).map(|(node, class)| {
        let theirs = theirs(node);
        let style = move || format!("left:{}", at(theirs()));
        view! { <b class=class style=style></b> }
    });
    let words = beside.iter().map(|node| {
        let level = if beside.len() > 1 {
            node.kind.label()
        } else {
            node.kind.whole()
        };
        let theirs = theirs(node);
        let theirs = Signal::derive(move || text::number(indicator, theirs()));
        view! { <span>{level} " " {asked(Ask::node(store, node, indicator), theirs)}</span> }
    });
    let text = Signal::derive(move || text::number(indicator, own()));
    view! {
        <li>
            <span class="compare-label">{text::short_label(indicator.label)}</span>
            <Rolling text ask=Ask::own(store, indicator) />
            <span class="compare-bar" aria-hidden="true">
                <i style=move || format!("width:{}", at(own()))></i>
                {ticks.collect_view()}
            </span>
            <span class="compare-theirs">{words.collect_view()}</span>
        </li>
    }
}
