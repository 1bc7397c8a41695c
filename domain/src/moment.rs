//! Points in time, and the calendar day they fall on. Nothing here reads a clock.

use serde::{Deserialize, Serialize};
pub use time::{Date, UtcOffset};

/// A point in time, in milliseconds since 1970-01-01T00:00:00Z.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Moment(pub i64);

impl Moment {
    /// The calendar day at this moment where clocks run `offset` from UTC. Moments outside the
    /// years ±9999 are taken as the nearest day inside.
    pub fn day(self, offset: UtcOffset) -> Day {
        let local = self.0.div_euclid(1000) + i64::from(offset.whole_seconds());
        Day(local
            .div_euclid(86_400)
            .clamp(Day::MIN.into(), Day::MAX.into()) as i32)
    }

    /// Seconds since local midnight, 0 to 86,399.
    pub fn second_of_day(self, offset: UtcOffset) -> u32 {
        let local = self.0.div_euclid(1000) + i64::from(offset.whole_seconds());
        local.rem_euclid(86_400) as u32
    }
}

/// A calendar day, in days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(i32);

impl Day {
    /// 1970-01-01.
    pub const UNIX_EPOCH: Self = Self(0);

    const UNIX_EPOCH_JULIAN: i32 = 2_440_588;
    const MIN: i32 = -4_371_587;
    const MAX: i32 = 2_932_896;

    /// The day of a date.
    pub fn from_date(date: Date) -> Self {
        Self(date.to_julian_day() - Self::UNIX_EPOCH_JULIAN)
    }

    /// The date of the day.
    pub fn date(self) -> Date {
        Date::from_julian_day(self.0.clamp(Self::MIN, Self::MAX) + Self::UNIX_EPOCH_JULIAN)
            .unwrap_or(Date::MIN)
    }

    /// Days since 1970-01-01.
    pub fn days_since_epoch(self) -> i32 {
        self.0
    }

    /// The calendar year.
    pub fn year(self) -> i32 {
        self.date().year()
    }

    /// The first day of the calendar quarter.
    #[must_use]
    pub fn quarter_start(self) -> Self {
        let date = self.date();
        let months_in = (u8::from(date.month()) - 1) % 3;
        let mut month = date.month();
        for _ in 0..months_in {
            month = month.previous();
        }
        Date::from_calendar_date(date.year(), month, 1).map_or(self, Self::from_date)
    }
}
