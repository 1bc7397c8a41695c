//! One page of a list that is made anew for each look: where rows stand in the order, and how many there are.

use std::{fmt, str::FromStr};

use axum::http::StatusCode;
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use liandong_domain::work::SubjectId;

use crate::error::AppError;

/// Rows of a page, unless another number is asked for.
pub const LIMIT: usize = 50;
const MAX_LIMIT: usize = 200;

/// A page of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The rows, in order.
    pub rows: Vec<T>,
    /// How many there are on all pages.
    pub total: usize,
    /// The `after` of the next page, where there is one.
    pub next: Option<String>,
}

impl<T> Page<T> {
    pub(super) fn map<R>(self, make: impl FnMut(T) -> R) -> Page<R> {
        Page {
            rows: self.rows.into_iter().map(make).collect(),
            total: self.total,
            next: self.next,
        }
    }
}

/// A row's place in its list: what it is sorted by, then its id. So a page goes on where the one before
/// ended, whatever came in between.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    key: i64,
    id: SubjectId,
}

impl fmt::Display for Place {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = format!("{}/{}", self.key, self.id);
        to.write_str(&BASE64_URL_SAFE_NO_PAD.encode(plain))
    }
}

impl FromStr for Place {
    type Err = AppError;

    fn from_str(text: &str) -> Result<Self, AppError> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok();
        let plain = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        let place = plain.as_deref().and_then(|plain| {
            let (key, id) = plain.split_once('/')?;
            let (key, id) = (key.parse().ok()?, SubjectId::new(id));
            Some(Self { key, id })
        });
        place.ok_or_else(AppError::stale_cursor)
    }
}

/// The page after a cursor, of records that were found in no order. Only the page itself is sorted.
///
/// # Errors
/// A cursor or a number of rows that cannot be.
pub(super) fn page<'a, R>(
    found: impl Iterator<Item = (&'a SubjectId, &'a R)>,
    key: impl Fn(&R) -> i64,
    (after, limit): (Option<&str>, Option<usize>),
) -> Result<Page<(&'a SubjectId, &'a R)>, AppError> {
    let after = after.filter(|after| !after.is_empty());
    let after: Option<Place> = after.map(str::parse).transpose()?;
    let limit = limit.unwrap_or(LIMIT);
    if !(1..=MAX_LIMIT).contains(&limit) {
        let message = format!("查询参数 limit 应为 1 至 {MAX_LIMIT} 的整数");
        let status = StatusCode::BAD_REQUEST;
        return Err(AppError::refused(status, "invalid_query", message));
    }
    let mut total = 0;
    let mut rows: Vec<(i64, &SubjectId, &R)> = found
        .inspect(|_| total += 1)
        .map(|(id, record)| (key(record), id, record))
        .filter(|(key, id, _)| {
            let after = after.as_ref();
            after.is_none_or(|after| (*key, *id) > (after.key, &after.id))
        })
        .collect();
    let place = |row: &(i64, &'a SubjectId, &'a R)| (row.0, row.1);
    let has_more = rows.len() > limit;
    if has_more {
        rows.select_nth_unstable_by_key(limit, place);
        rows.truncate(limit);
    }
    rows.sort_unstable_by_key(place);
    let next = rows.last().filter(|_| has_more).map(|(key, id, _)| Place {
        key: *key,
        id: (*id).clone(),
    });
    Ok(Page {
        rows: rows
            .into_iter()
            .map(|(_, id, record)| (id, record))
            .collect(),
        total,
        next: next.map(|next| next.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_comes_once_and_in_order() {
        let records: Vec<(SubjectId, i64)> = (0..500)
            .map(|number| (format!("r{number:03}").into(), number * 37 % 50))
            .collect();
        for limit in [1, 7, 50, 200] {
            let mut after: Option<String> = None;
            let mut seen = Vec::new();
            loop {
                let found = records.iter().map(|(id, record)| (id, record));
                let found = page(found, |key| *key, (after.as_deref(), Some(limit)));
                let found = found.expect("a page");
                assert_eq!(found.total, 500);
                seen.extend(found.rows.iter().map(|(id, key)| (**key, (*id).clone())));
                after = found.next;
                if after.is_none() {
                    break;
                }
            }
            let mut all: Vec<_> = records.iter().map(|(id, key)| (*key, id.clone())).collect();
            all.sort();
            assert_eq!(seen, all, "by {limit}");
        }
    }

    #[test]
    fn what_is_no_cursor_is_refused() {
        let records = [(SubjectId::new("a"), 1)];
        for (after, limit) in [(Some("党"), 1), (Some("MQ"), 1), (None, 0), (None, 201)] {
            let found = records.iter().map(|(id, record)| (id, record));
            assert!(page(found, |key| *key, (after, Some(limit))).is_err());
        }
    }
}
