//! The two headline numbers and what they are made of.

use leptos::prelude::*;
use liandong_domain::metric::Metric;

use super::Beside;
use crate::{
    components::{Count, Delta, Mark, Part, SplitBar, Trend},
    figures::text,
    store::{Node, Store},
};

/// 党组织
#[component]
pub fn OrganisationHeadline(
    /// The unit above whose number stands beside.
    #[prop(default = None)]
    beside: Option<Node>,
) -> impl IntoView {
    headline(
        "org",
        "党组织",
        Metric::ORGANISATION_TOTAL,
        Metric::TODAY_ORGANISATION,
        &[
            ("", "党委", "c3", Metric::ORGANISATION_COMMITTEE),
            ("党", "总支", "c2", Metric::ORGANISATION_GENERAL_BRANCH),
            ("党", "支部", "c1", Metric::ORGANISATION_BRANCH),
        ],
        beside,
    )
}

/// 党员
#[component]
pub fn MemberHeadline() -> impl IntoView {
    headline(
        "member",
        "党员",
        Metric::MEMBER_TOTAL,
        Metric::TODAY_MEMBER,
        &[
            ("", "正式", "c1", Metric::MEMBER_FORMAL),
            ("", "预备", "c2", Metric::MEMBER_PROBATIONARY),
        ],
        None,
    )
}

/// A part of the whole: what a narrow screen leaves out of its label, the rest of the label, its
/// series in the style sheet, its metric.
type Split = (&'static str, &'static str, &'static str, Metric);

fn headline(
    name: &'static str,
    label: &'static str,
    total: Metric,
    today: Metric,
    splits: &'static [Split],
    beside: Option<Node>,
) -> impl IntoView {
    let store = expect_context::<Store>();
    let parts = splits.iter().map(|&(.., series, metric)| Part {
        series,
        count: Signal::derive(move || store.count(metric)),
    });
    let values = splits.iter().map(|&(start, label, series, metric)| {
        let class = move || {
            if store.count(metric) == Some(0) {
                "zero"
            } else {
                ""
            }
        };
        view! {
            <li class=class>
                <i class=series></i>
                <span><span class="long-label">{start}</span>{label}</span>
                <Count metric />
            </li>
        }
    });
    let id = format!("{name}-title");
    // How wide the parts' numbers run in all, for the style sheet to fit them to their line.
    let width = move || {
        let values = splits
            .iter()
            .filter_map(|&(.., metric)| store.value(metric));
        let shown = values.filter(|value| value.count() != Some(0));
        let width: usize = shown
            .map(|value| text::width(&text::value(Some(value))))
            .sum();
        format!("--w:{}", width.max(100))
    };
    view! {
        <section class=format!("headline {name}") aria-labelledby=id>
            <header class="panel-head">
                <h2 id=id.clone()>{label}</h2>
                <Delta metric=today />
                <Mark />
            </header>
            <div class="figure">
                <p class="total">
                    <Count metric=total fit=true />
                </p>
                {beside.map(|node| view! { <Beside node /> })}
            </div>
            <Trend metric=total />
            <SplitBar parts=parts.collect() />
            <ul class="splits" style=width>{values.collect_view()}</ul>
        </section>
    }
}
