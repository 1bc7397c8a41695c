//! The year's report: points and their working, to print.

use leptos::prelude::*;
use liandong_domain::{frame::PathStep, moment::UtcOffset, unit::UnitKind};

use super::{
    Basis, IndicatorHead, ScoreRow, WorkingPage, address, scores, tenths_or_dash, working,
};

/// What the page needs.
pub struct ReportPage {
    /// The unit that reports.
    pub unit: PathStep,
    /// Which year, and what its points are taken from.
    pub basis: Basis,
    /// The level of the units below that are in it.
    pub level: Option<UnitKind>,
    /// What is assessed.
    pub heads: Vec<IndicatorHead>,
    /// The units below, best first.
    pub rows: Vec<ScoreRow>,
    /// The working of the unit itself; nothing where it was not there in that year.
    pub own: Option<WorkingPage>,
    /// Theirs.
    pub workings: Vec<WorkingPage>,
    /// The most units whose working is shown, where there are more.
    pub most_worked: Option<usize>,
}

/// The page.
#[component]
pub fn Report(
    /// What it needs.
    page: ReportPage,
    /// Where days begin.
    offset: UtcOffset,
) -> impl IntoView {
    let ReportPage {
        unit,
        basis,
        level,
        heads,
        rows,
        own,
        workings,
        most_worked,
    } = page;
    let back = address("", unit.code.as_str(), level, basis.year, None);
    let level = level.map_or("下级单位", UnitKind::label);
    let count = rows.len();
    let below = (count > 0).then(|| {
        view! {
            <section class="card">
                <h3>{level} "得分 " <small>{count} " 个单位"</small></h3>
                {scores(&heads, &rows, None)}
            </section>
        }
    });
    let own = own.map(|own| part("本单位得分", own));
    let title = format!("{level}得分的算法");
    let many = most_worked.map(|most| {
        view! {
            <p class="hint">
                {format!("单位多于 {most} 个，这里不列各单位的算法；请打开各上级单位的报告。")}
            </p>
        }
    });
    let workings = (count > 0).then(|| {
        let parts = workings.into_iter().map(|one| {
            let name = one.unit.name.to_string();
            let points = tenths_or_dash(one.total);
            view! {
                <article class="worked">
                    <h4>{name} " " <small>"总分 " <b>{points}</b></small></h4>
                    {working::table(one)}
                </article>
            }
        });
        view! {
            <section class="card">
                <h3>{title}</h3>
                {many}
                {parts.collect_view()}
            </section>
        }
    });
    view! {
        <div class="report">
            <header class="card">
                <div class="card-head">
                    <h2>{format!("{} {} 年度考核报告", unit.name, basis.year)}</h2>
                    <p class="files">
                        <a class="button" href=back>
                            "返回考核"
                        </a>
                        <button class="primary" type="button" data-print=true>
                            "打印"
                        </button>
                    </p>
                </div>
                <p class="hint">
                    "数字取自 " {basis.taken(offset)} "；" {basis.set_since()} "生成于 " {basis.made(offset)} "。"
                </p>
                {basis.notes(false)}
                <p class="seal-line">"填报单位（盖章）：" <span></span> "日期：" <span></span></p>
            </header>
            {own}
            {below}
            {workings}
        </div>
        <script type="module" src="/assessment.js"></script>
    }
}

fn part(title: &'static str, own: WorkingPage) -> impl IntoView {
    let points = tenths_or_dash(own.total);
    view! {
        <section class="card worked">
            <h3>{title} " " <small>"总分 " <b>{points}</b></small></h3>
            {working::table(own)}
        </section>
    }
}
