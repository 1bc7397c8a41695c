//! Days and times, as the servers under measurement have them.

use std::time::SystemTime;

use anyhow::{Context, Result};
use liandong_domain::moment::{Day, Moment, UtcOffset, iso_day};

/// Where days begin, in hours before UTC.
const EAST: i8 = 8;
/// Milliseconds of a minute.
pub const MINUTE: i64 = 60_000;

/// The machine's clock.
pub fn now() -> Result<Moment> {
    let elapsed = SystemTime::UNIX_EPOCH.elapsed()?;
    Ok(Moment(elapsed.as_millis() as i64))
}

/// A day as it is written.
pub fn day(text: &str) -> Result<Day> {
    iso_day::parse(text).context("no such day")
}

/// Today.
pub fn today() -> Result<Day> {
    Ok(now()?.day(offset()))
}

/// The moment so many minutes after a day's beginning.
pub fn minute(day: Day, minute: i64) -> Moment {
    let midnight = i64::from(day.days_since_epoch()) * 24 * 60 - i64::from(EAST) * 60;
    Moment((midnight + minute) * MINUTE)
}

/// A moment, as senders write it.
pub fn written(at: Moment) -> String {
    let second = at.second_of_day(offset());
    format!(
        "{}T{:02}:{:02}:{:02}+08:00",
        at.day(offset()).date(),
        second / 3600,
        second / 60 % 60,
        second % 60
    )
}

/// The day of a moment so many days later, as facts name it.
pub fn days_later(at: Moment, days: i32) -> String {
    at.day(offset()).plus(days).date().to_string()
}

fn offset() -> UtcOffset {
    UtcOffset::from_hms(EAST, 0, 0).unwrap_or(UtcOffset::UTC)
}
