//! Down the tree: a tile for each unit below the root, which opens to those below it.

use leptos::{either::Either, prelude::*};
use liandong_domain::frame::PathStep;

use crate::{
    format,
    page::{Branch, Options},
};

#[component]
pub(super) fn Browse(roots: Vec<Branch>) -> impl IntoView {
    let roots = roots.into_iter().map(|root| {
        let title = root.unit.name.to_string();
        let tiles = root
            .below
            .into_iter()
            .map(|branch| view! { <Tile branch /> })
            .collect_view();
        view! {
            <section class="home-root">
                <h2 class="home-heading">
                    "按层级查找"
                    <a class="home-link" href=href(&root.unit)>{title} "总览"</a>
                </h2>
                <div class="home-tiles">{tiles}</div>
            </section>
        }
    });
    view! { <nav class="home-browse" aria-label="按层级查找">{roots.collect_view()}</nav> }
}

#[component]
fn Tile(branch: Branch) -> impl IntoView {
    let Branch { unit, below } = branch;
    let (name, address) = (unit.name.to_string(), href(&unit));
    if below.is_empty() {
        return Either::Left(view! { <a class="home-tile home-leaf" href=address>{name}</a> });
    }
    let count = format::count(below.len() as i64);
    let links = below.into_iter().map(|Branch { unit, .. }| {
        let name = format::short_name(&unit.name, unit.kind);
        view! { <a class="home-chip" href=href(&unit) title=unit.name.to_string()>{name}</a> }
    });
    let overview = format!("{name}总览");
    Either::Right(view! {
        <details class="home-tile">
            <summary class="home-summary-tile">
                <span class="home-tile-name">{name}</span>
                <span class="home-tile-count">{count}</span>
            </summary>
            <div class="home-chips">
                <a class="home-chip home-chip-own" href=address>{overview}</a>
                {links.collect_view()}
            </div>
        </details>
    })
}

fn href(unit: &PathStep) -> String {
    Options::default().href(&unit.code)
}
