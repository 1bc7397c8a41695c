//! What part of the members are women, and what part went to college.

use leptos::prelude::*;
use liandong_domain::{indicator::Indicator, metric::Metric};

use crate::{
    components::{Ask, Panel, Part, SplitBar, asked},
    figures::text,
    format,
    store::Store,
};

const COLLEGE: [(&str, &str, Metric); 3] = [
    ("研究生", "s5", Metric::MEMBER_EDUCATION_POSTGRADUATE),
    ("本科", "s4", Metric::MEMBER_EDUCATION_BACHELOR),
    ("大专", "s3", Metric::MEMBER_EDUCATION_COLLEGE),
];

/// Sums up metrics; nothing where one of them is not known.
fn sum(store: Store, metrics: impl IntoIterator<Item = Metric>) -> Option<i64> {
    metrics.into_iter().map(|metric| store.count(metric)).sum()
}

fn share(store: Store, part: Option<i64>) -> String {
    part.zip(store.count(Metric::MEMBER_TOTAL))
        .and_then(|(part, total)| format::percent(part, total, 1))
        .unwrap_or_else(|| text::MISSING.to_owned())
}

/// The remainder of a bar is its unfilled track.
fn track(store: Store, part: impl Fn() -> Option<i64> + Send + Sync + 'static) -> Part {
    let count = Signal::derive(move || Some(store.count(Metric::MEMBER_TOTAL)? - part()?));
    Part {
        series: "track",
        count,
    }
}

/// Women and education.
#[component]
pub fn StructurePanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let women = move || store.count(Metric::MEMBER_GENDER_FEMALE);
    let college = move || sum(store, COLLEGE.map(|(.., metric)| metric));
    let women_parts = vec![
        Part {
            series: "c1",
            count: Signal::derive(women),
        },
        track(store, women),
    ];
    let mut college_parts: Vec<Part> = COLLEGE
        .iter()
        .map(|&(_, series, metric)| Part {
            series,
            count: Signal::derive(move || store.count(metric)),
        })
        .collect();
    college_parts.push(track(store, college));
    let named = COLLEGE.map(|(label, _, metric)| {
        let text = Signal::derive(move || share(store, store.count(metric)));
        view! { <li>{label} " " {asked(Ask::own(store, metric), text)}</li> }
    });
    let rate = move |key, text| {
        let ask = Indicator::from_key(key).and_then(|indicator| Ask::own(store, indicator));
        asked(ask, text)
    };
    let women_share = Signal::derive(move || share(store, women()));
    let college_share = Signal::derive(move || share(store, college()));
    view! {
        <Panel name="structure" title=Signal::stored("党员结构".to_owned())>
            <div class="ratio">
                <p class="ratio-head">
                    <span>"女党员"</span>
                    <span>
                        <strong class="num">{rate("women", women_share)}</strong>
                        " %"
                    </span>
                </p>
                <SplitBar parts=women_parts />
            </div>
            <div class="ratio">
                <p class="ratio-head">
                    <span>"大专及以上"</span>
                    <span>
                        <strong class="num">{rate("college", college_share)}</strong>
                        " %"
                    </span>
                </p>
                <SplitBar parts=college_parts />
                <ul class="ratio-parts">{named.collect_view()}</ul>
            </div>
        </Panel>
    }
}
