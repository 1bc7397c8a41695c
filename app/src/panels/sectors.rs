//! The three sectors, by members; offices, which belong to none of them, in a row of their own.

use leptos::prelude::*;
use liandong_domain::metric::Metric;

use crate::{
    components::{Ask, Count, Panel, Part, SplitBar, asked},
    figures::{shares::shares, text},
    store::Store,
};

const SECTORS: [(&str, &str, Metric); 4] = [
    ("居民区党建", "c1", Metric::MEMBER_SECTOR_COMMUNITY),
    ("两新党建", "c2", Metric::MEMBER_SECTOR_TWO_NEW),
    ("区域化党建", "c3", Metric::MEMBER_SECTOR_REGIONAL),
    ("机关党建", "rest", Metric::MEMBER_SECTOR_GOVERNMENT),
];

/// Members by sector.
#[component]
pub fn SectorsPanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let counted = Memo::new(move |_| {
        let counts = SECTORS.map(|(.., metric)| store.count(metric));
        let known = counts.into_iter().collect::<Option<Vec<i64>>>();
        known.and_then(|counts| shares(&counts, 100))
    });
    let parts = SECTORS.map(|(_, series, metric)| Part {
        series,
        count: Signal::derive(move || store.count(metric)),
    });
    let rows = SECTORS
        .into_iter()
        .enumerate()
        .map(move |(place, (label, series, metric))| {
            let share = Signal::derive(move || {
                counted.with(|shares| {
                    let share = shares.as_ref().and_then(|shares| shares.get(place));
                    share.map_or_else(|| text::MISSING.to_owned(), |share| format!("{share}%"))
                })
            });
            // The three sectors always have their row; offices only where there are any.
            let class = move || {
                let absent = place == 3 && store.count(metric).unwrap_or(0) == 0;
                if absent { "absent" } else { "" }
            };
            view! {
                <li class=class>
                    <i class=series></i>
                    <span class="label">{label}</span>
                    <Count metric />
                    <span class="share">{asked(Ask::own(store, metric), share)}</span>
                </li>
            }
        });
    view! {
        <Panel
            name="sectors"
            title=Signal::stored("三大领域".to_owned())
            qualifier=Signal::stored("党员".to_owned())
        >
            <SplitBar parts=parts.to_vec() />
            <ul class="sector-rows">{rows.collect_view()}</ul>
        </Panel>
    }
}
