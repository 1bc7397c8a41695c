//! The panels of organisation life.

mod attendance;
mod care;
mod contact;
mod exceptions;
mod meetings;
mod pipeline;
mod theme_days;

pub use attendance::AttendancePanel;
pub use care::CarePanel;
pub use contact::ContactPanel;
pub use exceptions::ExceptionsPanel;
use leptos::prelude::*;
use liandong_domain::{
    fact::{MeetingKind, life::Frequency},
    unit::UnitKind,
};
pub use meetings::MeetingsPanel;
pub use pipeline::PipelinePanel;
pub use theme_days::ThemeDaysPanel;

use crate::{
    figures::levels::beside,
    store::{Node, Store},
};

/// How often branches must hold this kind of meeting.
fn every(store: Store, meeting: MeetingKind) -> Option<Frequency> {
    let extras = store.extras();
    let mut rules = extras.meeting_rules.iter();
    Some(rules.find(|rule| rule.meeting == meeting)?.every)
}

/// The levels above that stand beside one's own, the nearest first.
fn levels_beside(store: Store) -> Vec<Node> {
    let above = store.above();
    let kinds: Vec<UnitKind> = above.iter().map(|node| node.kind).collect();
    let places = beside(&kinds).into_iter();
    places
        .filter_map(|place| above.get(place).cloned())
        .collect()
}

/// What a panel says instead of its figure while there is nothing to draw.
pub(super) fn note(
    words: &'static str,
    is_empty: impl Fn() -> bool + Send + Sync + 'static,
) -> impl IntoView {
    move || is_empty().then(|| view! { <p class="note">{words}</p> })
}
