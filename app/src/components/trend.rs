//! The line of the last thirty days.

use std::fmt::Write as _;

use leptos::prelude::*;
use liandong_domain::{frame::Trend as Kept, metric::Metric};

use crate::{format, store::Store};

/// The line's width and height in its own measure; the style sheet stretches it. Fine enough for whole numbers:
/// what writes fractions is a good part of a small program.
const SIZE: (i64, i64) = (3000, 400);
/// Room for the line's own thickness.
const EDGE: i64 = 30;

/// How one of the unit's own numbers stood on the last thirty days and stands now. Nothing where the
/// scene carries no trend of it, or less than two days of it.
#[component]
pub fn Trend(
    /// Which.
    metric: Metric,
) -> impl IntoView {
    let store = expect_context::<Store>();
    let kept = Memo::new(move |_| {
        let extras = store.extras();
        extras
            .trends
            .iter()
            .find(|trend| trend.metric == metric)
            .cloned()
    });
    let values = Memo::new(move |_| {
        let mut values = kept.get().map(|kept| kept.values).unwrap_or_default();
        values.push(store.count(metric));
        values
    });
    let is_drawn = Memo::new(move |_| values.with(|values| values.iter().flatten().count() > 2));
    move || {
        is_drawn.get().then(|| {
            let path = move || values.with(|values| path(values));
            let words = move || said(kept.get().as_ref(), &values.get());
            view! {
                <figure class="trend">
                    <svg
                        viewBox=format!("0 0 {} {}", SIZE.0, SIZE.1)
                        preserveAspectRatio="none"
                        role="img"
                        aria-label=words
                    >
                        <path d=path />
                    </svg>
                    <figcaption>"近 30 天"</figcaption>
                </figure>
            }
        })
    }
}

/// The line from the first value to the last; where values are missing it is broken.
fn path(values: &[Option<i64>]) -> String {
    let known = || values.iter().flatten().copied();
    let (Some(low), Some(high)) = (known().min(), known().max()) else {
        return String::new();
    };
    let (width, height) = SIZE;
    let steps = values.len().max(2) as i64 - 1;
    let room = height - 2 * EDGE;
    let mut path = String::new();
    let mut on_line = false;
    for (place, value) in values.iter().enumerate() {
        let Some(value) = value else {
            on_line = false;
            continue;
        };
        let above = if high == low {
            room / 2
        } else {
            (value - low) * room / (high - low)
        };
        let x = place as i64 * width / steps;
        let y = height - EDGE - above;
        let stroke = if on_line { 'L' } else { 'M' };
        let _ = write!(path, "{stroke}{x} {y}");
        on_line = true;
    }
    path
}

/// What the line says, for who does not see it.
fn said(kept: Option<&Kept>, values: &[Option<i64>]) -> String {
    let label = kept.map_or("", |kept| kept.metric.label());
    let known: Vec<i64> = values.iter().flatten().copied().collect();
    let written =
        |value: Option<&i64>| value.map_or_else(String::new, |&value| format::count(value));
    format!(
        "{label}近 30 天：从 {} 到 {}，最低 {}，最高 {}",
        written(known.first()),
        written(known.last()),
        written(known.iter().min()),
        written(known.iter().max()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_runs_from_edge_to_edge_and_breaks_where_nothing_is_known() {
        assert_eq!(path(&[Some(1), Some(3)]), "M0 370L3000 30");
        assert_eq!(path(&[Some(1), None, Some(1)]), "M0 200M3000 200");
        assert_eq!(path(&[None]), "");
    }
}
