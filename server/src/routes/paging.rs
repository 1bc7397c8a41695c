//! Pages of lists of which not everybody sees every row.

use crate::store::StoreError;

/// Rows of one page.
const LIMIT: usize = 50;
/// Rows read at once: few of a large list may be one's own.
const BATCH: u32 = 500;

/// Some rows, and the cursor of the page after them.
#[derive(Debug)]
pub struct Paged<T, C> {
    /// The rows.
    pub rows: Vec<T>,
    /// The last of them, where more follow.
    pub next: Option<C>,
}

/// The next page after a cursor. `read` gives rows after a cursor in their order, at most as many as it is
/// told; `cursor` is where a row stands in that order.
///
/// # Errors
/// The store failed.
pub async fn page<T, C, R>(
    after: Option<C>,
    read: impl Fn(Option<C>, u32) -> R,
    cursor: impl Fn(&T) -> C,
    is_seen: impl Fn(&T) -> bool,
) -> Result<Paged<T, C>, StoreError>
where
    R: Future<Output = Result<Vec<T>, StoreError>>,
{
    let mut rows = Vec::new();
    let mut after = after;
    loop {
        let batch = read(after, BATCH).await?;
        let is_last = batch.len() < BATCH as usize;
        after = batch.last().map(&cursor);
        rows.extend(batch.into_iter().filter(&is_seen));
        let has_more = rows.len() > LIMIT;
        if has_more || is_last {
            rows.truncate(LIMIT);
            let next = rows.last().filter(|_| has_more).map(&cursor);
            return Ok(Paged { rows, next });
        }
    }
}
