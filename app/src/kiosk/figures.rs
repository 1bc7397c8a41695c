//! Numbers of a snapshot.

use liandong_domain::{
    frame::{Value, Values},
    indicator::Indicator,
    metric::Metric,
    view::number::{Figure, Question},
};

use crate::{figures::text, number::words};

/// The numbers of a unit.
#[derive(Clone, Copy)]
pub(super) struct Figures<'a>(pub(super) &'a Values);

impl Figures<'_> {
    /// The number of a metric; nothing where it is rounded away or not there.
    pub(super) fn count(self, metric: Metric) -> Option<i64> {
        self.0.get(metric).and_then(Value::count)
    }

    /// The same as a length, which is never less than nothing.
    pub(super) fn length(self, metric: Metric) -> i64 {
        self.count(metric).unwrap_or(0).max(0)
    }

    /// The number of a metric as it is written.
    pub(super) fn written(self, metric: Metric) -> String {
        text::value(self.0.get(metric))
    }

    /// What an indicator comes to.
    pub(super) fn rate(self, indicator: &Indicator) -> Option<f64> {
        indicator.number(|metric| self.count(metric))
    }

    /// What an indicator comes to, as it is written.
    pub(super) fn written_rate(self, indicator: &Indicator) -> String {
        text::number(indicator, self.rate(indicator))
    }

    /// The answer to a question, as the page of the number has it.
    pub(super) fn answer(self, question: Question) -> String {
        if let Question::Metric(metric) = question {
            return self.written(metric);
        }
        let is_known = question
            .metrics()
            .all(|metric| self.count(metric).is_some());
        if !is_known {
            return text::MISSING.to_owned();
        }
        let (count, of) = question.sums(|metric| self.count(metric).unwrap_or(0));
        let figure = Figure {
            count: Value::Count(count),
            of: of.map(Value::Count),
        };
        words::figure(question, figure)
    }
}
