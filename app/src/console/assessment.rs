//! 考核: the units below with their points in a year, and how each point comes about.

use leptos::prelude::*;
use liandong_domain::{frame::PathStep, moment::UtcOffset, unit::UnitKind};

use super::registries::{files, trail_to};
use crate::format;

mod basis;
mod indicators;
mod report;
mod working;

pub use basis::Basis;
pub use indicators::IndicatorForm;
pub use report::{Report, ReportPage};
pub use working::{WorkingLine, WorkingPage};

/// What the page needs.
pub struct AssessmentPage {
    /// The unit whose subtree is looked at.
    pub unit: PathStep,
    /// From the account's own unit down to it.
    pub path: Vec<PathStep>,
    /// Which year, and what its points are taken from.
    pub basis: Basis,
    /// The years that can be looked at, the running one first.
    pub years: Vec<i32>,
    /// The levels below, with how many units each has.
    pub levels: Vec<(UnitKind, usize)>,
    /// The level that is shown.
    pub level: Option<UnitKind>,
    /// What is assessed.
    pub heads: Vec<IndicatorHead>,
    /// The units, best first.
    pub rows: Vec<ScoreRow>,
    /// The working of one unit.
    pub working: Option<WorkingPage>,
    /// The unit whose working is wanted, where it was not there in that year.
    pub missing: Option<PathStep>,
    /// The indicators to change, where the account may.
    pub indicators: Option<Vec<IndicatorForm>>,
}

/// An indicator in the table's head.
pub struct IndicatorHead {
    /// What it is called.
    pub label: String,
    /// How many points it gives at most.
    pub weight: u32,
    /// Whether reviewers score it.
    pub reviewed: bool,
}

/// A unit's line.
pub struct ScoreRow {
    /// Its place among the others; nothing where nothing applies.
    pub place: Option<usize>,
    /// The unit.
    pub unit: PathStep,
    /// Its points, indicator by indicator.
    pub cells: Vec<ScoreCell>,
    /// Out of 100, in tenths; nothing where nothing applies.
    pub total: Option<u32>,
}

/// The points of an indicator.
pub struct ScoreCell {
    /// In tenths; nothing where it does not apply.
    pub points: Option<u32>,
    /// From what: `196 / 306`.
    pub said: String,
}

/// The address of the page, or of one below it.
fn address(
    below: &str,
    unit: &str,
    level: Option<UnitKind>,
    year: i32,
    shown: Option<&str>,
) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("unit", unit);
    if let Some(level) = level {
        query.append_pair("level", level.key());
    }
    query.append_pair("year", &year.to_string());
    if let Some(shown) = shown {
        query.append_pair("show", shown);
    }
    format!("/console/assessment{below}?{}", query.finish())
}

/// 12.8, of tenths.
fn tenths(tenths: u32) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn tenths_or_dash(points: Option<u32>) -> String {
    points.map_or_else(|| "—".to_owned(), tenths)
}

/// The page.
#[component]
pub fn Assessment(
    /// What it needs.
    page: AssessmentPage,
    /// Where days begin.
    offset: UtcOffset,
) -> impl IntoView {
    let year = page.basis.year;
    let trail = (page.path.len() > 1).then(|| {
        trail_to(None, &page.path, |unit| {
            address("", unit.as_str(), None, year, None)
        })
    });
    let (years, levels) = (years(&page), levels(&page));
    let table = table(&page);
    let code = page.unit.code.as_str();
    let api = format!("/api/v1/units/{code}/assessment/export");
    let level = page.level.map(|level| format!("&level={}", level.key()));
    let query = format!("?year={year}{}", level.unwrap_or_default());
    let export = files(&api, &query, "考核");
    let report = address("/report", code, page.level, year, None);
    let notes = page.basis.notes(true);
    let taken = page.basis.taken(offset);
    let from = page.basis.set_since();
    let AssessmentPage {
        unit,
        working,
        missing,
        indicators,
        ..
    } = page;
    let working = working.map(|working| view! { <working::Working working /> });
    let missing = missing.map(|unit| {
        view! {
            <p class="warning">{format!("{}在 {year} 年度还没有建立，没有得分。", unit.name)}</p>
        }
    });
    let indicators = indicators.map(|list| view! { <indicators::Indicators list year /> });
    view! {
        {trail}
        {missing}
        {working}
        <section class="card">
            <header class="card-head">
                <h2>
                    {unit.name.to_string()} <small>{year} " 年度 · 数字取自 " {taken}</small>
                </h2>
                <p class="files">
                    <a class="button" href=report>
                        "考核报告"
                    </a>
                    {export}
                </p>
            </header>
            {years}
            {notes}
            {levels}
            {table}
            <p class="hint">
                "每项得分 = 分值 × 完成率 ÷ 达标线，最多得满分；没有发生的事项不计，按其余分值折算成 100 分。" {from}
                "点单位名看算法。"
            </p>
        </section>
        {indicators}
        <script type="module" src="/act.js"></script>
        <script type="module" src="/assessment.js"></script>
    }
}

