//! What is not as it should be, and where there is most of it.

use leptos::prelude::*;
use liandong_domain::metric::Metric;

use crate::{
    components::{Count, First, Panel, Ranks, asked},
    format,
    store::Store,
};

const KINDS: [(&str, &str, Metric); 3] = [
    ("三会一课未齐", "支部", Metric::BRANCH_BEHIND),
    ("出席率低于 60%", "支部", Metric::BRANCH_ATTENDANCE_LT60),
    ("关爱行动逾期", "项", Metric::CARE_LATE),
];
/// How many units a list names at most.
const MOST: usize = 16;

/// 需要关注: three counts, each with the units below that have most of it.
#[component]
pub fn ExceptionsPanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let qualifier = Signal::derive(move || {
        if store.children().is_empty() {
            String::new()
        } else {
            "各列由多到少".to_owned()
        }
    });
    let lists = KINDS.map(move |(label, unit, metric)| {
        let class = move || match store.count(metric) {
            Some(1..) => "alert warned",
            Some(_) => "alert fine",
            None => "alert",
        };
        view! {
            <li>
                <p class="label">{label}</p>
                <p class=class>
                    <strong>
                        <Count metric />
                    </strong>
                    <span>{unit}</span>
                </p>
                <ol>{units(store, metric)}</ol>
            </li>
        }
    });
    view! {
        <Panel name="exceptions" title=Signal::stored("需要关注".to_owned()) qualifier>
            <ul class="exception-lists">{lists.collect_view()}</ul>
        </Panel>
    }
}

/// The units below that have any, those with most first.
fn units(store: Store, metric: Metric) -> impl IntoView {
    let ranks = Ranks::new(store, First::Largest, [usize::MAX; 2], move |count| {
        count(metric)
            .filter(|&count| count > 0)
            .map(|count| count as f64)
    });
    let row = move |place: usize| {
        let count = Signal::derive(move || {
            let count = ranks.number(place).map(|count| format::count(count as i64));
            count.unwrap_or_default()
        });
        let count = asked(ranks.ask(place, metric), count);
        view! {
            <li>
                {ranks.name(place)} <span class="num">{count}</span>
            </li>
        }
    };
    move || {
        let has_children = !store.children().is_empty();
        let units = if has_children {
            ranks.len().min(MOST)
        } else {
            0
        };
        (0..units).map(row).collect_view()
    }
}
