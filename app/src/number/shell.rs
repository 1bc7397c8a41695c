//! The HTML document around the page.

use leptos::prelude::*;

use super::{NumberPage, page::page};

/// The addresses of the static files that the page needs.
#[derive(Clone, Debug, Default)]
pub struct NumberUrls {
    /// The style sheet.
    pub css: String,
    /// `number.js`, which keeps the page up to date.
    pub js: String,
    /// The icon.
    pub icon: String,
}

/// The page as a whole HTML document.
pub fn render(number: &NumberPage, urls: &NumberUrls) -> String {
    let owner = Owner::new();
    let body = owner.with(|| page(number).to_html());
    let NumberUrls { css, js, icon } = urls;
    let title = title(number);
    format!(
        r##"<!DOCTYPE html>
<html lang="zh-CN" data-theme="red">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="theme-color" content="#6B0D13">
<title>{title}</title>
<link rel="icon" type="image/svg+xml" href="{icon}">
<link rel="stylesheet" href="{css}">
</head>
<body>
{body}
<script type="module" src="{js}"></script>
</body>
</html>
"##
    )
}

/// A unit's name comes from outside.
fn title(number: &NumberPage) -> String {
    let name = number
        .answer
        .unit
        .name
        .replace('&', "&amp;")
        .replace('<', "&lt;");
    format!("{name} {} · 联动", number.answer.label)
}
