//! The eight registries: in two columns, beside the levels above, or as a band.

use leptos::prelude::*;
use liandong_domain::{metric::Metric, unit::UnitKind};

use crate::{
    components::{Ask, Count, Panel, asked},
    figures::text,
    format,
    store::{Node, Store},
};

const ROWS: [(Metric, Metric); 8] = [
    (Metric::ORGANISATION_TOTAL, Metric::TODAY_ORGANISATION),
    (Metric::MEMBER_TOTAL, Metric::TODAY_MEMBER),
    (Metric::APPLICANT_TOTAL, Metric::TODAY_APPLICANT),
    (Metric::COMMUNITY_TOTAL, Metric::TODAY_COMMUNITY),
    (Metric::BUILDING_TOTAL, Metric::TODAY_BUILDING),
    (Metric::TRADE_UNION_TOTAL, Metric::TODAY_TRADE_UNION),
    (Metric::YOUTH_LEAGUE_TOTAL, Metric::TODAY_YOUTH_LEAGUE),
    (Metric::EMPLOYER_TOTAL, Metric::TODAY_EMPLOYER),
];

/// The eight registries, beside the levels that are given.
#[component]
pub fn RegistriesPanel(
    /// What one's own column is called.
    own: UnitKind,
    /// The levels to stand beside one's own.
    beside: Vec<Node>,
) -> impl IntoView {
    let store = expect_context::<Store>();
    let heads = beside
        .iter()
        .map(|node| view! { <span role="columnheader">{node.kind.label()}</span> })
        .collect_view();
    let rows = ROWS.map(|(total, today)| {
        let change = Signal::derive(move || {
            let change = store.count(today).filter(|&change| change != 0);
            change.map(format::change).unwrap_or_default()
        });
        let cells = beside.iter().cloned().map(|node| {
            let ask = Ask::node(store, &node, total);
            let value = Signal::derive(move || text::value(node.value(total)));
            view! {
                <span role="cell" class="theirs">
                    {asked(ask, value)}
                </span>
            }
        });
        view! {
            <div role="row">
                <span role="rowheader">{total.label()}</span>
                <span role="cell" class="own-count">
                    <Count metric=total fit=true />
                    <small>{asked(Ask::own(store, today), change)}</small>
                </span>
                {cells.collect_view()}
            </div>
        }
    });
    let columns = format!("registers beside-{}", beside.len());
    view! {
        <Panel name="regs" title=Signal::stored("八个数据库".to_owned())>
            <div class=columns role="table" aria-labelledby="regs-title">
                <div role="row" class="registers-head">
                    <span role="columnheader">
                        <span class="unseen">"数据库"</span>
                    </span>
                    <span role="columnheader" class="own-head">
                        {own.whole()}
                    </span>
                    {heads}
                </div>
                {rows.collect_view()}
            </div>
        </Panel>
    }
}
