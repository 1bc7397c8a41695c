//! How well branch congresses were attended.

use leptos::prelude::*;
use liandong_domain::metric::Metric;

use super::note;
use crate::{
    components::{Count, Panel, asked_count},
    figures::shares::{css_percent, length},
    store::Store,
};

const CLASSES: [(&str, Metric); 5] = [
    ("<60", Metric::BRANCH_ATTENDANCE_LT60),
    ("60–69", Metric::BRANCH_ATTENDANCE_60),
    ("70–79", Metric::BRANCH_ATTENDANCE_70),
    ("80–89", Metric::BRANCH_ATTENDANCE_80),
    ("≥90", Metric::BRANCH_ATTENDANCE_90),
];

/// Branches by the attendance of this quarter's congresses, first those of which few came.
#[component]
pub fn AttendancePanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let branches = Memo::new(move |_| {
        let counts = CLASSES.map(|(_, metric)| store.count(metric).unwrap_or(0));
        (
            counts.iter().sum::<i64>(),
            counts.into_iter().max().unwrap_or(0),
        )
    });
    let class = move || match store.count(Metric::BRANCH_ATTENDANCE_LT60) {
        Some(1..) => "alert warned",
        _ => "alert",
    };
    let columns = CLASSES
        .into_iter()
        .enumerate()
        .map(move |(place, (label, metric))| {
            let class = (place == 0).then_some("low");
            let height = move || {
                let count = store.count(metric).unwrap_or(0);
                format!(
                    "height:{}",
                    css_percent(length(count as f64, branches.get().1 as f64))
                )
            };
            view! {
                <li class=class>
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
            name="attendance"
            title=Signal::stored("出席率".to_owned())
            qualifier=Signal::stored("党员大会 · 本季 %".to_owned())
        >
            <div class="chart">
                <p class=class>
                    <strong>
                        <Count metric=Metric::BRANCH_ATTENDANCE_LT60 />
                    </strong>
                    <span>"个支部" <br /> "低于 60%"</span>
                </p>
                <ol class="bands">{columns.collect_view()}</ol>
            </div>
            {note("本季度尚未召开支部党员大会", move || branches.get().0 == 0)}
        </Panel>
    }
}
