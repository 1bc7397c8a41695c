//! What is offered and what is needed, and what of it came together.

use leptos::prelude::*;
use liandong_domain::{
    fact::cobuilding::Category, indicator::composed::EXCHANGE, metric::Metric,
    work::category_metrics,
};

use super::super::life::note;
use crate::{
    components::{Ask, Panel, asked, asked_count},
    figures::{circles::butterfly, text},
    format,
    store::Store,
};

/// Which of the two sides.
const SIDES: [(&str, &str); 2] = [("资源清单", "offered"), ("需求清单", "needed")];

/// A side's sums: listed, matched. Nothing where a count is not known.
fn sums(store: Store, side: usize) -> Option<[i64; 2]> {
    let categories = Category::ALL.iter().copied();
    categories
        .map(category_metrics)
        .try_fold([0; 2], |sum, sides| {
            let [listed, matched] = sides[side].map(|metric| store.count(metric));
            Some([sum[0] + listed?, sum[1] + matched?])
        })
}

/// 资源 · 需求, back to back on one scale.
#[component]
pub fn ExchangePanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let longest = Memo::new(move |_| {
        let categories = Category::ALL.iter().copied().map(category_metrics);
        let listed = categories.flat_map(|sides| sides.map(|[listed, _]| listed));
        let counts = listed.filter_map(|metric| store.count(metric));
        counts.max().unwrap_or(0)
    });
    let heads = [0, 1].map(|side: usize| {
        let sums = Memo::new(move |_| sums(store, side));
        let count = move |place: usize| {
            let text = Signal::derive(move || {
                let count = sums.get().map(|sums| format::count(sums[place]));
                count.unwrap_or_else(|| text::MISSING.to_owned())
            });
            asked(Ask::own(store, &EXCHANGE[side][place]), text)
        };
        let (label, class) = SIDES[side];
        view! {
            <p class=class>
                {label} " " <strong class="num">{count(0)}</strong> " "
                <span>"已匹配 " {count(1)}</span>
            </p>
        }
    });
    let rows = Category::ALL.iter().map(move |&category| {
        let [offered, needed] = category_metrics(category);
        view! {
            <li>
                {wing(store, offered, longest, "c1")} <span class="label">{category.label()}</span>
                {wing(store, needed, longest, "c2")}
            </li>
        }
    });
    view! {
        <Panel
            name="exchange"
            title=Signal::stored("资源 · 需求".to_owned())
            qualifier=Signal::stored("项 · 框为在册，实心为已匹配".to_owned())
        >
            <div class="exchange-heads">{heads.into_iter().collect_view()}</div>
            <ul class="wings">{rows.collect_view()}</ul>
            {note("暂无登记的资源和需求", move || longest.get() == 0)}
        </Panel>
    }
}

/// One side of a category: the outline is what is listed, filled as far as it is matched.
fn wing(
    store: Store,
    [listed, matched]: [Metric; 2],
    longest: Memo<i64>,
    series: &'static str,
) -> impl IntoView {
    let lengths = Memo::new(move |_| {
        let count = |metric| store.count(metric).unwrap_or(0);
        butterfly(count(listed), count(matched), longest.get())
    });
    let style = move || {
        let (listed, matched) = lengths.get();
        format!("--listed:{listed};--matched:{matched}")
    };
    let class = move || {
        if lengths.get().0 == 0 {
            "outline none"
        } else {
            "outline"
        }
    };
    let words = move || text::value(store.value(matched));
    view! {
        <span class="wing">
            <b class=class style=style aria-hidden="true">
                <i class=series></i>
            </b>
            <strong class="num">{asked_count(store, listed)}</strong>
            <span class="unseen">" 已匹配 " {words}</span>
        </span>
    }
}
