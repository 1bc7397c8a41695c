//! What a deployment's targets have made of it: stages, the loom, the table that confirms it, and where it
//! is stuck.

use leptos::prelude::*;
use liandong_domain::moment::{Moment, UtcOffset};

use super::{Slip, loom::loom, moment, waited};
use crate::{console::acts::overdue, format};

/// A stage as a count of a base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageFigure {
    /// `居民区 接收`
    pub label: String,
    /// How many are there.
    pub count: usize,
    /// Of how many.
    pub base: usize,
}

/// What the panel needs.
pub struct ReceiptsView {
    /// What the deployment is about.
    pub title: String,
    /// The unit that published it.
    pub from: String,
    /// When.
    pub at: Moment,
    /// The server's clock.
    pub now: Moment,
    /// Three stages.
    pub stages: Vec<StageFigure>,
    /// What one target is, for the loom's legend.
    pub counted: &'static str,
    /// The units that it went to first.
    pub slips: Vec<Slip>,
    /// Every level.
    pub levels: Vec<LevelRow>,
    /// Where it is stuck, worst first.
    pub stuck: Vec<Stuck>,
    /// How many more places there are than those.
    pub more_stuck: usize,
}

/// The receipts of a level.
pub struct LevelRow {
    /// Which.
    pub label: &'static str,
    /// Targets.
    pub due: usize,
    /// Received.
    pub received: usize,
    /// Passed on.
    pub passed_on: usize,
    /// Under way.
    pub started: usize,
    /// Carried out.
    pub done: usize,
    /// Late.
    pub late: usize,
}

/// Where a deployment is stuck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stuck {
    /// `虹梅路街道`, or `长桥街道 · 9 个居民区`.
    pub place: String,
    /// `未接收`
    pub at: &'static str,
    /// For how long.
    pub hours: i64,
    /// By how many days it is late.
    pub overdue: i32,
}

/// How long a deployment may lie before that is an alarm.
const LIMIT_HOURS: i64 = 24;

/// A stage on a line of a list.
pub(super) fn figure_in_short(figure: StageFigure) -> impl IntoView {
    let StageFigure { label, count, base } = figure;
    view! {
        <li>
            {label}
            " "
            <b>{format::count(count as i64)}</b>
            " / "
            {format::count(base as i64)}
            {bar(count, base)}
        </li>
    }
}

fn bar(count: usize, base: usize) -> impl IntoView {
    let share = if base == 0 {
        0.0
    } else {
        count as f64 * 100.0 / base as f64
    };
    view! { <i class="stage-bar" aria-hidden="true" style=format!("--share:{share:.2}%")></i> }
}

/// The panel.
#[component]
pub(super) fn Receipts(
    /// What it needs.
    receipts: ReceiptsView,
    /// Where days begin.
    offset: UtcOffset,
) -> impl IntoView {
    let ReceiptsView {
        title,
        from,
        at,
        now,
        stages,
        counted,
        slips,
        levels,
        stuck,
        more_stuck,
    } = receipts;
    let hours = (now.0 - at.0).max(0) / 3_600_000;
    let stages = stages.into_iter().map(|figure| {
        let StageFigure { label, count, base } = figure;
        view! {
            <div>
                <dt>{label}</dt>
                <dd>
                    <b>{format::count(count as i64)}</b>
                    " / "
                    {format::count(base as i64)}
                    {bar(count, base)}
                </dd>
            </div>
        }
    });
    let checked = checked(&slips);
    let loom = loom(
        format!("{from} {title}"),
        format!("{} 发布", moment(at, offset)),
        slips,
    );
    view! {
        <section class="card receipts" aria-label="回执">
            <header class="card-head">
                <h2>"回执 " {title}</h2>
                <p class="hint">
                    "已发 " {waited(hours)} " " <span class="live" aria-hidden="true">"●"</span> " "
                    {format::clock_hm(now, offset)}
                </p>
            </header>
            <dl class="stages">{stages.collect_view()}</dl>
            <h3>
                "逐级到达 " <small>"带宽 = " {counted} "数 · 上段接收，下段办结 · ▼ 未接收"</small>
            </h3>
            {loom}
            {checked}
            {levels_table(levels)}
            {stuck_table(stuck, more_stuck)}
        </section>
    }
}

