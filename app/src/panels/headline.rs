//! The two headline numbers and what they are made of.

use leptos::prelude::*;
use liandong_domain::metric::Metric;

use crate::{
    components::{Count, Delta, Mark, Part, SplitBar},
    store::Store,
};

/// 党组织
#[component]
pub fn OrganisationHeadline(
    /// What stands beside the number.
    #[prop(default = None)]
    beside: Option<AnyView>,
) -> impl IntoView {
    headline(
        "org",
        "党组织",
        Metric::ORGANISATION_TOTAL,
        Metric::TODAY_ORGANISATION,
        &[
            ("党委", "c3", Metric::ORGANISATION_COMMITTEE),
            ("党总支", "c2", Metric::ORGANISATION_GENERAL_BRANCH),
            ("党支部", "c1", Metric::ORGANISATION_BRANCH),
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
            ("正式", "c1", Metric::MEMBER_FORMAL),
            ("预备", "c2", Metric::MEMBER_PROBATIONARY),
        ],
        None,
    )
}

fn headline(
    name: &'static str,
    label: &'static str,
    total: Metric,
    today: Metric,
    splits: &'static [(&'static str, &'static str, Metric)],
    beside: Option<AnyView>,
) -> impl IntoView {
    let store = expect_context::<Store>();
    let parts = splits.iter().map(|&(_, series, metric)| Part {
        series,
        count: Signal::derive(move || store.count(metric)),
    });
    let values = splits.iter().map(|&(label, series, metric)| {
        view! {
            <li>
                <i class=series></i>
                <span>{label}</span>
                <Count metric />
            </li>
        }
    });
    let id = format!("{name}-title");
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
                {beside}
            </div>
            <SplitBar parts=parts.collect() />
            <ul class="splits">{values.collect_view()}</ul>
        </section>
    }
}
