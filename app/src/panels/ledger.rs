//! What a unit with nobody to pass things on to has received, carried out and written.

use leptos::prelude::*;
use liandong_domain::{metric::Metric, unit::UnitKind, work::Tier};

use crate::{
    components::{Ask, Base, Count, Overdue, Panel, Stage, Way},
    figures::shares::{css_scale, length},
    store::Store,
};

/// A unit's own receipts.
#[component]
pub fn ReceiptsPanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let rows = move || {
        let kind = store.heading().kind;
        let [due, received, passed_on, started, done, _] = Tier::of(kind).metrics();
        let [below_due, _, _, _, below_done, _] = Tier::Station.metrics();
        let is_above = !store.children().is_empty();
        let passed = is_above.then_some(("已转发", passed_on, due));
        let below = is_above && kind == UnitKind::Community;
        let below = below.then_some(("网格落实", below_done, below_due));
        let rows = [("已接收", received, due)].into_iter().chain(passed);
        let rows = rows.chain([("办理中", started, due), ("已落实", done, due)]);
        let rows = rows.chain(below);
        let row = |(label, part, base): (&'static str, Metric, Metric)| {
            let bar = move || {
                let (part, base) = (store.count(part), store.count(base));
                let length = length(part.unwrap_or(0) as f64, base.unwrap_or(0) as f64);
                css_scale(length)
            };
            view! {
                <li>
                    <Stage way=Way::Fall label part base=Base::Metric(base) />
                    <span class="rank-bar" aria-hidden="true">
                        <i style=bar></i>
                    </span>
                </li>
            }
        };
        rows.map(row).collect_view()
    };
    let [.., late] = Tier::of(store.heading_untracked().kind).metrics();
    view! {
        <Panel
            name="receipts"
            title=Signal::stored("部署落实".to_owned())
            qualifier=Signal::stored("本季度 · 份".to_owned())
        >
            <Overdue count=Signal::derive(move || store.count(late)) ask=Ask::own(store, late) />
            <ul class="ledger">{rows}</ul>
        </Panel>
    }
}

/// A unit's own logs and where they are.
#[component]
pub fn LogsPanel() -> impl IntoView {
    let rows = [
        ("今日提交", Metric::LOG_TODAY),
        ("本月提交", Metric::LOG_MONTH),
        ("待街道审阅", Metric::LOG_WAITING_STREET),
        ("待区级审阅", Metric::LOG_WAITING_DISTRICT),
        ("退回待补", Metric::LOG_RETURNED),
        ("超期未审", Metric::LOG_LATE),
    ];
    let rows = rows.map(|(label, metric)| {
        view! {
            <li>
                <span>{label}</span>
                <Count metric />
            </li>
        }
    });
    view! {
        <Panel
            name="logs"
            title=Signal::stored("工作日志".to_owned())
            qualifier=Signal::stored("份".to_owned())
        >
            <ul class="log-rows">{rows.collect_view()}</ul>
        </Panel>
    }
}
