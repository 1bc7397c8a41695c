//! The way from applicant to member.

use leptos::prelude::*;
use liandong_domain::metric::Metric;

use crate::{
    components::{Ask, Count, Panel, asked, asked_count},
    figures::life::thickness,
    format,
    store::Store,
};

/// A station: its name, how many stand there, how many went on this year, how many are overdue.
struct Station {
    label: &'static str,
    stock: Metric,
    onward: Option<Metric>,
    overdue: Option<Metric>,
}

const STATIONS: [Station; 5] = [
    Station {
        label: "入党申请人",
        stock: Metric::APPLICANT_STAGE_APPLICANT,
        onward: Some(Metric::PIPELINE_ACTIVIST),
        overdue: None,
    },
    Station {
        label: "积极分子",
        stock: Metric::APPLICANT_STAGE_ACTIVIST,
        onward: Some(Metric::PIPELINE_CANDIDATE),
        overdue: Some(Metric::PIPELINE_OVERDUE_ACTIVIST),
    },
    Station {
        label: "发展对象",
        stock: Metric::APPLICANT_STAGE_CANDIDATE,
        onward: Some(Metric::PIPELINE_PROBATIONARY),
        overdue: Some(Metric::PIPELINE_OVERDUE_CANDIDATE),
    },
    Station {
        label: "预备党员",
        stock: Metric::MEMBER_PROBATIONARY,
        onward: Some(Metric::PIPELINE_FORMAL),
        overdue: Some(Metric::PIPELINE_OVERDUE_PROBATIONARY),
    },
    Station {
        label: "正式党员",
        stock: Metric::MEMBER_FORMAL,
        onward: None,
        overdue: None,
    },
];

/// 发展党员: five stocks in order, between them this year's transfers.
#[component]
pub fn PipelinePanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let largest = Memo::new(move |_| {
        let onward = STATIONS.iter().filter_map(|station| station.onward);
        let counts = onward.filter_map(|metric| store.count(metric));
        counts.max().unwrap_or(0)
    });
    let qualifier = Signal::stored("存量 · 箭头为本年转入 · 本年新申请 ".to_owned());
    let told = asked_count(store, Metric::PIPELINE_APPLIED);
    let stations = STATIONS.iter().map(move |station| {
        let arrow = station.onward.map(|metric| {
            let thick = move || thickness(store.count(metric).unwrap_or(0), largest.get());
            let class = move || if thick() == 0 { "arrow none" } else { "arrow" };
            let style = move || format!("--t:{}", thick());
            let change = Signal::derive(move || {
                let change = store.count(metric).map(format::change);
                change.unwrap_or_default()
            });
            view! {
                <i class=class style=style aria-hidden="true"></i>
                <span class="onward">
                    <span class="unseen">"本年转出 "</span>
                    <strong class="num">{asked(Ask::own(store, metric), change)}</strong>
                </span>
            }
        });
        let last = station.onward.is_none().then(|| {
            let formal = asked_count(store, Metric::PIPELINE_FORMAL);
            view! { <span class="onward">"含本年转正 " {formal}</span> }
        });
        let overdue = station.overdue.map(|metric| {
            let is_late = Memo::new(move |_| store.count(metric).is_some_and(|count| count > 0));
            move || {
                is_late.get().then(|| {
                    view! { <span class="warned">"超期 " {asked_count(store, metric)}</span> }
                })
            }
        });
        view! {
            <li>
                <span class="label">{station.label}</span>
                <Count metric=station.stock fit=true />
                {arrow}
                {last}
                {overdue}
            </li>
        }
    });
    view! {
        <Panel name="pipeline" title=Signal::stored("发展党员".to_owned()) qualifier told>
            <ol class="stations">{stations.collect_view()}</ol>
        </Panel>
    }
}
