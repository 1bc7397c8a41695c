//! Co-building: employers in circles and how they answer, what is offered and needed, what fits together, projects
//! and activities. `cobuilding.js` sends an activity with its employers.

mod activities;
mod exchange;
mod projects;

use leptos::prelude::*;
use liandong_domain::{
    frame::PathStep,
    moment::{Day, UtcOffset},
};

use super::{meetings::narrow, registries::trail};
use crate::format;

pub use activities::ActivityLine;
pub use exchange::{NeedLine, ResourceLine, Suggestion};
pub use projects::{ProjectAct, ProjectLine};

/// What the page needs.
pub struct CoBuildingPage {
    /// From the account's own unit down to the one that is looked at.
    pub path: Vec<PathStep>,
    /// The units just below.
    pub children: Vec<PathStep>,
    /// Whether the account makes entries.
    pub writes: bool,
    /// Today.
    pub today: Day,
    /// The three circles, innermost first: names, how many employers, and the first of them.
    pub circles: Vec<(&'static str, usize, Vec<EmployerLine>)>,
    /// What is offered.
    pub resources: Vec<ResourceLine>,
    /// What is needed.
    pub needs: Vec<NeedLine>,
    /// What fits together.
    pub suggestions: Vec<Suggestion>,
    /// Projects, those that wait for something first.
    pub projects: Vec<ProjectLine>,
    /// Activities, newest first.
    pub activities: Vec<ActivityLine>,
}

/// An employer in a circle.
pub struct EmployerLine {
    /// Its key in the registry.
    pub key: String,
    /// The short name under which it agreed to be shown, else its key.
    pub shown: String,
    /// The name of its unit.
    pub unit: String,
    /// Whether it answered the last invitations, oldest first.
    pub answers: Vec<bool>,
    /// When it last came.
    pub came: Option<Day>,
}

/// The page.
#[component]
pub fn CoBuilding(
    /// What it needs.
    page: CoBuildingPage,
    /// Where days begin.
    offset: UtcOffset,
) -> impl IntoView {
    let trail = (page.path.len() > 1).then(|| trail(None, &page.path, "/console/cobuilding"));
    let unit = page
        .path
        .last()
        .map(|unit| unit.code.to_string())
        .unwrap_or_default();
    let employers = page.circles.iter().flat_map(|(.., employers)| employers);
    let employers: Vec<(String, String)> = employers
        .map(|employer| {
            (
                employer.key.clone(),
                format!("{} · {}", employer.shown, employer.unit),
            )
        })
        .collect();
    let form = page.writes.then(|| activities::form(&unit, &employers));
    view! {
        {trail}
        {exchange::suggestions(page.suggestions, page.writes)}
        {projects::projects(page.projects)}
        {exchange::exchange(page.resources, page.needs, &unit, &employers, (page.writes, page.today))}
        {activities::activities(page.activities, form, offset)}
        {circles(page.circles)}
        {narrow(page.children, "/console/cobuilding")}
        <script type="module" src="/cobuilding.js"></script>
    }
}

fn circles(circles: Vec<(&'static str, usize, Vec<EmployerLine>)>) -> impl IntoView {
    let is_empty = circles.iter().all(|(_, total, _)| *total == 0);
    let empty = is_empty.then(|| {
        view! {
            <p class="empty">
                "还没有进圈层的单位。在" <a href="/console/registries/employer">"实有单位数据库"</a>
                "里登记圈层。"
            </p>
        }
    });
    let circles = circles.into_iter().filter(|(_, total, _)| *total > 0);
    let circles = circles.map(|(label, total, employers)| {
        let more = total.saturating_sub(employers.len());
        let more = (more > 0)
            .then(|| view! { <p class="hint">{format!("另有 {more} 家，点下级单位看。")}</p> });
        let lines = employers.into_iter().map(employer);
        view! {
            <div class="circle">
                <h3>{label} <small>{format!("{total} 家")}</small></h3>
                <ul>{lines.collect_view()}</ul>
                {more}
            </div>
        }
    });
    view! {
        <section class="card">
            <h2>"一心三圈" <small>"方格是最近十次邀请，实心为有回应，右边最新"</small></h2>
            {empty}
            <div class="circles">{circles.collect_view()}</div>
        </section>
    }
}

fn employer(employer: EmployerLine) -> impl IntoView {
    let answered = employer.answers.iter().filter(|answer| **answer).count();
    let said = match employer.answers.len() {
        0 => "还没有邀请过".to_owned(),
        invited => format!("{invited} 次邀请，回应 {answered} 次"),
    };
    let squares = employer.answers.into_iter().map(|answer| {
        let class = if answer { "yes" } else { "no" };
        view! { <i class=class></i> }
    });
    let came = employer
        .came
        .map(|day| format!(" · {}到场", format::day_cn(day)));
    view! {
        <li>
            <b>{employer.shown}</b>
            <small>{employer.unit} {came}</small>
            <span class="answers" aria-hidden="true">{squares.collect_view()}</span>
            <small class="said">{said}</small>
        </li>
    }
}
