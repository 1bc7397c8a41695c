//! Work logs on their way up.

use serde::{Deserialize, Serialize};

use super::{Act, Record, SubjectId, WorkError, Worth};
use crate::{
    contribution::Calendar,
    fact::{
        Event,
        log::{LogKind, LogSubmitted},
    },
    metric::Metric,
    moment::{Day, Moment},
    tree::UnitIndex,
    unit::UnitKind,
};

/// A work log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Log {
    /// The unit that it tells of.
    pub unit: UnitIndex,
    /// What it is about.
    pub kind: LogKind,
    /// When it was submitted first.
    pub submitted: Moment,
    /// The day of that.
    pub day: Day,
    /// Who reviews it, from below.
    pub reviewers: Vec<Reviewer>,
    /// How many of them have passed it.
    pub passed: u8,
    /// Where it is.
    pub state: LogState,
    /// Since when.
    pub since: Moment,
    /// The day of that.
    pub since_day: Day,
    /// The day that it was finished on, where it is.
    pub finished: Option<Day>,
    /// The deployment or item that it belongs to.
    pub about: Option<SubjectId>,
    /// Whose work it tells of, by the sender's key.
    pub author: SubjectId,
    /// The last fact about it.
    pub revision: u64,
    /// Whether it is its community's first of the day.
    first_of_day: bool,
}

/// A level that reviews a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewer {
    /// The unit.
    pub unit: UnitIndex,
    /// What it was when the log was submitted.
    pub kind: UnitKind,
}

/// Where a log is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum LogState {
    /// With the next reviewer.
    Waiting,
    /// Back with who wrote it.
    Returned,
    /// Passed by all.
    Finished,
}

/// Whether the unit that acts is one whose logs of a day are waited for.
pub(super) fn reports(act: &Act<'_>) -> bool {
    act.tree.node(act.unit).kind == UnitKind::Community
}

impl Log {
    pub(super) fn submit(log: &LogSubmitted, first_of_day: bool, act: &Act<'_>) -> Self {
        let above = act.tree.upwards(act.unit).skip(1);
        let reviewers: Vec<Reviewer> = above
            .map(|unit| Reviewer {
                unit,
                kind: act.tree.node(unit).kind,
            })
            .filter(|above| matches!(above.kind, UnitKind::Street | UnitKind::District))
            .collect();
        let is_finished = reviewers.is_empty();
        Self {
            unit: act.unit,
            kind: log.log_kind,
            submitted: act.at,
            day: act.day,
            reviewers,
            passed: 0,
            state: if is_finished {
                LogState::Finished
            } else {
                LogState::Waiting
            },
            since: act.at,
            since_day: act.day,
            finished: is_finished.then_some(act.day),
            about: log.about.as_deref().map(SubjectId::new),
            author: SubjectId::new(&log.author),
            revision: act.seq,
            first_of_day,
        }
    }

    /// Who has to review it next, nothing where it is not waiting.
    pub fn next_reviewer(&self) -> Option<&Reviewer> {
        let next = self.reviewers.get(usize::from(self.passed));
        next.filter(|_| self.state == LogState::Waiting)
    }

    pub(super) fn check(&self, event: &Event, act: &Act<'_>) -> Result<(), WorkError> {
        let (Event::LogReviewed(review) | Event::LogReturned(review)) = event else {
            if !act.is_by(self.unit) {
                return Err(WorkError::NotForUnit);
            }
            return if self.state == LogState::Returned {
                Ok(())
            } else {
                Err(WorkError::NotReturned)
            };
        };
        if event.seen().is_some_and(|seen| seen != self.revision) {
            return Err(WorkError::Changed);
        }
        let next = self.next_reviewer().ok_or(WorkError::NotWaiting)?;
        if !act.is_by(next.unit) {
            return Err(WorkError::NotForUnit);
        }
        if matches!(event, Event::LogReturned(_)) && review.remark.trim().is_empty() {
            return Err(WorkError::NoRemark);
        }
        Ok(())
    }

    pub(super) fn apply(&mut self, event: &Event, act: &Act<'_>) {
        self.revision = act.seq;
        self.since = act.at;
        self.since_day = act.day;
        match event {
            Event::LogReviewed(_) => {
                self.passed += 1;
                if usize::from(self.passed) >= self.reviewers.len() {
                    self.state = LogState::Finished;
                    self.finished = Some(act.day);
                }
            }
            Event::LogReturned(_) => self.state = LogState::Returned,
            _ => self.state = LogState::Waiting,
        }
    }

    /// Whether it is its community's first of a calendar's day.
    pub(super) fn is_first_of(&self, calendar: &Calendar) -> bool {
        self.first_of_day && calendar.is_today(self.day)
    }

    /// Whether it can be let go: finished, and counted nowhere any more.
    pub(super) fn is_over(&self, calendar: &Calendar) -> bool {
        let finished = self.finished.is_some_and(|day| day < calendar.today);
        finished && !calendar.is_this_month(self.day)
    }

    /// Whether a level of this kind has passed it.
    pub fn is_passed_by(&self, kind: UnitKind) -> bool {
        let passed = self.reviewers.iter().take(self.passed.into());
        passed.into_iter().any(|reviewer| reviewer.kind == kind)
    }
}

impl Record for Log {
    fn worth(&self, worth: &Worth<'_>, count: &mut dyn FnMut(UnitIndex, Metric, i64)) {
        let calendar = worth.calendar;
        let mut one = |metric, is: bool| {
            if is {
                count(self.unit, metric, 1);
            }
        };
        let is_today = calendar.is_today(self.day);
        one(Metric::LOG_TODAY, is_today);
        one(Metric::LOG_MONTH, calendar.is_this_month(self.day));
        let finished_today = self.finished.is_some_and(|day| calendar.is_today(day));
        one(Metric::LOG_FINISHED_TODAY, finished_today);
        let reports = self.is_first_of(calendar);
        one(Metric::LOG_REPORTING, reports);
        one(
            Metric::LOG_REPORTING_STREET,
            reports && self.is_passed_by(UnitKind::Street),
        );
        one(
            Metric::LOG_REPORTING_DISTRICT,
            reports && self.is_passed_by(UnitKind::District),
        );
        let waits_for = self.next_reviewer().map(|reviewer| reviewer.kind);
        one(
            Metric::LOG_WAITING_STREET,
            waits_for == Some(UnitKind::Street),
        );
        one(
            Metric::LOG_WAITING_DISTRICT,
            waits_for == Some(UnitKind::District),
        );
        one(Metric::LOG_RETURNED, self.state == LogState::Returned);
        let long = calendar.today.days_since(self.since_day) >= 2;
        one(Metric::LOG_LATE, waits_for.is_some() && long);
    }
}
