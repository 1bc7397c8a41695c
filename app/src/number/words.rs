//! Numbers of the page as text.

use liandong_domain::{
    frame::{Scene, Value},
    unit::UnitCode,
    view::number::{Figure, Question},
};

use crate::{
    figures::text::{MISSING, value},
    format,
};

/// The number itself: a count, or what a rate comes to.
pub(crate) fn figure(question: Question, figure: Figure) -> String {
    match figure.of {
        None => count(figure.count),
        Some(_) => rate(question, figure)
            .map_or_else(|| MISSING.to_owned(), |rate| format::number(rate, 1)),
    }
}

/// A count; what is rounded away in words that everybody reads the same.
pub(crate) fn count(count: Value) -> String {
    value(Some(count))
}

/// What a rate comes to, and a count as it is.
pub(crate) fn rate(question: Question, figure: Figure) -> Option<f64> {
    let count = figure.count.count()?;
    let Some(of) = figure.of else {
        return Some(count as f64);
    };
    let of = of.count().filter(|of| *of > 0)?;
    let scale = match question {
        Question::Metric(_) => 1,
        Question::Indicator(indicator) => indicator.scale,
    };
    Some(count as f64 * scale as f64 / of as f64)
}

/// Both counts of a rate.
pub(crate) fn counts(figure: Figure) -> Option<String> {
    let of = figure.of?;
    Some(format!("{} / {}", count(figure.count), count(of)))
}

/// The address of the same question about another unit.
pub(super) fn href(code: &UnitCode, question: Question, scene: Scene) -> String {
    let mut href = format!("/units/{code}/numbers/{}", question.key());
    if scene != Scene::Overview {
        href.push_str("?scene=");
        href.push_str(scene.key());
    }
    href
}

/// What counts of a rate are called: 实到 and 应到 where every metric ends so, else 分子 and 分母.
pub(crate) fn sides(question: Question) -> (&'static str, &'static str) {
    let ends = |ending: &'static str, counted: bool| {
        let mut metrics: Box<dyn Iterator<Item = _>> = if counted {
            Box::new(question.counted())
        } else {
            Box::new(question.dividing())
        };
        metrics.all(|metric| metric.label().ends_with(ending))
    };
    if ends("实到", true) && ends("应到", false) {
        ("实到", "应到")
    } else {
        ("分子", "分母")
    }
}
