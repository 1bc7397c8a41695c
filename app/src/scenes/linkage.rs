//! 联动: deployments down, logs up, the three lists, conferences.

use leptos::prelude::*;

use super::frame::SceneFrame;

/// The whole scene.
#[component]
pub fn Linkage() -> impl IntoView {
    view! { <SceneFrame form=Signal::stored("plain")>{()}</SceneFrame> }
}
