//! Members out of contact, or in contact on paper only: rounded, and never split further.

use leptos::prelude::*;
use liandong_domain::{frame::Value, metric::Metric};

use super::levels_beside;
use crate::{
    components::{Ask, Panel, asked},
    figures::text,
    store::{Node, Store},
};

const ROWS: [(&str, Metric); 3] = [
    ("失联党员", Metric::MEMBER_STATUS_OUT_OF_CONTACT),
    ("空挂党员", Metric::MEMBER_STATUS_NOMINAL),
    ("超六个月未联系", Metric::MEMBER_CONTACT_OVERDUE),
];

/// A rounded number: about so many, fewer than five in a box, none as it is.
fn cell(
    ask: Option<Ask>,
    value: impl Fn() -> Option<Value> + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let class = move || match value() {
        Some(Value::LessThan(_)) => "num fewer",
        _ => "num",
    };
    let about = move || matches!(value(), Some(Value::Count(1..))).then_some("≈");
    let text = Signal::derive(move || text::value(value()));
    view! {
        <span role="cell">
            <span class=class>{about} {asked(ask, text)}</span>
        </span>
    }
}

/// 失联 · 空挂, beside what the levels above have in all.
#[component]
pub fn ContactPanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let qualifier = Signal::stored("仅汇总 · 按 5 取整".to_owned());
    let table = move || {
        let levels = levels_beside(store);
        let heads = levels
            .iter()
            .map(|node| view! { <span role="columnheader">{node.kind.label()}</span> })
            .collect_view();
        let rows = ROWS.map(|(label, metric)| row(store, label, metric, &levels));
        let class = format!("contacts beside-{}", levels.len());
        view! {
            <div class=class role="table" aria-labelledby="contact-title">
                <div role="row" class="contacts-head">
                    <span role="columnheader">
                        <span class="unseen">"类别"</span>
                    </span>
                    <span role="columnheader">{store.heading().kind.whole()}</span>
                    {heads}
                </div>
                {rows.collect_view()}
            </div>
        }
    };
    view! {
        <Panel name="contact" title=Signal::stored("失联 · 空挂".to_owned()) qualifier>
            {table}
        </Panel>
    }
}

fn row(
    store: Store,
    label: &'static str,
    metric: Metric,
    levels: &[Node],
) -> impl IntoView + use<> {
    let cells = levels.iter().cloned().map(|node| {
        let ask = Ask::node(store, &node, metric);
        let node = StoredValue::new(node);
        cell(ask, move || node.with_value(|node| node.value(metric)))
    });
    view! {
        <div role="row">
            <span role="rowheader">{label}</span>
            {cell(Ask::own(store, metric), move || store.value(metric))}
            {cells.collect_view()}
        </div>
    }
}
