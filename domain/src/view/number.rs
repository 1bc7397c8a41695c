//! A number that is asked where it comes from: what it counts, the units that add up to it, the level
//! above.

use std::{cmp::Reverse, sync::Arc};

use serde::Serialize;

use super::heading;
use crate::{
    aggregate::Aggregate,
    frame::{UnitHeading, Value},
    indicator::Indicator,
    metric::{Metric, Period},
    moment::Day,
    privacy::publish,
    tree::UnitIndex,
    unit::{UnitCode, UnitKind},
};

mod words;

/// What can be asked: a metric, or an indicator made of some.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Question {
    /// A metric.
    Metric(Metric),
    /// An indicator.
    Indicator(&'static Indicator),
}

/// A number of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Figure {
    /// The count; of a rate, what is divided.
    pub count: Value,
    /// Of a rate, what divides.
    pub of: Option<Value>,
}

/// A number of a unit beside the one that is asked about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Part {
    /// Code.
    pub code: UnitCode,
    /// Full official name.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub name: Arc<str>,
    /// What it is.
    pub kind: UnitKind,
    /// The number.
    pub figure: Figure,
}

/// Where a number comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Answer {
    /// The unit.
    pub unit: UnitHeading,
    /// Key of the metric or indicator.
    pub key: &'static str,
    /// Chinese label.
    pub label: &'static str,
    /// Chinese measure word; of a rate what it is in.
    pub measure: &'static str,
    /// By how much a rate is multiplied: 100 for per cent.
    pub scale: i64,
    /// What it counts, in Chinese.
    pub definition: String,
    /// Over which time, in Chinese.
    pub counted: String,
    /// Where it comes from, in Chinese.
    pub source: &'static str,
    /// Whether the number is exact; otherwise it is the class that may be published.
    pub exact: bool,
    /// The number.
    pub figure: Figure,
    /// The level above.
    pub above: Option<Part>,
    /// The units just below, the largest first.
    pub below: Vec<Part>,
    /// What the unit has besides those below: with it they add up. Nothing where numbers are classes,
    /// which do not add up.
    pub own: Option<Figure>,
}

impl Question {
    /// What has this key.
    pub fn from_key(key: &str) -> Option<Self> {
        let metric = Metric::from_key(key).map(Self::Metric);
        metric.or_else(|| Indicator::asked(key).map(Self::Indicator))
    }

    /// The key.
    pub fn key(self) -> &'static str {
        match self {
            Self::Metric(metric) => metric.key(),
            Self::Indicator(indicator) => indicator.key,
        }
    }

    /// The label.
    pub fn label(self) -> &'static str {
        match self {
            Self::Metric(metric) => metric.label(),
            Self::Indicator(indicator) => indicator.label,
        }
    }

    /// Whether any of it is published only rounded.
    pub fn is_sensitive(self) -> bool {
        self.metrics().any(|metric| metric.definition().sensitive)
    }

    /// Every metric it is made of.
    pub fn metrics(self) -> impl Iterator<Item = Metric> {
        self.counted().chain(self.dividing())
    }

    /// The metrics that are counted.
    pub fn counted(self) -> impl Iterator<Item = Metric> {
        let (one, many) = match self {
            Self::Metric(metric) => (Some(metric), &[][..]),
            Self::Indicator(indicator) => (None, indicator.numerator),
        };
        one.into_iter().chain(many.iter().copied())
    }

    /// The metrics that divide.
    pub fn dividing(self) -> impl Iterator<Item = Metric> {
        let many = match self {
            Self::Metric(_) => &[][..],
            Self::Indicator(indicator) => indicator.denominator,
        };
        many.iter().copied()
    }

    /// Whether it is one number divided by another.
    pub fn is_rate(self) -> bool {
        self.dividing().next().is_some()
    }

    /// How much of the parts is to be put together, where `count` gives a metric's.
    pub fn sums(self, count: impl Fn(Metric) -> i64) -> (i64, Option<i64>) {
        let counted = self.counted().map(&count).sum();
        let dividing = self.is_rate().then(|| self.dividing().map(&count).sum());
        (counted, dividing)
    }

    fn period(self) -> Period {
        let periods = self.counted().map(|metric| metric.definition().period);
        periods.max().unwrap_or(Period::Stock)
    }
}

/// Answers a question about an open unit; nothing where there is none with this code. Within
/// `exact_below`, and nowhere else, sensitive numbers are exact.
pub fn answer(
    aggregate: &Aggregate,
    code: &str,
    question: Question,
    exact_below: Option<UnitIndex>,
) -> Option<Answer> {
    let tree = aggregate.tree();
    let unit = tree.find(code)?;
    let is_exact = |unit| {
        let staff = exact_below.is_some_and(|top| tree.upwards(unit).any(|above| above == top));
        staff || !question.is_sensitive()
    };
    let part = |unit: UnitIndex| {
        let node = tree.node(unit);
        Part {
            code: node.code.clone(),
            name: Arc::clone(&node.name),
            kind: node.kind,
            figure: figure(aggregate, unit, question, is_exact(unit)),
        }
    };
    let children = &tree.node(unit).children;
    let mut below: Vec<Part> = children.iter().map(|&child| part(child)).collect();
    // Equal ones stay in administrative order.
    below.sort_by_key(|part| Reverse(rank(part.figure, question)));
    let exact = is_exact(unit);
    Some(Answer {
        unit: heading(aggregate, unit),
        key: question.key(),
        label: question.label(),
        measure: words::measure(question),
        scale: words::scale(question),
        definition: words::definition(question),
        counted: words::counted(question.period(), aggregate.today()),
        source: words::source(question),
        exact,
        figure: figure(aggregate, unit, question, exact),
        above: tree.parent(unit).map(part),
        own: exact.then(|| own(aggregate, unit, question)),
        below,
    })
}

fn figure(aggregate: &Aggregate, unit: UnitIndex, question: Question, exact: bool) -> Figure {
    if let (Question::Metric(metric), false) = (question, exact) {
        return Figure {
            count: publish(aggregate, unit, metric),
            of: None,
        };
    }
    let (count, of) = question.sums(|metric| {
        if exact {
            aggregate.count(unit, metric)
        } else {
            publish(aggregate, unit, metric).count().unwrap_or_default()
        }
    });
    Figure {
        count: Value::Count(count),
        of: of.map(Value::Count),
    }
}

fn own(aggregate: &Aggregate, unit: UnitIndex, question: Question) -> Figure {
    let children = &aggregate.tree().node(unit).children;
    let (count, of) = question.sums(|metric| {
        let of_children = children.iter().map(|&child| aggregate.count(child, metric));
        aggregate.count(unit, metric) - of_children.sum::<i64>()
    });
    Figure {
        count: Value::Count(count),
        of: of.map(Value::Count),
    }
}

/// The order of parts: rates by their size, counts by theirs, what is rounded away last.
fn rank(figure: Figure, question: Question) -> (i64, i64) {
    let count = figure.count.count().unwrap_or_default();
    match figure.of.and_then(Value::count) {
        Some(of @ 1..) => (count.saturating_mul(1_000_000) / of, of),
        Some(_) => (i64::MIN, 0),
        None if question.is_rate() => (i64::MIN, 0),
        None => (count, 0),
    }
}

/// The words for what a number of a day counts, on that day.
pub fn counted(question: Question, today: Day) -> String {
    words::counted(question.period(), today)
}
