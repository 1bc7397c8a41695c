//! 联席会议: who sat at the table over a problem, and what is still to do of what was agreed.

use leptos::prelude::*;
use liandong_domain::{
    frame::{ConferenceShown, SeatShown},
    moment::Day,
};

use crate::{components::Panel, figures::pages::page_at, format, store::Store};

/// From so many parties on there is no room for the table itself.
const AT_TABLE: usize = 6;

/// The newest conferences, one after the other.
#[component]
pub fn ConferencePanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let place = Memo::new(move |_| {
        let held = store.extras().conferences.len();
        (page_at(store.turning(), held), held)
    });
    let shown = Memo::new(move |_| {
        let (place, _) = place.get();
        store.extras().conferences.get(place).cloned()
    });
    let qualifier = Signal::derive(move || {
        let shown = shown.get().map(|held| format::day_cn(held.on));
        let (place, held) = place.get();
        let pages = (held > 1).then(|| format!(" · {} / {held}", place + 1));
        shown.unwrap_or_default() + &pages.unwrap_or_default()
    });
    let today = Memo::new(move |_| store.now().day(store.offset()));
    let body = move || match shown.get() {
        Some(held) => table(&held, today.get()).into_any(),
        None => view! { <p class="nothing">"目前没有召开联席会议的在办问题"</p> }.into_any(),
    };
    view! {
        <Panel name="conference" title=Signal::stored("联席会议".to_owned()) qualifier>
            {body}
        </Panel>
    }
}

fn table(held: &ConferenceShown, today: Day) -> impl IntoView + use<> {
    let called = held.seats.len();
    let came = |seat: &&SeatShown| seat.attended == Some(true);
    let attended = held.seats.iter().filter(came).count();
    let ahead = held.on > today && attended == 0;
    let again = (held.recurrences > 0)
        .then(|| view! { <span class="again">"第 " {held.recurrences} " 次回潮"</span> });
    let said = if ahead { "待会" } else { "到会" };
    let count = if ahead {
        format!("{called} 方")
    } else {
        format!("{attended}/{called}")
    };
    let class = if called > AT_TABLE {
        "seats many"
    } else {
        "seats"
    };
    view! {
        <p class="matter">
            <span>{held.place.to_string()} " · "</span>
            <strong>{held.matter.label()}</strong>
            {again}
        </p>
        <div class=class>
            <p class="oval">
                <b class="num">{count}</b>
                <span>{said}</span>
            </p>
            <ul>{held.seats.iter().map(seat).collect_view()}</ul>
        </div>
        {agreed(&held.seats)}
    }
}

fn seat(seat: &SeatShown) -> impl IntoView + use<> {
    let (class, said) = match seat.attended {
        Some(true) => ("came", "已到会"),
        Some(false) => ("missed", "未到会"),
        None => ("missed", "待到会"),
    };
    view! {
        <li class=class>
            {seat.party.label()} <span class="unseen">{said}</span>
        </li>
    }
}

/// What was promised, a square each where there is room, and by when the next of it is due.
fn agreed(seats: &[SeatShown]) -> impl IntoView + use<> {
    let mut promised: Vec<&SeatShown> = seats.iter().filter(|seat| seat.promised).collect();
    promised.sort_by_key(|seat| !seat.fulfilled);
    let open: Vec<&&SeatShown> = promised.iter().filter(|seat| !seat.fulfilled).collect();
    let all = promised.len();
    let done = all - open.len();
    let squares = (all <= AT_TABLE).then(|| {
        let squares = promised.iter().map(|seat| {
            let class = if seat.fulfilled { "done" } else { "todo" };
            view! { <i class=class></i> }
        });
        squares.collect_view()
    });
    let next = open.iter().filter_map(|seat| seat.due).min();
    let next = next.map(format::day_cn).unwrap_or_default();
    let rest = match (all, open.len()) {
        (0, _) => "尚未议定事项".to_owned(),
        (_, 0) => "全部落实".to_owned(),
        (_, open) => format!("{open} 项 {next}"),
    };
    let count = (all > 0).then(|| {
        let words = format!("议定 {all} 项");
        let class = if all <= AT_TABLE { "unseen" } else { "" };
        view! {
            <span>{words}</span>
            <span class=class>"已落实 " {done}</span>
        }
    });
    view! {
        <p class="agreed">
            {count} <span class="squares" aria-hidden="true">{squares}</span>
            <span class="agreed-rest">{rest}</span>
        </p>
    }
}
