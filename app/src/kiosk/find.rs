//! Finding a unit: by its level, on the map, or by the first letters of its name's pinyin.

use leptos::{either::Either, prelude::*};
use liandong_domain::{
    frame::PathStep,
    unit::{MapPosition, UnitKind},
};

use super::{
    Address, KioskPage,
    frame::{Parts, back_to, ways},
    icon::{self, icon},
    map, pager,
    reading::mark,
};
use crate::format;

/// How many results a page has, where letters are not large.
pub const FOUND_ON_A_PAGE: usize = 6;
const FOUND_ON_A_LARGE_PAGE: usize = 4;

/// What the letters so far come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrowed {
    /// How many there are of each kind that there is below the place, whatever kind is chosen.
    pub levels: Vec<(UnitKind, usize)>,
    /// The units just below the place, where they lie, and how many results each has.
    pub places: Vec<(PathStep, Option<MapPosition>, usize)>,
    /// All units, the outermost levels first.
    pub found: Vec<UnitFound>,
    /// The letters that lead on, a bit each.
    pub next: u32,
}

/// A unit that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitFound {
    /// The unit.
    pub unit: PathStep,
    /// The name of the unit above it.
    pub above: String,
    /// The first letters of its name, as they were typed as far as they were.
    pub letters: String,
}

/// The letters so far and the kind that is chosen.
type Asked<'a> = (&'a str, Option<UnitKind>);

pub(super) fn find(page: &KioskPage, narrowed: &Narrowed) -> Parts {
    let Address::Find { letters, level, .. } = &page.address else {
        return Parts::default();
    };
    let asked = (letters.as_str(), *level);
    let scope = (&page.heading.code, &page.heading.name, page.heading.kind);
    let said = format!("查找单位。找到{}个。", narrowed.found.len());
    Parts {
        title: "查找单位".to_owned(),
        said,
        reading: view! {
            {query(asked, narrowed)}
            {places(page, narrowed)}
        }
        .into_any(),
        touch: view! {
            {levels(page, asked, narrowed)}
            {results(page, asked, narrowed)}
            {keyboard(page, asked, narrowed.next)}
        }
        .into_any(),
        ways: ways(
            page,
            (KioskPage::unit(scope.0), back_to(page, scope.1, scope.2)),
        )
        .into_any(),
    }
}

fn query((letters, _): Asked<'_>, narrowed: &Narrowed) -> impl IntoView + use<> {
    let letters = letters.to_owned();
    let hint = if letters.is_empty() {
        "输入拼音首字母，如 XJH"
    } else {
        "拼音首字母"
    };
    view! {
        <section class="query" aria-live="polite">
            <p>
                <strong class="num">{letters}</strong>
                <i aria-hidden="true"></i>
                <span>{hint}</span>
            </p>
            <p>"找到 " <strong class="num">{format::count(narrowed.found.len() as i64)}</strong> " 个"</p>
        </section>
    }
}

/// The units just below the place: shortcuts, as each can be found below as well.
fn places(page: &KioskPage, narrowed: &Narrowed) -> impl IntoView + use<> {
    let positions: Vec<_> = narrowed
        .places
        .iter()
        .map(|(_, position, _)| *position)
        .collect();
    let drawn = map::drawn(&positions);
    let Some(drawn) = drawn else {
        return Either::Left(view! {
            <section class="finding none">
                <h2>"拼音首字母"</h2>
                <p>"按单位名称中每个字的拼音首字母查找，例如“徐家汇街道”输入 XJH。"</p>
                <p>"没有结果的字母显示为虚线。"</p>
            </section>
        });
    };
    let has_letters = matches!(&page.address, Address::Find { letters, .. } if !letters.is_empty());
    let tiles = narrowed.places.iter().zip(&drawn.cells);
    let tiles = tiles.map(|((unit, _, found), (column, row))| {
        let name = format::short_name(&unit.name, unit.kind);
        let hit = has_letters && *found > 0;
        let class = if hit { "key place hit" } else { "key place" };
        let found = hit.then(|| view! { <strong class="num">{found.to_string()}</strong> });
        let style = format!(
            "grid-column:{column};grid-row:{row};--n:{}",
            name.chars().count().max(4)
        );
        view! {
            <li style=style>
                <a class=class href=page.to(&KioskPage::unit(&unit.code))>
                    <span>{name}</span>
                    {found}
                </a>
            </li>
        }
    });
    let style = format!("--cols:{};--rows:{}", drawn.columns, drawn.rows);
    Either::Right(view! {
        <section class="finding">
            <header>
                <h2>"地图直达"</h2>
                <p>"触摸名称进入　金色为有结果"</p>
            </header>
            <ul class="places" style=style>{tiles.collect_view()}</ul>
            <p class="directory">"单位名录 " {mark(page)}</p>
        </section>
    })
}

