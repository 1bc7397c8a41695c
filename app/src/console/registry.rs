//! The rows of a registry: those of a unit and all below it, page after page.

use leptos::{either::Either, prelude::*};
use liandong_domain::{
    frame::PathStep,
    moment::{Moment, UtcOffset},
    registry::Registry,
    unit::UnitCode,
};

use super::registries::{files, trail};
use crate::format;

/// What the page needs.
pub struct RegistryPage {
    /// Which one.
    pub registry: Registry,
    /// The unit that is looked at.
    pub unit: PathStep,
    /// From the account's own unit down to it.
    pub path: Vec<PathStep>,
    /// How many rows the unit has.
    pub count: i64,
    /// The units just below.
    pub children: Vec<BranchLine>,
    /// The headings of what a row says.
    pub headings: Vec<&'static str>,
    /// The rows, in the order of the tree.
    pub rows: Vec<RowLine>,
    /// The cursor of the next page.
    pub next: Option<String>,
    /// Whether this is the first page.
    pub is_first: bool,
    /// Whether the account writes registries.
    pub writes: bool,
}

/// A unit just below.
pub struct BranchLine {
    /// The unit.
    pub unit: PathStep,
    /// How many rows.
    pub count: i64,
}

/// A row.
pub struct RowLine {
    /// What identifies it.
    pub key: String,
    /// Its unit's code.
    pub unit: UnitCode,
    /// Its unit's name.
    pub unit_name: String,
    /// Since when.
    pub since: Moment,
    /// What it says in words; nothing where nothing is known.
    pub cells: Vec<Option<String>>,
}

/// The page.
#[component]
pub fn RegistryRows(
    /// What it needs.
    page: RegistryPage,
    /// Where days begin.
    offset: UtcOffset,
) -> impl IntoView {
    let unit = page.unit.clone();
    let (key, label) = (page.registry.key(), page.registry.label());
    let address = format!("/console/registries/{key}");
    let export = format!("/api/v1/registries/{key}/export");
    let query = format!("?unit={}", unit.code);
    let whole = (format!("/console/registries{query}"), "八个数据库");
    let body = if page.rows.is_empty() {
        Either::Left(empty(&page))
    } else {
        Either::Right(table(page.headings, page.rows, &address, offset))
    };
    let next = page.next.map(|next| {
        let next = format!("{address}{query}&after={next}");
        view! { <a class="button" rel="next" href=next>"下一页"</a> }
    });
    let first = (!page.is_first)
        .then(|| view! { <a class="button" href=format!("{address}{query}")>"回到第一页"</a> });
    let has_pages = next.is_some() || first.is_some();
    let pages = has_pages.then(|| view! { <p class="pages">{first} {next}</p> });
    view! {
        {trail(Some(whole), &page.path, &address)}
        <div class="rows">
            {branches(page.children, &address)}
            <section class="card">
                <header class="card-head">
                    <h2>
                        {unit.name.to_string()}
                        <small>"含下级 " {format::count(page.count)} " 条"</small>
                    </h2>
                    <p class="files">
                        <span>"导出"</span>
                        {files(&export, &query, label)}
                    </p>
                </header>
                {body}
                {pages}
                <p class="hint">"按组织树的顺序排列。系统不保存姓名、电话和身份证号，标识不能还原成人。"</p>
            </section>
        </div>
    }
}

fn empty(page: &RegistryPage) -> impl IntoView + use<> {
    let way_in = page.writes.then(|| {
        let template = format!("/api/v1/templates/{}.xlsx", page.registry.key());
        view! {
            " 可以"
            <a href=template download=true>"下载模板"</a>
            "填好，再到“"
            <a href="/console/imports">"导入"</a>
            "”上传。"
        }
    });
    let said = if page.is_first {
        "这个单位和下级都还没有数据。"
    } else {
        "后面没有了。"
    };
    view! { <p class="empty">{said} {way_in}</p> }
}

fn branches(children: Vec<BranchLine>, address: &str) -> impl IntoView + use<> {
    (!children.is_empty()).then(|| {
        let children = children.into_iter().map(|child| {
            view! {
                <li>
                    <a href=format!("{address}?unit={}", child.unit.code)>
                        {child.unit.name.to_string()}
                        <small class="below">{format::count(child.count)}</small>
                    </a>
                </li>
            }
        });
        view! {
            <section class="card side-card">
                <h2>"下级单位"</h2>
                <ul class="branches" style="--depth:0">{children.collect_view()}</ul>
            </section>
        }
    })
}

fn table(
    headings: Vec<&'static str>,
    rows: Vec<RowLine>,
    address: &str,
    offset: UtcOffset,
) -> impl IntoView + use<> {
    let headings = headings.into_iter();
    let headings = headings.map(|heading| view! { <th scope="col">{heading}</th> });
    let rows = rows.into_iter().map(|row| {
        let cells = row.cells.into_iter();
        let cells = cells.map(|cell| view! { <td>{cell.unwrap_or_else(|| "—".to_owned())}</td> });
        view! {
            <tr>
                <th scope="row" class="key">{row.key}</th>
                <td>
                    <a href=format!("{address}?unit={}", row.unit)>{row.unit_name}</a>
                </td>
                {cells.collect_view()}
                <td>{format::date_cn(row.since, offset)}</td>
            </tr>
        }
    });
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label="条目">
            <table class="dense">
                <thead>
                    <tr>
                        <th scope="col">"标识"</th>
                        <th scope="col">"所属单位"</th>
                        {headings.collect_view()}
                        <th scope="col">"更新于"</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}
