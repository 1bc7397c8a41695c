//! What all pages have around them: the plaque above, the touch zone below with the time that is left
//! and the ways that are always there.

use leptos::{either::Either, prelude::*};
use liandong_domain::{frame::UnitHeading, unit::UnitKind};

use super::{
    Address, Body, KioskPage, Look, find, here, home,
    icon::{self, icon},
    number, unit,
};
use crate::{figures::text, format, panels::below};

/// How long a unit's name may be on a button, in characters.
const LONGEST_NAME: usize = 5;

/// A page's own parts.
pub(super) struct Parts {
    /// The heading.
    pub(super) title: String,
    /// Everything in words, for those who want it read out.
    pub(super) said: String,
    /// What is to be read.
    pub(super) reading: AnyView,
    /// What is to be touched.
    pub(super) touch: AnyView,
    /// The last row.
    pub(super) ways: AnyView,
}

impl Default for Parts {
    fn default() -> Self {
        let nothing = || ().into_any();
        Self {
            title: String::new(),
            said: String::new(),
            reading: nothing(),
            touch: nothing(),
            ways: nothing(),
        }
    }
}

/// The page.
pub(super) fn page(page: &KioskPage) -> impl IntoView + use<> {
    let (kind, parts) = match &page.body {
        Body::Home(snapshot) => ("home", home::home(page, snapshot)),
        Body::Unit(snapshot) => ("unit", unit::unit(page, snapshot)),
        Body::Number(asked) => ("number", number::number(page, asked)),
        Body::Find(narrowed) => ("find", find::find(page, narrowed)),
        Body::Here(body) => ("here", here::here(page, body)),
    };
    let said = format!("{}。{}", parts.title, parts.said).replace(',', "");
    let is_home = matches!(page.body, Body::Home(_));
    let bottom = (!page.taken).then(|| {
        view! {
            {(!is_home).then(idle)}
            <nav class="ways" aria-label="常用">{parts.ways}</nav>
        }
    });
    view! {
        <main
            class="kiosk"
            data-kind=kind
            data-unit=page.heading.code.to_string()
            data-scene=page.scene().key()
            data-age="live"
            data-said=said
        >
            {plaque(page, parts.title)}
            {status(page)}
            <section class="reading" aria-label="数字">
                {parts.reading}
            </section>
            <section class="touch" aria-label="触摸区">
                {parts.touch}
                {bottom}
            </section>
        </main>
    }
}

fn plaque(page: &KioskPage, title: String) -> impl IntoView + use<> {
    let name = &page.heading.name;
    let seal: Vec<char> = format::seal(name).chars().collect();
    let first = if seal.len() > 2 { 2 } else { 1 };
    let seal = seal.chunks(first).map(|line| {
        let line: String = line.iter().collect();
        view! { <span>{line}</span> }
    });
    let letters = title.chars().count().max(6);
    view! {
        <header class="kiosk-plaque">
            <p class="seal" aria-hidden="true">{seal.collect_view()}</p>
            <div class="names">
                <h1 style=format!("--n:{letters}")>{title}</h1>
                {trail(page)}
            </div>
            <p class="clock num">{format::clock_hm(page.now, page.offset)}</p>
        </header>
    }
}

/// Where the unit is in the tree; on the first page, what the station is.
fn trail(page: &KioskPage) -> impl IntoView + use<> {
    if let Body::Home(_) = page.body {
        let place = match page.station.kind {
            kind if kind <= UnitKind::Street => "党群服务中心",
            _ => "党群服务站",
        };
        let words = format!("{} · {place}", page.station.kind.label());
        return Either::Left(view! { <p class="trail">{words}</p> });
    }
    let UnitHeading {
        path,
        below: counts,
        ..
    } = &page.heading;
    let last = path.len().saturating_sub(1);
    let near = path.iter().enumerate().skip(last.saturating_sub(1));
    let steps = near.map(|(place, step)| {
        let here = (place == last).then_some("page");
        view! { <li aria-current=here>{step.name.to_string()}</li> }
    });
    let below = below(counts)
        .into_iter()
        .map(|words| view! { <li>{words}</li> });
    Either::Right(view! { <ol class="trail">{steps.collect_view()} {below.collect_view()}</ol> })
}

