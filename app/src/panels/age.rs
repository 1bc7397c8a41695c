//! Members by the eight statutory age bands.

use leptos::prelude::*;
use liandong_domain::metric::Metric;

use crate::{
    components::{Ask, Panel, asked},
    figures::{
        shares::{css_percent, length, shares, tenths},
        text,
    },
    format,
    store::Store,
};

const BANDS: [(&str, Metric); 8] = [
    ("≤30", Metric::MEMBER_AGE_LE30),
    ("31–35", Metric::MEMBER_AGE_31_35),
    ("36–40", Metric::MEMBER_AGE_36_40),
    ("41–45", Metric::MEMBER_AGE_41_45),
    ("46–50", Metric::MEMBER_AGE_46_50),
    ("51–55", Metric::MEMBER_AGE_51_55),
    ("56–60", Metric::MEMBER_AGE_56_60),
    ("≥61", Metric::MEMBER_AGE_GE61),
];

/// Members by age. Those whose age is not registered are left out, and their share is said.
#[component]
pub fn AgePanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let bands = Memo::new(move |_| {
        let counts = BANDS.map(|(_, metric)| store.count(metric));
        let known = counts.into_iter().collect::<Option<Vec<i64>>>();
        known.and_then(|counts| shares(&counts, 1000))
    });
    let unknown = move || {
        let unknown = store
            .count(Metric::MEMBER_AGE_UNKNOWN)
            .filter(|&count| count > 0);
        unknown
            .zip(store.count(Metric::MEMBER_TOTAL))
            .and_then(|(unknown, total)| format::percent(unknown, total, 1))
    };
    let qualifier = Signal::derive(move || match unknown() {
        Some(_) => "% · 未登记 ".to_owned(),
        None => "% · 斜纹为两端".to_owned(),
    });
    let told = move || {
        let share = unknown()?;
        let ask = Ask::own(store, Metric::MEMBER_AGE_UNKNOWN);
        Some(view! { {asked(ask, Signal::stored(share))} " 不计" })
    };
    let told = told.into_any();
    let columns = BANDS
        .into_iter()
        .enumerate()
        .map(move |(place, (label, metric))| {
            let share = move || {
                bands.with(|bands| bands.as_ref().and_then(|bands| bands.get(place).copied()))
            };
            let height = move || {
                let largest = bands.with(|bands| {
                    let largest = bands.as_ref().and_then(|bands| bands.iter().max().copied());
                    largest.unwrap_or(0)
                });
                let length = length(share().unwrap_or(0) as f64, largest as f64);
                format!("height:{}", css_percent(length))
            };
            let number =
                Signal::derive(move || share().map_or_else(|| text::MISSING.to_owned(), tenths));
            let open = matches!(place, 0 | 7).then_some("open");
            view! {
                <li class=open>
                    <span class="band-label">{label}</span>
                    <span class="band">
                        <span class="band-value">{asked(Ask::own(store, metric), number)}</span>
                        <i style=height></i>
                    </span>
                </li>
            }
        });
    view! {
        <Panel name="age" title=Signal::stored("党员年龄".to_owned()) qualifier told>
            <ol class="bands">{columns.collect_view()}</ol>
        </Panel>
    }
}
