//! Daily values: what every number was when each day ended. The engine writes a day down as the next
//! one begins; days that are missing are made again from the log, in the background.

use std::{sync::Arc, time::Instant};

use liandong_domain::{
    aggregate::{Aggregate, DayEnd, fingerprint},
    fact::{Event, Fact},
    moment::{Day, UtcOffset},
};
use rustc_hash::FxHashSet;
use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};

use crate::store::{Entry, Pages, Store, StoreError};

/// What is written down as a day begins.
pub struct Turn {
    seq: u64,
    end: DayEnd,
    /// The state, where a month begins with the day.
    month: Option<(Day, Vec<u8>)>,
}

/// Which catalogue and time zone numbers are of: days of another one are not read.
pub fn meaning(offset: UtcOffset) -> String {
    format!("{:016x}/{}", fingerprint(), offset.whole_seconds())
}

/// Applies a fact; if another day begins with it, what is to be written down.
pub fn apply(aggregate: &mut Aggregate, Entry { seq, fact }: &Entry) -> Option<Turn> {
    let end = aggregate.day_end(fact);
    if let Err(refused) = aggregate.apply(*seq, fact) {
        error!(seq, "a stored fact cannot be applied: {refused}");
    }
    let end = end?;
    let month = month_begun(&end, fact).map(|day| (day, aggregate.to_checkpoint()));
    Some(Turn {
        seq: *seq,
        end,
        month,
    })
}

fn month_begun(end: &DayEnd, fact: &Fact) -> Option<Day> {
    match fact.event {
        Event::ClockDay { day } if day.month() != end.day.month() => Some(day),
        _ => None,
    }
}

/// Writes days down.
///
/// # Errors
/// The store failed; the next start makes up for it.
pub async fn keep<S: Store>(store: &S, turns: Vec<Turn>) -> Result<(), StoreError> {
    for Turn { seq, end, month } in turns {
        let started = Instant::now();
        store.keep_day(seq, &end).await?;
        if let Some((day, body)) = month {
            store.keep_month(day, seq, body).await?;
        }
        metrics::histogram!("liandong_day_kept_seconds").record(started.elapsed());
    }
    Ok(())
}

/// Makes the days again that are missing.
pub async fn complete<S: Store>(store: Arc<S>, offset: UtcOffset, stop: CancellationToken) {
    let completed = tokio::select! {
        completed = make_missing(&store, offset) => completed,
        () = stop.cancelled() => return,
    };
    if let Err(failure) = completed {
        warn!("daily values are missing, the next start tries again: {failure}");
    }
}

async fn make_missing<S: Store>(store: &Arc<S>, offset: UtcOffset) -> Result<(), StoreError> {
    let mut missing = store.unkept_days(&meaning(offset)).await?;
    let Some(&first) = missing.iter().min() else {
        return Ok(());
    };
    let days = missing.len();
    info!(
        days,
        "daily values are missing and are made from the log, in the background"
    );
    let started = Instant::now();
    // The day before the first missing one is what it is compared with.
    let month = store.month_checkpoint(first.saturating_sub(1)).await?;
    let mut aggregate = month
        .and_then(|body| Aggregate::from_checkpoint(&body, offset).ok())
        .unwrap_or_else(|| Aggregate::new(offset));
    let mut pages = Pages::after(Arc::clone(store), aggregate.seq());
    while !missing.is_empty() {
        let Some(page) = pages.next().await? else {
            break;
        };
        let wanted = missing.clone();
        let folded = tokio::task::spawn_blocking(move || {
            let turns = fold(&mut aggregate, &page, &wanted);
            (aggregate, turns)
        });
        let Ok((folded, turns)) = folded.await else {
            break;
        };
        aggregate = folded;
        for turn in &turns {
            missing.remove(&turn.seq);
        }
        keep(&**store, turns).await?;
    }
    info!(
        days,
        seconds = started.elapsed().as_secs_f32(),
        "daily values are complete"
    );
    Ok(())
}

fn fold(aggregate: &mut Aggregate, page: &[Entry], wanted: &FxHashSet<u64>) -> Vec<Turn> {
    let turns = page.iter().filter_map(|entry| apply(aggregate, entry));
    turns.filter(|turn| wanted.contains(&turn.seq)).collect()
}
