//! Which steps would bring something on, and by whom.

use std::cmp::Reverse;

use liandong_domain::fact::item::List;

use super::{VERBS, Verb};
use crate::common::{random::Scribe, work_model::deployments::Step};

/// A subject and the unit that may act on it.
pub(super) type Likely = (String, String);

impl Scribe {
    /// Everything that a step could be about, and what was never opened.
    pub(super) fn subjects(&self, verb: Verb) -> Vec<String> {
        let work = &self.model.work;
        let known: Vec<&String> = match verb {
            Verb::Acknowledge | Verb::PassOn | Verb::Progress | Verb::Complete | Verb::Withdraw => {
                work.deployments.0.keys().collect()
            }
            Verb::Resubmit | Verb::Review | Verb::Return => work.logs.0.keys().collect(),
            Verb::Care => work.co.care.keys().collect(),
            Verb::Agree | Verb::Fulfil | Verb::Confirm | Verb::Drop => {
                work.co.projects.keys().collect()
            }
            _ => work.items.0.keys().collect(),
        };
        let unknown = "unknown".to_owned();
        known.into_iter().cloned().chain([unknown]).collect()
    }

    /// What a step would bring on, by whom.
    fn likely(&self, verb: Verb) -> Vec<Likely> {
        match verb {
            Verb::Acknowledge => self.receipts(|step| step == Step::Here),
            Verb::PassOn => self.receipts(|step| step >= Step::Taken),
            Verb::Progress | Verb::Complete => {
                self.receipts(|step| step == Step::Taken || step == Step::Working)
            }
            Verb::Withdraw => {
                let deployments = self.model.work.deployments.0.iter();
                let all = deployments.map(|(id, one)| self.by(id, &one.unit));
                // Few are called off.
                all.filter(|_| self.model.codes.len().is_multiple_of(3))
                    .collect()
            }
            Verb::Resubmit | Verb::Review | Verb::Return => self.likely_logs(verb),
            Verb::Care => {
                let care = self.model.work.co.care.iter();
                let open = care.filter(|(_, care)| care.reached.is_none());
                open.map(|(id, care)| self.by(id, &care.unit)).collect()
            }
            Verb::Agree => self.projects(|steps| steps == 1),
            Verb::Fulfil => self.projects(|steps| steps == 2),
            Verb::Confirm => self.projects(|steps| steps == 3),
            Verb::Drop => self.projects(|steps| steps == 1 || steps == 2),
            _ => self.likely_items(verb),
        }
    }

    /// What a step would bring on, or the next kind of step that would bring on something.
    pub(super) fn likely_from(&self, first: Verb) -> (Verb, Vec<Likely>) {
        let verbs = VERBS.into_iter().cycle().skip(first as usize);
        let mut likely = verbs
            .take(VERBS.len())
            .map(|verb| (verb, self.likely(verb)));
        let found = likely.find(|(_, likely)| !likely.is_empty());
        found.unwrap_or_else(|| (first, Vec::new()))
    }

    /// A subject with the unit that stands for one of its units.
    fn by(&self, id: &str, unit: &str) -> Likely {
        let standing = self.model.units.standing_in(unit);
        (id.to_owned(), standing.unwrap_or(unit).to_owned())
    }

    fn receipts(&self, is_at: impl Fn(Step) -> bool) -> Vec<Likely> {
        let deployments = self.model.work.deployments.0.iter();
        let open = deployments.filter(|(_, one)| !one.withdrawn);
        let receipts = newest(open.collect()).flat_map(|(id, one)| {
            let receipts = one.receipts.iter();
            let at = receipts.filter(|(_, receipt)| is_at(receipt.step));
            at.map(|(unit, _)| self.by(id, unit)).collect::<Vec<_>>()
        });
        receipts.collect()
    }

    fn likely_logs(&self, verb: Verb) -> Vec<Likely> {
        let again = matches!(verb, Verb::Resubmit);
        let logs = self.model.work.logs.0.iter();
        let at = logs.filter(|(_, log)| log.is_returned == again);
        newest(at.collect())
            .filter_map(|(id, log)| {
                let next = log.before.first().map(|(unit, _)| unit);
                let unit = if again { Some(&log.unit) } else { next };
                Some(self.by(id, unit?))
            })
            .collect()
    }

    fn likely_items(&self, verb: Verb) -> Vec<Likely> {
        let items = self.model.work.items.0.iter();
        let at = items.filter(|(_, item)| match verb {
            Verb::Reopen => item.closed.is_some(),
            Verb::SendBack | Verb::Close => item.is_resolved && item.closed.is_none(),
            Verb::Resolve => item.open_promises() == 0 && item.closed.is_none(),
            Verb::Call => item.list == List::Problem && item.closed.is_none(),
            Verb::Answer => !item.seats.is_empty() && item.closed.is_none(),
            _ => item.closed.is_none(),
        });
        at.map(|(id, item)| match verb {
            Verb::SendBack | Verb::Close | Verb::Assign => self.by(id, &item.opener),
            Verb::Reopen => self.by(id, &item.place),
            _ => self.by(id, &item.owner),
        })
        .collect()
    }

    fn projects(&self, is_at: impl Fn(usize) -> bool) -> Vec<Likely> {
        let projects = self.model.work.co.projects.iter();
        let at = projects.filter(|(_, project)| is_at(project.steps));
        at.map(|(id, project)| self.by(id, &project.unit)).collect()
    }
}

/// What was opened last, for that gets furthest.
fn newest<R>(mut all: Vec<(&String, R)>) -> impl Iterator<Item = (&String, R)> {
    all.sort_by_key(|(id, _)| Reverse(id.parse::<u64>().unwrap_or_default()));
    all.into_iter().take(3)
}
