//! Where one arrives: what waits for one's own unit, and its exact numbers.

mod tasks;

use leptos::prelude::*;

pub use tasks::{Task, TaskKind};

use crate::format;

/// What the page needs.
pub struct DeskPage {
    /// The unit's name.
    pub unit: String,
    /// Which account looks, for what its device keeps.
    pub account: i64,
    /// Whether the reader writes logs.
    pub writes_logs: bool,
    /// What waits, longest first.
    pub tasks: Vec<Task>,
    /// The eight registries.
    pub registries: Vec<Figure>,
    /// What public screens show only rounded.
    pub sensitive: Vec<Figure>,
    /// Whether the reader may fill what is empty.
    pub may_import: bool,
    /// What happened today.
    pub today: Vec<Figure>,
}

/// A number with its word.
pub struct Figure {
    /// The word.
    pub label: &'static str,
    /// The number as it is.
    pub count: i64,
    /// What it is counted in.
    pub unit: &'static str,
    /// What it means.
    pub definition: &'static str,
}

/// The page.
#[component]
pub fn Desk(
    /// What it needs.
    page: DeskPage,
) -> impl IntoView {
    let is_empty = page.registries.iter().all(|figure| figure.count == 0);
    let begin = (is_empty && page.may_import).then(|| {
        view! {
            <p class="warning">
                "八个数据库还是空的。" <a href="/console/imports">"导入第一份表"</a>
            </p>
        }
    });
    let write = page.writes_logs.then(|| {
        view! { <a class="button call" href="/console/logs/new">"写日志"</a> }
    });
    view! {
        <header class="card-head">
            <h2 class="unit-name">{page.unit}</h2>
            {write}
        </header>
        <div id="outbox" class="outbox" data-account=page.account role="status"></div>
        {begin}
        {tasks::tasks(page.tasks)}
        <section class="card">
            <h3>"八个数据库"</h3>
            {figures(page.registries)}
        </section>
        <section class="card">
            <h3>"需要关注" <small>"准确数，只在登录后显示；公开屏幕上取整"</small></h3>
            {figures(page.sensitive)}
        </section>
        <section class="card">
            <h3>"今日"</h3>
            {figures(page.today)}
        </section>
        <script type="module" src="/outbox.js"></script>
    }
}

fn figures(figures: Vec<Figure>) -> impl IntoView {
    let figures = figures.into_iter().map(|figure| {
        view! {
            <div title=figure.definition>
                <dt>{figure.label}</dt>
                <dd>
                    <b>{format::count(figure.count)}</b>
                    " "
                    {figure.unit}
                </dd>
            </div>
        }
    });
    view! { <dl class="figures">{figures.collect_view()}</dl> }
}
