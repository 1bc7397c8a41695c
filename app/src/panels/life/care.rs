//! Whether care is carried out, unit by unit.

use leptos::prelude::*;
use liandong_domain::indicator::composed::CARE;

use super::note;
use crate::{
    components::{Ask, First, Panel, Ranks, Rolling, asked},
    figures::{
        life::{axis_begin, axis_place, axis_ticks, care},
        shares::css_percent,
        text,
    },
    format,
    store::Store,
};

/// Under so many per cent a unit is marked.
const THRESHOLD: f64 = 90.0;
/// Rows to a page on a wall, and on an ultra-wide one.
const ROWS: [usize; 2] = [13, 20];

fn percent(number: Option<f64>) -> String {
    number.map_or_else(
        || text::MISSING.to_owned(),
        |number| format::number(number, 1),
    )
}

/// 关爱行动: a dot for each unit, the lowest first.
#[component]
pub fn CarePanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let ranks = Ranks::new(store, First::Smallest, ROWS, |count| care(count));
    let begin = Memo::new(move |_| axis_begin(ranks.range().map(|(low, _)| low)));
    let is_empty = Memo::new(move |_| ranks.range().is_none());
    let own = Memo::new(move |_| care(|metric| store.count(metric)));
    let qualifier = Signal::derive(move || {
        // Where nothing is below, one's own number has a row.
        if store.children().is_empty() {
            return "%".to_owned();
        }
        format!("{} ", store.heading().kind.whole())
    });
    let told = move || {
        let text = Signal::derive(move || percent(own.get()) + "%");
        (!store.children().is_empty()).then(|| asked(Ask::own(store, &CARE), text))
    };
    let told = told.into_any();
    let lower = move || (begin.get() < 80).then(|| format!("轴自 {} 起", begin.get()));
    let place = move |number: f64| css_percent(axis_place(number, begin.get()));
    let row = move |at: usize| {
        let number = Signal::derive(move || ranks.number(at));
        let class = move || match number.get() {
            Some(number) if number < THRESHOLD => "below",
            _ => "",
        };
        let style = move || format!("left:{}", place(number.get().unwrap_or(0.0)));
        let text = Signal::derive(move || percent(number.get()));
        view! {
            <li class=move || ranks.class(at)>
                {ranks.name(at)} <span class="plot" aria-hidden="true">
                    <i class=class style=style></i>
                </span> <Rolling text ask=ranks.ask(at, &CARE) />
            </li>
        }
    };
    let rows = move || (0..ranks.len()).map(row).collect_view();
    let ticks = move || {
        let ticks = axis_ticks(begin.get()).into_iter();
        ticks
            .map(|tick| {
                let style = format!("left:{}", place(tick as f64));
                view! { <span style=style>{tick}</span> }
            })
            .collect_view()
    };
    let class = move || if is_empty.get() { "absent" } else { "dot-plot" };
    let line = move || format!("--line-at:{}", place(THRESHOLD));
    view! {
        <Panel name="care" title=Signal::stored("关爱落实率".to_owned()) qualifier told>
            <div class=class style=line>
                <ol class="ranks-rows">{rows}</ol>
                <p class="plot-axis" aria-hidden="true">
                    <small>{lower}</small>
                    {ticks}
                </p>
            </div>
            {note("本季度暂无关爱行动计划", move || is_empty.get() && own.get().is_none())}
            {note("下级本季度暂无关爱行动计划", move || is_empty.get() && own.get().is_some())}
        </Panel>
    }
}
