//! 总览: a unit of any level on one screen.

use leptos::{
    either::{Either, EitherOf3},
    prelude::*,
};
use liandong_domain::unit::UnitKind;

use super::frame::SceneFrame;
use crate::{
    components::Mark,
    figures::levels::{Form, beside},
    panels::{
        AgePanel, AlertsPanel, CardsPanel, ComparePanel, LevelPanel, MapPanel, MemberHeadline,
        OrganisationHeadline, RankingPanel, RegistriesPanel, SectorsPanel, StructurePanel,
    },
    store::{Node, Store},
};

/// The whole scene. One document for every screen: the style sheet lays it out.
#[component]
pub fn Overview() -> impl IntoView {
    let store = expect_context::<Store>();
    let form = Memo::new(move |_| {
        Form::of(
            store.heading().kind,
            store.above().len(),
            store.children().len(),
        )
    });
    // The panels are built anew only when the form or the levels above change.
    let body = move || {
        let above = store.above();
        let kind = store.heading().kind;
        let kinds: Vec<UnitKind> = above.iter().map(|node| node.kind).collect();
        let near: Vec<Node> = beside(&kinds)
            .into_iter()
            .map(|place| above[place].clone())
            .collect();
        match form.get() {
            Form::Tiles => EitherOf3::A(tiles(kind, near)),
            Form::Alone => EitherOf3::B(alone(kind)),
            form => EitherOf3::C(levels(kind, near, form != Form::Leaf)),
        }
    };
    view! {
        <SceneFrame
            form=Signal::derive(move || form.get().key())
            beside=Signal::derive(move || store.above().len().min(2))
        >
            {body}
        </SceneFrame>
    }
}

fn tiles(kind: UnitKind, near: Vec<Node>) -> impl IntoView {
    let above = near
        .into_iter()
        .next()
        .filter(|_| kind > UnitKind::District);
    let structure = match above.clone() {
        Some(node) => Either::Left(view! { <ComparePanel beside=vec![node] rows=3 /> }),
        None => Either::Right(view! { <StructurePanel /> }),
    };
    view! {
        <OrganisationHeadline beside=above.clone() />
        <MemberHeadline />
        <AlertsPanel />
        <MapPanel above />
        <RegistriesPanel own=kind beside=Vec::new() />
        <SectorsPanel />
        <AgePanel />
        {structure}
        <RankingPanel />
    }
}

fn alone(kind: UnitKind) -> impl IntoView {
    view! {
        <OrganisationHeadline />
        <MemberHeadline />
        <AlertsPanel />
        <RegistriesPanel own=kind beside=Vec::new() />
        <SectorsPanel />
        <AgePanel />
        <StructurePanel />
        <ComparePanel beside=Vec::new() rows=4 />
    }
}

fn levels(kind: UnitKind, near: Vec<Node>, cards: bool) -> impl IntoView {
    let store = expect_context::<Store>();
    let letters = move || format!("--n:{}", store.heading().name.chars().count());
    let above = near
        .iter()
        .cloned()
        .zip(["up1", "up2"])
        .map(|(node, name)| view! { <LevelPanel name node /> })
        .collect_view();
    let class = format!("own beside-{}", near.len());
    view! {
        <section class=class aria-labelledby="own-title">
            <header class="panel-head">
                <h2 id="own-title" style=letters>
                    {move || store.heading().name.to_string()}
                </h2>
                <Mark />
            </header>
            <MemberHeadline />
            <OrganisationHeadline />
        </section>
        <AlertsPanel />
        {above}
        {cards.then(|| view! { <CardsPanel /> })}
        <RegistriesPanel own=kind beside=near.clone() />
        <ComparePanel beside=near rows=4 />
        <SectorsPanel />
        <AgePanel />
    }
}
