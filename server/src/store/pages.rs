//! The log from some place on, page by page: each is read while the one before is taken in.

use std::sync::Arc;

use tokio::sync::mpsc;

use super::{Entry, Store, StoreError};

/// Entries of a page: bounds memory, and is large enough that the query's cost vanishes.
const PAGE: u32 = 20_000;

/// Pages of the log, in order.
pub struct Pages(mpsc::Receiver<Result<Vec<Entry>, StoreError>>);

impl Pages {
    /// Begins to read after a sequence number. Reading ends at the log's end, or once this is dropped.
    pub fn after<S: Store>(store: Arc<S>, after: u64) -> Self {
        let (sender, pages) = mpsc::channel(1);
        tokio::spawn(async move {
            let mut after = after;
            loop {
                let page = store.read_log(after, PAGE).await;
                let entries = page.as_ref().ok();
                let last = entries.and_then(|entries| entries.last());
                let last = last.map(|entry| entry.seq);
                // Whoever reads no further has dropped the other end.
                if sender.send(page).await.is_err() {
                    return;
                }
                let Some(last) = last else { return };
                after = last;
            }
        });
        Self(pages)
    }

    /// The next page; an empty one, then nothing, at the end.
    ///
    /// # Errors
    /// The store failed.
    pub async fn next(&mut self) -> Result<Option<Vec<Entry>>, StoreError> {
        self.0.recv().await.transpose()
    }
}
