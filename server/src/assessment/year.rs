//! Which year is assessed. The running one by its numbers as they stand; one that is over, by its last kept day.

use axum::http::StatusCode;
use liandong_domain::{aggregate::Aggregate, metric::Metric, moment::Day, tree::UnitIndex};
use rustc_hash::FxHashMap;

use crate::{
    error::AppError,
    store::{SqliteStore, StoreError, history::Numbers},
};

/// A year that can be assessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Year {
    /// Which.
    pub year: i32,
    /// The day as whose end its numbers are taken; nothing of the running year, whose numbers are those of now.
    pub ended: Option<Day>,
}

impl Year {
    /// As scores are kept by it.
    pub fn key(self) -> u16 {
        u16::try_from(self.year).unwrap_or_default()
    }

    /// Whether what it is taken from is not its last day: nothing was kept of the days after.
    pub fn is_cut_short(self) -> bool {
        self.ended
            .is_some_and(|day| day.plus(1).year() == self.year)
    }
}

/// The years that can be assessed, the running one first.
///
/// # Errors
/// The store failed.
pub async fn years(store: &SqliteStore, today: Day) -> Result<Vec<Year>, StoreError> {
    let running = Year {
        year: today.year(),
        ended: None,
    };
    let ends = store.last_days_of_years().await?;
    let past = ends.into_iter().rev().map(|day| Year {
        year: day.year(),
        ended: Some(day),
    });
    let past = past.filter(|past| past.year < running.year);
    Ok([running].into_iter().chain(past).collect())
}

/// The one of some years that is asked for, the running one where none is named.
///
/// # Errors
/// It has not begun, or nothing is kept of it.
pub fn pick(years: &[Year], asked: Option<i32>) -> Result<Year, AppError> {
    let running = years.first().map(|running| running.year);
    let year = asked.or(running).unwrap_or_default();
    let found = years.iter().find(|one| one.year == year);
    found.copied().ok_or_else(|| {
        let why = if running < Some(year) {
            "还没有开始"
        } else {
            "没有保存数字"
        };
        let known: Vec<String> = years.iter().map(|one| one.year.to_string()).collect();
        let message = format!("{year} 年度{why}；可以考核的有 {} 年度", known.join("、"));
        AppError::refused(StatusCode::NOT_FOUND, "year_not_kept", message)
    })
}

/// The year that a query names.
///
/// # Errors
/// It is no year.
pub fn parse(asked: Option<&str>) -> Result<Option<i32>, AppError> {
    let Some(asked) = asked.filter(|asked| !asked.is_empty()) else {
        return Ok(None);
    };
    let is_year = asked.len() == 4 && asked.bytes().all(|byte| byte.is_ascii_digit());
    let year = is_year.then(|| asked.parse().ok()).flatten();
    year.map(Some).ok_or_else(|| {
        let message = "查询参数 year 应为四位数的年份，如 2026";
        AppError::refused(StatusCode::BAD_REQUEST, "invalid_query", message)
    })
}

/// The numbers of units in a year.
pub struct Books {
    /// Which.
    pub year: Year,
    /// Of a year that is over; a unit that was not there yet has none.
    kept: FxHashMap<UnitIndex, Numbers>,
}

impl Books {
    /// Those of these units.
    ///
    /// # Errors
    /// The store failed.
    pub async fn open(
        store: &SqliteStore,
        year: Year,
        units: &[UnitIndex],
    ) -> Result<Self, StoreError> {
        let mut kept = FxHashMap::default();
        if let Some(day) = year.ended {
            for kept_day in store.days_of(units, (day, day)).await? {
                let numbers = units.iter().copied().zip(kept_day.units);
                kept.extend(numbers.filter_map(|(unit, numbers)| Some((unit, numbers?))));
            }
        }
        Ok(Self { year, kept })
    }

    /// Whether there are numbers of a unit.
    pub fn have(&self, unit: UnitIndex) -> bool {
        self.year.ended.is_none() || self.kept.contains_key(&unit)
    }

    /// A number of a unit.
    pub fn count(&self, aggregate: &Aggregate, unit: UnitIndex, metric: Metric) -> i64 {
        if self.year.ended.is_none() {
            return aggregate.count(unit, metric);
        }
        let numbers = self.kept.get(&unit);
        numbers.map_or(0, |numbers| numbers[metric.column()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        liandong_domain::moment::iso_day::parse(text).expect("a day")
    }

    fn past(text: &str) -> Year {
        Year {
            year: day(text).year(),
            ended: Some(day(text)),
        }
    }

    #[test]
    fn a_year_is_cut_short_where_its_last_day_is_not_kept() {
        assert!(!past("2026-12-31").is_cut_short());
        assert!(past("2026-12-30").is_cut_short());
        let running = Year {
            year: 2027,
            ended: None,
        };
        assert!(!running.is_cut_short());
    }

    #[test]
    fn only_years_that_are_kept_can_be_picked() {
        let running = Year {
            year: 2027,
            ended: None,
        };
        let years = [running, past("2026-12-31")];
        let picked = [None, Some(2027), Some(2026)].map(|asked| pick(&years, asked).ok());
        assert_eq!(picked, [Some(running), Some(running), Some(years[1])]);
        for asked in [2025, 2028, 0] {
            assert!(pick(&years, Some(asked)).is_err(), "{asked}");
        }
    }

    #[test]
    fn a_year_is_four_digits() {
        let read = [None, Some(""), Some("2026")].map(|asked| parse(asked).ok());
        assert_eq!(read, [Some(None), Some(None), Some(Some(2026))]);
        for asked in ["26", "+026", "20266", "二〇二六"] {
            assert!(parse(Some(asked)).is_err(), "{asked}");
        }
    }
}
