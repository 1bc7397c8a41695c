//! The units below as tiles: like a map where they have places, else in rows.

use leptos::prelude::*;
use liandong_domain::indicator::Indicator;

use super::telling::Telling;
use crate::{
    components::{Ask, Panel, Rolling, Which, asked},
    figures::{
        classes::{breaks, class_of},
        pages::{even_size, page_at, pages},
        places::{Corner, Places, places},
        text,
    },
    format,
    store::{Node, Store},
};

/// The longest name that can be set narrower and still be read, in characters.
const LONGEST_NAME: usize = 9;
/// How many tiles a wall can letter.
const MOST_TILES: usize = 36;

fn number(node: &Node, indicator: &Indicator) -> Option<f64> {
    indicator.number(|metric| node.count(metric))
}

/// The map, coloured by the indicator that was chosen.
#[component]
pub fn MapPanel(
    /// The unit above, whose number stands beside one's own.
    above: Option<Node>,
) -> impl IntoView {
    let store = expect_context::<Store>();
    let indicator = store.map_indicator();
    let own = Signal::derive(move || {
        let own = indicator.number(|metric| store.count(metric));
        text::number(indicator, own)
    });
    let breaks = class_breaks(store, indicator);
    let laid = Memo::new(move |_| {
        let children = store.children();
        let positions: Vec<_> = children.iter().map(|node| node.position).collect();
        let size = even_size(positions.len(), MOST_TILES);
        let places = places(&positions, size);
        // A map is never cut into pages.
        let size = if places.cells.is_empty() {
            size
        } else {
            positions.len()
        };
        (places, size)
    });
    let page = Memo::new(move |_| {
        let (tiles, size) = laid.with(|(places, size)| (places.cells.len(), *size));
        let tiles = tiles.max(store.children().len());
        page_at(store.turning(), pages(tiles, size))
    });
    let title = Signal::stored(indicator.label.to_owned());
    let is_drawn = Memo::new(move |_| laid.with(|(places, _)| places.total.is_some()));
    let qualifier = Signal::derive(move || {
        if is_drawn.get() {
            indicator.qualifier.to_owned()
        } else {
            // The legend below the rows says the period and the unit.
            format!("{} ", store.heading().kind.whole())
        }
    });
    let told = told(store, own, above, is_drawn);
    let corner = |corner: Option<Corner>| corner.map_or("below", Corner::key);
    let tiles = move || {
        let (places, size) = laid.get();
        let children = store.children().into_iter().enumerate();
        children
            .map(|(place, node)| {
                tile(
                    &places,
                    place,
                    node,
                    breaks,
                    Signal::derive(move || page.get() != place / size),
                )
            })
            .collect_view()
    };
    let class = move || {
        laid.with(|(places, _)| {
            if places.cells.is_empty() {
                "tiles rows"
            } else {
                "tiles placed"
            }
        })
    };
    let style = move || {
        laid.with(|(places, _)| format!("--cols:{};--rows:{}", places.columns, places.rows))
    };
    let total_class = move || {
        laid.with(|(places, _)| match places.total {
            Some(corner) => format!("whole {}", corner.key()),
            None => "whole absent".to_owned(),
        })
    };
    let legend_class = move || laid.with(|(places, _)| format!("legend {}", corner(places.legend)));
    view! {
        <Panel name="map" title qualifier told choose=Which::Map>
            <div class="map-ground" style=style>
                <ul class=class>{tiles}</ul>
                <p class=legend_class aria-hidden="true">
                    <span>"低"</span>
                    {legend(indicator, breaks).collect_view()}
                    <span>"高"</span>
                    <span class="legend-unit">{indicator.qualifier}</span>
                </p>
                <p class=total_class>
                    <span>{move || store.heading().kind.whole()}</span>
                    <Rolling text=own fit=true ask=Ask::own(store, indicator) />
                </p>
            </div>
        </Panel>
    }
}

/// One's own number, where the map leaves no room for it, and that of the level above.
fn told(store: Store, own: Signal<String>, above: Option<Node>, is_drawn: Memo<bool>) -> AnyView {
    let indicator = store.map_indicator();
    let beside = above.map(|node| {
        let ask = Ask::node(store, &node, indicator);
        let whole = node.kind.whole();
        let theirs = Signal::derive(move || text::number(indicator, number(&node, indicator)));
        view! { " · " {whole} " " {asked(ask, theirs)} }
    });
    let own = move || (!is_drawn.get()).then(|| asked(Ask::own(store, indicator), own));
    view! { {own} {beside} }.into_any()
}

/// Where one colour ends and the next begins.
fn class_breaks(store: Store, indicator: &'static Indicator) -> Memo<[f64; 4]> {
    Memo::new(move |_| {
        let children = store.children();
        let numbers = children.iter().filter_map(|node| number(node, indicator));
        // Fixed breaks need not be told of each change.
        let largest = if indicator.breaks.is_empty() {
            numbers.fold(0.0, f64::max)
        } else {
            0.0
        };
        breaks(indicator.breaks, largest)
    })
}

fn legend(
    indicator: &'static Indicator,
    breaks: Memo<[f64; 4]>,
) -> impl Iterator<Item = impl IntoView> {
    ["s1", "s2", "s3", "s4", "s5"]
        .into_iter()
        .enumerate()
        .map(move |(place, class)| {
            // The break stands under the end of the class below it.
            let at = move || {
                let at = breaks.get().get(place).copied();
                at.map(|at| {
                    format::number(
                        at,
                        usize::from(at.fract() != 0.0 && indicator.decimals() > 0),
                    )
                })
            };
            view! { <i class=class><small>{at}</small></i> }
        })
}

fn tile(
    places: &Places,
    place: usize,
    node: Node,
    breaks: Memo<[f64; 4]>,
    off: Signal<bool>,
) -> impl IntoView + use<> {
    let store = expect_context::<Store>();
    let indicator = store.map_indicator();
    let name = text::shortened(&format::short_name(&node.name, node.kind), LONGEST_NAME);
    let letters = name.chars().count();
    let style = match places.cells.get(place) {
        Some((column, row)) => format!("--n:{letters};grid-column:{column};grid-row:{row}"),
        None => format!("--n:{letters}"),
    };
    let href = (!store.wall()).then(|| store.href(&node.code));
    let ask = Ask::node(store, &node, indicator);
    let value = {
        let node = node.clone();
        Signal::derive(move || number(&node, indicator))
    };
    let telling = expect_context::<Telling>();
    let told = Memo::new(move |_| telling.marks(&node));
    let class = move || {
        let value = value.get();
        let class = value.map_or(0, |value| class_of(value, &breaks.get()));
        let off = if off.get() { "off" } else { "" };
        let told = if told.get() { "told" } else { "" };
        format!("tile s{class} {off} {told}")
    };
    let text = Signal::derive(move || text::number(indicator, value.get()));
    view! {
        <li class=class style=style>
            <div class="tile-body">
                <a class="way" href=href>
                    <span class="tile-name">{name}</span>
                </a>
                <Rolling text ask />
            </div>
        </li>
    }
}
