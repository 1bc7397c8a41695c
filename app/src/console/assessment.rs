//! 考核: the units below with their points, and how each point comes about.

use leptos::prelude::*;
use liandong_domain::{
    frame::PathStep,
    moment::{Moment, UtcOffset},
    unit::UnitKind,
};

use super::registries::{files, trail};
use crate::format;

mod indicators;
mod working;

pub use indicators::IndicatorForm;
pub use working::{WorkingLine, WorkingPage};

/// What the page needs.
pub struct AssessmentPage {
    /// The unit whose subtree is looked at.
    pub unit: PathStep,
    /// From the account's own unit down to it.
    pub path: Vec<PathStep>,
    /// Which year.
    pub year: i32,
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
    /// The indicators to change, where the account may.
    pub indicators: Option<Vec<IndicatorForm>>,
    /// When the numbers were taken.
    pub now: Moment,
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

impl AssessmentPage {
    fn address(&self, more: &[(&str, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("unit", self.unit.code.as_str());
        if let Some(level) = self.level {
            query.append_pair("level", level.key());
        }
        for (name, value) in more {
            query.append_pair(name, value);
        }
        format!("/console/assessment?{}", query.finish())
    }
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
    let trail = (page.path.len() > 1).then(|| trail(None, &page.path, "/console/assessment"));
    let levels = levels(&page);
    let table = table(&page);
    let api = format!("/api/v1/units/{}/assessment/export", page.unit.code);
    let query = page.level.map(|level| format!("?level={}", level.key()));
    let export = files(&api, &query.unwrap_or_default(), "考核");
    let taken = format!(
        "{} {}",
        format::date_cn(page.now, offset),
        format::clock_hm(page.now, offset)
    );
    let AssessmentPage {
        unit,
        year,
        working,
        indicators,
        ..
    } = page;
    let working = working.map(|working| view! { <working::Working working /> });
    let indicators = indicators.map(|list| view! { <indicators::Indicators list /> });
    view! {
        {trail}
        {working}
        <section class="card">
            <header class="card-head">
                <h2>
                    {unit.name.to_string()}
                    <small>{year} " 年度 · 数字取自 " {taken}</small>
                </h2>
                <p class="files">{export}</p>
            </header>
            {levels}
            {table}
            <p class="hint">
                "每项得分 = 分值 × 完成率 ÷ 达标线，最多得满分；没有发生的事项不计，按其余分值折算成 100 分。点单位名看算法。"
            </p>
        </section>
        {indicators}
        <script type="module" src="/act.js"></script>
        <script type="module" src="/assessment.js"></script>
    }
}

fn levels(page: &AssessmentPage) -> impl IntoView + use<> {
    let unit = page.unit.code.to_string();
    let links = page.levels.iter().map(|&(level, count)| {
        let here = (page.level == Some(level)).then_some("page");
        let address = format!("/console/assessment?unit={unit}&level={}", level.key());
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
    if page.rows.is_empty() {
        return leptos::either::Either::Left(view! { <p class="empty">"这个单位没有下级。"</p> });
    }
    let heads = page.heads.iter().map(|head| {
        let reviewed = head.reviewed.then_some(" · 评分");
        view! {
            <th scope="col" class="number">
                {head.label.clone()} <small>{head.weight} " 分" {reviewed}</small>
            </th>
        }
    });
    let heads = heads.collect_view();
    let rows = page.rows.iter().enumerate().map(|(place, row)| {
        let cells = row.cells.iter().map(|cell| {
            view! {
                <td class="number">
                    <b>{tenths_or_dash(cell.points)}</b>
                    <small>{cell.said.clone()}</small>
                </td>
            }
        });
        let address = page.address(&[("show", row.unit.code.as_str())]);
        view! {
            <tr>
                <td class="number">{place + 1}</td>
                <th scope="row">
                    <a href=address>{row.unit.name.to_string()}</a>
                </th>
                <td class="number total">
                    <b>{tenths_or_dash(row.total)}</b>
                </td>
                {cells.collect_view()}
            </tr>
        }
    });
    leptos::either::Either::Right(view! {
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
    })
}
