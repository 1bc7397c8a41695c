//! The level above, the units that add up to the number, and the sum.

use leptos::prelude::*;
use liandong_domain::{
    frame::Value,
    view::number::{Figure, Part},
};

use super::{
    NumberPage,
    words::{count, counts, figure, href, rate, sides},
};
use crate::format;

/// Summands that are written out; of more only the sum is.
const WRITTEN_OUT: usize = 6;

/// The level above, one tap away.
pub(super) fn above(page: &NumberPage) -> Option<impl IntoView + use<>> {
    let Part {
        code,
        name,
        figure: number,
        ..
    } = page.answer.above.clone()?;
    let share = share(page.answer.figure, number);
    let share = share.map(|share| view! { <span class="share">"本级占 " {share} "%"</span> });
    Some(view! {
        <a class="row up" href=href(&code, page.question, page.scene)>
            <span class="name">
                <small>"上一级"</small>
                " "
                {name.to_string()}
            </span>
            {share}
            {counts(number).map(|counts| view! { <span class="counts num">{counts}</span> })}
            <strong class="num">{figure(page.question, number)}</strong>
        </a>
    })
}

fn share(own: Figure, above: Figure) -> Option<String> {
    let (own, above) = match (own.of, above.of) {
        (None, None) => (own.count.count()?, above.count.count()?),
        _ => return None,
    };
    format::percent(own, above, 1)
}

/// The units below, each one level deeper.
pub(super) fn below(page: &NumberPage) -> impl IntoView + use<> {
    let answer = &page.answer;
    let numbers = answer
        .below
        .iter()
        .map(|part| part.figure)
        .chain(answer.own);
    let longest = if page.question.is_rate() {
        100.0
    } else {
        let largest = numbers.filter_map(|number| rate(page.question, number));
        largest.fold(1.0, f64::max)
    };
    let is_percent = answer.scale == 100;
    let line = (is_percent && page.question.is_rate())
        .then(|| rate(page.question, answer.figure))
        .flatten();
    let bar = |number: Figure| {
        let length = rate(page.question, number).map_or(0.0, |rate| rate / longest * 100.0);
        let line = line.map(|line| view! { <b style=format!("left:{line:.1}%")></b> });
        view! {
            <span class="bar" aria-hidden="true">
                <i style=format!("width:{:.1}%", length.clamp(0.0, 100.0))></i>
                {line}
            </span>
        }
    };
    let rows = answer.below.iter().map(|part| {
        view! {
            <li>
                <a class="row" href=href(&part.code, page.question, page.scene)>
                    <span class="name">{part.name.to_string()}</span>
                    {bar(part.figure)}
                    {counts(part.figure)
                        .map(|counts| view! { <span class="counts num">{counts}</span> })}
                    <strong class="num">{figure(page.question, part.figure)}</strong>
                </a>
            </li>
        }
    });
    let own = answer
        .own
        .filter(|own| is_something(*own) && !answer.below.is_empty());
    let own = own.map(|own| {
        view! {
            <li>
                <p class="row own">
                    <span class="name">"本级自有"</span>
                    {bar(own)}
                    {counts(own).map(|counts| view! { <span class="counts num">{counts}</span> })}
                    <strong class="num">{figure(page.question, own)}</strong>
                </p>
            </li>
        }
    });
    view! { <ul class="parts">{rows.collect_view()} {own}</ul> }
}

/// Whether there is anything of it.
pub(crate) fn is_something(own: Figure) -> bool {
    let is_zero = |value: Value| value.count() == Some(0);
    !is_zero(own.count) || own.of.is_some_and(|of| !is_zero(of))
}

/// The sum of the parts, where they add up; else why none is written.
pub(crate) fn sum(page: &NumberPage) -> impl IntoView + use<> {
    let answer = &page.answer;
    if answer.below.is_empty() {
        let words = "数字产生于本级，没有下级单位。";
        return view! { <p class="sum">{words}</p> }.into_any();
    }
    let Some(own) = answer.own else {
        let words = "各级分别取整公布，相加不等于合计。";
        return view! { <p class="sum">{words}</p> }.into_any();
    };
    let parts: Vec<Figure> = answer
        .below
        .iter()
        .map(|part| part.figure)
        .chain([own].into_iter().filter(|own| is_something(*own)))
        .collect();
    let (counted, dividing) = sides(page.question);
    let of = |side: fn(Figure) -> Option<Value>, name| line(&parts, answer.figure, side, name);
    let first = of(
        |figure| Some(figure.count),
        if page.question.is_rate() { counted } else { "" },
    );
    let second = of(|figure| figure.of, dividing);
    view! { {first} {second} }.into_any()
}

/// One sum written out, if it is right. That it is, follows from how numbers are made; that it is
/// checked here, is for who reads it.
fn line(
    parts: &[Figure],
    whole: Figure,
    side: fn(Figure) -> Option<Value>,
    name: &'static str,
) -> Option<impl IntoView + use<>> {
    let whole = side(whole)?.count()?;
    let values: Vec<i64> = parts
        .iter()
        .filter_map(|part| side(*part)?.count())
        .collect();
    if values.len() != parts.len() || values.iter().sum::<i64>() != whole {
        return None;
    }
    let summands = if values.len() <= WRITTEN_OUT {
        let written: Vec<String> = values.iter().map(|&value| format::count(value)).collect();
        written.join(" + ")
    } else {
        format!("以上 {} 项相加", values.len())
    };
    Some(view! {
        <p class="sum checked">
            "合计 " {name} " " <span class="num">{summands} " = "</span>
            <strong class="num">{count(Value::Count(whole))}</strong>
        </p>
    })
}
