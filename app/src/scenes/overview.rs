//! 总览: a unit of any level on one screen.

use leptos::{
    either::{Either, EitherOf3},
    prelude::*,
};
use liandong_domain::unit::UnitKind;

use crate::{
    components::{Mark, MarkText},
    figures::levels::{Form, beside},
    panels::{
        AgePanel, CardsPanel, ComparePanel, LevelPanel, MapPanel, MemberHeadline,
        OrganisationHeadline, Plaque, RankingPanel, RegistriesPanel, SectorsPanel, StructurePanel,
        TickerPanel,
    },
    store::{Node, Store},
};

/// The whole scene. One document for every screen: the style sheet lays it out.
#[component]
pub fn Overview() -> impl IntoView {
    let store = expect_context::<Store>();
    provide_context(MarkText::new(store));
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
    let class = if store.wall() { "scene wall" } else { "scene" };
    view! {
        <main
            class=class
            data-age=move || store.age().key()
            data-form=move || form.get().key()
            data-beside=move || store.above().len().min(2).to_string()
            style=shift(store)
        >
            <Plaque />
            {body}
            <TickerPanel />
        </main>
    }
}

/// A wall moves by whole pixels once a minute, so that nothing burns in.
fn shift(store: Store) -> impl Fn() -> Option<String> {
    let minute = Memo::new(move |_| store.now().0.div_euclid(60_000));
    move || {
        store.wall().then(|| {
            let (x, y) = lattice(minute.get());
            format!("transform:translate({x}px,{y}px)")
        })
    }
}

/// One of thirteen points within six pixels, another one each minute.
fn lattice(minute: i64) -> (i64, i64) {
    let point = minute.rem_euclid(13);
    (point - 6, point * 5 % 13 - 6)
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
        {above}
        {cards.then(|| view! { <CardsPanel /> })}
        <RegistriesPanel own=kind beside=near.clone() />
        <ComparePanel beside=near rows=4 />
        <SectorsPanel />
        <AgePanel />
    }
}

#[cfg(test)]
mod tests {
    use super::lattice;

    #[test]
    fn a_wall_never_moves_further_than_six_pixels() {
        let mut points: Vec<_> = (0..13).map(lattice).collect();
        assert!(points.iter().all(|(x, y)| x.abs() <= 6 && y.abs() <= 6));
        points.sort_unstable();
        points.dedup();
        assert_eq!(points.len(), 13);
    }
}
