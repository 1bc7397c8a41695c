//! Where registry rows stand, by the log and by the table.

use liandong_domain::{
    fact::{Event, Fact},
    registry::{Registry, Row},
};
use rustc_hash::FxHashMap;

use super::Findings;
use crate::store::{SqliteStore, StoreError, snapshot::StandingAt};

/// Rows read at once.
const PAGE: u32 = 20_000;

/// By registry and key, the fact that holds the row.
#[derive(Default)]
pub(super) struct Rows(FxHashMap<(&'static str, String), u64>);

impl Rows {
    /// Takes in the next fact of the log.
    pub(super) fn take(&mut self, seq: u64, fact: &Fact) {
        let Event::RegistryChanged(change) = &fact.event else {
            return;
        };
        let row = change.after.as_ref().or(change.before.as_ref());
        let Some(registry) = row.map(Row::registry) else {
            return;
        };
        let name = (registry.key(), change.key.clone());
        if change.after.is_some() {
            self.0.insert(name, seq);
        } else {
            self.0.remove(&name);
        }
    }

    /// Compares with the table.
    pub(super) async fn compare(
        mut self,
        store: &SqliteStore,
        findings: &mut Findings,
    ) -> Result<(), StoreError> {
        let mut last = (String::new(), String::new());
        loop {
            let page = store.standing_after(&last.0, &last.1, PAGE).await?;
            let Some(end) = page.last() else { break };
            last = (end.registry.clone(), end.key.clone());
            for row in page {
                self.compare_one(&row, findings);
            }
        }
        for ((registry, key), seq) in self.0 {
            let message = format!("台账 {registry} 缺“{key}”一行，日志中第 {seq} 条事实有它");
            findings.add("row_missing", message);
        }
        Ok(())
    }

    fn compare_one(&mut self, row: &StandingAt, findings: &mut Findings) {
        let StandingAt { registry, key, seq } = row;
        let known = Registry::ALL.iter().find(|known| known.key() == registry);
        let held = known.and_then(|known| self.0.remove(&(known.key(), key.clone())));
        match held {
            Some(held) if held == *seq => {}
            Some(held) => findings.add(
                "row_differs",
                format!("台账 {registry} 的“{key}”指向第 {seq} 条事实，日志中是第 {held} 条"),
            ),
            None => findings.add(
                "row_unfounded",
                format!("台账 {registry} 多出“{key}”一行，日志中没有"),
            ),
        }
    }
}
