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

    /// So many days later; earlier where negative.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// How many days it is from another day to this one, negative where that is later.
    pub fn days_since(self, other: Self) -> i32 {
        self.0.saturating_sub(other.0)
    }

    /// The first day of the calendar month.
    #[must_use]
    pub fn month_start(self) -> Self {
        self.plus(1 - i32::from(self.date().day()))
    }

    /// The first day of the calendar year.
    #[must_use]
    pub fn year_start(self) -> Self {
        self.plus(1 - i32::from(self.date().ordinal()))
    }

    /// The calendar month.
    pub fn month(self) -> Month {
        let date = self.date();
        Month::new(date.year(), u8::from(date.month()))
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

/// A calendar month, counted through from the year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Month(i32);

impl Month {
    fn new(year: i32, month: u8) -> Self {
        Self(year * 12 + i32::from(month) - 1)
    }

    /// The month that registries write as `YYYYMM`, nothing where there is no such month.
    pub fn from_digits(digits: u32) -> Option<Self> {
        let (year, month) = (digits / 100, (digits % 100) as u8);
        (1..=12)
            .contains(&month)
            .then(|| Self::new(year as i32, month))
    }

    /// How many months it is from another one to this one, negative where that is later.
    pub fn months_since(self, other: Self) -> i32 {
        self.0.saturating_sub(other.0)
    }
}

/// A day as `2026-11-22` in JSON and as a number on the binary wire.
pub mod iso_day {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
    use time::Month;

    use super::{Date, Day};

    /// The day that is written like that, nothing where it is none.
    pub fn parse(text: &str) -> Option<Day> {
        let mut parts = text.splitn(3, '-');
        let mut part = |length: usize| {
            let digits = parts.next()?;
            let plain = digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_digit());
            plain.then(|| digits.parse::<u16>().ok()).flatten()
        };
        let (year, month, day) = (part(4)?, part(2)? as u8, part(2)? as u8);
        let month = Month::try_from(month).ok()?;
        Date::from_calendar_date(year.into(), month, day)
            .ok()
            .map(Day::from_date)
    }

    /// Writes a day.
    ///
    /// # Errors
    /// The serializer's.
    pub fn serialize<S: Serializer>(day: &Day, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(&day.date())
        } else {
            day.serialize(serializer)
        }
    }

    /// Reads a day.
    ///
    /// # Errors
    /// There is no such day.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        if !deserializer.is_human_readable() {
            return Day::deserialize(deserializer);
        }
        let text = String::deserialize(deserializer)?;
        parse(&text)
            .ok_or_else(|| D::Error::custom("invalid value: expected a day like 2026-11-22"))
    }
}

/// As [`iso_day`], where there may be none.
pub mod iso_day_or_none {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::{Day, iso_day};

    #[derive(Serialize, Deserialize)]
    #[serde(transparent)]
    struct Iso(#[serde(with = "iso_day")] Day);

    /// Writes a day.
    ///
    /// # Errors
    /// The serializer's.
    pub fn serialize<S: Serializer>(day: &Option<Day>, serializer: S) -> Result<S::Ok, S::Error> {
        day.map(Iso).serialize(serializer)
    }

    /// Reads a day.
    ///
    /// # Errors
    /// There is no such day.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Day>, D::Error> {
        Ok(Option::<Iso>::deserialize(deserializer)?.map(|iso| iso.0))
    }
}
