//! 部署: those of a unit and those sent to it, what each target has made of them, and how to publish one.

use leptos::{either::Either, prelude::*};
use liandong_domain::{
    frame::PathStep,
    moment::{Day, UtcOffset},
    work::Stage,
};

use super::{
    acts::{day, encoded, overdue},
    registries::trail,
};
use crate::format;

mod compose;
mod detail;
mod loom;
mod receipts;

pub use compose::{Compose, ComposePage, TargetLevel};
pub use detail::{Deployment, DeploymentPage, OwnReceipt};
pub use loom::Slip;
pub use receipts::{LevelRow, ReceiptsView, StageFigure, Stuck};

/// What the page needs.
pub struct DeploymentsPage {
    /// The unit that is looked at.
    pub unit: PathStep,
    /// From the account's own unit down to it.
    pub path: Vec<PathStep>,
    /// Those that wait for the unit: to be received, passed on, carried out.
    pub received: Vec<DeploymentLine>,
    /// Those that the unit published this quarter, or that are not carried out yet.
    pub issued: Vec<DeploymentLine>,
    /// Those of the units below.
    pub below: Vec<DeploymentLine>,
    /// Whether the account may publish for the unit, and there are units to publish to.
    pub publishes: bool,
    /// The day.
    pub today: Day,
}

/// A deployment in short.
pub struct DeploymentLine {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// The unit that published it.
    pub from: String,
    /// When.
    pub issued: Day,
    /// Until when.
    pub due: Day,
    /// By how many days targets are late.
    pub overdue: i32,
    /// How many targets have not carried it out.
    pub open: usize,
    /// Whether it was called off.
    pub withdrawn: bool,
    /// How far it is.
    pub stages: Vec<StageFigure>,
    /// How far the unit that is looked at is with it.
    pub own: Option<Stage>,
}

impl DeploymentsPage {
    pub(super) fn ways(&self) -> Vec<(String, String)> {
        let way = format!("/console/deployments/new?unit={}", self.unit.code);
        let way = (way, "＋ 新部署".to_owned());
        self.publishes.then_some(way).into_iter().collect()
    }
}

/// The address of a deployment's page, as seen by a unit.
pub(super) fn address(id: &str, unit: &str) -> String {
    format!("/console/deployments/{}?unit={unit}", encoded(id))
}

/// The page.
#[component]
pub fn Deployments(
    /// What it needs.
    page: DeploymentsPage,
) -> impl IntoView {
    let DeploymentsPage {
        unit,
        path,
        received,
        issued,
        below,
        today,
        ..
    } = page;
    let trail = (path.len() > 1).then(|| trail(None, &path, "/console/deployments"));
    let code = unit.code.to_string();
    let nothing = received.is_empty() && issued.is_empty() && below.is_empty();
    let nothing = nothing.then(|| {
        view! {
            <section class="card">
                <p class="empty">"本季度还没有部署。"</p>
            </section>
        }
    });
    view! {
        {trail}
        {nothing}
        {part("发到本单位", received, &code, today)}
        {part("本单位发布", issued, &code, today)}
        {part("下级发布", below, &code, today)}
    }
}

fn part(
    title: &'static str,
    lines: Vec<DeploymentLine>,
    unit: &str,
    today: Day,
) -> impl IntoView + use<> {
    if lines.is_empty() {
        return Either::Left(());
    }
    let count = lines.len();
    let rows = lines.into_iter().map(|line| row(line, unit, today));
    Either::Right(view! {
        <section class="card">
            <h2>{title} <small>{count} " 项"</small></h2>
            <ul class="deployments">{rows.collect_view()}</ul>
        </section>
    })
}

fn row(line: DeploymentLine, unit: &str, today: Day) -> impl IntoView + use<> {
    let DeploymentLine {
        id,
        title,
        from,
        issued,
        due,
        overdue: late,
        open,
        withdrawn,
        stages,
        own,
    } = line;
    let own = own.map(|stage| view! { <span class="mark">{stage.label()}</span> });
    let state = if withdrawn {
        Either::Left(view! { <span class="mark">"已撤回"</span> })
    } else if late > 0 {
        let open = view! { <small>{format::count(open as i64)} " 个单位未办结"</small> };
        Either::Right(Either::Left(view! { {overdue(late)} " " {open} }))
    } else {
        Either::Right(Either::Right(()))
    };
    let stages = stages.into_iter().map(receipts::figure_in_short);
    view! {
        <li data-withdrawn=withdrawn>
            <p>
                <a href=address(&id, unit)>{title}</a>
                " "
                {own}
                " "
                {state}
            </p>
            <p class="hint">
                {from} " " {day(issued, today)} " 发布 · 期限 " {day(due, today)}
            </p>
            <ul class="in-short">{stages.collect_view()}</ul>
        </li>
    }
}

/// How old something is, in hours up to three days.
pub(super) fn waited(hours: i64) -> String {
    if hours < 72 {
        format!("{hours} 小时")
    } else {
        format!("{} 天", hours / 24)
    }
}

/// 6月15日 09:00
pub(super) fn moment(at: liandong_domain::moment::Moment, offset: UtcOffset) -> String {
    format!(
        "{} {}",
        format::month_day_cn(at, offset),
        format::clock_hm(at, offset)
    )
}
