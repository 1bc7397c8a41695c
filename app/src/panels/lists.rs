//! The three lists: what is open, what is overdue, and for how long it has been open.

use leptos::prelude::*;
use liandong_domain::metric::Metric;

use crate::{
    components::{Count, Overdue, Panel},
    figures::{
        shares::{css_percent, length},
        text,
    },
    format,
    store::Store,
};

const AGES: [&str; 4] = ["≤7天", "8–15", "16–30", ">30"];

/// 任务清单
#[component]
pub fn TasksPanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let note = Signal::derive(move || {
        let (closed, opened) = (Metric::TASK_YEAR_CLOSED, Metric::TASK_YEAR_OPENED);
        let (closed, opened) = store.count(closed).zip(store.count(opened))?;
        let (closed, opened) = (format::count(closed), format::count(opened));
        Some(format!("本年办结 {closed} / {opened}"))
    });
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
        note,
    )
}

/// 问题清单
#[component]
pub fn ProblemsPanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let note = Signal::derive(move || {
        let (recurred, watched) = (Metric::ITEM_RECURRED, Metric::ITEM_WATCHED);
        let (recurred, watched) = store.count(recurred).zip(store.count(watched))?;
        let (recurred, watched) = (format::count(recurred), format::count(watched));
        Some(format!("回潮 {recurred} · 观察 {watched}"))
    });
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
        note,
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
    list(
        ("rectifications", "整改清单"),
        open,
        ages,
        Signal::stored(None),
    )
}

fn list(
    (name, title): (&'static str, &'static str),
    (open, overdue): (Metric, Metric),
    ages: [Metric; 4],
    note: Signal<Option<String>>,
) -> impl IntoView {
    let store = expect_context::<Store>();
    // Each list has a scale of its own.
    let largest = Memo::new(move |_| {
        let counts = ages.into_iter().filter_map(|metric| store.count(metric));
        counts.max().unwrap_or(0)
    });
    let columns = ages.into_iter().zip(AGES).map(move |(metric, label)| {
        let number = move || text::value(store.value(metric));
        let height = move || {
            let count = store.count(metric).unwrap_or(0);
            let length = length(count as f64, largest.get() as f64);
            format!("height:{}", css_percent(length))
        };
        view! {
            <li>
                <span class="band-label">{label}</span>
                <span class="band">
                    <span class="band-value">{number}</span>
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
                    <Overdue count=Signal::derive(move || store.count(overdue)) />
                    <p class="list-note">{move || note.get()}</p>
                </div>
            </div>
            <ol class="bands list-ages">{columns.collect_view()}</ol>
        </Panel>
    }
}
