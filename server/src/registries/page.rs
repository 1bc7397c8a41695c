//! One page of rows.

use liandong_domain::{aggregate::Aggregate, registry::Registry, tree::UnitIndex};

use super::{Place, RowCursor, RowReader, UnitRow};
use crate::{Application, error::AppError};

/// A page of rows.
#[derive(Clone, Debug)]
pub struct PageOfRows {
    /// The rows, in the order of the tree.
    pub rows: Vec<UnitRow>,
    /// Where the next page begins, if there is one.
    pub next: Option<RowCursor>,
}

/// The places that a page is read from, and the first one beyond.
struct Window {
    places: Vec<Place>,
    beyond: Option<Place>,
}

impl Window {
    /// As many places as hold `wanted` rows beside those of the first unit, of which some may have been
    /// shown before.
    fn of(mut places: impl Iterator<Item = Place>, wanted: i64) -> Self {
        let mut taken: Vec<Place> = Vec::new();
        let mut rows = 0;
        while rows <= wanted {
            let Some(place) = places.next() else { break };
            let is_of_first = taken.first().is_none_or(|first| first.unit == place.unit);
            rows += if is_of_first { 0 } else { place.rows };
            taken.push(place);
        }
        Self {
            places: taken,
            beyond: places.next(),
        }
    }
}

/// The rows of an open unit's subtree after a cursor, at most `limit`.
///
/// # Errors
/// There is no such unit, the cursor is of no use here, or the store failed.
pub async fn page(
    application: &Application,
    registry: Registry,
    unit: &str,
    after: Option<RowCursor>,
    limit: usize,
) -> Result<PageOfRows, AppError> {
    let window = {
        let aggregate = application.engine.read();
        let top = aggregate.tree().find(unit);
        let top = top.ok_or_else(|| AppError::unknown_unit(unit))?;
        window(&aggregate, registry, top, after.as_ref(), limit)
    };
    let Window { places, beyond } = window.ok_or_else(AppError::stale_cursor)?;
    // Where nothing stands any more at the cursor's place, the next one is read from its beginning.
    let first = places.first().map(|place| &place.code);
    let after = after.filter(|cursor| Some(&cursor.code) == first);
    let after = after.map_or_else(String::new, |cursor| cursor.key);
    let store = application.store.clone();
    let mut reader = RowReader::new(store, registry, places).after(after);
    // One more, to know whether there is a next page.
    let mut rows = reader.take(limit + 1).await?;
    let next = if rows.len() > limit {
        rows.truncate(limit);
        rows.last().map(|(code, row)| RowCursor {
            code: code.clone(),
            key: row.key.clone(),
        })
    } else {
        beyond.map(|place| RowCursor {
            code: place.code,
            key: String::new(),
        })
    };
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    Ok(PageOfRows { rows, next })
}

fn window(
    aggregate: &Aggregate,
    registry: Registry,
    top: UnitIndex,
    after: Option<&RowCursor>,
    limit: usize,
) -> Option<Window> {
    let wanted = limit as i64;
    Some(match after {
        None => Window::of(Place::all(aggregate, registry, top), wanted),
        Some(cursor) => Window::of(Place::after(aggregate, registry, top, cursor)?, wanted),
    })
}
