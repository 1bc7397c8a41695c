//! Work logs: those of the unit and what became of them, and how far each worker is.

mod chain;
mod one;
mod write;

use leptos::prelude::*;
use liandong_domain::{
    fact::log::LogKind,
    frame::PathStep,
    moment::{Moment, UtcOffset},
};

use super::{acts::encoded, registries::trail};
use crate::format;

pub(super) use chain::chain;
pub use chain::{Mark, Station};
pub(super) use one::Log;
pub use one::{LogPage, LogStep, Resubmission};
pub(super) use write::Write;
pub use write::WritePage;

/// What the page needs.
pub struct LogsPage {
    /// Which account looks, for what its device keeps.
    pub account: i64,
    /// From the account's own unit down to the one that is looked at.
    pub path: Vec<PathStep>,
    /// Whether only the account's own logs are shown.
    pub own_only: bool,
    /// Whether the account writes logs.
    pub writes: bool,
    /// How many logs there are.
    pub total: usize,
    /// The newest of them, newest first.
    pub logs: Vec<LogLine>,
    /// How far each worker is, for their managers.
    pub workers: Vec<WorkerLine>,
}

/// A log in a list.
pub struct LogLine {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub kind: LogKind,
    /// The name of its unit.
    pub unit: String,
    /// How its text begins.
    pub text: String,
    /// When it was submitted first.
    pub submitted: Moment,
    /// Where it is, in words.
    pub state: String,
    /// What the state is drawn as.
    pub mark: Mark,
}

/// A worker's month.
pub struct WorkerLine {
    /// The post.
    pub title: String,
    /// The unit that the logs are of.
    pub unit: String,
    /// Logs of this month.
    pub submitted: usize,
    /// Passed by all.
    pub finished: usize,
    /// With a reviewer.
    pub waiting: usize,
    /// Back with the worker.
    pub returned: usize,
    /// The last one.
    pub last: Moment,
}

/// The page.
#[component]
pub fn Logs(
    /// What it needs.
    page: LogsPage,
    /// Where days begin.
    offset: UtcOffset,
) -> impl IntoView {
    let trail = (page.path.len() > 1).then(|| trail(None, &page.path, "/console/logs"));
    let unit = page.path.last();
    let code = unit.map(|unit| unit.code.to_string()).unwrap_or_default();
    let write = page.writes.then(|| {
        view! { <a class="button call" href="/console/logs/new">"写日志"</a> }
    });
    let choice = |own: bool, label: &'static str| {
        let here = (own == page.own_only).then_some("page");
        let show = if own { "own" } else { "unit" };
        view! { <a href=format!("/console/logs?unit={code}&show={show}") aria-current=here>{label}</a> }
    };
    let more = page.total.saturating_sub(page.logs.len());
    let more = (more > 0).then(|| {
        view! { <p class="hint">{format!("只列出最新的 {} 篇，另有 {more} 篇更早的。", page.logs.len())}</p> }
    });
    let list = if page.logs.is_empty() {
        view! { <p class="empty">"本月还没有日志，也没有未审结的。"</p> }.into_any()
    } else {
        let lines = page.logs.into_iter().map(|log| line(log, offset));
        view! { <ul class="log-list">{lines.collect_view()}</ul> }.into_any()
    };
    view! {
        {trail}
        <div id="outbox" class="outbox" data-account=page.account role="status"></div>
        <section class="card">
            <header class="card-head">
                <nav class="tabs" aria-label="看哪些日志">
                    {choice(true, "我写的")} {choice(false, "本单位和下级")}
                </nav>
                {write}
            </header>
            {list}
            {more}
        </section>
        {workers(page.workers, offset)}
        <script type="module" src="/outbox.js"></script>
    }
}

fn line(log: LogLine, offset: UtcOffset) -> impl IntoView {
    view! {
        <li>
            <a href=format!("/console/logs/{}", encoded(&log.id))>
                <span class="kind">{log.kind.label()}</span>
                <span class="text">{log.text}</span>
                <small>{log.unit} " · " {format::stamp_cn(log.submitted, offset)}</small>
                <span class="log-state" data-mark=log.mark.key()>{log.state}</span>
            </a>
        </li>
    }
}

fn workers(workers: Vec<WorkerLine>, offset: UtcOffset) -> impl IntoView {
    (!workers.is_empty()).then(|| {
        let rows = workers.into_iter().map(|worker| {
            view! {
                <tr>
                    <th scope="row">{worker.title}</th>
                    <td>{worker.unit}</td>
                    <td class="number">{worker.submitted}</td>
                    <td class="number">{worker.finished}</td>
                    <td class="number">{worker.waiting}</td>
                    <td class="number">{worker.returned}</td>
                    <td>{format::stamp_cn(worker.last, offset)}</td>
                </tr>
            }
        });
        view! {
            <section class="card">
                <h2>"每位工作人员" <small>"本月，加上月未审结的；只给管理员看"</small></h2>
                <div class="scroll" tabindex="0" role="region" aria-label="每位工作人员的日志">
                    <table class="dense">
                        <thead>
                            <tr>
                                <th scope="col">"岗位"</th>
                                <th scope="col">"单位"</th>
                                <th scope="col" class="number">"提交"</th>
                                <th scope="col" class="number">"审结"</th>
                                <th scope="col" class="number">"待审"</th>
                                <th scope="col" class="number">"退回"</th>
                                <th scope="col">"最近一篇"</th>
                            </tr>
                        </thead>
                        <tbody>{rows.collect_view()}</tbody>
                    </table>
                </div>
            </section>
        }
    })
}
