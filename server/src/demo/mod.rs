//! The demonstration: Shanghai's real units filled with made-up facts.
//!
//! No figure here belongs to a real unit. The registries are drawn in proportion to figures that
//! were published for the whole country; [`proportions`] holds them, and is the place to make the
//! demonstration larger, smaller or different. Nothing here reads a clock or knows the server: the
//! same seed and the same day give the same facts, byte for byte.
//!
//! - [`Seed`]: what was there before now: eight registries, and forty days of meetings and work, one by one.
//! - [`Feed`]: what happens from now on, one fact at a time.
//! - [`fill`], [`keep_alive`]: both of them into a running engine.

use liandong_domain::{
    moment::{Day, Moment, UtcOffset},
    unit::Unit,
};

mod agenda;
mod character;
mod course;
mod dice;
mod drive;
mod feed;
mod meetings;
mod member;
mod plan;
mod proportions;
mod registers;
mod rows;
mod schedule;
mod seed;
#[cfg(test)]
mod tests;
mod work;

pub use drive::{Filling, is_made_up, keep_alive, mark_made_up};
pub use feed::Feed;
pub use seed::{Options, Seed};

/// The district that the demonstration is about: it has its full size, and half of what happens.
pub const SHOWCASE: &str = "310104";

/// The seed that shows the same demonstration everywhere unless another is asked for.
pub const DEFAULT_SEED: u64 = 310_104;

/// Where Shanghai's days begin: eight hours before those of UTC.
const OFFSET_SECONDS: i32 = 8 * 3600;

/// Shanghai's units, parents before children, with the places of districts and of Xuhui's streets
/// on the schematic maps.
///
/// # Panics
/// Never with the file that is compiled in; a test reads it.
pub fn units() -> Vec<Unit> {
    match crate::units_file::parse(include_str!("../../data/shanghai-units.csv")) {
        Ok(units) => units,
        Err(_) => unreachable!("the compiled-in units are well formed"),
    }
}

/// How many days after the first day the second is.
fn days_between(from: Day, to: Day) -> i32 {
    to.days_since(from)
}

/// Whether a day is a Saturday or Sunday.
fn is_weekend(day: Day) -> bool {
    // 1970-01-01 was a Thursday.
    (days_between(Day::UNIX_EPOCH, day) + 3).rem_euclid(7) >= 5
}

/// The moment so many seconds after a day's midnight in Shanghai.
fn moment(day: Day, second_of_day: u32) -> Moment {
    let days = i64::from(days_between(Day::UNIX_EPOCH, day));
    let seconds = days * 86_400 + i64::from(second_of_day) - i64::from(OFFSET_SECONDS);
    Moment(seconds * 1000)
}

/// Shanghai's offset from UTC.
fn offset() -> UtcOffset {
    UtcOffset::from_whole_seconds(OFFSET_SECONDS).unwrap_or(UtcOffset::UTC)
}
