//! 组织生活: meetings, attendance, the pipeline, care, theme days, exceptions.

use leptos::prelude::*;

use super::frame::SceneFrame;

/// The whole scene.
#[component]
pub fn Life() -> impl IntoView {
    view! { <SceneFrame form=Signal::stored("plain")>{()}</SceneFrame> }
}
