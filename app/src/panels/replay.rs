//! What says that a past day is played, and what plays it: the plate in the plaque and the bar below.

use std::{fmt::Write as _, time::Duration};

use leptos::prelude::*;
use liandong_domain::moment::Moment;

use crate::{format, page::Options, store::Store};

/// The speeds, one after another.
const SPEEDS: [u16; 4] = [1, 10, 60, 600];
/// The day in seconds.
const DAY_S: i64 = 86_400;
/// How far a key moves the playhead, in seconds.
const STEP_S: i64 = 60;
/// How long the playhead rests before the server is asked: a key held down moves it thirty times a second.
const SETTLED: Duration = Duration::from_millis(200);
/// How long a bar of events is, in seconds.
const BAR_S: i64 = 15 * 60;
/// After so many seconds without a touch the screen goes back to now.
#[cfg(feature = "hydrate")]
const IDLE_S: i64 = 5 * 60;

/// In place of the scenes: that this is not now, and which day it is.
#[component]
pub fn ReplayPlate() -> impl IntoView {
    let store = expect_context::<Store>();
    let day = Memo::new(move |_| {
        let (start, offset) = (store.replay_start().unwrap_or_default(), store.offset());
        (
            format::date_cn(start, offset),
            format::weekday_cn(start, offset),
        )
    });
    view! {
        <p class="replay-plate" role="status">
            <strong>"回放"</strong>
            <span>
                {move || day.get().0}
                <br />
                {move || day.get().1}
                "\u{3000}非实时"
            </span>
        </p>
    }
}

/// The true time, beside the one that is played.
#[component]
pub fn TrueTime() -> impl IntoView {
    let store = expect_context::<Store>();
    let time = Memo::new(move |_| {
        let (now, offset) = (store.true_now(), store.offset());
        format!(
            "{} {}",
            format::month_day_cn(now, offset),
            format::clock_hm(now, offset)
        )
    });
    view! {
        <p class="true-time">
            <span>"现在"</span>
            <span>{move || time.get()}</span>
        </p>
    }
}

/// A way to play a past day, where somebody may touch the screen.
#[component]
pub fn ReplayControl() -> impl IntoView {
    let store = expect_context::<Store>();
    let yesterday = move || {
        let today = store.now().day(store.offset());
        today.plus(-1).date().to_string()
    };
    view! {
        <details class="replay-control">
            <summary>"回放"</summary>
            <form method="get" action=move || format!("/units/{}", store.heading().code)>
                <input type="hidden" name="scene" value=move || store.scene().key() />
                <label>
                    "回放哪一天" <input type="date" name="replay" required max=yesterday value=yesterday />
                </label>
                <button>"开始回放"</button>
            </form>
        </details>
    }
}

