//! What branches have held of what they must.

use leptos::prelude::*;
use liandong_domain::{
    fact::{MeetingKind, life::Frequency},
    indicator::composed::{HELD, HELD_OF},
    metric::Metric,
};

use super::{every, levels_beside};
use crate::{
    components::{Ask, Meter, Panel, Rolling, asked},
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
    // What is asked counts every kind.
    let is_asked = Memo::new(move |_| due.get() == [true; 4]);
    let ask = move || Ask::own(store, &HELD).map(|ask| ask.while_true(is_asked));
    let is_empty = Memo::new(move |_| share.get().is_some_and(|share| share.whole == 0));
    let nothing = move || is_empty.get().then(|| view! { <li>"暂无党支部"</li> });
    let count = move |label: &'static str, side: fn(Share) -> i64| {
        let text = Signal::derive(move || {
            let count = share.get().map(side).map(format::count);
            count.unwrap_or_default()
        });
        move || (!is_empty.get()).then(|| view! { <li>{label} {asked(ask(), text)}</li> })
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
    let rows = FOUR.into_iter().zip(kinds()).zip(&HELD_OF).enumerate();
    let rows = rows.map(move |(place, ((metric, kind), rate))| {
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
                <Rolling text ask=Ask::own(store, rate) />
            </li>
        }
    });
    let against = move || {
        let levels = levels_beside(store).into_iter();
        levels
            .map(|node| {
                let name = node.name.to_string();
                let ask = Ask::node(store, &node, &HELD).map(|ask| ask.while_true(is_asked));
                let theirs =
                    Signal::derive(move || percent(held(due.get(), |metric| node.count(metric))));
                view! { <li>{name} " " <Rolling text=theirs ask /></li> }
            })
            .collect_view()
    };
    view! {
        <Panel name="meetings" title=Signal::stored("三会一课按期率".to_owned()) qualifier>
            <div class="figure">
                <p class="total">
                    <Rolling text fit=true ask=ask() />
                    <small>" %"</small>
                </p>
                <ul class="against">
                    {nothing}
                    {count("已开 ", |share| share.part)}
                    {count("应开 ", |share| share.whole)}
                    {against}
                </ul>
            </div>
            <ul class="meters">{rows.collect_view()}</ul>
        </Panel>
    }
}