fn status(page: &KioskPage) -> impl IntoView + use<> {
    let (now, offset) = (page.now, page.offset);
    let demo = page
        .demo
        .then(|| view! { <span class="demo">"演示数据"</span> });
    let state = if page.taken { "扫码所见" } else { "实时" };
    let time = format!("数据截至 {}", format::clock_hms(now, offset));
    let day = format!(
        "{} {} ",
        format::date_cn(now, offset),
        format::weekday_cn(now, offset)
    );
    view! {
        <div class="kiosk-status">
            <p class="state" data-state="live">
                <strong>{state}</strong>
                " "
                <span>{time}</span>
            </p>
            <p>{day} {demo}</p>
            <div data-plate></div>
        </div>
    }
}

/// How long it is until the screen forgets who was there; `kiosk.js` counts it down.
fn idle() -> impl IntoView {
    view! {
        <div class="idle" data-keep>
            <p>"无操作 " <b class="num" data-left>"60"</b> " 秒后返回首页"</p>
            <div class="left track" aria-hidden="true">
                <i class="c1" data-bar></i>
            </div>
            <p>"触摸任意处延长"</p>
        </div>
    }
}

/// The address to take the page home by.
pub(super) fn qr(page: &KioskPage) -> Option<impl IntoView + use<>> {
    (!page.qr_svg.is_empty()).then(|| {
        view! {
            <section class="take">
                <h2>"扫码带走"</h2>
                <div class="code" role="img" aria-label="本页地址的二维码" inner_html=page.qr_svg.clone()></div>
                <p>"10 分钟内有效"</p>
            </section>
        }
    })
}

/// What a button says that leads back to a unit.
pub(super) fn back_to(page: &KioskPage, name: &str, kind: UnitKind) -> String {
    let short = format::short_name(name, kind);
    let most = page.fitting(LONGEST_NAME, LONGEST_NAME - 1);
    format!("返回{}", text::shortened(&short, most))
}

/// Back, the first page, larger letters, and the voice.
pub(super) fn ways(page: &KioskPage, (back, words): (Address, String)) -> impl IntoView + use<> {
    let home = (back != Address::Home)
        .then(|| view! { <a class="key" href=page.to(&Address::Home)>"首页"</a> });
    view! {
        <a class="key main" href=page.to(&back)>
            {icon(icon::BACK)}
            <span>{words}</span>
        </a>
        {home}
        {larger(page)}
        {voice("语音")}
    }
}

/// What the first page has instead: all that can be chosen of how it looks and sounds.
pub(super) fn looks(page: &KioskPage) -> impl IntoView + use<> {
    let look = Look {
        high: !page.look.high,
        ..page.look
    };
    let words = if page.look.high {
        "标准配色"
    } else {
        "高对比"
    };
    view! {
        {larger(page)}
        <a class="key" class:on=page.look.high href=page.looking(look)>
            {words}
        </a>
        {voice("语音播报")}
    }
}

fn larger(page: &KioskPage) -> impl IntoView + use<> {
    let look = Look {
        large: !page.look.large,
        ..page.look
    };
    let words = if page.look.large {
        "标准字号"
    } else {
        "大字"
    };
    view! {
        <a class="key" class:on=page.look.large href=page.looking(look)>
            {words}
        </a>
    }
}

/// Only there where the browser has a Chinese voice: `kiosk.js` finds out.
fn voice(words: &'static str) -> impl IntoView {
    view! {
        <button type="button" class="key" data-voice data-keep hidden>
            {words}
        </button>
    }
}
