//! What waits for the account's unit.

use leptos::prelude::*;
use liandong_domain::moment::Day;

use crate::format;

/// Something that waits.
pub struct Task {
    /// What kind of thing it is.
    pub what: TaskKind,
    /// Its title.
    pub title: String,
    /// Where it comes from, or is.
    pub place: String,
    /// How long it has waited; nothing where it is only due some day.
    pub waited_ms: Option<i64>,
    /// Until when.
    pub due: Option<Day>,
    /// Whether it should have been done by now.
    pub late: bool,
    /// What there is to do.
    pub act: &'static str,
    /// Where it is done.
    pub address: String,
}

/// The kinds of what may wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaskKind {
    /// Deployments.
    Deployment,
    /// Deployments that others have not carried out in time.
    Late,
    /// Logs.
    Log,
    /// Items of the three lists.
    Item,
    /// Promises of a conference.
    Promise,
    /// Meetings.
    Meeting,
    /// Care.
    Care,
    /// Projects.
    Project,
}

impl TaskKind {
    const ALL: [Self; 8] = [
        Self::Deployment,
        Self::Late,
        Self::Log,
        Self::Item,
        Self::Promise,
        Self::Meeting,
        Self::Care,
        Self::Project,
    ];

    fn label(self) -> &'static str {
        match self {
            Self::Deployment => "部署",
            Self::Late => "督办",
            Self::Log => "日志",
            Self::Item => "清单",
            Self::Promise => "联席承诺",
            Self::Meeting => "会议",
            Self::Care => "关爱",
            Self::Project => "共建",
        }
    }
}

/// Most of them at once; the pages behind have all.
const SHOWN: usize = 40;
const DAY_MS: i64 = 86_400_000;

/// The tasks, in the order that they come in.
pub fn tasks(tasks: Vec<Task>) -> impl IntoView {
    let total = tasks.len();
    let late = tasks.iter().filter(|task| task.late).count();
    let counts = TaskKind::ALL.into_iter().filter_map(|kind| {
        let count = tasks.iter().filter(|task| task.what == kind).count();
        (count > 0).then(|| view! { <li>{kind.label()} " " <b>{count}</b></li> })
    });
    let counts = counts.collect_view();
    let late =
        (late > 0).then(|| view! { <span class="waited late">{format!("{late} 件已过期")}</span> });
    let more = total.saturating_sub(SHOWN);
    let more = (more > 0).then(|| {
        view! { <p class="hint">{format!("另有 {more} 件排在后面，在各自的页面里。")}</p> }
    });
    let list = if total == 0 {
        view! { <p class="empty tasks-none">"现在没有等您处理的事。"</p> }.into_any()
    } else {
        let lines = tasks.into_iter().take(SHOWN).map(line);
        view! { <ol class="task-list">{lines.collect_view()}</ol> }.into_any()
    };
    view! {
        <section class="card tasks">
            <header class="card-head">
                <h2>"我的任务" <small>"已过期的在前，然后等得最久的在前"</small></h2>
                <ul class="task-counts">{counts} <li>{late}</li></ul>
            </header>
            {list}
            {more}
        </section>
    }
}

fn line(task: Task) -> impl IntoView {
    let due = task.due.map(|due| format!("{}到期", format::day_cn(due)));
    let place = match (task.place.is_empty(), due) {
        (true, due) => due.unwrap_or_default(),
        (false, Some(due)) => format!("{} · {due}", task.place),
        (false, None) => task.place,
    };
    let waited = task.waited_ms.map(|waited| {
        let waited = if task.what == TaskKind::Late {
            format!("逾期 {} 天", waited / DAY_MS + 1)
        } else {
            format!("已等 {}", format::waited_cn(waited))
        };
        view! { <span class="waited" class:late=task.late>{waited}</span> }
    });
    view! {
        <li>
            <a href=task.address>
                <span class="kind">{task.what.label()}</span>
                <b>{task.title}</b>
                <small>{place}</small>
                {waited}
                <span class="task-act">{task.act}</span>
            </a>
        </li>
    }
}
