//! A number that is asked where it comes from.

use leptos::prelude::*;
use liandong_domain::{
    unit::UnitCode,
    view::number::{Figure, Part},
};

use super::{
    Address, KioskPage,
    frame::{Parts, qr, ways},
    icon::{self, icon},
    pager,
    reading::mark,
};
use crate::{
    format,
    number::{
        NumberPage,
        parts::{is_something, sum},
        trend::trend,
        words::{count, counts, figure, rate, sides},
    },
};

/// So many rows stand without turns of pages, and so many with.
const ROWS: usize = 5;

pub(super) fn number(page: &KioskPage, asked: &NumberPage) -> Parts {
    let answer = &asked.answer;
    let value = figure(asked.question, answer.figure);
    let said = format!(
        "{}，{}，{value}{}。{}",
        answer.label, answer.counted, answer.measure, answer.definition
    );
    let back = Address::Unit {
        code: answer.unit.code.clone(),
        scene: asked.scene,
        list: super::List::Numbers,
        page: 0,
    };
    Parts {
        title: answer.unit.name.to_string(),
        said,
        reading: view! {
            <section class="asked">
                <h2>{answer.label} " " <small>{answer.counted.clone()}</small></h2>
                {amount(asked, value)}
            </section>
            {qr(page)}
            {meaning(asked)}
            <section class="past">
                <header>
                    <h2>"近 30 天"</h2>
                    <small>{past_words(asked)}</small>
                    {mark(page)}
                </header>
                <div class="trend">{trend(asked)}</div>
            </section>
        }
        .into_any(),
        touch: touch(page, asked).into_any(),
        ways: ways(page, (back, format!("返回{}", asked.scene.label()))).into_any(),
    }
}

fn past_words(asked: &NumberPage) -> &'static str {
    if asked.question.is_rate() && asked.answer.above.is_some() {
        "每日终了 · 虚线为上一级"
    } else {
        "每日终了"
    }
}

fn amount(asked: &NumberPage, value: String) -> impl IntoView + use<> {
    let answer = &asked.answer;
    let (counted, dividing) = sides(asked.question);
    let sides = answer.figure.of.map(|of| {
        view! {
            <dl>
                <div>
                    <dt>{counted}</dt>
                    <dd class="num">{count(answer.figure.count)}</dd>
                </div>
                <div>
                    <dt>{dividing}</dt>
                    <dd class="num">{count(of)}</dd>
                </div>
            </dl>
        }
    });
    view! {
        <div class="amount">
            <p class="total">
                <strong class="num">{value}</strong>
                <small>{answer.measure}</small>
            </p>
            {sides}
        </div>
    }
}

fn meaning(asked: &NumberPage) -> impl IntoView + use<> {
    let answer = &asked.answer;
    let (now, offset) = (asked.server_time, asked.offset);
    let (day, time) = (format::date_cn(now, offset), format::clock_hms(now, offset));
    view! {
        <dl class="meaning">
            <dt>"定义"</dt>
            <dd class="long">{answer.definition.clone()}</dd>
            <dt>"来源"</dt>
            <dd>{answer.source}</dd>
            <dt>"截至"</dt>
            <dd>{day} " " {time}</dd>
        </dl>
    }
}

