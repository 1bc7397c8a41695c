//! A few units below, with more than one figure each.

use leptos::prelude::*;
use liandong_domain::{metric::Metric, unit::UnitKind};

use crate::{
    components::{Ask, Panel, Rolling, asked},
    figures::{
        shares::{css_percent, length},
        text,
    },
    store::{Node, Store},
};

/// The units below as cards.
#[component]
pub fn CardsPanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let title = Signal::derive(move || {
        let children = store.children();
        let grids = children.iter().all(|node| node.kind == UnitKind::Grid);
        if grids {
            "党建责任区"
        } else {
            "下级单位"
        }
        .to_owned()
    });
    let qualifier = Signal::derive(move || {
        let children = store.children();
        let kind = children.first().map_or("单位", |node| node.kind.label());
        let mixed = children.windows(2).any(|pair| pair[0].kind != pair[1].kind);
        let kind = if mixed { "单位" } else { kind };
        format!(
            "{} 个{kind} · {}",
            children.len(),
            store.map_indicator().label
        )
    });
    let cards = move || store.children().into_iter().map(card).collect_view();
    let class = move || format!("cards many-{}", store.children().len());
    view! {
        <Panel name="kids" title qualifier>
            <ul class=class>{cards}</ul>
        </Panel>
    }
}

fn card(node: Node) -> impl IntoView {
    let store = expect_context::<Store>();
    let indicator = store.map_indicator();
    let href = (!store.wall()).then(|| store.href(&node.code));
    let name = node.name.to_string();
    let letters = format!("--n:{}", name.chars().count());
    let count = |metric: Metric| {
        let node = node.clone();
        Signal::derive(move || text::value(node.value(metric)))
    };
    let members = count(Metric::MEMBER_TOTAL);
    let organisations = count(Metric::ORGANISATION_TOTAL);
    let ask_members = Ask::node(store, &node, Metric::MEMBER_TOTAL);
    let ask_organisations = Ask::node(store, &node, Metric::ORGANISATION_TOTAL);
    let ask = Ask::node(store, &node, indicator);
    let number = Signal::derive(move || indicator.number(|metric| node.count(metric)));
    // Only per cent has a whole for a bar to be part of.
    let bar = (indicator.scale == 100).then(|| {
        let style = move || {
            let length = length(number.get().unwrap_or(0.0), 100.0);
            format!("width:{}", css_percent(length))
        };
        view! {
            <span class="card-bar" aria-hidden="true">
                <i style=style></i>
            </span>
        }
    });
    let text = Signal::derive(move || text::number(indicator, number.get()));
    view! {
        <li class="card">
            <div class="card-body">
                <a class="card-name way" href=href style=letters>
                    {name}
                </a>
                <span class="card-own">
                    {asked(ask_organisations, organisations)} " " {Metric::ORGANISATION_TOTAL.label()}
                </span>
                <span class="card-total">
                    <Rolling text=members ask=ask_members />
                    " "
                    <span>{Metric::MEMBER_TOTAL.label()}</span>
                </span>
                <span class="card-rate">
                    <span>{text::short_label(indicator.label)}</span>
                    {bar}
                    <Rolling text ask />
                </span>
            </div>
        </li>
    }
}
