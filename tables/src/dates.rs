//! Years and months in the forms in which people and spreadsheets write them.

mod numeral;

use time::{Date, Duration, Month};

use crate::text::half_width;

/// What a text says of a day: at least the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// The year.
    pub year: u16,
    /// The month, 1 to 12, if written.
    pub month: Option<u8>,
    /// The day of the month, if written.
    pub day: Option<u8>,
}

/// How a file stores its dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stored {
    /// The cell is a number: 2009.1 may be January or, its last zero lost, October.
    pub as_number: bool,
    /// Numbers of days count from 1904-01-01 instead of 1900-01-01.
    pub from_1904: bool,
}

/// Why a text is no year, month or date that can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Not read as a date.
    #[error("不是能识别的日期")]
    Unreadable,
    /// A year of two digits.
    #[error("年份只有两位，分不清是哪个世纪")]
    ShortYear,
    /// No such month or day.
    #[error("没有这一天")]
    Impossible,
    /// A number such as 2009.1.
    #[error("单元格按数字保存，分不清是 1 月还是 10 月")]
    JanuaryOrOctober,
    /// A year alone where a month is needed.
    #[error("只有年份，缺少月份")]
    NoMonth,
    /// Joined before the Party was founded.
    #[error("早于建党时间 1921 年 7 月 1 日")]
    BeforeFounding,
    /// After the day up to which the file can speak.
    #[error("晚于今天")]
    InFuture,
    /// Born before 1900, or younger than 16.
    #[error("出生年份应在 1900 年至 {latest} 年之间")]
    BirthOutOfRange {
        /// The latest year of birth.
        latest: i32,
    },
    /// Younger than 18 when joining.
    #[error("入党时不满 18 岁（出生于 {born} 年），出生年份与入党时间必有一个不对")]
    JoinedUnderAge {
        /// The year of birth in the same row.
        born: u16,
    },
}

impl DateError {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "date_unreadable",
            Self::ShortYear => "year_too_short",
            Self::Impossible => "date_impossible",
            Self::JanuaryOrOctober => "month_ambiguous",
            Self::NoMonth => "month_missing",
            Self::BeforeFounding => "before_founding",
            Self::InFuture => "in_future",
            Self::BirthOutOfRange { .. } => "birth_out_of_range",
            Self::JoinedUnderAge { .. } => "joined_under_age",
        }
    }

    /// What to do, in Chinese.
    pub fn mend(self) -> &'static str {
        match self {
            Self::Unreadable | Self::ShortYear => "改为 2009-07、2009.07 或 2009年7月 这样的写法",
            Self::Impossible | Self::BeforeFounding | Self::InFuture => "核对后改为正确的日期",
            Self::JanuaryOrOctober => "改为 2009-01 或 2009-10 这样的写法",
            Self::NoMonth => "补上月份，如 2009-07",
            Self::BirthOutOfRange { .. } => "核对后改为正确的出生年份",
            Self::JoinedUnderAge { .. } => "核对出生年份和入党时间，改正不对的一个",
        }
    }
}

/// A year of birth.
///
/// # Errors
/// Unreadable, impossible, before 1900, or later than sixteen years before `as_of`.
pub fn birth_year(text: &str, stored: Stored, as_of: Date) -> Result<u16, DateError> {
    const EARLIEST: i32 = 1900;
    const YOUNGEST: i32 = 16;
    let written = match read(text, stored) {
        // The month makes no difference here.
        Err(DateError::JanuaryOrOctober) => read(
            text,
            Stored {
                as_number: false,
                ..stored
            },
        )?,
        other => other?,
    };
    let latest = as_of.year() - YOUNGEST;
    if (EARLIEST..=latest).contains(&i32::from(written.year)) {
        Ok(written.year)
    } else {
        Err(DateError::BirthOutOfRange { latest })
    }
}

/// The year and month of joining the Party, as `YYYYMM`.
///
/// # Errors
/// Unreadable, impossible, without a month, before 1921-07-01 or after `as_of`.
pub fn joined(text: &str, stored: Stored, as_of: Date) -> Result<u32, DateError> {
    month(text, stored, as_of)
}

/// The year and month of something in the life of the Party, as `YYYYMM`.
///
/// # Errors
/// As [`joined`].
pub fn month(text: &str, stored: Stored, as_of: Date) -> Result<u32, DateError> {
    const FOUNDED: (u16, u8) = (1921, 7);
    let written = read(text, stored)?;
    let month = written.month.ok_or(DateError::NoMonth)?;
    if (written.year, month) < FOUNDED {
        return Err(DateError::BeforeFounding);
    }
    // Without a day, the first of the month is the most that can be said.
    let day = (i32::from(written.year), month, written.day.unwrap_or(1));
    if day > (as_of.year(), u8::from(as_of.month()), as_of.day()) {
        return Err(DateError::InFuture);
    }
    Ok(u32::from(written.year) * 100 + u32::from(month))
}

