//! A number of which only the digits that change move.

use leptos::prelude::*;
use liandong_domain::metric::Metric;

use super::{
    Ask,
    turn::{class, other},
};
use crate::{figures::text, store::Store};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Digit {
    letter: char,
    /// Which of the two like animations brought it in; 0 for none.
    side: u8,
}

fn still(text: &str) -> Vec<Digit> {
    text.chars()
        .map(|letter| Digit { letter, side: 0 })
        .collect()
}

/// Digits are compared from the right, where ones stand under ones; their elements are counted from
/// the left, so a side is that of the element which showed a digit before. What is still keeps its sides.
fn moved(before: &[Digit], text: &str, is_still: bool) -> Vec<Digit> {
    let length = text.chars().count();
    let place = |index: usize| (before.len() + index).checked_sub(length);
    text.chars()
        .enumerate()
        .map(|(index, letter)| {
            let old = place(index).and_then(|place| before.get(place));
            let side = before.get(index).map_or(0, |element| element.side);
            let stays = is_still || old.is_some_and(|old| old.letter == letter);
            let side = if stays { side } else { other(side) };
            Digit { letter, side }
        })
        .collect()
}

/// A number. Where it is `fit`, its width is given to the style sheet as `--w`; where it may be asked, it is
/// the way there.
#[component]
pub fn Rolling(
    /// The number as it is written.
    #[prop(into)]
    text: Signal<String>,
    /// Whether to tell its width.
    #[prop(optional)]
    fit: bool,
    /// Where it says where it comes from.
    #[prop(default = None)]
    ask: Option<Ask>,
) -> impl IntoView {
    let store = expect_context::<Store>();
    let digits = Memo::new(move |before: Option<&Vec<Digit>>| {
        let is_still = untrack(|| store.streams());
        text.with(|text| before.map_or_else(|| still(text), |before| moved(before, text, is_still)))
    });
    let width = move || fit.then(|| text.with(|text| format!("--w:{}", text::width(text))));
    let letters = move || {
        let digits = digits.get().into_iter();
        digits
            .map(|digit| view! { <span class=class(digit.side)>{digit.letter}</span> })
            .collect_view()
    };
    let Some(Ask { href, title }) = ask else {
        return view! { <span class="num" style=width>{letters}</span> }.into_any();
    };
    view! {
        <a class="num ask" style=width href=move || href() title=title>
            {letters}
        </a>
    }
    .into_any()
}

/// One of the unit's own counts.
#[component]
pub fn Count(
    /// Which.
    metric: Metric,
    /// Whether to tell its width.
    #[prop(optional)]
    fit: bool,
) -> impl IntoView {
    let store = expect_context::<Store>();
    let text = Signal::derive(move || text::value(store.value(metric)));
    view! { <Rolling text fit ask=Ask::own(store, metric) /> }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sides(digits: &[Digit]) -> Vec<u8> {
        digits.iter().map(|digit| digit.side).collect()
    }

    #[test]
    fn only_changed_digits_move() {
        let first = still("4,286");
        assert_eq!(sides(&first), [0; 5]);
        let second = moved(&first, "4,287", false);
        assert_eq!(sides(&second), [0, 0, 0, 0, 1]);
        let third = moved(&second, "4,290", false);
        assert_eq!(sides(&third), [0, 0, 0, 1, 2]);
        assert_eq!(moved(&third, "4,290", false), third);
    }

    #[test]
    fn a_stream_of_changes_moves_nothing() {
        let first = moved(&still("4,286"), "4,287", false);
        let second = moved(&first, "4,299", true);
        assert_eq!(sides(&second), sides(&first));
        assert_eq!(second.last().map(|digit| digit.letter), Some('9'));
    }

    #[test]
    fn a_new_digit_moves_only_what_it_changes() {
        let longer = moved(&still("999"), "1,000", false);
        assert_eq!(sides(&longer), [1; 5]);
        let grown = moved(&still("428"), "1,428", false);
        assert_eq!(sides(&grown), [1, 1, 0, 0, 0]);
        let shorter = moved(&grown, "428", false);
        assert_eq!(shorter.len(), 3);
    }
}
