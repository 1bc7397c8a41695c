//! A day begins: what records are worth then, and which are over.

use rustc_hash::FxHashMap;

use super::{Record, Rules, Sums, Work, Worth, amounts};
use crate::{contribution::Calendar, metric::Metric};

/// A day that begins.
pub(crate) struct Turn<'a> {
    /// The day that was.
    pub(crate) before: &'a Calendar,
    /// The day that is.
    pub(crate) now: &'a Calendar,
    /// Whether a metric begins anew: it stands at zero, whatever records were worth.
    pub(crate) begins_anew: &'a dyn Fn(Metric) -> bool,
}

impl Turn<'_> {
    /// Lets the day begin for some records, each changed first. Most are worth the same as before.
    fn of<K, R: Record>(
        &self,
        records: &mut FxHashMap<K, R>,
        rules: Rules,
        sums: &mut Sums,
        change: impl Fn(&mut R),
    ) {
        let [before, now] = [self.before, self.now].map(|calendar| Worth { calendar, rules });
        for record in records.values_mut() {
            let mut was = amounts(record, &before);
            was.retain(|(_, metric, _)| !(self.begins_anew)(*metric));
            change(record);
            sums.replace(was, amounts(record, &now));
        }
    }
}

impl Work {
    /// Turns the calendar: what was kept of the old periods begins anew, and what is over is let go. Tells
    /// what the numbers change by.
    pub(crate) fn begin_day(&mut self, turn: &Turn<'_>, sums: &mut Sums) {
        let (now, rules) = (turn.now, self.rules);
        let logs = self.logs.values();
        self.reporting = logs
            .filter(|log| log.is_first_of(now))
            .map(|log| log.unit)
            .collect();
        turn.of(&mut self.deployments, rules, sums, |_| {});
        turn.of(&mut self.logs, rules, sums, |_| {});
        turn.of(&mut self.items, rules, sums, |item| {
            item.begin_day(now.today);
        });
        turn.of(&mut self.care, rules, sums, |_| {});
        turn.of(&mut self.resources, rules, sums, |_| {});
        turn.of(&mut self.needs, rules, sums, |_| {});
        turn.of(&mut self.projects, rules, sums, |_| {});
        turn.of(&mut self.branches, rules, sums, |branch| {
            branch.begin_day(turn.before, now);
        });
        turn.of(&mut self.employers, rules, sums, |_| {});
        self.logs.retain(|_, log| !log.is_over(now));
        self.care.retain(|_, care| !care.is_over(now));
    }
}
