//! Work logs, with the reviewers that each has before it.

use std::collections::BTreeMap;

use liandong_domain::{
    fact::{Event, log::LogReview},
    moment::Day,
    unit::UnitKind,
};

use super::{Amount, Told};

/// Every log that ever was.
#[derive(Default)]
pub struct Logs(pub BTreeMap<String, Log>);

pub struct Log {
    pub unit: String,
    on: Day,
    /// Who has still to review it, the next first.
    pub before: Vec<(String, UnitKind)>,
    passed: Vec<UnitKind>,
    pub is_returned: bool,
    since: Day,
    finished: Option<Day>,
    is_first: bool,
    pub revision: u64,
}

impl Log {
    fn may_review(&self, review: &LogReview, told: &Told<'_>) -> bool {
        let is_next = self
            .before
            .first()
            .is_some_and(|(unit, _)| told.is_by(unit));
        let is_seen = review.seen.is_none_or(|seen| seen == self.revision);
        is_next && is_seen && !self.is_returned
    }
}

impl Logs {
    pub fn is_possible(&self, event: &Event, told: &Told<'_>) -> Option<bool> {
        let log = event.subject().and_then(|id| self.0.get(id));
        Some(match event {
            Event::LogSubmitted(submitted) => {
                let again = log.is_some_and(|log| log.is_returned && told.is_by(&log.unit));
                submitted.log.is_none() || again
            }
            Event::LogReviewed(review) => log.is_some_and(|log| log.may_review(review, told)),
            Event::LogReturned(review) => {
                let may = log.is_some_and(|log| log.may_review(review, told));
                may && !review.remark.is_empty()
            }
            _ => return None,
        })
    }

    pub fn take(&mut self, event: &Event, told: &Told<'_>) {
        match event {
            Event::LogSubmitted(submitted) if submitted.log.is_none() => {
                let log = self.opened(told);
                self.0.insert(told.id.to_owned(), log);
                return;
            }
            Event::LogSubmitted(_) | Event::LogReviewed(_) | Event::LogReturned(_) => {}
            _ => return,
        }
        let log = self.0.get_mut(event.subject().unwrap()).unwrap();
        log.since = told.on;
        log.revision = told.seq;
        log.is_returned = matches!(event, Event::LogReturned(_));
        if let Event::LogReviewed(_) = event {
            log.passed.push(log.before.remove(0).1);
            log.finished = log.before.is_empty().then_some(told.on);
        }
    }

    fn opened(&self, told: &Told<'_>) -> Log {
        let above = told.units.upwards(told.by).into_iter().skip(1);
        let before: Vec<_> = above
            .map(|unit| (unit.clone(), told.units.kind(&unit)))
            .filter(|(_, kind)| [UnitKind::Street, UnitKind::District].contains(kind))
            .collect();
        let mut others = self.0.values();
        let others = others.any(|one| one.is_first && one.unit == told.by && one.on >= told.today);
        let reports = told.units.kind(told.by) == UnitKind::Community;
        Log {
            unit: told.by.to_owned(),
            on: told.on,
            passed: Vec::new(),
            is_returned: false,
            since: told.on,
            finished: before.is_empty().then_some(told.on),
            is_first: reports && told.on >= told.today && !others,
            before,
            revision: told.seq,
        }
    }

    pub fn amounts(&self, today: Day) -> Vec<Amount> {
        let mut amounts = Vec::new();
        for log in self.0.values() {
            let is_today = log.on >= today;
            let reports = is_today && log.is_first;
            let next = log.before.first().filter(|_| !log.is_returned);
            let next = next.map(|(_, kind)| *kind);
            let counted = [
                ("today", is_today),
                ("month", log.on >= today.month_start()),
                ("finished_today", log.finished.is_some_and(|on| on >= today)),
                ("reporting", reports),
                (
                    "reporting.street",
                    reports && log.passed.contains(&UnitKind::Street),
                ),
                (
                    "reporting.district",
                    reports && log.passed.contains(&UnitKind::District),
                ),
                ("waiting.street", next == Some(UnitKind::Street)),
                ("waiting.district", next == Some(UnitKind::District)),
                ("returned", log.is_returned),
                ("late", next.is_some() && today.plus(-1) > log.since),
            ];
            for (what, _) in counted.into_iter().filter(|(_, is)| *is) {
                amounts.push((log.unit.clone(), format!("log.{what}"), 1));
            }
        }
        amounts
    }
}
