//! The levels that a log goes through, as a line of stations.

use leptos::prelude::*;

/// A station of a log.
pub struct Station {
    /// What is done there.
    pub label: String,
    /// The unit's name.
    pub place: String,
    /// How far it is.
    pub mark: Mark,
    /// When it was done, or what is waited for.
    pub said: String,
    /// What is said of the way there.
    pub way: String,
}

/// How far a station is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Behind it.
    Done,
    /// It waits here.
    Here,
    /// It came back here.
    Back,
    /// Ahead of it.
    Ahead,
}

impl Mark {
    /// Its name in style sheets.
    pub fn key(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Here => "here",
            Self::Back => "back",
            Self::Ahead => "ahead",
        }
    }

    fn spoken(self) -> &'static str {
        match self {
            Self::Done => "已完成",
            Self::Here => "现在在这里",
            Self::Back => "退回到这里",
            Self::Ahead => "还没到",
        }
    }
}

/// The stations in their order.
pub fn chain(stations: Vec<Station>) -> impl IntoView {
    let stations = stations.into_iter().map(|station| {
        let way =
            (!station.way.is_empty()).then(|| view! { <small class="way">{station.way}</small> });
        view! {
            <li data-mark=station.mark.key()>
                {way}
                <span class="dot" aria-hidden="true"></span>
                <b>{station.label}</b>
                <span class="unseen">{station.mark.spoken()}</span>
                <small>{station.place}</small>
                <small class="said">{station.said}</small>
            </li>
        }
    });
    view! { <ol class="chain">{stations.collect_view()}</ol> }
}
