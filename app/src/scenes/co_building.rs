//! 区域共建: one heart and three circles, resources, needs, projects, response.

use leptos::prelude::*;

use super::frame::SceneFrame;

/// The whole scene.
#[component]
pub fn CoBuilding() -> impl IntoView {
    view! { <SceneFrame form=Signal::stored("plain")>{()}</SceneFrame> }
}
