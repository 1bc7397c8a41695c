//! The page of a screen that belongs to nobody yet: a code that staff enter in the console.
//!
//! It knows nothing of the organisation, and what it shows besides words comes from `public/screen/pairing.js`.

use leptos::prelude::*;
use liandong_domain::moment::{Moment, UtcOffset};

use crate::format;

/// Letters of a code; it is shown in two groups of half as many.
const LETTERS: usize = 8;

/// What the page is rendered from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pairing {
    /// The server's clock.
    pub now: Moment,
    /// How far local time is from UTC where the server is.
    pub offset: UtcOffset,
    /// The version of the server's programs and files.
    pub version: String,
    /// Whether the numbers of this installation are made up for demonstration.
    pub demo: bool,
}

/// The addresses of the static files that the page needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PairingUrls {
    /// The style sheet, `pairing.css`.
    pub css: String,
    /// The script, `screen/pairing.js`.
    pub js: String,
    /// The icon.
    pub icon: String,
}

/// The page as a whole HTML document.
pub fn render(pairing: &Pairing, urls: &PairingUrls) -> String {
    let owner = Owner::new();
    let body = owner.with(|| page(pairing).to_html());
    let PairingUrls { css, js, icon } = urls;
    let (offset, version) = (pairing.offset.whole_seconds(), &pairing.version);
    format!(
        r##"<!DOCTYPE html>
<html lang="zh-CN" data-theme="red" data-offset="{offset}" data-version="{version}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="theme-color" content="#6B0D13">
<title>屏幕配对 · 联动</title>
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

fn page(pairing: &Pairing) -> impl IntoView + use<> {
    view! {
        <main class="pairing" data-state="connecting">
            {plaque(pairing)}
            {code()}
            <section class="scan" aria-labelledby="scan-title" hidden>
                <h2 id="scan-title">"扫码配对"</h2>
                <div class="qr"></div>
                <p class="address"></p>
            </section>
            <ol class="steps">
                <li>"工作人员登录管理台，打开“屏幕”"</li>
                <li>"输入配对码，或用手机扫描二维码"</li>
                <li>"选择本屏所属单位与用途"</li>
            </ol>
            {foot(pairing)}
        </main>
    }
}

fn plaque(pairing: &Pairing) -> impl IntoView + use<> {
    view! {
        <header class="pairing-plaque">
            <p class="seal" aria-hidden="true">
                <span>"党"</span>
                <span>"建"</span>
            </p>
            <div>
                <h1>"屏幕配对"</h1>
                <p>"本屏尚未绑定单位，不显示任何数据"</p>
            </div>
            <p class="clock">{format::clock_hm(pairing.now, pairing.offset)}</p>
        </header>
    }
}

/// The letters are drawn one by one, and said as one.
fn code() -> impl IntoView {
    let letter = |_| view! { <span class="letter"></span> };
    let group = || (0..LETTERS / 2).map(letter).collect_view();
    view! {
        <section class="code" aria-labelledby="code-title">
            <h2 id="code-title">"配对码"</h2>
            <p class="unseen" role="status" id="said"></p>
            <p class="letters" aria-hidden="true">
                {group()} <i class="dash"></i> {group()}
            </p>
            <p class="remaining">
                "有效时间 " <b class="num">"--:--"</b> <i class="bar"><i></i></i>
            </p>
            <p class="trouble" role="alert"></p>
        </section>
    }
}

fn foot(pairing: &Pairing) -> impl IntoView + use<> {
    let short: String = pairing.version.chars().take(8).collect();
    let demo = pairing
        .demo
        .then(|| view! { <span class="demo">"演示数据"</span> });
    view! {
        <footer class="pairing-foot">
            <p class="service">"正在连接服务"</p>
            <p class="size"></p>
            <p>"版本 " {short}</p>
            {demo}
        </footer>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_room_for_a_code_and_says_nothing_of_anybody() {
        let pairing = Pairing {
            now: Moment(1_795_000_000_000),
            offset: UtcOffset::UTC,
            version: "0123456789abcdef".to_owned(),
            demo: false,
        };
        let html = render(&pairing, &PairingUrls::default());
        assert_eq!(html.matches("class=\"letter\"").count(), LETTERS);
        assert!(html.contains("11:06") && html.contains("01234567<"));
        assert!(!html.contains("演示数据"));
    }
}
