//! Lists a page at a time.

use leptos::prelude::*;

use super::{KioskPage, icon};

/// How many pages a list has.
pub(super) fn pages(rows: usize, on_a_page: usize) -> usize {
    rows.div_ceil(on_a_page.max(1)).max(1)
}

/// Which of them is shown: the last where the address names one that there is not.
pub(super) fn shown(page: &KioskPage, pages: usize) -> usize {
    page.address.page().min(pages - 1)
}

/// A page back and a page on; a way that leads nowhere is dashed and inert.
pub(super) fn turns(page: &KioskPage, pages: usize) -> Option<impl IntoView + use<>> {
    if page.taken || pages < 2 {
        return None;
    }
    let at = shown(page, pages);
    let to = |to: Option<usize>| {
        let mut address = page.address.clone();
        address.turn_to(to?);
        page.to(&address)
    };
    let back = way(to(at.checked_sub(1)), "上一页", icon::BACK, true);
    let on = way(
        to(Some(at + 1).filter(|at| *at < pages)),
        "下一页",
        icon::ON,
        false,
    );
    Some(view! {
        {back}
        {on}
    })
}

fn way(
    href: Option<String>,
    words: &'static str,
    sign: &'static str,
    before: bool,
) -> impl IntoView + use<> {
    let (first, last) = if before {
        (Some(icon::icon(sign)), None)
    } else {
        (None, Some(icon::icon(sign)))
    };
    match href {
        Some(href) => view! {
            <a class="key" href=href>
                {first}
                <span>{words}</span>
                {last}
            </a>
        }
        .into_any(),
        None => view! { <span class="key none">{words}</span> }.into_any(),
    }
}

/// 第 1 页 / 共 2 页, where there is more than one.
pub(super) fn told(page: &KioskPage, pages: usize) -> Option<impl IntoView + use<>> {
    let at = shown(page, pages);
    (pages > 1).then(|| view! { <p class="told">{format!("第 {} 页 / 共 {pages} 页", at + 1)}</p> })
}
