//! 联动: deployments down, logs up, the three lists, conferences.

use leptos::{either::Either, prelude::*};
use liandong_domain::unit::UnitKind;

use super::frame::SceneFrame;
use crate::{
    panels::{
        ConferencePanel, LogsPanel, LoomPanel, ProblemsPanel, ReceiptsPanel, RectificationsPanel,
        TasksPanel,
    },
    store::Store,
};

/// The whole scene. A unit that nothing is passed on from shows its own receipts instead of the loom.
#[component]
pub fn Linkage() -> impl IntoView {
    let store = expect_context::<Store>();
    let woven = Memo::new(move |_| {
        store.heading().kind < UnitKind::Community && !store.children().is_empty()
    });
    let form = Signal::derive(move || if woven.get() { "loom" } else { "ledger" });
    let main = move || {
        if woven.get() {
            Either::Left(view! { <LoomPanel /> })
        } else {
            Either::Right(view! {
                <ReceiptsPanel />
                <LogsPanel />
            })
        }
    };
    view! {
        <SceneFrame form>
            {main}
            <TasksPanel />
            <ProblemsPanel />
            <RectificationsPanel />
            <ConferencePanel />
        </SceneFrame>
    }
}
