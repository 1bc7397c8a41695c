//! The eight registries of a unit: how much is in them, and ways in and out.

use leptos::prelude::*;
use liandong_domain::{
    contribution::total_metric, frame::PathStep, registry::Registry, unit::UnitCode,
};

use crate::format;

/// What the page needs.
pub struct RegistriesPage {
    /// The unit that is looked at.
    pub unit: PathStep,
    /// From the account's own unit down to it.
    pub path: Vec<PathStep>,
    /// The units just below.
    pub children: Vec<PathStep>,
    /// The eight, in their order.
    pub registries: Vec<RegistryLine>,
    /// Whether the account writes registries.
    pub writes: bool,
}

/// A registry of the unit.
pub struct RegistryLine {
    /// Which one.
    pub registry: Registry,
    /// How many rows.
    pub count: i64,
    /// By how many more, today.
    pub today: i64,
}

/// The page.
#[component]
pub fn Registries(
    /// What it needs.
    page: RegistriesPage,
) -> impl IntoView {
    let RegistriesPage {
        unit,
        path,
        children,
        registries,
        writes,
    } = page;
    let is_empty = registries.iter().all(|line| line.count == 0);
    let empty = is_empty.then(|| empty(writes));
    let code = unit.code.clone();
    let rows = registries.into_iter().map(|line| row(line, &code));
    let rows = rows.collect_view();
    let trail = (path.len() > 1).then(|| trail(None, &path, "/console/registries"));
    let way_in = writes.then(|| view! { <a class="button" href="/console/imports">"导入名册"</a> });
    let numbers = format!("/api/v1/units/{code}/numbers/export");
    view! {
        {trail}
        <section class="card">
            <header class="card-head">
                <h2>
                    {unit.name.to_string()} <small>"含下级单位"</small>
                </h2>
                {way_in}
            </header>
            {empty}
            <div class="scroll" tabindex="0" role="region" aria-label="八个数据库">
                <table class="registries">
                    <thead>
                        <tr>
                            <th scope="col">"数据库"</th>
                            <th scope="col" class="number">"条目"</th>
                            <th scope="col" class="number">"今日"</th>
                            <th scope="col">"导出"</th>
                            <th scope="col">"填报"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="hint">"导出的文件带有标准代码，可以直接上报，也可以改好后再导入。系统不保存姓名。"</p>
        </section>
        <section class="card">
            <h3>"总览数字" <small>"本级和每个下级单位各一行，准确数"</small></h3>
            <p class="files">{files(&numbers, "?scene=overview", "总览数字")}</p>
        </section>
        {branches(children)}
    }
}

fn row(line: RegistryLine, unit: &UnitCode) -> impl IntoView + use<> {
    let RegistryLine {
        registry,
        count,
        today,
    } = line;
    let (key, label) = (registry.key(), registry.label());
    let export = format!("/api/v1/registries/{key}/export");
    let today = match today {
        0 => "无变化".to_owned(),
        today => format::change(today),
    };
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/console/registries/{key}?unit={unit}")>{label}</a>
            </th>
            <td class="number">
                <b>{format::count(count)}</b>
                " "
                <small>{total_metric(registry).definition().unit}</small>
            </td>
            <td class="number">{today}</td>
            <td>
                <span class="files">{files(&export, &format!("?unit={unit}"), label)}</span>
            </td>
            <td>
                <a href=format!("/api/v1/templates/{key}.xlsx") download=true aria-label=format!("{label}填报模板")>
                    "模板"
                </a>
            </td>
        </tr>
    }
}

fn empty(writes: bool) -> impl IntoView {
    let way_in = writes.then(|| {
        view! {
            " 下载模板填好后，到“"
            <a href="/console/imports">"导入"</a>
            "”上传；现有的名册也可以直接导入。"
        }
    });
    view! { <p class="empty">"八个数据库还没有数据。" {way_in}</p> }
}

fn branches(children: Vec<PathStep>) -> impl IntoView {
    (!children.is_empty()).then(|| {
        let children = children.into_iter().map(|child| {
            view! {
                <li>
                    <a href=format!("/console/registries?unit={}", child.code)>{child.name.to_string()}</a>
                </li>
            }
        });
        view! {
            <section class="card">
                <h3>"下级单位"</h3>
                <ul class="nearby">{children.collect_view()}</ul>
            </section>
        }
    })
}

/// Links to the two forms of a file; `api` is its address without the ending.
pub fn files(api: &str, query: &str, label: &str) -> impl IntoView + use<> {
    let link = |ending: &str, word: &'static str| {
        view! {
            <a class="button" href=format!("{api}.{ending}{query}") download=true aria-label=format!("导出{label} {word}")>
                {word}
            </a>
        }
    };
    view! {
        {link("xlsx", "Excel")}
        {link("csv", "CSV")}
    }
}

/// Where one is in the tree, with the way up; before it what the page is part of.
pub fn trail(
    whole: Option<(String, &'static str)>,
    path: &[PathStep],
    address: &str,
) -> impl IntoView + use<> {
    let to = |code: &UnitCode| format!("{address}?unit={code}");
    trail_to(whole, path, to)
}

/// The same, with the addresses that units' codes lead to.
pub fn trail_to(
    whole: Option<(String, &'static str)>,
    path: &[PathStep],
    address: impl Fn(&UnitCode) -> String,
) -> AnyView {
    let last = path.len().saturating_sub(1);
    let whole = whole.map(|(address, label)| {
        view! {
            <li>
                <a href=address>{label}</a>
            </li>
        }
    });
    let steps = path.iter().enumerate().map(|(depth, step)| {
        let here = (depth == last).then_some("page");
        view! {
            <li>
                <a href=address(&step.code) aria-current=here>
                    {step.name.to_string()}
                </a>
            </li>
        }
    });
    view! {
        <nav aria-label="所在位置">
            <ol class="trail">{whole} {steps.collect_view()}</ol>
        </nav>
    }
    .into_any()
}