/// The loom's numbers once more, to be read.
fn checked(slips: &[Slip]) -> impl IntoView + use<> {
    let rows = slips.iter().map(|slip| {
        let received = if slip.received {
            "✓ 已接收"
        } else {
            "▼ 未接收"
        };
        view! {
            <tr>
                <th scope="row">{slip.name.clone()}</th>
                <td>{received}</td>
                <td class="number">{slip.reached} " / " {slip.base}</td>
                <td class="number">{slip.done} " / " {slip.base}</td>
            </tr>
        }
    });
    let total = |count: fn(&Slip) -> u32| slips.iter().map(count).sum::<u32>();
    let (base, reached, done) = (
        total(|slip| slip.base),
        total(|slip| slip.reached),
        total(|slip| slip.done),
    );
    view! {
        <details class="confirm-loom">
            <summary>"逐个单位的数"</summary>
            <div class="scroll" tabindex="0" role="region" aria-label="逐个单位的数">
                <table class="dense">
                    <thead>
                        <tr>
                            <th scope="col">"单位"</th>
                            <th scope="col">"接收"</th>
                            <th scope="col" class="number">"下级接收"</th>
                            <th scope="col" class="number">"办结"</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                    <tfoot>
                        <tr>
                            <th scope="row">"合计"</th>
                            <td></td>
                            <td class="number">{reached} " / " {base}</td>
                            <td class="number">{done} " / " {base}</td>
                        </tr>
                    </tfoot>
                </table>
            </div>
        </details>
    }
}

fn levels_table(levels: Vec<LevelRow>) -> impl IntoView {
    let rows = levels.into_iter().map(|row| {
        let counts = [
            row.due,
            row.received,
            row.passed_on,
            row.started,
            row.done,
            row.late,
        ];
        let cells =
            counts.map(|count| view! { <td class="number">{format::count(count as i64)}</td> });
        view! {
            <tr>
                <th scope="row">{row.label}</th>
                {cells.collect_view()}
            </tr>
        }
    });
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label="各级">
            <table class="dense">
                <thead>
                    <tr>
                        <th scope="col">"级别"</th>
                        <th scope="col" class="number">"应收"</th>
                        <th scope="col" class="number">"已接收"</th>
                        <th scope="col" class="number">"已转发"</th>
                        <th scope="col" class="number">"办理中"</th>
                        <th scope="col" class="number">"已办结"</th>
                        <th scope="col" class="number">"逾期"</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

fn stuck_table(stuck: Vec<Stuck>, more: usize) -> impl IntoView {
    if stuck.is_empty() {
        return leptos::either::Either::Left(
            view! { <p class="hint">"没有卡住的：都办结了。"</p> },
        );
    }
    let rows = stuck.into_iter().map(|row| {
        let waited = waited(row.hours);
        let plate = row.overdue > 0;
        let long = !plate && row.hours >= LIMIT_HOURS && row.at == "未接收";
        let time = if long {
            view! { <span class="plate">"▲ " {waited}</span> }.into_any()
        } else {
            waited.into_any()
        };
        view! {
            <tr>
                <th scope="row">{row.place}</th>
                <td>{row.at}</td>
                <td class="number">{overdue(row.overdue)} " " {time}</td>
            </tr>
        }
    });
    let more = (more > 0).then(|| view! { <p class="hint">"还有 " {more} " 处"</p> });
    leptos::either::Either::Right(view! {
        <div class="scroll" tabindex="0" role="region" aria-label="卡在哪里">
            <table class="stuck">
                <thead>
                    <tr>
                        <th scope="col">"卡在哪里"</th>
                        <th scope="col">"停在"</th>
                        <th scope="col" class="number">"已等"</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        {more}
    })
}