fn touch(page: &KioskPage, asked: &NumberPage) -> impl IntoView + use<> {
    let below = &asked.answer.below;
    let own = asked.answer.own;
    let own = own.filter(|own| is_something(*own) && !below.is_empty());
    let all = below.len() + usize::from(own.is_some());
    let on_a_page = match all {
        _ if page.taken => usize::MAX,
        0..=ROWS => ROWS,
        _ => ROWS - 1,
    };
    let pages = pager::pages(all, on_a_page);
    let first = pager::shown(page, pages).saturating_mul(on_a_page);
    let longest = longest(asked);
    let rows = below
        .iter()
        .map(|part| row(page, asked, part, longest).into_any());
    let rows = rows.chain(own.map(|own| own_row(asked, own, longest).into_any()));
    let rows: Vec<AnyView> = rows.skip(first).take(on_a_page).collect();
    let title = (!below.is_empty()).then(|| {
        let kind = super::called(below.iter().map(|part| part.kind));
        let verb = if asked.answer.own.is_some() {
            "相加"
        } else {
            "组成"
        };
        let also = if own.is_some() { "和本级" } else { "" };
        view! {
            <header>
                <h2 class="small">
                    {format!("由 {} 个{kind}{also}{verb}", below.len())} " "
                    <small>"触摸进入下一级"</small>
                </h2>
                {pager::told(page, pages)}
            </header>
        }
    });
    let turns = (!page.taken && pages > 1)
        .then(|| view! { <nav class="turns" aria-label="翻页">{pager::turns(page, pages)}</nav> });
    view! {
        {above(page, asked)}
        {title}
        <ul class="rows">{rows}</ul>
        {turns}
        <div class="sums">{sum(asked)}</div>
    }
}

/// The address of the same question about another unit.
fn same(page: &KioskPage, asked: &NumberPage, code: &UnitCode) -> Option<String> {
    page.to(&Address::Number {
        code: code.clone(),
        key: asked.question.key().to_owned(),
        scene: asked.scene,
        page: 0,
    })
}

/// The level above, one tap away.
fn above(page: &KioskPage, asked: &NumberPage) -> Option<impl IntoView + use<>> {
    let above = asked.answer.above.as_ref()?;
    let counts = counts(above.figure);
    let counts = counts.map(|counts| view! { <span class="counts num">{counts}</span> });
    Some(view! {
        <a class="key row up" href=same(page, asked, &above.code)>
            {icon(icon::UP)}
            <span class="name">
                <small>"上一级"</small>
                " "
                {above.name.to_string()}
            </span>
            {counts}
            <strong class="num">{figure(asked.question, above.figure)}</strong>
        </a>
    })
}

fn row(page: &KioskPage, asked: &NumberPage, part: &Part, longest: f64) -> impl IntoView + use<> {
    let name = format::short_name(&part.name, part.kind);
    let counts = counts(part.figure);
    let counts = counts.map(|counts| view! { <span class="counts num">{counts}</span> });
    let sign = (!page.taken).then(|| icon(icon::ON));
    let letters = name.chars().count().max(4);
    view! {
        <li>
            <a class="key row" href=same(page, asked, &part.code) style=format!("--n:{letters}")>
                <span class="name">{name}</span>
                {bar(asked, part.figure, longest)}
                {counts}
                <strong class="num">{figure(asked.question, part.figure)}</strong>
                {sign}
            </a>
        </li>
    }
}

/// What the unit has besides those below.
fn own_row(asked: &NumberPage, own: Figure, longest: f64) -> impl IntoView + use<> {
    let counts = counts(own);
    let counts = counts.map(|counts| view! { <span class="counts num">{counts}</span> });
    view! {
        <li class="key row own">
            <span class="name">"本级自有"</span>
            {bar(asked, own, longest)}
            {counts}
            <strong class="num">{figure(asked.question, own)}</strong>
        </li>
    }
}

/// What a whole bar stands for: all of a share, or the largest number.
fn longest(asked: &NumberPage) -> f64 {
    let parts = asked.answer.below.iter();
    let largest = parts
        .filter_map(|part| rate(asked.question, part.figure))
        .fold(1.0, f64::max);
    if is_share(asked) { 100.0 } else { largest }
}

fn is_share(asked: &NumberPage) -> bool {
    asked.question.is_rate() && asked.answer.scale == 100
}

fn bar(asked: &NumberPage, part: Figure, longest: f64) -> impl IntoView + use<> {
    let length = |figure| {
        let rate = rate(asked.question, figure).unwrap_or(0.0);
        format!("{:.2}%", (rate / longest * 100.0).clamp(0.0, 100.0))
    };
    let line = is_share(asked).then(|| {
        view! { <b style=format!("left:{}", length(asked.answer.figure))></b> }
    });
    view! {
        <span class="bar track" aria-hidden="true">
            <i class="c1" style=format!("width:{}", length(part))></i>
            {line}
        </span>
    }
}
