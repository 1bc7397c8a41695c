//! `/`: find a unit, by searching or by going down the tree. Works without scripts; `find.js` adds answers while one
//! types.

use leptos::prelude::*;
use liandong_domain::{
    frame::PathStep,
    moment::{Moment, UtcOffset},
    unit::UnitKind,
};

mod browse;
mod results;

use browse::Browse;
use results::Results;

use crate::{
    format,
    page::{HomeData, MissingData, Search},
};

/// The longest query that is taken, in characters: longer than any unit's name.
const LONGEST: &str = "64";

/// The page to find a unit on.
#[component]
pub fn Home(
    /// What it shows.
    data: HomeData,
) -> impl IntoView {
    let HomeData {
        demo,
        server_time,
        utc_offset,
        levels,
        roots,
        search,
    } = data;
    let place = roots
        .first()
        .map_or_else(|| "联动".to_owned(), |root| root.unit.name.to_string());
    let root = roots.first().map(|root| &root.unit);
    let levels = below(root, levels);
    let trail = trail(root, &levels);
    let kinds: Vec<UnitKind> = levels.into_iter().map(|(kind, _)| kind).collect();
    view! {
        <div class="home">
            <Plaque place=place title="查找单位" trail demo date=date(server_time, utc_offset) />
            <main class="home-main">
                <SearchForm search=search.clone() kinds />
                <Results search />
                <Browse roots />
            </main>
        </div>
    }
}

/// A page that is not there.
#[component]
pub fn Missing(
    /// What is not there.
    data: MissingData,
) -> impl IntoView {
    let title = data.title();
    let explanation = match data.unit {
        Some(code) => format!("组织树中没有代码为“{code}”的单位。它可能已停用，或者地址有误。"),
        None => "这个地址没有内容，可能输入有误。要看哪个单位，可以在这里查找。".to_owned(),
    };
    view! {
        <div class="home">
            <Plaque place="联动".to_owned() title trail=String::new() demo=data.demo date=String::new() />
            <main class="home-main">
                <p class="home-missing">{explanation}</p>
                <SearchForm search=Search::default() kinds=Vec::new() />
                <p class="home-back"><a class="home-link" href="/">"返回首页，按层级查找"</a></p>
            </main>
        </div>
    }
}

#[component]
fn Plaque(
    place: String,
    title: &'static str,
    trail: String,
    demo: bool,
    date: String,
) -> impl IntoView {
    let demo = demo.then(|| view! { <span class="home-demo">"演示数据"</span> });
    let seal = format::seal(&place);
    // Who speaks to the page says what is to be seen.
    let label = format!("{seal}，首页");
    view! {
        <header class="home-plaque">
            <a class="home-seal" href="/" aria-label=label>{seal}</a>
            <div class="home-identity">
                <h1 class="home-title">{title}</h1>
                <p class="home-trail">{trail}</p>
            </div>
            <p class="home-date">{date} {demo}</p>
        </header>
    }
}

#[component]
fn SearchForm(search: Search, kinds: Vec<UnitKind>) -> impl IntoView {
    let Search { query, level, .. } = search;
    let chips = (!kinds.is_empty()).then(|| {
        let all = std::iter::once(None).chain(kinds.into_iter().map(Some));
        view! {
            <fieldset class="home-levels">
                <legend class="unseen">"层级"</legend>
                {all.map(|kind| view! { <LevelChip kind chosen=kind == level /> }).collect_view()}
            </fieldset>
        }
    });
    view! {
        <form class="home-search" role="search" action="/" method="get">
            <label class="unseen" for="q">"单位名称、代码或拼音首字母"</label>
            <input
                class="home-query"
                id="q"
                name="q"
                type="search"
                autocomplete="off"
                spellcheck="false"
                maxlength=LONGEST
                placeholder="单位名称、代码或拼音首字母"
                value=query
            />
            <button class="home-submit" type="submit">"查找"</button>
            {chips}
        </form>
    }
}

#[component]
fn LevelChip(kind: Option<UnitKind>, chosen: bool) -> impl IntoView {
    view! {
        <label class="home-level">
            <input
                type="radio"
                name="level"
                value=kind.map_or("", UnitKind::key)
                checked=chosen
            />
            <span>{kind.map_or("全部", UnitKind::label)}</span>
        </label>
    }
}

/// The levels below the root's: those there is something to find on.
fn below(root: Option<&PathStep>, mut levels: Vec<(UnitKind, u32)>) -> Vec<(UnitKind, u32)> {
    levels.retain(|(kind, _)| root.is_none_or(|root| *kind > root.kind));
    levels
}

/// 上海市 › 16 区 › 234 街镇
fn trail(root: Option<&PathStep>, levels: &[(UnitKind, u32)]) -> String {
    let counts = levels
        .iter()
        .map(|(kind, count)| format!("{} {}", format::count(i64::from(*count)), kind.label()));
    let name = root.map(|root| root.name.to_string());
    name.into_iter()
        .chain(counts)
        .collect::<Vec<_>>()
        .join(" › ")
}

fn date(moment: Moment, utc_offset: i32) -> String {
    let offset = UtcOffset::from_whole_seconds(utc_offset).unwrap_or(UtcOffset::UTC);
    let (date, weekday) = (
        format::date_cn(moment, offset),
        format::weekday_cn(moment, offset),
    );
    format!("{date} {weekday}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trail_counts_what_is_below_the_root() {
        let root = PathStep {
            code: "31".parse().expect("a code"),
            name: "上海市".into(),
            kind: UnitKind::City,
        };
        let levels = vec![
            (UnitKind::City, 1),
            (UnitKind::District, 16),
            (UnitKind::Community, 6509),
        ];
        let levels = below(Some(&root), levels);
        assert_eq!(trail(Some(&root), &levels), "上海市 › 16 区 › 6,509 居民区");
        assert_eq!(trail(None, &[]), "");
    }
}
