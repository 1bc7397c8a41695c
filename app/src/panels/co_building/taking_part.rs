//! What part of the employers in the circles takes part, unit by unit.

use leptos::prelude::*;
use liandong_domain::indicator::composed::TAKING_PART;

use super::{super::life::note, CIRCLES};
use crate::{
    components::{Ask, Counts, First, Meter, Panel, Ranks, Rolling, asked},
    figures::{life::Share, shares::length, text},
    format,
    store::Store,
};

/// Rows to a page on a wall, and on an ultra-wide one.
const ROWS: [usize; 2] = [7, 16];

fn rate(count: Counts<'_>) -> Option<f64> {
    let sum = |share: Share, circle: &super::Circle| {
        Some(Share {
            part: share.part + count(circle.active)?,
            whole: share.whole + count(circle.total)?,
        })
    };
    let nothing = Share { part: 0, whole: 0 };
    CIRCLES.iter().try_fold(nothing, sum)?.percent()
}

fn percent(number: Option<f64>) -> String {
    number.map_or_else(
        || text::MISSING.to_owned(),
        |number| format::number(number, 1),
    )
}

/// 单位参与率: the units below in its order; where there are none, one's own and those above.
#[component]
pub fn TakingPartPanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let ranks = Ranks::new(store, First::Largest, ROWS, rate);
    let qualifier = Signal::derive(move || format!("% · {} ", store.heading().kind.whole()));
    let own = Signal::derive(move || percent(rate(&|metric| store.count(metric))));
    let told = asked(Ask::own(store, &TAKING_PART), own);
    let row = move |place: usize| {
        let number = move || ranks.number(place);
        let length = Signal::derive(move || length(number().unwrap_or(0.0), 100.0));
        let text = Signal::derive(move || percent(number()));
        view! {
            <li class=move || ranks.class(place)>
                {ranks.name(place)} <Meter length /> <Rolling text ask=ranks.ask(place, &TAKING_PART) />
            </li>
        }
    };
    let rows = move || (0..ranks.len()).map(row).collect_view();
    view! {
        <Panel name="taking-part" title=Signal::stored("参与率".to_owned()) qualifier told>
            <ol class="ranks-rows">{rows}</ol>
            {note("暂无列入三圈的单位", move || ranks.len() == 0)}
        </Panel>
    }
}
