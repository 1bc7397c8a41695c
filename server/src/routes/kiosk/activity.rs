//! The latest activities of a station, without the words that staff wrote about them.

use liandong_app::kiosk::Activity;

use crate::{
    Application,
    error::AppError,
    work::{Scope, activities},
};

/// How many are listed at most.
const MOST: usize = 20;
/// How many of the log's are looked through for them, and how many at once.
const LOOKS: usize = 4;
const AT_ONCE: u32 = 500;

/// The newest first.
///
/// # Errors
/// There is no such unit, or the store failed.
pub(super) async fn latest(
    application: &Application,
    station: &str,
) -> Result<Vec<Activity>, AppError> {
    let mut found = Vec::new();
    let mut before = None;
    for _ in 0..LOOKS {
        let entries = application.store.activities(before, AT_ONCE).await?;
        let is_last = entries.len() < AT_ONCE as usize;
        before = entries.last().map(|entry| entry.seq);
        let aggregate = application.engine.read();
        let scope = Scope::of(&aggregate, station);
        let scope = scope.ok_or_else(|| AppError::unknown_unit(station))?;
        let rows = entries.into_iter();
        let rows = rows.filter_map(|entry| activities::row(&scope, entry));
        found.extend(rows.map(|row| Activity {
            category: row.category,
            place: row.unit.name,
            on: row.at.day(application.clock.offset()),
            invited: row.invited,
            responded: row.responded,
            attended: row.attended,
        }));
        if found.len() >= MOST || is_last {
            break;
        }
    }
    found.truncate(MOST);
    Ok(found)
}
