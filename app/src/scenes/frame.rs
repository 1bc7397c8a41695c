//! What all scenes have around them: the plaque above, the ticker below, and the wall's small steps.

use leptos::{either::Either, prelude::*};

use crate::{
    components::MarkText,
    panels::{Plaque, ReplayBar, Telling, TickerPanel},
    store::Store,
};

/// The document of a scene. One for every screen: the style sheet lays it out.
#[component]
pub fn SceneFrame<C: IntoView + 'static>(
    /// How the scene is laid out, for the style sheet.
    #[prop(into)]
    form: Signal<&'static str>,
    /// How many levels above stand beside.
    #[prop(into, default = Signal::stored(0))]
    beside: Signal<usize>,
    /// The panels.
    children: TypedChildren<C>,
) -> impl IntoView {
    let store = expect_context::<Store>();
    provide_context(MarkText::new(store));
    provide_context(Telling::new(store));
    let bottom = if store.is_replay() {
        Either::Left(view! { <ReplayBar /> })
    } else {
        Either::Right(view! { <TickerPanel /> })
    };
    let class = if store.wall() { "scene wall" } else { "scene" };
    view! {
        <main
            class=class
            data-unit=move || store.heading().code.to_string()
            data-scene=move || store.scene().key()
            data-age=move || store.age().key()
            data-form=move || form.get()
            data-beside=move || beside.get().to_string()
            data-streams=move || store.streams().then_some("")
            style=shift(store)
        >
            <Plaque />
            {children.into_inner()()}
            {bottom}
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