fn years(page: &AssessmentPage) -> Option<impl IntoView + use<>> {
    // With the running year alone there is nothing to choose.
    if page.years.len() < 2 {
        return None;
    }
    let unit = page.unit.code.as_str();
    let links = page.years.iter().map(|&year| {
        let here = (page.basis.year == year).then_some("page");
        view! {
            <li>
                <a href=address("", unit, page.level, year, None) aria-current=here>
                    {year} " 年度"
                </a>
            </li>
        }
    });
    let links = links.collect_view();
    Some(view! {
        <nav aria-label="年度">
            <ul class="tabs">{links}</ul>
        </nav>
    })
}

fn levels(page: &AssessmentPage) -> impl IntoView + use<> {
    let unit = page.unit.code.as_str();
    let links = page.levels.iter().map(|&(level, count)| {
        let here = (page.level == Some(level)).then_some("page");
        let address = address("", unit, Some(level), page.basis.year, None);
        view! {
            <li>
                <a href=address aria-current=here>
                    {level.label()} " " <b>{format::count(count as i64)}</b>
                </a>
            </li>
        }
    });
    let links = links.collect_view();
    view! {
        <nav aria-label="层级">
            <ul class="tabs">{links}</ul>
        </nav>
    }
}

fn table(page: &AssessmentPage) -> impl IntoView + use<> {
    if page.levels.is_empty() {
        return leptos::either::Either::Left(view! { <p class="empty">"这个单位没有下级。"</p> });
    }
    let unit = page.unit.code.as_str();
    let to = |shown: &PathStep| {
        let shown = Some(shown.code.as_str());
        address("", unit, page.level, page.basis.year, shown)
    };
    leptos::either::Either::Right(scores(&page.heads, &page.rows, Some(&to)))
}

/// The units' points in a table, their names leading to their working.
fn scores(
    heads: &[IndicatorHead],
    rows: &[ScoreRow],
    to: Option<&dyn Fn(&PathStep) -> String>,
) -> impl IntoView + use<> {
    let heads = heads.iter().map(|head| {
        let reviewed = head.reviewed.then_some(" · 评分");
        view! {
            <th scope="col" class="number">
                {head.label.clone()} <small>{head.weight} " 分" {reviewed}</small>
            </th>
        }
    });
    let heads = heads.collect_view();
    let rows = rows.iter().map(|row| {
        let cells = row.cells.iter().map(|cell| {
            view! {
                <td class="number">
                    <b>{tenths_or_dash(cell.points)}</b>
                    <small>{cell.said.clone()}</small>
                </td>
            }
        });
        let name = row.unit.name.to_string();
        let name = match to {
            Some(to) => view! { <a href=to(&row.unit)>{name}</a> }.into_any(),
            None => name.into_any(),
        };
        let place = row
            .place
            .map_or_else(|| "—".to_owned(), |place| place.to_string());
        view! {
            <tr>
                <td class="number">{place}</td>
                <th scope="row">{name}</th>
                <td class="number total">
                    <b>{tenths_or_dash(row.total)}</b>
                </td>
                {cells.collect_view()}
            </tr>
        }
    });
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label="考核得分">
            <table class="scores">
                <thead>
                    <tr>
                        <th scope="col" class="number">"名次"</th>
                        <th scope="col">"单位"</th>
                        <th scope="col" class="number">"总分"</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}