/// Whether someone born in a year may have joined in a month, `YYYYMM`.
///
/// # Errors
/// Younger than 18 at the end of the year of joining.
pub fn check_age(born: u16, joined: u32) -> Result<(), DateError> {
    if joined / 100 >= u32::from(born) + 18 {
        Ok(())
    } else {
        Err(DateError::JoinedUnderAge { born })
    }
}

/// Reads a year, a year and month, or a date.
///
/// # Errors
/// Unreadable, or no such day.
pub fn read(text: &str, stored: Stored) -> Result<Written, DateError> {
    const LONGEST: usize = 40;
    if text.chars().count() > LONGEST {
        return Err(DateError::Unreadable);
    }
    let plain = half_width(text);
    let text = numeral::to_digits(&plain);
    let text = without_time(text.trim());
    if let Some(date) = serial(text, stored) {
        return Ok(date);
    }
    let numbers = numbers(text)?;
    if stored.as_number && is_year_and_tenth(text) {
        return Err(DateError::JanuaryOrOctober);
    }
    match numbers.as_slice() {
        [one] => packed(one),
        [year, month] => written(year, month, None),
        [year, month, day] => written(year, month, Some(day)),
        _ => Err(DateError::Unreadable),
    }
}

fn is_year_and_tenth(text: &str) -> bool {
    text.split_once('.')
        .is_some_and(|(_, fraction)| fraction == "1")
}

/// Leaves out a time of day: `2009-07-01 00:00:00`, `2009-07-01T00:00:00`.
fn without_time(text: &str) -> &str {
    let date = match text.split_once(':') {
        Some((date, _)) => date.trim_end_matches(|it: char| it.is_ascii_digit()),
        None => text,
    };
    date.trim_end_matches([' ', 'T'])
}

/// The parts of a date between its separators.
fn numbers(text: &str) -> Result<Vec<&str>, DateError> {
    let separators = |it: char| "-/.年月日号、— ".contains(it);
    let text = text.trim_end_matches(separators);
    let parts: Vec<&str> = text.split(separators).filter(|it| !it.is_empty()).collect();
    let digits_only = parts
        .iter()
        .all(|it| it.bytes().all(|byte| byte.is_ascii_digit()));
    if digits_only && !parts.is_empty() {
        Ok(parts)
    } else {
        Err(DateError::Unreadable)
    }
}

/// Digits without a separator: 1985, 198503, 19850312.
fn packed(digits: &str) -> Result<Written, DateError> {
    match digits.len() {
        4 => Ok(Written {
            year: number(digits)?,
            month: None,
            day: None,
        }),
        6 => written(&digits[..4], &digits[4..], None),
        8 => written(&digits[..4], &digits[4..6], Some(&digits[6..])),
        _ => Err(DateError::Unreadable),
    }
}

fn written(year: &str, month: &str, day: Option<&str>) -> Result<Written, DateError> {
    match year.len() {
        4 => {}
        2 => return Err(DateError::ShortYear),
        _ => return Err(DateError::Unreadable),
    }
    let year: u16 = number(year)?;
    let month: u8 = number(month)?;
    let name = Month::try_from(month).map_err(|_| DateError::Impossible)?;
    let day: Option<u8> = day.map(number).transpose()?;
    Date::from_calendar_date(year.into(), name, day.unwrap_or(1))
        .map_err(|_| DateError::Impossible)?;
    Ok(Written {
        year,
        month: Some(month),
        day,
    })
}

fn number<N: std::str::FromStr>(digits: &str) -> Result<N, DateError> {
    digits.parse().map_err(|_| DateError::Unreadable)
}

/// The number of days that a spreadsheet stores for a date: five digits, with the time of day as a fraction.
fn serial(text: &str, stored: Stored) -> Option<Written> {
    let (days, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |it: &str| it.bytes().all(|byte| byte.is_ascii_digit());
    if days.len() != 5 || !is_number(days) || !is_number(fraction) {
        return None;
    }
    let days: i64 = days.parse().ok()?;
    // The count from 1900 has a 29 February 1900, so that from March on the first day is 1899-12-30.
    let first = if stored.from_1904 {
        Date::from_calendar_date(1904, Month::January, 1)
    } else {
        Date::from_calendar_date(1899, Month::December, 30)
    };
    let date = first.ok()?.checked_add(Duration::days(days))?;
    Some(Written {
        year: date.year().try_into().ok()?,
        month: Some(date.month().into()),
        day: Some(date.day()),
    })
}
