//! How a client's state takes in what the server says.

use super::{Delta, Relative, RelativeChange, Snapshot, Values};

impl Snapshot {
    /// Takes in a delta. Values replace values, so a delta may be applied twice or late events
    /// skipped without harm; events already there are not shown twice.
    pub fn apply(&mut self, delta: &Delta) {
        self.cursor = delta.cursor;
        self.server_time = delta.server_time;
        self.metrics.merge(&delta.metrics);
        merge_relatives(&mut self.above, &delta.above);
        merge_relatives(&mut self.children, &delta.children);
        let last = self.ticker.last().map_or(0, |entry| entry.seq);
        let new = delta.ticker.iter().filter(|entry| entry.seq > last);
        self.ticker.extend(new.cloned());
        let excess = self.ticker.len().saturating_sub(Self::TICKER_LEN);
        self.ticker.drain(..excess);
    }
}

impl Delta {
    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.metrics.0.is_empty()
            && self.above.is_empty()
            && self.children.is_empty()
            && self.ticker.is_empty()
    }
}

fn merge_relatives(relatives: &mut [Relative], changes: &[RelativeChange]) {
    for change in changes {
        if let Some(found) = relatives.iter_mut().find(|known| known.code == change.code) {
            found.metrics.merge(&change.metrics);
        }
    }
}

impl Values {
    fn merge(&mut self, changes: &Self) {
        for &(metric, value) in &changes.0 {
            match self.0.binary_search_by_key(&metric, |(metric, _)| *metric) {
                Ok(found) => self.0[found].1 = value,
                Err(place) => self.0.insert(place, (metric, value)),
            }
        }
    }
}
