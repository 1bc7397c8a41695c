//! The three lists: what is open, what is overdue, and for how long it has been open.

use leptos::prelude::*;
use liandong_domain::metric::Metric;

use crate::{
    components::{Ask, Count, Overdue, Panel, asked_count},
    figures::shares::{css_percent, length},
    store::Store,
};

const AGES: [&str; 4] = ["≤7天", "8–15", "16–30", ">30"];

/// 任务清单
#[component]
pub fn TasksPanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let closed = asked_count(store, Metric::TASK_YEAR_CLOSED);
    let opened = asked_count(store, Metric::TASK_YEAR_OPENED);
    let note = view! { "本年办结 " {closed} " / " {opened} };
    let ages = [
        Metric::ITEM_TASK_AGE_7,
        Metric::ITEM_TASK_AGE_15,
        Metric::ITEM_TASK_AGE_30,
        Metric::ITEM_TASK_AGE_OVER,
    ];
    list(
        ("tasks", "任务清单"),
        (Metric::ITEM_TASK_OPEN, Metric::ITEM_TASK_OVERDUE),
        ages,
        Some(note.into_any()),
    )
}

/// 问题清单
#[component]
pub fn ProblemsPanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let recurred = asked_count(store, Metric::ITEM_RECURRED);
    let watched = asked_count(store, Metric::ITEM_WATCHED);
    let note = view! { "回潮 " {recurred} " · 观察 " {watched} };
    let ages = [
        Metric::ITEM_PROBLEM_AGE_7,
        Metric::ITEM_PROBLEM_AGE_15,
        Metric::ITEM_PROBLEM_AGE_30,
        Metric::ITEM_PROBLEM_AGE_OVER,
    ];
    list(
        ("problems", "问题清单"),
        (Metric::ITEM_PROBLEM_OPEN, Metric::ITEM_PROBLEM_OVERDUE),
        ages,
        Some(note.into_any()),
    )
}

/// 整改清单
#[component]
pub fn RectificationsPanel() -> impl IntoView {
    let open = (
        Metric::ITEM_RECTIFICATION_OPEN,
        Metric::ITEM_RECTIFICATION_OVERDUE,
    );
    let ages = [
        Metric::ITEM_RECTIFICATION_AGE_7,
        Metric::ITEM_RECTIFICATION_AGE_15,
        Metric::ITEM_RECTIFICATION_AGE_30,
        Metric::ITEM_RECTIFICATION_AGE_OVER,
    ];
    list(("rectifications", "整改清单"), open, ages, None)
}

fn list(
    (name, title): (&'static str, &'static str),
    (open, overdue): (Metric, Metric),
    ages: [Metric; 4],
    note: Option<AnyView>,
) -> impl IntoView {
    let store = expect_context::<Store>();
    // Each list has a scale of its own.
    let largest = Memo::new(move |_| {
        let counts = ages.into_iter().filter_map(|metric| store.count(metric));
        counts.max().unwrap_or(0)
    });
    let columns = ages.into_iter().zip(AGES).map(move |(metric, label)| {
        let height = move || {
            let count = store.count(metric).unwrap_or(0);
            let length = length(count as f64, largest.get() as f64);
            format!("height:{}", css_percent(length))
        };
        view! {
            <li>
                <span class="band-label">{label}</span>
                <span class="band">
                    <span class="band-value">{asked_count(store, metric)}</span>
                    <i style=height></i>
                </span>
            </li>
        }
    });
    view! {
        <Panel
            name
            title=Signal::stored(title.to_owned())
            qualifier=Signal::stored("在办".to_owned())
        >
            <div class="list-figures">
                <p class="list-open">
                    <Count metric=open fit=true />
                </p>
                <div class="list-notes">
                    <Overdue
                        count=Signal::derive(move || store.count(overdue))
                        ask=Ask::own(store, overdue)
                    />
                    <p class="list-note">{note}</p>
                </div>
            </div>
            <ol class="bands list-ages">{columns.collect_view()}</ol>
        </Panel>
    }
}
