//! The arithmetic of organisation life: shares from counts, arrows, axes, days.

use liandong_domain::{fact::life::Frequency, metric::Metric, moment::Day};

/// 三会一课, and how many branches have held each in time.
pub const FOUR: [Metric; 4] = [
    Metric::BRANCH_HELD_BRANCH_CONGRESS,
    Metric::BRANCH_HELD_BRANCH_COMMITTEE,
    Metric::BRANCH_HELD_GROUP_MEETING,
    Metric::BRANCH_HELD_LECTURE,
];

/// A part of a whole, both counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The part.
    pub part: i64,
    /// The whole.
    pub whole: i64,
}

impl Share {
    /// In per cent; nothing where there is no whole.
    pub fn percent(self) -> Option<f64> {
        (self.whole > 0).then(|| self.part as f64 * 100.0 / self.whole as f64)
    }
}

/// What branches have held of what they must hold of 三会一课 in this period; kinds that are not due are
/// left out. Nothing where a count is not known.
pub fn held(due: [bool; 4], count: impl Fn(Metric) -> Option<i64>) -> Option<Share> {
    let branches = count(Metric::ORGANISATION_BRANCH)?;
    let kinds = FOUR.into_iter().zip(due).filter(|(_, due)| *due);
    kinds
        .map(|(metric, _)| count(metric))
        .try_fold(Share { part: 0, whole: 0 }, |sum, held| {
            Some(Share {
                part: sum.part + held?,
                whole: sum.whole + branches,
            })
        })
}

/// The care actions carried out of those planned.
pub fn care(count: impl Fn(Metric) -> Option<i64>) -> Option<f64> {
    let part = count(Metric::CARE_DONE)?;
    let whole = count(Metric::CARE_PLANNED)?;
    Share { part, whole }.percent()
}

/// How a screen calls the period in which something is due.
pub fn period(every: Frequency) -> &'static str {
    match every {
        Frequency::Monthly => "本月",
        Frequency::Quarterly => "本季",
        Frequency::Yearly => "本年",
        Frequency::Free => "不作要求",
    }
}

/// How thick an arrow is, in hundredths of the thickest: by how many of the largest go its way. A few
/// still make a line, none makes none.
pub fn thickness(transfers: i64, largest: i64) -> i64 {
    const THINNEST: i64 = 12;
    if transfers <= 0 {
        return 0;
    }
    (transfers * 100 / largest.max(transfers)).max(THINNEST)
}

/// Where a dot plot of per cent begins: at 80, or lower by tens where a dot would be left of it.
pub fn axis_begin(smallest: Option<f64>) -> i64 {
    let tens = smallest.map_or(80, |smallest| (smallest / 10.0).floor() as i64 * 10);
    // Longer axes have a number every twenty, and begin at one.
    let tens = if tens < 60 { tens - tens % 20 } else { tens };
    tens.clamp(0, 80)
}

/// The numbers under such an axis, from where it begins to 100, six at most.
pub fn axis_ticks(begin: i64) -> Vec<i64> {
    let step = match 100 - begin {
        ..=20 => 5,
        21..=40 => 10,
        _ => 20,
    };
    (0..=(100 - begin) / step)
        .map(|place| begin + place * step)
        .collect()
}

/// Where a number stands on such an axis, in hundredths of a per cent of its length.
pub fn axis_place(percent: f64, begin: i64) -> i64 {
    super::shares::length(percent - begin as f64, (100 - begin) as f64)
}

/// The calendar month of a day: its number, how many days it has, and which of them the day is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MonthDay {
    /// 1 to 12.
    pub month: u8,
    /// 28 to 31.
    pub days: u8,
    /// From 1.
    pub today: u8,
}

impl MonthDay {
    /// Of this day.
    pub fn of(day: Day) -> Self {
        let date = day.date();
        Self {
            month: date.month().into(),
            days: date.month().length(date.year()),
            today: date.day(),
        }
    }

    /// Whether a day's number stands under its column: the first, every fifth, and today, which takes
    /// the place of one beside it.
    pub fn is_named(self, day: u8) -> bool {
        let is_tick = day == 1 || day.is_multiple_of(5);
        day == self.today || (is_tick && day.abs_diff(self.today) > 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(branches: i64, held: [i64; 4]) -> impl Fn(Metric) -> Option<i64> {
        move |metric| match FOUR.iter().position(|&one| one == metric) {
            Some(place) => Some(held[place]),
            None => Some(branches),
        }
    }

    #[test]
    fn the_share_is_counted_never_an_average_of_rates() {
        let share = held([true; 4], counts(100, [96, 95, 93, 94])).expect("a share");
        assert_eq!((share.part, share.whole), (378, 400));
        assert_eq!(share.percent(), Some(94.5));
        let free = held([true, true, false, true], counts(100, [96, 95, 100, 94]));
        assert_eq!(free.expect("a share").whole, 300);
        assert_eq!(held([true; 4], |_| None), None);
        assert_eq!(
            held([true; 4], counts(0, [0; 4])).and_then(Share::percent),
            None
        );
    }

    #[test]
    fn arrows_grow_with_what_goes_their_way() {
        let all: Vec<i64> = (0..=1102).map(|count| thickness(count, 1102)).collect();
        assert!(all.windows(2).all(|pair| pair[0] <= pair[1]));
        assert_eq!((all[0], all[1102]), (0, 100));
        assert!(all[1] > 0);
        assert_eq!(thickness(551, 1102), 50);
        assert_eq!(thickness(3, 0), 100);
    }

    #[test]
    fn an_axis_begins_lower_where_it_must() {
        assert_eq!(axis_begin(None), 80);
        assert_eq!(axis_begin(Some(87.5)), 80);
        assert_eq!(axis_begin(Some(79.9)), 70);
        assert_eq!(axis_begin(Some(0.0)), 0);
        assert_eq!(axis_begin(Some(55.0)), 40);
        assert_eq!(axis_begin(Some(100.0)), 80);
        assert_eq!(axis_ticks(80), [80, 85, 90, 95, 100]);
        assert_eq!(axis_ticks(70), [70, 80, 90, 100]);
        assert_eq!(axis_ticks(0), [0, 20, 40, 60, 80, 100]);
        assert_eq!(axis_place(90.0, 80), 5000);
        assert_eq!(axis_place(75.0, 80), 0);
    }

    #[test]
    fn days_are_named_with_room_between() {
        let date = |text| liandong_domain::moment::iso_day::parse(text).expect("a day");
        let june = MonthDay::of(date("2026-06-18"));
        assert_eq!((june.month, june.days, june.today), (6, 30, 18));
        let named: Vec<u8> = (1..=june.days).filter(|&day| june.is_named(day)).collect();
        assert_eq!(named, [1, 5, 10, 15, 18, 20, 25, 30]);
        let next_to = MonthDay { today: 26, ..june };
        assert!(!next_to.is_named(25) && next_to.is_named(26));
        assert_eq!(MonthDay::of(date("2028-02-10")).days, 29);
    }
}
