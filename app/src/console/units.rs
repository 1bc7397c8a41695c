//! The tree of units: look around, add, rename, move, retire.

use leptos::prelude::*;
use liandong_domain::{frame::PathStep, unit::UnitKind};

use super::form::{Act, Choice, Field, Send, path_text};
use crate::{format, page::Found};

/// What the page needs.
pub struct UnitsPage {
    /// What was searched for.
    pub query: String,
    /// What was found, where something was searched for.
    pub found: Vec<Found>,
    /// The unit that is looked at.
    pub selected: Selected,
}

/// A unit with what is just below it.
pub struct Selected {
    /// The unit.
    pub unit: PathStep,
    /// From the account's own unit down to the unit itself.
    pub path: Vec<PathStep>,
    /// Whether it may be moved and closed: it is not the account's own.
    pub is_below_own: bool,
    /// The code of the unit above, where it may be moved.
    pub parent: String,
    /// How many members it has.
    pub members: i64,
    /// The units just below.
    pub children: Vec<ChildRow>,
}

/// A unit just below.
pub struct ChildRow {
    /// The unit.
    pub unit: PathStep,
    /// How many units there are just below it.
    pub children: usize,
    /// How many members it has.
    pub members: i64,
    /// How many organisations.
    pub organisations: i64,
}

/// The page.
#[component]
pub fn Units(
    /// What it needs.
    page: UnitsPage,
) -> impl IntoView {
    let UnitsPage {
        query,
        found,
        selected,
    } = page;
    let results = (!query.is_empty()).then(|| results(found));
    view! {
        <div class="columns">
            <section class="card tree">
                <form class="search" role="search" action="/console/units" method="get">
                    <input
                        name="q"
                        type="search"
                        value=query
                        placeholder="名称、拼音、代码"
                        aria-label="查找单位"
                        maxlength="64"
                    />
                    <button type="submit">"查找"</button>
                </form>
                {results}
                {tree(&selected)}
            </section>
            {details(selected)}
        </div>
    }
}

fn address(unit: &PathStep) -> String {
    format!("/console/units?unit={}", unit.code)
}

fn results(found: Vec<Found>) -> impl IntoView {
    if found.is_empty() {
        return leptos::either::Either::Left(
            view! { <p class="hint">"没有找到；换个写法试试"</p> },
        );
    }
    let rows = found.into_iter().map(|found| {
        view! {
            <li>
                <a href=address(&found.unit)>
                    {found.unit.name.to_string()}
                    <small>{path_text(&found.above)}</small>
                </a>
            </li>
        }
    });
    leptos::either::Either::Right(view! { <ul class="results">{rows.collect_view()}</ul> })
}

fn tree(selected: &Selected) -> impl IntoView + use<> {
    let last = selected.path.len().saturating_sub(1);
    let steps = selected.path.iter().enumerate().map(|(depth, step)| {
        let here = (depth == last).then_some("page");
        view! {
            <li style=format!("--depth:{depth}")>
                <a href=address(step) aria-current=here>
                    {step.name.to_string()}
                    <small class="kind">{step.kind.label()}</small>
                </a>
            </li>
        }
    });
    let steps = steps.collect_view();
    let depth = selected.path.len();
    let children = selected.children.iter().map(|child| {
        let below = (child.children > 0).then(|| child.children.to_string());
        view! {
            <li style=format!("--depth:{depth}")>
                <a href=address(&child.unit)>
                    {child.unit.name.to_string()}
                    <small class="kind">{child.unit.kind.label()}</small>
                    <small class="below">{below}</small>
                </a>
            </li>
        }
    });
    view! {
        <ul class="branches" aria-label="组织树">
            {steps}
            {children.collect_view()}
        </ul>
    }
}

fn details(selected: Selected) -> impl IntoView {
    let Selected {
        unit,
        is_below_own,
        parent,
        members,
        children,
        ..
    } = selected;
    let code = unit.code.to_string();
    let api = format!("/api/v1/units/{code}");
    let (edit, retire) = (format!("PATCH {api}"), format!("DELETE {api}"));
    let ask = format!(
        "停用“{}”？它的 {} 名党员等数字留在上级单位，下级单位归上级。停用后不能恢复。",
        unit.name,
        format::count(members)
    );
    let move_and_retire = is_below_own.then(|| {
        view! {
            <form data-api=edit.clone() data-then="reload">
                <Field
                    name="parent"
                    label="上级单位代码"
                    value=parent
                    hint="改成另一个单位的代码，本单位连同下级和数字一起移过去"
                />
                <Send label="移动" quiet=true />
            </form>
            <Act api=retire label="停用" ask=ask then="/console/units" />
        }
    });
    let kind = unit.kind;
    view! {
        <section class="card">
            <h2>{unit.name.to_string()} <small class="kind">{kind.label()}</small></h2>
            <p class="hint">
                "代码 " {code.clone()} " · " <a href=format!("/units/{code}")>"看大屏"</a>
                " · " <a href="/console/imports">"导入组织节点"</a>
            </p>
            <form data-api=edit data-then="reload">
                <Field name="name" label="名称" value=unit.name.to_string() />
                <Send label="改名" quiet=true />
            </form>
            {move_and_retire}
        </section>
        <section class="card">
            <h3>"下级" <small>{children.len()} " 个"</small></h3>
            {below(children)}
            {add(code, kind)}
        </section>
    }
}

fn below(children: Vec<ChildRow>) -> impl IntoView {
    if children.is_empty() {
        return leptos::either::Either::Left(view! { <p class="empty">"还没有下级单位"</p> });
    }
    let rows = children.into_iter().map(|child| {
        view! {
            <tr>
                <th scope="row">
                    <a href=address(&child.unit)>{child.unit.name.to_string()}</a>
                </th>
                <td>{child.unit.code.to_string()}</td>
                <td>{child.unit.kind.label()}</td>
                <td class="number">{format::count(child.organisations)}</td>
                <td class="number">{format::count(child.members)}</td>
            </tr>
        }
    });
    leptos::either::Either::Right(view! {
        <div class="scroll" tabindex="0" role="region" aria-label="下级单位">
            <table>
                <thead>
                    <tr>
                        <th scope="col">"名称"</th>
                        <th scope="col">"代码"</th>
                        <th scope="col">"级别"</th>
                        <th scope="col" class="number">"党组织"</th>
                        <th scope="col" class="number">"党员"</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    })
}

fn add(parent: String, above: UnitKind) -> impl IntoView {
    let kinds: Vec<(String, String)> = UnitKind::ALL
        .into_iter()
        .filter(|kind| *kind > above)
        .map(|kind| (kind.key().to_owned(), kind.label().to_owned()))
        .collect();
    (!kinds.is_empty()).then(|| {
        view! {
            <details class="add">
                <summary>"添加下级"</summary>
                <form data-api="POST /api/v1/units" data-then="reload">
                    <input type="hidden" name="parent" value=parent />
                    <div class="triple">
                        <Choice name="level" label="级别" options=kinds />
                        <Field name="code" label="代码" hint="定下后不能改" />
                        <Field name="name" label="名称" form="new-" />
                    </div>
                    <Send label="添加" />
                </form>
            </details>
        }
    })
}
