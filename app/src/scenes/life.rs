//! 组织生活: meetings, exceptions, attendance, the pipeline, care, theme days, contact.

use leptos::prelude::*;

use super::frame::SceneFrame;
use crate::panels::life::{
    AttendancePanel, CarePanel, ContactPanel, ExceptionsPanel, MeetingsPanel, PipelinePanel,
    ThemeDaysPanel,
};

/// The whole scene, in the order in which it is read on a phone.
#[component]
pub fn Life() -> impl IntoView {
    view! {
        <SceneFrame form=Signal::stored("life")>
            <MeetingsPanel />
            <ExceptionsPanel />
            <AttendancePanel />
            <PipelinePanel />
            <CarePanel />
            <ThemeDaysPanel />
            <ContactPanel />
        </SceneFrame>
    }
}