fn search(page: &KioskPage, (letters, level): Asked<'_>) -> Option<String> {
    page.to(&Address::Find {
        letters: letters.to_owned(),
        level,
        page: 0,
    })
}

fn levels(
    page: &KioskPage,
    (letters, chosen): Asked<'_>,
    narrowed: &Narrowed,
) -> impl IntoView + use<> {
    let all: usize = narrowed.levels.iter().map(|(_, count)| count).sum();
    let kinds = narrowed
        .levels
        .iter()
        .map(|(kind, count)| (Some(*kind), *count));
    let chips = [(None, all)].into_iter().chain(kinds).map(|(kind, count)| {
        let label = kind.map_or("全部", UnitKind::label);
        let words = view! {
            <span>{label}</span>
            " "
            <b class="num">{format::count(count as i64)}</b>
        };
        let here = (kind == chosen).then_some("true");
        if count == 0 && kind != chosen {
            return view! { <span class="key chip none">{words}</span> }.into_any();
        }
        view! {
            <a class="key chip" href=search(page, (letters, kind)) aria-current=here>
                {words}
            </a>
        }
        .into_any()
    });
    view! { <nav class="chips" aria-label="层级">{chips.collect_view()}</nav> }
}

/// Pages turn in the last place of a page, where not all fit on one.
fn results(
    page: &KioskPage,
    (letters, _): Asked<'_>,
    narrowed: &Narrowed,
) -> impl IntoView + use<> {
    let room = page.fitting(FOUND_ON_A_PAGE, FOUND_ON_A_LARGE_PAGE);
    let on_a_page = if narrowed.found.len() > room {
        room - 1
    } else {
        room
    };
    let pages = pager::pages(narrowed.found.len(), on_a_page);
    let first = pager::shown(page, pages) * on_a_page;
    let rows = narrowed.found.iter().skip(first).take(on_a_page);
    let rows = rows.map(|found| result(page, found, letters.len()));
    let turns = (pages > 1).then(|| {
        view! {
            <li class="pair">{pager::turns(page, pages)}</li>
        }
    });
    let nothing = narrowed
        .found
        .is_empty()
        .then(|| view! { <li class="none">"没有这样的单位，退一个字母再试"</li> });
    view! { <ul class="results">{rows.collect_view()} {turns} {nothing}</ul> }
}

fn result(page: &KioskPage, found: &UnitFound, typed: usize) -> impl IntoView + use<> {
    let (hit, rest) = found.letters.split_at(typed.min(found.letters.len()));
    let letters = found.unit.name.chars().count().max(6);
    view! {
        <li>
            <a
                class="key result"
                href=page.to(&KioskPage::unit(&found.unit.code))
                style=format!("--n:{letters}")
            >
                <span class="name">
                    <b>{found.unit.name.to_string()}</b>
                    <small>{found.above.clone()}</small>
                </span>
                <span class="letters num" aria-hidden="true">
                    <mark>{hit.to_owned()}</mark>
                    {rest.to_owned()}
                </span>
                {icon(icon::ON)}
            </a>
        </li>
    }
}

/// The letters in the order of the alphabet; those that lead nowhere are dashed and inert.
fn keyboard(page: &KioskPage, (letters, level): Asked<'_>, next: u32) -> impl IntoView + use<> {
    let keys = ('A'..='Z').enumerate().map(|(place, letter)| {
        if next & (1 << place) == 0 {
            return view! { <span class="key letter none">{letter.to_string()}</span> }.into_any();
        }
        let href = search(page, (&format!("{letters}{letter}"), level));
        view! { <a class="key letter" href=href>{letter.to_string()}</a> }.into_any()
    });
    let mut shorter = letters.chars();
    let erase = match shorter.next_back() {
        Some(_) => view! {
            <a class="key letter" href=search(page, (shorter.as_str(), level)) aria-label="退一个字母">
                {icon(icon::ERASE)}
            </a>
        }
        .into_any(),
        None => view! { <span class="key letter none">{icon(icon::ERASE)}</span> }.into_any(),
    };
    view! { <nav class="keyboard" aria-label="拼音首字母">{keys.collect_view()} {erase}</nav> }
}
