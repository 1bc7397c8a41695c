//! The course of an item from its first report to today: there, gone, there again.

use leptos::prelude::*;
use liandong_domain::{moment::Day, work::ItemState};

/// A turn in an item's course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// When.
    pub day: Day,
    /// What.
    pub kind: TurnKind,
}

/// What kind of turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TurnKind {
    /// It was reported.
    Reported,
    /// It was closed.
    Closed,
    /// It came back, for the how manieth time.
    Back(u16),
    /// Today, and how far it is.
    Now(ItemState),
}

/// The most turns that are drawn.
const MOST: usize = 6;
/// The least distance between two turns, as a part of the whole: their labels need it.
const LEAST_GAP: f64 = 0.19;

impl TurnKind {
    fn label(self) -> String {
        match self {
            Self::Reported => "首次上报".to_owned(),
            Self::Closed => "办结".to_owned(),
            Self::Back(times) => format!("第 {times} 次回潮"),
            Self::Now(state) => state.label().to_owned(),
        }
    }

    /// Whether the item is there from this turn on.
    fn is_present(self) -> bool {
        match self {
            Self::Reported | Self::Back(_) => true,
            Self::Closed => false,
            Self::Now(state) => state.is_active(),
        }
    }
}

/// Where each turn stands on a line from 0 to 1: by its day, and apart from its neighbours.
fn places(days: &[i32], gap: f64) -> Vec<f64> {
    let (Some(&first), Some(&last)) = (days.first(), days.last()) else {
        return Vec::new();
    };
    let span = f64::from((last - first).max(1));
    let mut places: Vec<f64> = Vec::with_capacity(days.len());
    for &day in days {
        let earliest = places.last().map_or(0.0, |before| before + gap);
        places.push((f64::from(day - first) / span).max(earliest));
    }
    let mut most = 1.0;
    for place in places.iter_mut().rev() {
        *place = place.min(most);
        most = *place - gap;
    }
    places
}

/// The first turn and the last ones, where there are too many to draw.
fn drawn(turns: &[Turn]) -> Vec<Turn> {
    if turns.len() <= MOST {
        return turns.to_vec();
    }
    let rest = &turns[turns.len() - (MOST - 1)..];
    turns[..1].iter().chain(rest).copied().collect()
}

/// The line, thick where the item is there and thin where it is gone.
pub(super) fn course(turns: &[Turn]) -> impl IntoView + use<> {
    let turns = drawn(turns);
    let days: Vec<i32> = turns
        .iter()
        .map(|turn| turn.day.days_since_epoch())
        .collect();
    let places = places(&days, LEAST_GAP);
    let closings = turns.iter().filter(|turn| turn.kind == TurnKind::Closed);
    let closings = closings.count();
    let mut lines = Vec::new();
    let ends = places.iter().skip(1).chain([&1.0]);
    let points = turns
        .iter()
        .zip(&places)
        .zip(ends)
        .map(|((turn, place), end)| {
            let date = turn.day.date();
            let is_now = matches!(turn.kind, TurnKind::Now(_));
            let date = if is_now {
                "今天".to_owned()
            } else {
                format!("{}-{:02}", date.year(), u8::from(date.month()))
            };
            let (left, length) = (place * 100.0, (end - place) * 100.0);
            let style = format!("--at:{left:.2}%;--to:{length:.2}%");
            let present = turn.kind.is_present();
            lines.push((style.clone(), present));
            view! {
                <li style=style data-present=present data-now=is_now>
                    <time>{date}</time>
                    <i aria-hidden="true"></i>
                    <span>{turn.kind.label()}</span>
                </li>
            }
        });
    let points = points.collect_view();
    // The last turn is today: nothing comes after it.
    lines.pop();
    let lines = lines.into_iter().map(|(style, present)| {
        view! { <i class="course-line" style=style data-present=present aria-hidden="true"></i> }
    });
    let lines = lines.collect_view();
    let said = (closings > 0).then(|| view! { <small>"办结 " {closings} " 次"</small> });
    view! {
        <section class="course-of">
            <h3>"历程" {said}</h3>
            <div class="course">
                {lines}
                <ol>{points}</ol>
            </div>
            <p class="hint">"粗线为存在，细线为已消除后的观察期。"</p>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use liandong_domain::moment::{Moment, UtcOffset};

    use super::*;

    #[test]
    fn turns_stand_where_their_days_are() {
        assert_eq!(places(&[0, 50, 100], 0.1), [0.0, 0.5, 1.0]);
        assert_eq!(places(&[7], 0.1), [0.0]);
        assert!(places(&[], 0.1).is_empty());
    }

    #[test]
    fn turns_of_close_days_are_kept_apart_within_the_line() {
        let same_day = places(&[5, 5, 5, 5, 5, 5], 0.19);
        for pair in same_day.windows(2) {
            assert!(pair[1] - pair[0] > 0.189, "{same_day:?}");
        }
        let late = places(&[0, 98, 99, 100], 0.2);
        let wanted = [0.0, 0.6, 0.8, 1.0];
        assert!(
            late.iter()
                .zip(wanted)
                .all(|(at, wanted)| (at - wanted).abs() < 1e-9),
            "{late:?}"
        );
    }

    #[test]
    fn of_a_long_course_the_beginning_and_the_end_are_drawn() {
        let first = Moment(0).day(UtcOffset::UTC);
        let day = |number: i32| first.plus(number);
        let turns: Vec<Turn> = (0..9)
            .map(|number| Turn {
                day: day(number),
                kind: TurnKind::Back(number as u16),
            })
            .collect();
        let drawn = drawn(&turns);
        assert_eq!(drawn.len(), MOST);
        assert_eq!(drawn[0], turns[0]);
        assert_eq!(drawn[1..], turns[4..]);
    }
}
