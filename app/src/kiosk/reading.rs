//! What a unit's page says of a scene above its touch zone: two headlines, and a panel beside the code
//! to take the page home by.

use leptos::prelude::*;
use liandong_domain::frame::{Scene, Snapshot};

use super::{KioskPage, figures::Figures};
use crate::{figures::text, format};

mod co_building;
mod life;
mod linkage;
mod overview;

pub(super) use co_building::{activities, exchange, projects};

/// The larger numbers of a scene, and what is beside them.
pub(super) struct Reading {
    /// The two headlines.
    pub(super) headlines: [Headline; 2],
    /// The panel.
    pub(super) detail: Detail,
}

/// A headline number with what it is made of.
pub(super) struct Headline {
    /// What is counted.
    pub(super) label: &'static str,
    /// Today's change or the time that is counted, and which way it goes.
    pub(super) note: (Way, String),
    /// The number.
    pub(super) value: String,
    /// What it is in, where that is not clear from the label.
    pub(super) measure: &'static str,
    /// The bar's pieces: the style sheet's series, and how long each is.
    pub(super) bar: Vec<(&'static str, i64)>,
    /// The parts: series in the bar if there is one, label, number.
    pub(super) parts: Vec<(&'static str, &'static str, String)>,
}

/// Which way a number went today.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Down,
    Level,
}

/// A panel.
pub(super) struct Detail {
    pub(super) title: String,
    pub(super) note: &'static str,
    pub(super) view: AnyView,
    /// The same for those who listen.
    pub(super) said: String,
}

/// A scene's reading.
pub(super) fn reading(snapshot: &Snapshot) -> Reading {
    match snapshot.scene {
        Scene::Overview => overview::reading(snapshot),
        Scene::Linkage => linkage::reading(snapshot),
        Scene::Life => life::reading(snapshot),
        Scene::CoBuilding => co_building::reading(snapshot),
    }
}

/// Today's change of a stock.
fn today(change: Option<i64>) -> (Way, String) {
    match change {
        Some(change @ 1..) => (Way::Up, format!("今日 {}", format::change(change))),
        Some(0) => (Way::Level, "今日 无变化".to_owned()),
        Some(change) => (Way::Down, format!("今日 {}", format::change(change))),
        None => (Way::Level, String::new()),
    }
}

impl Headline {
    /// The number alone, in words.
    pub(super) fn said(&self) -> String {
        let parts = self.parts.iter();
        let parts: Vec<String> = parts
            .map(|(_, label, value)| format!("，{label}{value}"))
            .collect();
        let parts = parts.concat();
        let note = &self.note.1;
        let note = if note.is_empty() {
            String::new()
        } else {
            format!("，{note}")
        };
        format!(
            "{}{}{}{note}{parts}。",
            self.label, self.value, self.measure
        )
    }

    /// As it stands on the page.
    pub(super) fn view(&self, page: &KioskPage) -> impl IntoView + use<> {
        let way = match self.note.0 {
            Way::Up => "note up",
            Way::Down => "note down",
            Way::Level => "note",
        };
        let whole: i64 = self.bar.iter().map(|(_, length)| *length).sum();
        let pieces = self.bar.iter().filter(|(_, length)| *length > 0);
        let pieces = pieces.map(|(series, length)| {
            view! { <i class=*series style=format!("flex-grow:{length}")></i> }
        });
        let bar = (whole > 0).then(|| {
            view! { <div class="split" aria-hidden="true">{pieces.collect_view()}</div> }
        });
        let parts = self.parts.iter().map(|(series, label, value)| {
            let swatch = (!series.is_empty()).then(|| view! { <i class=*series></i> });
            view! {
                <li>
                    {swatch} <span>{*label}</span> " " <strong class="num">{value.clone()}</strong>
                </li>
            }
        });
        let measure = (!self.measure.is_empty()).then(|| view! { <small>{self.measure}</small> });
        let width = text::width(&self.value).max(140);
        view! {
            <section class="headline">
                <header>
                    <h2>{self.label}</h2>
                    <p class=way>{self.note.1.clone()}</p>
                    {mark(page)}
                </header>
                <p class="total" style=format!("--w:{width}")>
                    <strong class="num">{self.value.clone()}</strong>
                    {measure}
                </p>
                {bar}
                <ul class="parts">{parts.collect_view()}</ul>
            </section>
        }
    }
}

/// How old the numbers of a panel are.
pub(super) fn mark(page: &KioskPage) -> impl IntoView + use<> {
    view! { <span class="mark num">{format::clock_hm(page.now, page.offset)}</span> }
}

/// A number's name, and what it is.
pub(super) type Row = (&'static str, String);

/// A bar of per cent with what the level above has of it.
pub(super) fn meter(
    label: &'static str,
    (own, written): (Option<f64>, String),
    above: Option<(&'static str, Option<f64>, String)>,
) -> impl IntoView {
    let length = |number: Option<f64>| format!("{:.2}%", number.unwrap_or(0.0).clamp(0.0, 100.0));
    let tick = above.as_ref().and_then(|(_, number, _)| *number);
    let tick = tick.map(|at| view! { <b style=format!("left:{}", length(Some(at)))></b> });
    let theirs = above.map(|(name, _, number)| view! { <small>{name} " " {number}</small> });
    view! {
        <li>
            <span class="label">{label}</span>
            <strong class="num">{written}</strong>
            {theirs}
            <span class="bar track" aria-hidden="true">
                <i class="c1" style=format!("width:{}", length(own))></i>
                {tick}
            </span>
        </li>
    }
}

/// Rows in words.
fn said(rows: &[Row]) -> String {
    let rows = rows.iter();
    let rows: Vec<String> = rows
        .map(|(label, number)| format!("{label}{number}。"))
        .collect();
    rows.concat()
}

/// The own numbers of a snapshot.
fn own(snapshot: &Snapshot) -> Figures<'_> {
    Figures(&snapshot.metrics)
}
