//! A unit of any level, a scene at a time.

use leptos::prelude::*;
use liandong_domain::frame::{Scene, Snapshot};

use super::{
    Address, KioskPage, List,
    frame::{Parts, back_to, qr, ways},
    icon::{self, icon},
    numbers, pager,
    reading::{mark, reading},
};
use crate::format;

const ON_A_PAGE: usize = 12;
const ON_A_LARGE_PAGE: usize = 8;

pub(super) fn unit(page: &KioskPage, snapshot: &Snapshot) -> Parts {
    let reading = reading(snapshot);
    let [first, second] = &reading.headlines;
    let detail = reading.detail;
    let said = format!("{}{}{}", first.said(), second.said(), detail.said);
    Parts {
        title: snapshot.unit.name.to_string(),
        said,
        reading: view! {
            {first.view(page)}
            {second.view(page)}
            <section class="detail">
                <header>
                    <h2>{detail.title}</h2>
                    <small>{detail.note}</small>
                    {mark(page)}
                </header>
                {detail.view}
            </section>
            {qr(page)}
        }
        .into_any(),
        touch: view! {
            {scenes(page, snapshot)}
            {list(page, snapshot)}
        }
        .into_any(),
        ways: ways(page, back(page, snapshot)).into_any(),
    }
}

/// The unit above, or the first page.
fn back(page: &KioskPage, snapshot: &Snapshot) -> (Address, String) {
    let above = snapshot.unit.path.iter().rev().nth(1);
    let Some(above) = above else {
        return (Address::Home, "返回首页".to_owned());
    };
    let mut address = KioskPage::unit(&above.code);
    if let Address::Unit { scene, .. } = &mut address {
        *scene = snapshot.scene;
    }
    (address, back_to(page, &above.name, above.kind))
}

fn scenes(page: &KioskPage, snapshot: &Snapshot) -> Option<impl IntoView + use<>> {
    if page.taken {
        return None;
    }
    let tabs = Scene::ALL.iter().map(|&scene| {
        let mut address = KioskPage::unit(&snapshot.unit.code);
        if let Address::Unit { scene: of, .. } = &mut address {
            *of = scene;
        }
        let here = (scene == snapshot.scene).then_some("page");
        view! {
            <a class="key tab" href=page.to(&address) aria-current=here>
                {icon(icon::of_scene(scene))}
                <span>{scene.label()}</span>
            </a>
        }
    });
    Some(view! { <nav class="tabs" aria-label="场景">{tabs.collect_view()}</nav> })
}

/// What the touch zone lists: a unit with nothing below it always its numbers.
fn listed(page: &KioskPage, snapshot: &Snapshot) -> List {
    match &page.address {
        _ if snapshot.children.is_empty() => List::Numbers,
        Address::Unit { list, .. } => *list,
        _ => List::Children,
    }
}

fn list(page: &KioskPage, snapshot: &Snapshot) -> impl IntoView + use<> {
    let listed = listed(page, snapshot);
    let on_a_page = if page.taken {
        usize::MAX
    } else {
        page.fitting(ON_A_PAGE, ON_A_LARGE_PAGE)
    };
    let questions = numbers::of(snapshot.scene);
    let rows = match listed {
        List::Children => snapshot.children.len(),
        List::Numbers => questions.len(),
    };
    let pages = pager::pages(rows, on_a_page);
    let first = pager::shown(page, pages).saturating_mul(on_a_page);
    let tiles: Vec<AnyView> = match listed {
        List::Children => {
            let children = snapshot.children.iter().skip(first).take(on_a_page);
            children
                .map(|child| numbers::child(page, snapshot.scene, child).into_any())
                .collect()
        }
        List::Numbers => {
            let questions = questions.into_iter().skip(first).take(on_a_page);
            questions
                .map(|question| numbers::number(page, snapshot, question).into_any())
                .collect()
        }
    };
    let turns = turns(page, snapshot, listed, pages);
    let class = if turns.is_some() {
        "tiles"
    } else {
        "tiles alone"
    };
    let (title, note) = match listed {
        List::Children => {
            let kind = super::called(snapshot.children.iter().map(|child| child.kind));
            let count = format::count(rows as i64);
            let of = numbers::told_of_children(snapshot);
            (kind, format!("{count} 个 · {of}"))
        }
        List::Numbers => ("本级数字", "触摸一项，看它从何而来".to_owned()),
    };
    view! {
        <header>
            <h2 class="small">{title} " " <small>{note}</small></h2>
            {pager::told(page, pages)}
        </header>
        <ul class=class>{tiles}</ul>
        {turns}
    }
}

/// Page back, page on, and the other list.
fn turns(
    page: &KioskPage,
    snapshot: &Snapshot,
    listed: List,
    pages: usize,
) -> Option<impl IntoView + use<>> {
    if page.taken {
        return None;
    }
    let other = (!snapshot.children.is_empty()).then(|| {
        let (to, words) = match listed {
            List::Children => (List::Numbers, "问数字"),
            List::Numbers => (List::Children, "看下级单位"),
        };
        let mut address = page.address.clone();
        address.turn_to(0);
        if let Address::Unit { list, .. } = &mut address {
            *list = to;
        }
        view! { <a class="key other" href=page.to(&address)>{words}</a> }
    });
    if other.is_none() && pages < 2 {
        return None;
    }
    Some(view! { <nav class="turns" aria-label="翻页">{pager::turns(page, pages)} {other}</nav> })
}
