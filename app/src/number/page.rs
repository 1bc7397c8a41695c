//! The page, from who asks what down to the way back.

use leptos::prelude::*;
use liandong_domain::unit::UnitKind;

use super::{
    NumberPage,
    parts::{above, below, sum},
    trend::trend,
    words::{count, figure, href, sides},
};
use crate::{format, page::Options};

/// Everything that changes.
pub(super) fn page(page: &NumberPage) -> impl IntoView + use<> {
    let below_words = (!page.answer.below.is_empty()).then(|| {
        view! {
            <h2>
                {parts_words(page)} <small>"点一项，看下一级"</small>
            </h2>
        }
    });
    view! {
        <main class="number">
            {plaque(page)}
            <section class="asked" aria-labelledby="asked">
                {value(page)} {meaning(page)} {qr(page)}
            </section>
            <section class="past" aria-labelledby="past">
                <h2 id="past">"近 30 天" <small>{page.answer.counted.clone()}</small></h2>
                {trend(page)}
            </section>
            <section class="touch" aria-label="上下级">
                {above(page)} {below_words} {below(page)} {sum(page)} {back(page)}
            </section>
        </main>
    }
}

fn plaque(page: &NumberPage) -> impl IntoView + use<> {
    let heading = &page.answer.unit;
    let seal: Vec<char> = format::seal(&heading.name).chars().collect();
    let first = if seal.len() > 2 { 2 } else { 1 };
    let seal = seal.chunks(first).map(|line| {
        let line: String = line.iter().collect();
        view! { <span>{line}</span> }
    });
    let last = heading.path.len().saturating_sub(1);
    let steps = heading.path.iter().enumerate().map(|(place, step)| {
        let href = (place < last).then(|| href(&step.code, page.question, page.scene));
        let here = (place == last).then_some("page");
        view! {
            <li class="step">
                <a href=href aria-current=here>
                    {step.name.to_string()}
                </a>
            </li>
        }
    });
    let demo = page
        .demo
        .then(|| view! { <span class="demo">"演示数据"</span> });
    let (now, offset) = (page.server_time, page.offset);
    view! {
        <header class="number-plaque">
            <a class="seal" href="/">
                <b class="unseen">"查找单位 "</b>
                {seal.collect_view()}
            </a>
            <div class="names">
                <h1>{heading.name.to_string()}</h1>
                <ol class="trail">{steps.collect_view()}</ol>
            </div>
            <p class="number-clock num">{format::clock_hm(now, offset)}</p>
        </header>
        <p class="number-status">
            <strong>"实时"</strong>
            <span>"数据截至 " {format::clock_hms(now, offset)}</span>
            <span class="number-day">
                {format::date_cn(now, offset)} " " {format::weekday_cn(now, offset)}
            </span>
            {demo}
        </p>
    }
}

fn value(page: &NumberPage) -> impl IntoView + use<> {
    let answer = &page.answer;
    let (counted, dividing) = sides(page.question);
    let sides = answer.figure.of.map(|of| {
        view! {
            <dl class="sides">
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
        <h2 id="asked">{answer.label} <small>{answer.counted.clone()}</small></h2>
        <div class="value">
            <p>
                <strong class="num">{figure(page.question, answer.figure)}</strong>
                <span>{answer.measure}</span>
            </p>
            {sides}
        </div>
    }
}

fn meaning(page: &NumberPage) -> impl IntoView + use<> {
    let answer = &page.answer;
    let (now, offset) = (page.server_time, page.offset);
    let as_of = format!(
        "{} {}",
        format::date_cn(now, offset),
        format::clock_hms(now, offset)
    );
    let rounded = (!answer.exact)
        .then_some("公开页面只显示取整值：1 至 4 显示为 <5，其余取最近的 5 的倍数。");
    let exact = (answer.exact && page.question.is_sensitive())
        .then_some("您已登录，看到的是精确值，请勿转给无关人员。");
    view! {
        <dl class="meaning">
            <dt>"定义"</dt>
            <dd>{answer.definition.clone()} {rounded} {exact}</dd>
            <dt>"统计"</dt>
            <dd>{answer.counted.clone()}</dd>
            <dt>"来源"</dt>
            <dd>{answer.source}</dd>
            <dt>"截至"</dt>
            <dd>{as_of}</dd>
        </dl>
    }
}

fn qr(page: &NumberPage) -> impl IntoView + use<> {
    view! {
        <figure class="qr">
            <div inner_html=page.qr_svg.clone()></div>
            <figcaption>"扫码带走本页"</figcaption>
        </figure>
    }
}

fn parts_words(page: &NumberPage) -> String {
    let below = &page.answer.below;
    let kinds: Vec<UnitKind> = below.iter().map(|part| part.kind).collect();
    let what = match kinds.first() {
        Some(first) if kinds.iter().all(|kind| kind == first) => first.label(),
        _ => "下级单位",
    };
    let verb = if page.answer.own.is_some() {
        "相加"
    } else {
        "组成"
    };
    format!("由 {} 个{what}{verb}", below.len())
}

fn back(page: &NumberPage) -> impl IntoView + use<> {
    let options = Options {
        scene: Some(page.scene),
        ..Options::default()
    };
    let scene = options.href(&page.answer.unit.code);
    view! {
        <nav class="number-ways" aria-label="返回">
            <a class="main" href=scene>
                "返回" {page.scene.label()}
            </a>
            <a href="/">"首页"</a>
        </nav>
    }
}