/// The bar in place of the ticker.
#[component]
pub fn ReplayBar() -> impl IntoView {
    let store = expect_context::<Store>();
    let speed = Memo::new(move |_| store.replay().map_or(0, |replay| replay.speed));
    let second = Memo::new(move |_| store.replay_second().unwrap_or_default());
    // The speed to go on with after a pause.
    let chosen = RwSignal::new(untrack(|| speed.get()).max(SPEEDS[0]));
    // Where the playhead is held until the server has gone there, what waits for it to rest, and whether that was asked.
    let held = RwSignal::new(None::<i64>);
    let settling = StoredValue::new(None::<TimeoutHandle>);
    let asked = StoredValue::new(false);
    let shown = Memo::new(move |_| held.get().unwrap_or_else(|| second.get()));
    let is_over = move || shown.get() >= DAY_S;
    let toggle = move |_| {
        let over = untrack(is_over);
        let at = over.then(|| untrack(|| store.replay_start())).flatten();
        let next = if untrack(|| speed.get()) > 0 {
            0
        } else {
            chosen.get_untracked()
        };
        tell(store, at, next);
    };
    let faster = move |_| {
        let place = SPEEDS
            .iter()
            .position(|speed| *speed == chosen.get_untracked());
        let next = SPEEDS[place.map_or(0, |place| (place + 1) % SPEEDS.len())];
        chosen.set(next);
        if untrack(|| speed.get()) > 0 {
            tell(store, None, next);
        }
    };
    let go = move || {
        let (Some(second), Some(start)) = (held.get_untracked(), untrack(|| store.replay_start()))
        else {
            return;
        };
        asked.set_value(true);
        let at = Moment(start.0 + second * 1000);
        tell(store, Some(at), untrack(|| speed.get()));
    };
    let seek = move |_| {
        if let Some(earlier) = settling.get_value() {
            earlier.clear();
        }
        settling.set_value(set_timeout_with_handle(go, SETTLED).ok());
    };
    let drag = move |event: leptos::ev::Event| {
        asked.set_value(false);
        held.set(event_target_value(&event).parse().ok());
    };
    Effect::new(move |_| {
        second.track();
        if asked.get_value() {
            asked.set_value(false);
            held.set(None);
        }
    });
    let play = move || if speed.get() > 0 { "暂停" } else { "播放" };
    let said = move || clock(shown.get());
    go_back_when_idle(store);
    view! {
        <section class="replay-bar" aria-label="回放">
            <button class="play" type="button" on:click=toggle data-playing=move || (speed.get() > 0).to_string()>
                <span class="unseen">{play}</span>
            </button>
            <button
                class="speed"
                type="button"
                on:click=faster
                aria-label=move || format!("速度 ×{}", chosen.get())
            >
                "×" {move || chosen.get()}
            </button>
            <div class="day-axis" style=move || format!("--at:{}/{DAY_S}", shown.get())>
                {bars(store, second)}
                <input
                    type="range"
                    min="0"
                    max=DAY_S
                    step=STEP_S
                    aria-label="回放到"
                    aria-valuetext=said
                    prop:value=move || shown.get().to_string()
                    on:input=drag
                    on:change=seek
                />
                <ol aria-hidden="true">
                    {["0:00", "6:00", "12:00", "18:00", "24:00"]
                        .map(|hour| view! { <li>{hour}</li> })
                        .collect_view()}
                </ol>
            </div>
            <a class="to-now" href=move || now_address(store)>
                "回到实时"
            </a>
            {move || store.demo().then(|| view! { <span class="demo">"演示数据"</span> })}
        </section>
    }
}

/// How much happened in each quarter of an hour; what was played is lit.
fn bars(store: Store, second: Memo<i64>) -> impl IntoView {
    let events = Memo::new(move |_| {
        let replay = store.replay();
        replay
            .map(|replay| replay.events.clone())
            .unwrap_or_default()
    });
    let path = move |lit: bool| {
        events.with(|events| {
            let most = events.iter().copied().max().unwrap_or_default().max(1);
            let played = (second.get() / BAR_S) as usize;
            let mut path = String::new();
            for (place, count) in events.iter().enumerate() {
                if *count > 0 && (place < played) == lit {
                    let height = (u64::from(*count) * 400 / u64::from(most)).max(20);
                    let _ = write!(path, "M{place}1 400v-{height}h8v{height}z");
                }
            }
            path
        })
    };
    view! {
        <svg viewBox="0 0 960 400" preserveAspectRatio="none" aria-hidden="true">
            <path class="ahead" d=move || path(false) />
            <path class="played" d=move || path(true) />
        </svg>
    }
}

fn clock(second: i64) -> String {
    format!("{}:{:02}", second / 3600, second / 60 % 60)
}

fn now_address(store: Store) -> String {
    let options = Options {
        replay: None,
        ..store.options()
    };
    options.href(&store.heading().code)
}

/// Tells the server how to go on.
fn tell(store: Store, at: Option<Moment>, speed: u16) {
    #[cfg(feature = "hydrate")]
    if let Some(wish) = store.replay_wish(at, speed) {
        crate::live::say(&wish);
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (store, at, speed);
}

/// Who went away left a past day on the screen: nobody is to take it for now.
fn go_back_when_idle(store: Store) {
    #[cfg(feature = "hydrate")]
    {
        let touched = StoredValue::new(untrack(|| store.true_now()));
        let touch = move || touched.set_value(untrack(|| store.true_now()));
        let _ = window_event_listener(leptos::ev::pointerdown, move |_| touch());
        let _ = window_event_listener(leptos::ev::keydown, move |_| touch());
        Effect::new(move |_| {
            let idle = store.true_now().0 - touched.get_value().0;
            if idle > IDLE_S * 1000 {
                let address = untrack(|| now_address(store));
                let _ = window().location().set_href(&address);
            }
        });
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = store;
}
