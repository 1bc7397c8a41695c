//! A unit's wall, and what takes its place when the unit is no more.

use leptos::{either::EitherOf4, prelude::*};
use liandong_domain::frame::{Refusal, Scene};

use crate::{
    format,
    scenes::{co_building::CoBuilding, life::Life, linkage::Linkage, overview::Overview},
    store::Store,
};

/// A unit's wall.
#[component]
pub fn Wall(
    /// What it knows.
    store: Store,
    /// Why it does not play the past day that was asked for.
    refused: Option<String>,
) -> impl IntoView {
    provide_context(store);
    // The server wrote the title that the page came with.
    Effect::new(move |_| {
        document().set_title(&format::wall_title(&store.heading().name, store.scene()));
    });
    let gone = Memo::new(move |_| store.refusal().is_some_and(|refusal| is_gone(&refusal)));
    // Another unit's scene is another one: what its panels count depends on what the unit is.
    let unit = Memo::new(move |_| store.heading().code.clone());
    let scene = move || {
        unit.track();
        match store.scene() {
            Scene::Overview => EitherOf4::A(view! { <Overview /> }),
            Scene::Linkage => EitherOf4::B(view! { <Linkage /> }),
            Scene::Life => EitherOf4::C(view! { <Life /> }),
            Scene::CoBuilding => EitherOf4::D(view! { <CoBuilding /> }),
        }
    };
    let not_played = refused.map(|words| view! { <NotPlayed store words /> });
    view! {
        {scene}
        {not_played}
        {move || gone.get().then(|| view! { <Gone store /> })}
    }
}

/// Says that what is shown is now, and not the day that was asked for.
#[component]
fn NotPlayed(store: Store, words: String) -> impl IntoView {
    view! {
        <section class="not-played" role="alert">
            <p>{words} "现在显示的是实时数据。"</p>
            <a href=store.href(&store.heading_untracked().code)>"知道了"</a>
        </section>
    }
}

fn is_gone(refusal: &Refusal) -> bool {
    matches!(refusal.code.as_str(), "unknown_unit" | "unit_retired")
}

/// Covers the wall: its last numbers are of a unit that is closed and would be taken for current.
#[component]
fn Gone(store: Store) -> impl IntoView {
    let heading = store.heading();
    let parent = heading.path.iter().rev().nth(1).cloned();
    let parent = parent.map(|parent| {
        view! { <a class="gone-link" href=store.href(&parent.code)>"前往上一级：" {parent.name.to_string()}</a> }
    });
    view! {
        <section class="gone" role="alert">
            <h1 class="gone-title">{heading.name.to_string()} "已停用"</h1>
            <p class="gone-text">"这个单位已从组织树中移出，不再有新的数据。代码 " {heading.code.to_string()} "。"</p>
            <p class="gone-links">{parent} <a class="gone-link" href="/">"查找其他单位"</a></p>
        </section>
    }
}
