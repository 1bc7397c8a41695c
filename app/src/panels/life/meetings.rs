//! What branches have held of what they must.

use leptos::prelude::*;
use liandong_domain::{
    fact::{MeetingKind, life::Frequency},
    metric::Metric,
};

use super::{every, levels_beside};
use crate::{
    components::{Meter, Panel, Rolling},
    figures::{
        life::{FOUR, Share, held, period},
        shares::length,
        text,
    },
    format,
    store::Store,
};

fn percent(share: Option<Share>) -> String {
    let percent = share.and_then(Share::percent);
    percent.map_or_else(
        || text::MISSING.to_owned(),
        |percent| format::number(percent, 1),
    )
}

/// The kinds of 三会一课.
fn kinds() -> impl Iterator<Item = MeetingKind> {
    MeetingKind::ALL.into_iter().take(FOUR.len())
}

/// 三会一课: the share of all that is due, and of each kind.
#[component]
pub fn MeetingsPanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let due = Memo::new(move |_| {
        let mut kinds = kinds();
        FOUR.map(|_| {
            let every = kinds.next().and_then(|kind| every(store, kind));
            every != Some(Frequency::Free)
        })
    });
    let share = Memo::new(move |_| held(due.get(), |metric| store.count(metric)));
    let text = Signal::derive(move || percent(share.get()));
    let counts = move || match share.get() {
        Some(Share { whole: 0, .. }) => ["暂无党支部".to_owned(), String::new()],
        Some(Share { part, whole }) => [
            format!("已开 {}", format::count(part)),
            format!("应开 {}", format::count(whole)),
        ],
        None => [String::new(), String::new()],
    };
    let qualifier = Signal::derive(move || {
        let mut periods: Vec<&str> = kinds()
            .filter_map(|kind| every(store, kind))
            .filter(|every| *every != Frequency::Free)
            .map(period)
            .collect();
        periods.sort_unstable();
        periods.dedup();
        periods.join(" · ")
    });
    let rows = FOUR.into_iter().zip(kinds()).enumerate();
    let rows = rows.map(move |(place, (metric, kind))| {
        let share = Memo::new(move |_| {
            let part = store.count(metric)?;
            let whole = store.count(Metric::ORGANISATION_BRANCH)?;
            Some(Share { part, whole })
        });
        let when = move || every(store, kind).map(period);
        let class = move || if due.get()[place] { "" } else { "absent" };
        let length = Signal::derive(move || {
            let share = share.get();
            share.map_or(0, |share| length(share.part as f64, share.whole as f64))
        });
        let text = Signal::derive(move || percent(share.get()));
        view! {
            <li class=class>
                <span class="label">{kind.label()} " " <small>{when}</small></span>
                <Meter length />
                <Rolling text />
            </li>
        }
    });
    let against = move || {
        let levels = levels_beside(store).into_iter();
        levels
            .map(|node| {
                let name = node.name.to_string();
                let theirs =
                    Signal::derive(move || percent(held(due.get(), |metric| node.count(metric))));
                view! { <li>{name} " " <Rolling text=theirs /></li> }
            })
            .collect_view()
    };
    view! {
        <Panel name="meetings" title=Signal::stored("三会一课按期率".to_owned()) qualifier>
            <div class="figure">
                <p class="total">
                    <Rolling text fit=true />
                    <small>" %"</small>
                </p>
                <ul class="against">
                    <li>{move || counts()[0].clone()}</li>
                    <li>{move || counts()[1].clone()}</li>
                    {against}
                </ul>
            </div>
            <ul class="meters">{rows.collect_view()}</ul>
        </Panel>
    }
}
