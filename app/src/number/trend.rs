//! The number's last thirty days, with the level above.

use std::fmt::Write as _;

use leptos::prelude::*;
use liandong_domain::view::number::{Figure, Question};

use super::{
    NumberPage, Past,
    words::{figure, rate},
};
use crate::{figures::text::MISSING, format};

/// The picture in its own measure.
const WIDTH: f64 = 800.0;
const HEIGHT: f64 = 160.0;

/// A scale with steps that people count in.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Scale {
    low: f64,
    high: f64,
    step: f64,
}

impl Scale {
    /// Around all values, in a few steps of at finest `finest`.
    fn around(values: impl Iterator<Item = f64>, finest: f64) -> Option<Self> {
        let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        if low > high {
            return None;
        }
        let raw = ((high - low) / 3.0).max(finest);
        let power = 10_f64.powf(raw.log10().floor());
        let steps = [1.0, 2.0, 5.0, 10.0].map(|of| of * power);
        let step = steps.into_iter().find(|step| *step >= raw).unwrap_or(raw);
        Some(Self {
            low: (low / step).floor() * step,
            high: ((high / step).floor() + 1.0) * step,
            step,
        })
    }

    fn y(self, value: f64) -> f64 {
        HEIGHT - (value - self.low) / (self.high - self.low) * HEIGHT
    }

    fn lines(self) -> impl Iterator<Item = f64> {
        let count = ((self.high - self.low) / self.step).round() as usize;
        (0..=count).map(move |line| self.low + line as f64 * self.step)
    }
}

/// The trend; words where there is none.
pub(crate) fn trend(page: &NumberPage) -> impl IntoView + use<> {
    let values = with_now(page.question, &page.past.unit, Some(page.answer.figure));
    let now_above = page.answer.above.as_ref().map(|part| part.figure);
    // Counts of a level above are far larger: only rates are held against one another.
    let above = if page.question.is_rate() {
        with_now(page.question, &page.past.above, now_above)
    } else {
        Vec::new()
    };
    let known = values.iter().flatten().count();
    // There is no half a person.
    let finest = if page.question.is_rate() { 0.1 } else { 1.0 };
    let drawn = (known > 1)
        .then(|| Scale::around(values.iter().chain(&above).flatten().copied(), finest))
        .flatten();
    let Some(scale) = drawn else {
        let why = if page.question.is_sensitive() && !page.answer.exact {
            "这个数字只公布取整值，不公布逐日变化。"
        } else {
            "还没有保存两天以上的数值。"
        };
        return view! { <p class="none">{why}</p> }.into_any();
    };
    let decimals = usize::from(scale.step < 1.0);
    let lines = scale.lines().map(|value| {
        let y = scale.y(value);
        view! {
            <line x1="0" x2=WIDTH y1=y y2=y />
            <text x="-10" y=y + 8.0>
                {format::number(value, decimals)}
            </text>
        }
    });
    let last = values.last().copied().flatten();
    let end = last.map(|last| view! { <circle cx=WIDTH cy=scale.y(last) r="7" /> });
    let said = spoken(page, &values);
    view! {
        <svg viewBox=format!("-90 -14 {} {}", WIDTH + 100.0, HEIGHT + 48.0) role="img" aria-label=said>
            <g class="lines">{lines.collect_view()}</g>
            <path class="above" d=path(&above, scale) />
            <path class="line" d=path(&values, scale) />
            {end}
            <g class="days">{days(&page.past, values.len())}</g>
        </svg>
        <p class="ends">
            <strong class="num">{figure(page.question, page.answer.figure)}</strong>
            {above_words(page)}
        </p>
    }
    .into_any()
}

fn above_words(page: &NumberPage) -> Option<impl IntoView + use<>> {
    let above = page
        .answer
        .above
        .as_ref()
        .filter(|_| page.question.is_rate())?;
    let name = format::short_name(&above.name, above.kind);
    Some(view! { <span>{name} " " {figure(page.question, above.figure)}</span> })
}

fn with_now(question: Question, past: &[Option<Figure>], now: Option<Figure>) -> Vec<Option<f64>> {
    let all = past.iter().copied().chain([now]);
    all.map(|figure| figure.and_then(|figure| rate(question, figure)))
        .collect()
}

fn x(place: usize, count: usize) -> f64 {
    place as f64 * WIDTH / (count.max(2) - 1) as f64
}

fn path(values: &[Option<f64>], scale: Scale) -> String {
    let mut path = String::new();
    let mut on_line = false;
    for (place, value) in values.iter().enumerate() {
        let Some(value) = value else {
            on_line = false;
            continue;
        };
        let stroke = if on_line { 'L' } else { 'M' };
        let (x, y) = (x(place, values.len()), scale.y(*value));
        let _ = write!(path, "{stroke}{x:.1} {y:.1}");
        on_line = true;
    }
    path
}

/// The first day, the middle one and today.
fn days(past: &Past, count: usize) -> impl IntoView + use<> {
    let first = past.first;
    let places = [(0, "start"), (count / 2, "middle"), (count - 1, "end")];
    let days = places.into_iter().map(move |(place, anchor)| {
        let words = first.map(|first| format::day_cn(first.plus(place as i32)));
        view! {
            <text x=x(place, count) y=HEIGHT + 30.0 text-anchor=anchor>
                {words}
            </text>
        }
    });
    days.collect_view()
}

fn spoken(page: &NumberPage, values: &[Option<f64>]) -> String {
    let decimals = usize::from(page.question.is_rate());
    let written = |value: &Option<f64>| {
        value.map_or_else(
            || MISSING.to_owned(),
            |value| format::number(value, decimals),
        )
    };
    let values: Vec<String> = values.iter().map(written).collect();
    format!("{}近 30 天，每天：{}", page.answer.label, values.join("、"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_holds_all_values_in_round_steps() {
        let scale = Scale::around([85.9, 87.9, 86.4].into_iter(), 0.1).unwrap();
        assert_eq!((scale.low, scale.high, scale.step), (85.0, 88.0, 1.0));
        let flat = Scale::around([12.0, 12.0].into_iter(), 1.0).unwrap();
        assert_eq!((flat.low, flat.high, flat.step), (12.0, 13.0, 1.0));
        let people = Scale::around([7.0, 8.0].into_iter(), 1.0).unwrap();
        assert_eq!((people.low, people.step), (7.0, 1.0));
        let zero = Scale::around([0.0].into_iter(), 1.0).unwrap();
        assert!(zero.high > zero.low);
        assert_eq!(Scale::around(std::iter::empty(), 1.0), None);
    }
}
