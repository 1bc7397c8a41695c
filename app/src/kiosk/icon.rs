//! The few signs beside words.

use liandong_domain::frame::Scene;

/// The sign of a scene, a drawing of 24 by 24.
pub(super) fn of_scene(scene: Scene) -> &'static str {
    match scene {
        Scene::Overview => r#"<path d="M4 12v9M10 4v17M16 16v5M22 9v12" stroke-width="3.4"/>"#,
        Scene::Linkage => r#"<path d="M13 3v19M5 6h16M5 12.5h16M2 19h22" stroke-width="2.6"/>"#,
        Scene::Life => r#"<path d="M3 6h20v16H3zM3 11h20M8 2v6M18 2v6" stroke-width="2.6"/>"#,
        Scene::CoBuilding => {
            r#"<circle cx="13" cy="13" r="10.5" stroke-width="2.2"/><circle cx="13" cy="13" r="6" stroke-width="2.2"/><circle class="full" cx="13" cy="13" r="2.4"/>"#
        }
    }
}

/// The sign of what goes on at the station.
pub(super) const HERE: &str =
    r#"<path d="M3 11 13 3l10 8M6 10v12h14V10M10.5 22v-7h5v7" stroke-width="2.4"/>"#;
/// The sign of finding a unit.
pub(super) const FIND: &str = r#"<circle cx="11" cy="11" r="7.5" stroke-width="2.6"/><path d="m16.5 16.5 7 7" stroke-width="3"/>"#;
/// Back, to the left.
pub(super) const BACK: &str = r#"<path d="m16 4-9 9 9 9" stroke-width="3.2"/>"#;
/// On, to the right.
pub(super) const ON: &str = r#"<path d="m9 4 9 9-9 9" stroke-width="3.2"/>"#;
/// Up.
pub(super) const UP: &str = r#"<path d="m4 17 9-9 9 9" stroke-width="3.2"/>"#;
/// Takes a letter away.
pub(super) const ERASE: &str =
    r#"<path d="M8 5h15v16H8l-7-8zM12 9.5l7 7M19 9.5l-7 7" stroke-width="2.2"/>"#;

/// A sign that says nothing that words beside it do not say.
pub(super) fn icon(drawing: &'static str) -> impl leptos::prelude::IntoView {
    use leptos::prelude::*;

    view! {
        <svg class="icon" viewBox="0 0 26 26" aria-hidden="true" inner_html=drawing></svg>
    }
}
