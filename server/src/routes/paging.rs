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

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers up to some end, of which those that `is_seen` are walked through page by page.
    async fn walk(end: u32, is_seen: impl Fn(&u32) -> bool) -> Vec<Vec<u32>> {
        let read = async |after: Option<u32>, limit: u32| {
            let from = after.map_or(0, |after| after + 1);
            Ok((from..end).take(limit as usize).collect())
        };
        let mut pages = Vec::new();
        let mut after = None;
        loop {
            let found = page(after, read, |row| *row, &is_seen).await;
            let Paged { rows, next } = found.expect("nothing fails here");
            pages.push(rows);
            if next.is_none() {
                return pages;
            }
            after = next;
        }
    }

    #[tokio::test]
    async fn every_row_that_is_seen_comes_once_and_no_page_is_empty() {
        let batch = BATCH;
        for end in [1, 49, 50, 51, 100, batch, batch + 1, 3 * batch + 7] {
            for every in [1, 3, 97, 499] {
                let pages = walk(end, |row| row % every == 0).await;
                let all: Vec<u32> = (0..end).filter(|row| row % every == 0).collect();
                assert_eq!(pages.concat(), all, "{every} of {end}");
                assert!(pages.iter().all(|page| (1..=LIMIT).contains(&page.len())));
            }
        }
        assert_eq!(walk(2_000, |_| false).await, [Vec::<u32>::new()]);
    }
}
