//! 区域共建: one heart and three circles, resources, needs, projects, response.

use leptos::prelude::*;

use super::frame::SceneFrame;
use crate::panels::co_building::{
    ActivitiesPanel, CirclesPanel, ExchangePanel, ProjectsPanel, ResponsePanel, TakingPartPanel,
};

/// The whole scene, in the order in which it is read on a phone.
#[component]
pub fn CoBuilding() -> impl IntoView {
    view! {
        <SceneFrame form=Signal::stored("circles")>
            <CirclesPanel />
            <TakingPartPanel />
            <ExchangePanel />
            <ProjectsPanel />
            <ActivitiesPanel />
            <ResponsePanel />
        </SceneFrame>
    }
}
