//! How this month's theme day goes.

use leptos::prelude::*;
use liandong_domain::{
    fact::{MeetingKind, life::Frequency},
    metric::Metric,
};

use super::every;
use crate::{
    components::{Count, Panel},
    figures::{
        life::{MonthDay, period},
        shares::{css_percent, length},
    },
    format,
    store::Store,
};

/// The longest month.
const DAYS: u8 = 31;

/// 主题党日: how many branches have held it, and how many meetings there were on each day.
#[component]
pub fn ThemeDaysPanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let month = Memo::new(move |_| MonthDay::of(store.now().day(store.offset())));
    let held = Memo::new(move |_| store.extras().theme_days.clone());
    let on = move |day: u8| {
        let held = held.with(|held| held.get(usize::from(day) - 1).copied());
        i64::from(held.unwrap_or(0))
    };
    // The earlier of equal days.
    let most = Memo::new(move |_| {
        let days = (1..=DAYS).map(|day| (on(day), day));
        days.max_by_key(|&(held, day)| (held, DAYS - day))
            .unwrap_or_default()
    });
    let qualifier = Signal::derive(move || {
        let every = every(store, MeetingKind::ThemeDay);
        let other = every.filter(|every| *every != Frequency::Monthly);
        let month = month.get().month;
        match other {
            Some(every) => format!("场次 {month}月 · 支部 {}", period(every)),
            None => format!("{month}月"),
        }
    });
    let best = move || match most.get() {
        (0, _) => "本月暂无场次".to_owned(),
        (held, day) => format!("最多 {day}日 {} 场", format::count(held)),
    };
    let columns = (1..=DAYS).map(move |day| {
        let class = move || {
            let month = month.get();
            match day {
                _ if day > month.days => "absent",
                _ if day > month.today => "ahead",
                _ if day == month.today => "today",
                _ => "",
            }
        };
        let height = move || {
            let length = length(on(day) as f64, most.get().0 as f64);
            format!("height:{}", css_percent(length))
        };
        let name = move || month.get().is_named(day).then_some(day);
        view! {
            <li class=class>
                <i style=height></i>
                <small>{name}</small>
            </li>
        }
    });
    let words = move || {
        let days = (1..=month.get().today).filter(|&day| on(day) > 0);
        let words: Vec<String> = days.map(|day| format!("{day}日 {}", on(day))).collect();
        format!("每日场次：{}", words.join("，"))
    };
    let title = Signal::stored("主题党日".to_owned());
    view! {
        <Panel name="theme-days" title qualifier>
            <p class="part-of">
                <Count metric=Metric::BRANCH_HELD_THEME_DAY />
                " / "
                <span>
                    <Count metric=Metric::ORGANISATION_BRANCH />
                </span>
                " 支部" <span class="most">{best}</span>
            </p>
            <p class="unseen">{words}</p>
            <ol class="days" aria-hidden="true">
                {columns.collect_view()}
            </ol>
        </Panel>
    }
}
