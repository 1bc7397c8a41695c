//! How far things get: each stage against the first.

use leptos::prelude::*;
use liandong_domain::{indicator::composed::RESPONSE, metric::Metric};

use crate::{
    components::{Ask, Count, Meter, Panel, asked, asked_count},
    figures::shares::length,
    format,
    store::Store,
};

/// 项目清单
#[component]
pub fn ProjectsPanel() -> impl IntoView {
    let stages = [
        ("立项", Metric::PROJECT_MADE),
        ("实施", Metric::PROJECT_AGREED),
        ("办结", Metric::PROJECT_FULFILLED),
        ("评价", Metric::PROJECT_CONFIRMED),
    ];
    view! {
        <Panel
            name="projects"
            title=Signal::stored("项目清单".to_owned())
            qualifier=Signal::stored("本年 · 闭环进度".to_owned())
        >
            {stages_view(&stages)}
        </Panel>
    }
}

/// 共建活动
#[component]
pub fn ActivitiesPanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let stages = [
        ("邀约", Metric::ACTIVITY_INVITED),
        ("响应", Metric::ACTIVITY_RESPONDED),
        ("到场", Metric::ACTIVITY_ATTENDED),
    ];
    let qualifier = Signal::stored("本季度 ".to_owned());
    let rate = move || {
        let counts = store
            .count(Metric::ACTIVITY_RESPONDED)
            .zip(store.count(Metric::ACTIVITY_INVITED));
        let rate = counts.and_then(|(responded, invited)| format::percent(responded, invited, 1));
        rate.map(|rate| rate + "%")
    };
    let rate = move || {
        let rate = asked(Ask::own(store, &RESPONSE), Signal::stored(rate()?));
        Some(view! { " · 响应率 " {rate} })
    };
    let held = asked_count(store, Metric::ACTIVITY_HELD);
    let told = view! { {held} " 场 · 家次" {rate} }.into_any();
    view! {
        <Panel name="activities" title=Signal::stored("共建活动".to_owned()) qualifier told>
            {stages_view(&stages)}
        </Panel>
    }
}

fn stages_view(stages: &[(&'static str, Metric)]) -> impl IntoView + use<> {
    let store = expect_context::<Store>();
    let first = stages.first().map(|(_, metric)| *metric);
    let stages = stages.iter().map(|&(label, metric)| {
        let length = Signal::derive(move || {
            let count = |metric| store.count(metric).unwrap_or(0) as f64;
            first.map_or(0, |first| length(count(metric), count(first)))
        });
        view! {
            <li>
                <p>
                    <Count metric fit=true />
                    " "
                    <span>{label}</span>
                </p>
                <Meter length />
            </li>
        }
    });
    view! { <ol class="stages">{stages.collect_view()}</ol> }
}
