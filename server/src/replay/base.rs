//! A day as it began, and what happened on it.

use liandong_domain::{
    fact::Event,
    moment::{Day, Moment},
};

use super::{ReplayError, State};
use crate::{
    clock::Clock,
    store::{Entry, SqliteStore, Store},
};

/// Entries read at once.
const PAGE: u32 = 20_000;
/// How long one of the day's pieces is whose events are counted.
const PIECE_S: i64 = 15 * 60;

/// A fact of the day, with the time at which it is taken in.
pub(super) struct Timed {
    pub(super) at: Moment,
    pub(super) entry: Entry,
}

/// The state as a day began, and what happened until the next.
pub(super) struct Base {
    pub(super) day: Day,
    pub(super) start: Moment,
    pub(super) end: Moment,
    pub(super) state: State,
    /// In the log's order; times never go back.
    pub(super) facts: Vec<Timed>,
    /// How many events there were in each quarter of an hour.
    pub(super) events: Vec<u32>,
}

impl Base {
    /// Facts of a day that can be held.
    pub(super) const MOST: usize = 300_000;

    /// Reads it from the log, from the last month's beginning that is kept before it.
    pub(super) async fn fold(
        store: &SqliteStore,
        clock: &Clock,
        day: Day,
    ) -> Result<Self, ReplayError> {
        let began = store.began(day).await?.ok_or(ReplayError::UnknownDay)?;
        let next = store.day_after(began).await?;
        let next = next.ok_or(ReplayError::UnknownDay)?;
        if (next - began) as usize > Self::MOST {
            return Err(ReplayError::TooLong);
        }
        let offset = clock.offset();
        let checkpoint = store.month_checkpoint(began).await?;
        let mut state = tokio::task::spawn_blocking(move || {
            let kept = checkpoint.and_then(|body| State::from_checkpoint(&body, offset).ok());
            kept.unwrap_or_else(|| State::new(offset))
        })
        .await
        .map_err(|_| ReplayError::UnknownDay)?;
        while state.seq() < began {
            let page = store.read_log(state.seq(), PAGE).await?;
            if page.is_empty() {
                return Err(ReplayError::UnknownDay);
            }
            let folded = tokio::task::spawn_blocking(move || {
                for Entry { seq, fact } in page.iter().take_while(|entry| entry.seq <= began) {
                    // What the log holds and cannot be applied was told of when it was first met.
                    let _ = state.apply(*seq, fact);
                }
                state
            });
            state = folded.await.map_err(|_| ReplayError::UnknownDay)?;
        }
        let (start, end) = (clock.midnight(day), clock.midnight(day.plus(1)));
        let mut facts = Vec::new();
        let mut read = began;
        while read + 1 < next {
            let page = store.read_log(read, PAGE).await?;
            let Some(last) = page.last() else { break };
            read = last.seq;
            facts.extend(page.into_iter().filter(|entry| entry.seq < next));
        }
        let facts = timed(facts, start, end);
        Ok(Self {
            events: events(&facts, start, end),
            day,
            start,
            end,
            state,
            facts,
        })
    }
}

/// A fact that came late comes when those came that it came with.
fn timed(entries: Vec<Entry>, start: Moment, end: Moment) -> Vec<Timed> {
    let mut last = start;
    let facts = entries.into_iter().map(|entry| {
        last = last.max(entry.fact.at.min(Moment(end.0 - 1)));
        Timed { at: last, entry }
    });
    facts.collect()
}

fn events(facts: &[Timed], start: Moment, end: Moment) -> Vec<u32> {
    let pieces = (end.0 - start.0) / (PIECE_S * 1000);
    let mut events = vec![0; pieces.max(0) as usize];
    for Timed { at, entry } in facts {
        if matches!(entry.fact.event, Event::ClockDay { .. }) {
            continue;
        }
        let piece = (at.0 - start.0) / (PIECE_S * 1000);
        if let Some(count) = events.get_mut(piece as usize) {
            *count += 1;
        }
    }
    events
}
