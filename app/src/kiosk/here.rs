//! What goes on at the station: activities, resources and needs, counted and one by one.

use leptos::prelude::*;
use liandong_domain::view::offers::Offer;

use super::{
    Activity, Address, Here, KioskPage, Rows, Tab,
    figures::Figures,
    frame::{Parts, back_to, qr, ways},
    pager,
    reading::{activities, exchange, mark},
};
use crate::format;

/// How many rows a page has.
pub const ROWS_ON_A_PAGE: usize = 5;

pub(super) fn here(page: &KioskPage, here: &Here) -> Parts {
    let figures = Figures(&here.snapshot.metrics);
    let held = activities(figures);
    let exchange = exchange(figures);
    let said = format!("{}{}", held.said(), exchange.said);
    let unit = &here.snapshot.unit;
    Parts {
        title: "本站服务".to_owned(),
        said,
        reading: view! {
            {held.view(page)}
            {projects(page, figures)}
            <section class="detail">
                <header>
                    <h2>{exchange.title}</h2>
                    <small>{exchange.note}</small>
                    {mark(page)}
                </header>
                {exchange.view}
            </section>
            {qr(page)}
        }
        .into_any(),
        touch: touch(page, &here.rows).into_any(),
        ways: ways(
            page,
            (
                KioskPage::unit(&unit.code),
                back_to(page, &unit.name, unit.kind),
            ),
        )
        .into_any(),
    }
}

fn projects(page: &KioskPage, figures: Figures<'_>) -> impl IntoView + use<> {
    super::reading::projects(figures).view(page)
}

fn touch(page: &KioskPage, rows: &Rows) -> impl IntoView + use<> {
    let Address::Here { tab: shown, .. } = page.address else {
        return ().into_any();
    };
    let tabs = Tab::ALL.into_iter().map(|tab| {
        let here = (tab == shown).then_some("page");
        let address = Address::Here { tab, page: 0 };
        view! {
            <a class="key tab" href=page.to(&address) aria-current=here>
                {tab.label()}
            </a>
        }
    });
    let tabs = (!page.taken)
        .then(|| view! { <nav class="tabs three" aria-label="内容">{tabs.collect_view()}</nav> });
    let rows: Vec<AnyView> = match rows {
        Rows::Activities(rows) => rows.iter().map(|row| activity(row).into_any()).collect(),
        Rows::Offers(rows) => rows
            .iter()
            .map(|row| offer(row, shown).into_any())
            .collect(),
    };
    let on_a_page = if page.taken {
        rows.len()
    } else {
        ROWS_ON_A_PAGE
    };
    let pages = pager::pages(rows.len(), on_a_page);
    let first = pager::shown(page, pages) * on_a_page;
    let rows: Vec<AnyView> = rows.into_iter().skip(first).take(on_a_page).collect();
    let nothing = rows
        .is_empty()
        .then(|| view! { <li class="none">{format!("暂无登记的{}", shown.label())}</li> });
    let turns = pager::turns(page, pages);
    let turns = turns.map(|turns| view! { <nav class="turns" aria-label="翻页">{turns}</nav> });
    view! {
        {tabs}
        <header>
            <h2 class="small">{shown.label()} " " <small>{note(shown)}</small></h2>
            {pager::told(page, pages)}
        </header>
        <ul class="rows">{rows} {nothing}</ul>
        {turns}
    }
    .into_any()
}

fn note(tab: Tab) -> &'static str {
    match tab {
        Tab::Activities => "最近举办，新的在前",
        Tab::Resources => "可以申请的在前",
        Tab::Needs => "等待支援的在前",
    }
}

fn activity(row: &Activity) -> impl IntoView + use<> {
    let count = |count: usize| format::count(count as i64);
    view! {
        <li class="row">
            <span class="name">
                <b>{row.category.label()}</b>
                <small>{row.place.to_string()}</small>
            </span>
            <span class="counts">
                {format!("邀请 {} 家 · 响应 {} 家", count(row.invited), count(row.responded))}
            </span>
            <span class="stand">"到场 " <b class="num">{count(row.attended)}</b></span>
            <span class="day num">{format::day_cn(row.on)}</span>
        </li>
    }
}

fn offer(row: &Offer, tab: Tab) -> impl IntoView + use<> {
    let free = match tab {
        Tab::Needs => "等待支援",
        _ => "可以申请",
    };
    let state = match row.stage {
        None => view! { <span class="stand open">{free}</span> }.into_any(),
        Some(stage) => view! { <span class="stand">{stage.label()}</span> }.into_any(),
    };
    let by = row.by.as_ref().map(|by| format!("{by} · "));
    view! {
        <li class="row">
            <span class="name">
                <b>{row.category.label()}</b>
                <small>{by} {row.place.to_string()}</small>
            </span>
            {state}
            <span class="day num">{format::day_cn(row.until)} "前"</span>
        </li>
    }
}
