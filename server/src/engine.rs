//! The engine: the only writer of the aggregate.
//!
//! One task takes batches from any number of senders, joins what waits into one commit, applies it
//! once it is durable, and only then answers. **Invariant:** the aggregate never runs ahead of the
//! log, and no sender is answered before its facts are on disk.

use std::{
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard},
    time::{Duration, Instant},
};

use liandong_domain::{
    aggregate::Aggregate,
    fact::Fact,
    frame::{Cursor, Epoch},
    unit::UnitCode,
};
use serde::Serialize;
use tokio::sync::{mpsc, oneshot, watch};
use tokio_util::sync::CancellationToken;
use tracing::{debug, error};
use utoipa::ToSchema;

use crate::{
    clock::Clock,
    history,
    ingest::Rejection,
    store::{Entry, Store, StoreError},
};

mod admit;
mod recover;

use admit::Admission;
pub use recover::RecoverError;

/// Batches that may wait; a sender beyond them waits for room.
const QUEUE: usize = 256;
/// Facts of one commit, at most: bounds how long the first sender of a group waits.
const GROUP_LIMIT: usize = 20_000;
/// After so many facts the state is written down, so that a start has little to fold.
const CHECKPOINT_FACTS: u64 = 100_000;
const CHECKPOINT_INTERVAL: Duration = Duration::from_mins(5);

/// How far the log is applied, and when the oldest change since the last look came in.
#[derive(Clone, Copy, Debug)]
pub struct Advance {
    /// The last fact applied.
    pub seq: u64,
    /// When its batch came in.
    pub at: Instant,
}

/// What became of a batch.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Receipt {
    /// Facts that are new and durable now.
    pub accepted: usize,
    /// Facts that were there already.
    pub duplicate: usize,
    /// Facts that were refused, by their place in the batch.
    pub rejected: Vec<Rejected>,
    /// Up to where the log reaches.
    pub cursor: Cursor,
}

/// A fact that was refused.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Rejected {
    /// Its place in the batch, from 0.
    pub index: usize,
    /// Why.
    #[serde(flatten)]
    pub rejection: Rejection,
}

/// Why a whole batch was not taken.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SubmitError {
    /// The store failed; nothing of the batch was taken.
    #[error("{0}")]
    Store(Arc<StoreError>),
    /// The server is on its way down.
    #[error("the server is stopping")]
    Stopping,
}

struct Batch {
    facts: Vec<(usize, Fact)>,
    scope: Option<UnitCode>,
    received: Instant,
    answer: oneshot::Sender<Result<Receipt, SubmitError>>,
}

/// The aggregate as everyone but the engine sees it.
#[derive(Clone)]
pub struct Engine {
    aggregate: Arc<RwLock<Aggregate>>,
    epoch: Epoch,
    queue: mpsc::Sender<Batch>,
    advance: watch::Receiver<Advance>,
    healthy: watch::Receiver<bool>,
}

impl Engine {
    /// Reads the state from the store and starts the engine's task, which ends after `stop`, with
    /// everything that was queued done and the state written down.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn start<S: Store>(
        store: Arc<S>,
        clock: Clock,
        stop: CancellationToken,
    ) -> Result<(Self, tokio::task::JoinHandle<()>), RecoverError> {
        let aggregate = recover::recover(&store, clock.offset()).await?;
        let seq = aggregate.seq();
        let aggregate = Arc::new(RwLock::new(aggregate));
        let (queue, batches) = mpsc::channel(QUEUE);
        let (advance_sender, advance) = watch::channel(Advance {
            seq,
            at: Instant::now(),
        });
        let (healthy_sender, healthy) = watch::channel(true);
        tokio::spawn(history::complete(
            Arc::clone(&store),
            clock.offset(),
            stop.clone(),
        ));
        let engine = Self {
            aggregate: Arc::clone(&aggregate),
            epoch: store.epoch(),
            queue,
            advance,
            healthy,
        };
        let task = Task {
            store,
            clock,
            aggregate,
            advance: advance_sender,
            healthy: healthy_sender,
            checkpoint_seq: seq,
            checkpoint_at: Instant::now(),
        };
        Ok((engine, tokio::spawn(task.run(batches, stop))))
    }

    /// The numbers as they stand. Hold it briefly: the engine waits meanwhile.
    pub fn read(&self) -> RwLockReadGuard<'_, Aggregate> {
        self.aggregate
            .read()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// The log's identity.
    pub fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// Tells when the numbers have moved on.
    pub fn advance(&self) -> watch::Receiver<Advance> {
        self.advance.clone()
    }

    /// Whether the last commit went well.
    pub fn is_healthy(&self) -> bool {
        *self.healthy.borrow()
    }

    /// Takes facts with their places in the sender's batch, and answers once they are durable.
    /// With a scope, facts outside that subtree are refused.
    ///
    /// # Errors
    /// The store failed, or the server is stopping; nothing of the batch counts then.
    pub async fn submit(
        &self,
        facts: Vec<(usize, Fact)>,
        scope: Option<UnitCode>,
    ) -> Result<Receipt, SubmitError> {
        let (answer, answered) = oneshot::channel();
        let batch = Batch {
            facts,
            scope,
            received: Instant::now(),
            answer,
        };
        self.queue
            .send(batch)
            .await
            .map_err(|_| SubmitError::Stopping)?;
        answered.await.map_err(|_| SubmitError::Stopping)?
    }
}

