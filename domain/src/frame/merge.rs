//! How a client's state takes in what the server says.

use super::{Delta, Relative, RelativeChange, Replay, Snapshot, Values};

impl Snapshot {
    /// Takes in a delta. Values replace values, so a delta may be applied twice or late events
    /// skipped without harm; events already there are not shown twice.
    pub fn apply(&mut self, delta: &Delta) {
        self.cursor = delta.cursor;
        self.server_time = delta.server_time;
        self.metrics.merge(&delta.metrics);
        merge_relatives(&mut self.above, &delta.above);
        merge_relatives(&mut self.children, &delta.children);
        for change in &delta.grandchildren {
            let mut known = self.grandchildren.iter_mut();
            if let Some(found) = known.find(|known| known.code == change.code) {
                found.metrics.merge(&change.metrics);
            }
        }
        if let Some(extras) = &delta.extras {
            self.extras.clone_from(extras);
        }
        if let Some(replay) = &delta.replay {
            let events = self.replay.take().map(|before| before.events);
            self.replay = Some(Replay {
                events: events.unwrap_or_default(),
                ..replay.clone()
            });
        }
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
            && self.grandchildren.is_empty()
            && self.extras.is_none()
            && self.ticker.is_empty()
            && self.replay.is_none()
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
