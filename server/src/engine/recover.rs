//! From the store to the state: the newest checkpoint, and the log after it.

use std::{sync::Arc, time::Instant};

use liandong_domain::{aggregate::Aggregate, moment::UtcOffset};
use tracing::{info, warn};

use crate::{
    error::store_code,
    store::{Entry, Pages, Store, StoreError},
};

/// Why the state cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum RecoverError {
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An entry is missing.
    #[error("the log has a gap: {expected} is followed by {found}")]
    Gap {
        /// The sequence number that should come.
        expected: u64,
        /// The one that came.
        found: u64,
    },
}

impl RecoverError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Store(failure) => store_code(failure),
            Self::Gap { .. } => "database_damaged",
        }
    }
}

/// The state as the log says it is.
pub(super) async fn recover<S: Store>(
    store: &Arc<S>,
    offset: UtcOffset,
) -> Result<Aggregate, RecoverError> {
    let started = Instant::now();
    let mut aggregate = match store.checkpoint().await? {
        None => Aggregate::new(offset),
        Some(bytes) => Aggregate::from_checkpoint(&bytes, offset).unwrap_or_else(|error| {
            warn!("folding the whole log, which may take a while: {error}");
            Aggregate::new(offset)
        }),
    };
    let from = aggregate.seq();
    let mut pages = Pages::after(Arc::clone(store), from);
    while let Some(page) = pages.next().await? {
        for Entry { seq, fact } in page {
            let expected = aggregate.seq() + 1;
            if seq != expected {
                return Err(RecoverError::Gap {
                    expected,
                    found: seq,
                });
            }
            if let Err(refused) = aggregate.apply(seq, &fact) {
                warn!(seq, "a stored fact cannot be applied: {refused}");
            }
        }
    }
    info!(
        units = aggregate.tree().len(),
        seq = aggregate.seq(),
        folded = aggregate.seq() - from,
        ms = started.elapsed().as_millis() as u64,
        "numbers ready"
    );
    Ok(aggregate)
}