struct Task<S> {
    store: Arc<S>,
    clock: Clock,
    aggregate: Arc<RwLock<Aggregate>>,
    advance: watch::Sender<Advance>,
    healthy: watch::Sender<bool>,
    checkpoint_seq: u64,
    checkpoint_at: Instant,
}

impl<S: Store> Task<S> {
    async fn run(mut self, mut batches: mpsc::Receiver<Batch>, stop: CancellationToken) {
        let mut seconds = tokio::time::interval(Duration::from_secs(1));
        loop {
            tokio::select! {
                batch = batches.recv() => match batch {
                    Some(first) => self.commit(gather(first, &mut batches)).await,
                    None => break,
                },
                // Also in the quiet of the night a day begins.
                _ = seconds.tick() => if self.day_is_over() { self.commit(Vec::new()).await },
                () = stop.cancelled() => { batches.close(); while let Some(first) = batches.recv().await { self.commit(gather(first, &mut batches)).await; } break }
            }
            self.checkpoint_if_due().await;
        }
        self.checkpoint().await;
        self.store.close().await;
    }

    fn read(&self) -> RwLockReadGuard<'_, Aggregate> {
        self.aggregate
            .read()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn day_is_over(&self) -> bool {
        let today = self.clock.today();
        let aggregate = self.read();
        !aggregate.tree().is_empty() && aggregate.today() < today
    }

    /// Makes one group durable and applies it, or nothing of it.
    async fn commit(&mut self, group: Vec<Batch>) {
        let received = group
            .first()
            .map_or_else(Instant::now, |batch| batch.received);
        match self.admit(&group).await {
            Ok(admission) => {
                let Admission { entries, receipts } = admission;
                let turns = self.apply(&entries, received);
                let cursor = Cursor {
                    epoch: self.store.epoch(),
                    seq: self.read().seq(),
                };
                for (batch, receipt) in group.into_iter().zip(receipts) {
                    // A sender that has gone does not need its answer.
                    let _ = batch.answer.send(Ok(Receipt { cursor, ..receipt }));
                }
                self.healthy
                    .send_if_modified(|healthy| !std::mem::replace(healthy, true));
                if let Err(failure) = history::keep(&*self.store, turns).await {
                    error!("daily values not kept, the next start makes them: {failure}");
                }
            }
            Err(failure) => {
                error!(
                    code = crate::error::store_code(&failure),
                    "facts not stored, senders told to try again: {failure}"
                );
                self.healthy
                    .send_if_modified(|healthy| std::mem::replace(healthy, false));
                let failure = Arc::new(failure);
                for batch in group {
                    let _ = batch
                        .answer
                        .send(Err(SubmitError::Store(Arc::clone(&failure))));
                }
            }
        }
    }

    /// Finds out what of a group is new and possible, and writes it.
    async fn admit(&self, group: &[Batch]) -> Result<Admission, StoreError> {
        let begins = self.day_is_over().then(|| self.clock.today());
        let admission = admit::admit(&*self.store, &self.aggregate, group, begins).await?;
        if !admission.entries.is_empty() {
            self.store.append(&admission.entries).await?;
        }
        Ok(admission)
    }

    /// What is to be written down of days that ended.
    fn apply(&self, entries: &[Entry], received: Instant) -> Vec<history::Turn> {
        let Some(last) = entries.last() else {
            return Vec::new();
        };
        let turns = {
            let mut aggregate = self
                .aggregate
                .write()
                .unwrap_or_else(PoisonError::into_inner);
            let turns = entries.iter();
            turns
                .filter_map(|entry| history::apply(&mut aggregate, entry))
                .collect()
        };
        metrics::counter!("liandong_facts_total").increment(entries.len() as u64);
        self.advance.send_replace(Advance {
            seq: last.seq,
            at: received,
        });
        turns
    }

    async fn checkpoint_if_due(&mut self) {
        let facts = self.read().seq() - self.checkpoint_seq;
        let is_due = facts >= CHECKPOINT_FACTS
            || (facts > 0 && self.checkpoint_at.elapsed() >= CHECKPOINT_INTERVAL);
        if is_due {
            self.checkpoint().await;
        }
    }

    async fn checkpoint(&mut self) {
        let (seq, body) = {
            let aggregate = self.read();
            if aggregate.seq() == self.checkpoint_seq {
                return;
            }
            (aggregate.seq(), aggregate.to_checkpoint())
        };
        let size = body.len();
        match self.store.save_checkpoint(seq, body).await {
            Ok(()) => debug!(seq, bytes = size, "checkpoint written"),
            // The log has everything; only the next start takes longer.
            Err(failure) => error!("checkpoint not written: {failure}"),
        }
        self.checkpoint_seq = seq;
        self.checkpoint_at = Instant::now();
    }
}

/// The batch and what else waits, up to the group's limit.
fn gather(first: Batch, batches: &mut mpsc::Receiver<Batch>) -> Vec<Batch> {
    let mut facts = first.facts.len();
    let mut group = vec![first];
    while facts < GROUP_LIMIT {
        let Ok(batch) = batches.try_recv() else { break };
        facts += batch.facts.len();
        group.push(batch);
    }
    group
}
