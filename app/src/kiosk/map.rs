//! The units below as tiles where they lie.

use leptos::prelude::*;
use liandong_domain::frame::{Relative, Snapshot};
use liandong_domain::indicator::{INDICATORS, Indicator};
use liandong_domain::unit::MapPosition;

use super::figures::Figures;
use crate::{
    figures::{
        classes::{breaks, class_of},
        places::{Places, places},
        text,
    },
    format,
};

/// How the units stand; nothing where they have no places of their own.
pub(super) fn drawn(positions: &[Option<MapPosition>]) -> Option<Places> {
    let places = places(positions, positions.len());
    (!places.cells.is_empty()).then_some(places)
}

/// How the units below stand on a map.
pub(super) fn of_children(snapshot: &Snapshot) -> Option<Places> {
    let positions: Vec<_> = snapshot
        .children
        .iter()
        .map(|child| child.position)
        .collect();
    drawn(&positions)
}

/// What the map is coloured by.
pub(super) fn indicator() -> &'static Indicator {
    &INDICATORS[0]
}

/// The map, coloured by the indicator.
pub(super) fn map(snapshot: &Snapshot, places: &Places) -> impl IntoView + use<> {
    let indicator = indicator();
    let number = |child: &Relative| Figures(&child.metrics).rate(indicator);
    let largest = snapshot
        .children
        .iter()
        .filter_map(number)
        .fold(0.0, f64::max);
    let breaks = breaks(indicator.breaks, largest);
    let tiles = snapshot.children.iter().zip(&places.cells);
    let tiles = tiles.map(|(child, (column, row))| {
        let number = number(child);
        let class = number.map_or(0, |number| class_of(number, &breaks));
        let name = format::short_name(&child.name, child.kind);
        // A long name stands in two lines.
        let letters = name.chars().count();
        let long = if letters > 4 { " long" } else { "" };
        let style = format!("grid-column:{column};grid-row:{row};--n:{letters}");
        view! {
            <li class=format!("place s{class}{long}") style=style>
                <span>{name}</span>
                " "
                <strong class="num">{text::number(indicator, number)}</strong>
            </li>
        }
    });
    let classes = ["s1", "s2", "s3", "s4", "s5"].into_iter().enumerate();
    let legend = classes.map(|(place, class)| {
        let at = breaks.get(place).map(|at| format::number(*at, 0));
        view! {
            <li class=class>
                <span class="num">{at}</span>
            </li>
        }
    });
    let style = format!("--cols:{};--rows:{}", places.columns, places.rows);
    view! {
        <div class="map">
            <div class="whole">
                <p>{snapshot.unit.kind.whole()}</p>
                <strong class="num">
                    {Figures(&snapshot.metrics).written_rate(indicator)}
                </strong>
                <ol class="legend" aria-hidden="true">{legend.collect_view()}</ol>
            </div>
            <ul class="places" style=style>{tiles.collect_view()}</ul>
        </div>
    }
}
