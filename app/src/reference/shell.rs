//! The document around the reference.

use leptos::prelude::*;

use super::{Failure, Group, Reference, call::Operation, shape::Shapes};

/// The addresses of the files that the page needs.
#[derive(Clone, Debug, Default)]
pub struct ReferenceUrls {
    /// The console's style sheet.
    pub css: String,
    /// The icon.
    pub icon: String,
}

/// The reference as a whole HTML document.
pub fn render(reference: Reference, urls: &ReferenceUrls) -> String {
    let owner = Owner::new();
    let body = owner.with(|| document(reference).to_html());
    let ReferenceUrls { css, icon } = urls;
    format!(
        r##"<!DOCTYPE html>
<html lang="zh-CN" data-theme="paper">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="theme-color" content="#7A1015">
<title>接口文档 · 联动</title>
<link rel="icon" type="image/svg+xml" href="{icon}">
<link rel="stylesheet" href="{css}">
</head>
<body>
{body}
</body>
</html>
"##
    )
}

fn document(reference: Reference) -> impl IntoView {
    let entries = reference.groups.iter().map(|group| entry(&group.name));
    let entries = entries.collect_view();
    let groups = reference.groups.into_iter().map(section).collect_view();
    view! {
        <div class="console reference">
            <a class="skip" href="#content">"跳到主要内容"</a>
            <header class="side">
                <a class="brand" href="/">
                    <span class="seal" aria-hidden="true">"联动"</span>
                    <span class="brand-name">"接口文档" <small>"/api/v1"</small></span>
                </a>
                <nav aria-label="接口">
                    <ul>{entries} {entry("数据结构")}</ul>
                </nav>
            </header>
            <main class="work" id="content" tabindex="-1">
                <header class="top">
                    <h1>"接口文档"</h1>
                    <a href="/api/openapi.json">"OpenAPI 3.1"</a>
                </header>
                <div class="content">
                    {about(reference.about, reference.access, reference.common)} {groups}
                    <Shapes shapes=reference.shapes />
                </div>
            </main>
        </div>
    }
}

fn entry(name: &str) -> impl IntoView + use<> {
    let address = format!("#{name}");
    view! {
        <li>
            <a href=address>{name.to_owned()}</a>
        </li>
    }
}

fn about(about: String, access: Vec<(String, String)>, common: Vec<Failure>) -> impl IntoView {
    let access = access.into_iter().map(|(word, meaning)| {
        view! {
            <dt>{word}</dt>
            <dd>{meaning}</dd>
        }
    });
    view! {
        <section class="card">
            <p>{about}</p>
            <dl class="access">{access.collect_view()}</dl>
            <p class="hint">
                "示例中的 $LIANDONG 是本服务器的地址，如 https://liandong.example；$TOKEN 是令牌；cookies.txt 存放登录后的 cookie。"
            </p>
            <h3>"任何调用都可能遇到"</h3>
            {failures(common)}
        </section>
    }
}

/// Ways to fail, one a line.
pub fn failures(failures: Vec<Failure>) -> impl IntoView {
    let lines = failures.into_iter().map(|failure| {
        view! {
            <li>
                <b>{failure.status}</b>
                <code>{failure.code}</code>
                <span>{failure.about}</span>
            </li>
        }
    });
    view! { <ul class="failures">{lines.collect_view()}</ul> }
}

fn section(group: Group) -> impl IntoView {
    let list = group.calls.iter().map(|call| {
        let address = format!("#{}", call.id);
        view! {
            <li>
                <a href=address>
                    <b class="method" data-method=call.method.clone()>
                        {call.method.clone()}
                    </b>
                    <code>{call.path.clone()}</code>
                    <span>{call.summary.clone()}</span>
                </a>
            </li>
        }
    });
    let list = list.collect_view();
    let calls = group.calls.into_iter();
    let calls = calls
        .map(|call| view! { <Operation call /> })
        .collect_view();
    view! {
        <section class="group" id=group.name>
            <h2>{group.name.clone()}</h2>
            <p>{group.about}</p>
            <ul class="calls">{list}</ul>
            {calls}
        </section>
    }
}
