//! The plaque: who, where in the tree, how fresh, and what time it is.

use leptos::{either::Either, prelude::*};
use liandong_domain::{frame::Scene, unit::UnitKind};

use super::{
    alerts::scene_href,
    plate::said,
    replay::{ReplayControl, ReplayPlate, TrueTime},
};
use crate::{
    format,
    store::{DWELL_S, Freshness, Store},
};

/// What is below a unit: public levels one after the other, the finer ones together.
pub fn below(counts: &[(UnitKind, u32)]) -> Vec<String> {
    let mut steps: Vec<(bool, String)> = Vec::new();
    for &(kind, count) in counts {
        let fine = kind > UnitKind::Street;
        let words = format!("{} {}", format::count(i64::from(count)), kind.label());
        match steps.last_mut() {
            Some((true, last)) if fine => {
                last.push_str(" · ");
                last.push_str(&words);
            }
            _ => steps.push((fine, words)),
        }
    }
    steps.into_iter().map(|(_, words)| words).collect()
}

/// The mark's shape, its word, and what the time beside it is.
fn state(freshness: Freshness) -> (&'static str, &'static str, &'static str) {
    match freshness {
        Freshness::Connecting => ("connecting", "连接中", "数据截至"),
        Freshness::Live => ("live", "实时", "数据截至"),
        Freshness::Reconnecting { .. } => ("delayed", "重连中", "数据截至"),
        Freshness::Delayed { .. } => ("delayed", "数据延迟", "最后更新"),
        Freshness::Offline { .. } => ("offline", "离线", "最后更新"),
    }
}

/// The plaque.
#[component]
pub fn Plaque() -> impl IntoView {
    let store = expect_context::<Store>();
    let (middle, clock) = if store.is_replay() {
        (
            Either::Left(view! { <ReplayPlate /> <TrueTime /> }),
            "clock replayed",
        )
    } else {
        let control = (!store.wall()).then(|| view! { <ReplayControl /> });
        let status = view! {
            {scenes(store)}
            <div class="status">{control} {freshness(store)} {day(store)}</div>
        };
        (Either::Right(status), "clock")
    };
    view! {
        <header class="plaque">
            {identity(store)}
            {middle}
            <p class=clock>{move || format::clock_hm(store.now(), store.offset())}</p>
        </header>
    }
}

/// The scenes; on a wall, which nobody touches, only said, with how long the one that is shown has
/// been there where they turn.
fn scenes(store: Store) -> impl IntoView {
    let filled = move || format!("width:{}%", store.dwelt().min(DWELL_S) * 100 / DWELL_S);
    let entries = Scene::ALL.iter().map(move |&scene| {
        let here = move || (scene == store.scene()).then_some("page");
        let href = move || (!store.wall()).then(|| scene_href(store, scene));
        let bar = store.rotates().then(|| {
            view! {
                <span class="dwell">
                    <i style=filled></i>
                </span>
            }
        });
        view! {
            <li>
                <a href=href aria-current=here>
                    {scene.label()}
                    {bar}
                </a>
            </li>
        }
    });
    view! {
        <nav class="scenes" aria-label="场景">
            <ul>{entries.collect_view()}</ul>
        </nav>
    }
}

fn identity(store: Store) -> impl IntoView {
    let seal = move || {
        let seal: Vec<char> = format::seal(&store.heading().name).chars().collect();
        // Two characters stand above one another, three as two and one.
        let first = if seal.len() > 2 { 2 } else { 1 };
        let lines = seal
            .chunks(first)
            .map(|line| line.iter().collect::<String>());
        lines
            .map(|line| view! { <span>{line}</span> })
            .collect_view()
    };
    let letters = move || format!("--n:{}", store.heading().name.chars().count() + 4);
    let home = (!store.wall()).then_some("/");
    let purpose = (!store.wall()).then(|| view! { <b class="unseen">"查找单位 "</b> });
    let trail = move || {
        let heading = store.heading();
        let last = heading.path.len().saturating_sub(1);
        let steps = heading.path.iter().enumerate().map(|(place, step)| {
            let name = step.name.to_string();
            let href = (place < last && !store.wall()).then(|| store.href(&step.code));
            let here = (place == last).then_some("page");
            let class = match last - place {
                0 => "here",
                1 | 2 => "near",
                _ => "far",
            };
            view! {
                <li class=class>
                    <a href=href aria-current=here>
                        {name}
                    </a>
                </li>
            }
        });
        let below = below(&heading.below).into_iter();
        let below = below.map(|words| view! { <span class="below">{words}</span> });
        view! {
            {steps.collect_view()}
            <li class="belows">{below.collect_view()}</li>
        }
    };
    view! {
        <div class="identity">
            <a class="seal" href=home>
                {purpose}
                {seal}
            </a>
            <div class="names">
                <h1 style=letters>
                    {move || store.heading().name.to_string()}
                    {move || format::scene_title(store.scene())}
                </h1>
                <ol class="trail">{trail}</ol>
            </div>
        </div>
    }
}

fn freshness(store: Store) -> impl IntoView {
    let state = Memo::new(move |_| state(store.freshness()));
    let time = move || match store.freshness() {
        Freshness::Offline { .. } | Freshness::Delayed { .. } => {
            said(store.data_time(), store.now(), store.offset())
        }
        _ => format::clock_hms(store.data_time(), store.offset()),
    };
    view! {
        <p class="state" data-state=move || state.get().0>
            <strong>{move || state.get().1}</strong>
            " "
            <span>{move || state.get().2} " " {time}</span>
        </p>
    }
}

fn day(store: Store) -> impl IntoView {
    // Each memo changes once a day, not once a second.
    let date = Memo::new(move |_| {
        let (now, offset) = (store.now(), store.offset());
        let date = format::date_cn(now, offset);
        let month_day = format::month_day_cn(now, offset);
        let year = date.strip_suffix(month_day.as_str()).unwrap_or_default();
        (year.to_owned(), month_day, format::weekday_cn(now, offset))
    });
    let demo = move || {
        store
            .demo()
            .then(|| view! { <span class="demo">"演示数据"</span> })
    };
    view! {
        <p class="day">
            <span class="date">
                <span class="year">{move || date.get().0}</span>
                {move || date.get().1}
            </span>
            " "
            <strong>{move || date.get().2}</strong>
            {demo}
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use UnitKind::{Area, Building, Community, Grid, Street};

    #[test]
    fn what_is_below_reads_from_coarse_to_fine() {
        let district = [(Street, 13), (Community, 306), (Building, 428)];
        assert_eq!(below(&district), ["13 街镇", "306 居民区 · 428 楼宇"]);
        assert_eq!(below(&[(Area, 5), (Community, 22)]), ["5 片区 · 22 居民区"]);
        assert_eq!(below(&[(Grid, 4)]), ["4 网格"]);
        assert!(below(&[]).is_empty());
    }
}
