//! How time passes: days, quarters, years, and facts that come late or early.

#![allow(missing_docs)]

mod common;

use std::collections::BTreeMap;

use common::{
    build::{
        Ledger, OFFSET, clock_day, day, days_after, fact, meeting_held, member, moment, row_changed,
    },
    model::age_class,
};
use liandong_domain::{
    fact::{Fact, MeetingKind},
    metric::{Metric, Period},
    moment::{Day, Moment},
    registry::MemberStatus,
};

const HELD: Metric = Metric::MEETING_LECTURE_HELD;

fn lecture(on: Day) -> Fact {
    meeting_held("c1", MeetingKind::Lecture, [9, 10], on)
}

fn newcomer(birth_year: Option<u16>, on: Day) -> Fact {
    row_changed(
        "c1",
        None,
        Some(member(MemberStatus::Normal, birth_year)),
        on,
    )
}

fn age_counts(ledger: &Ledger, unit: &str) -> BTreeMap<&'static str, i64> {
    let ages = Metric::all().filter(|metric| metric.key().starts_with("member.age."));
    ages.map(|metric| (metric.key(), ledger.count(unit, metric)))
        .collect()
}

#[test]
fn ages_move_on_with_the_year_as_if_counted_from_scratch() {
    let births: Vec<Option<u16>> = (1920..=2008).map(Some).chain([None]).collect();
    let mut ledger = Ledger::with_small_tree(day(2025, 11, 30));
    for birth_year in &births {
        ledger
            .take(&newcomer(*birth_year, day(2025, 11, 30)))
            .unwrap();
    }
    // One year on, then many at once, as after a long time out of use.
    for year in [2025, 2026, 2027, 2028, 2040] {
        ledger.take(&clock_day("city", day(year, 12, 31))).unwrap();
        for unit in ["city", "d1", "c1"] {
            let counted = age_counts(&ledger, unit);
            for (key, found) in counted {
                let class = key.strip_prefix("member.age.").unwrap();
                let is_in = |birth_year: &&Option<u16>| age_class(**birth_year, year) == class;
                let expected = births.iter().filter(is_in).count() as i64;
                assert_eq!(found, expected, "{key} of {unit} in {year}");
            }
        }
    }
}

#[test]
fn a_member_who_left_grows_no_older() {
    let on = day(2025, 12, 31);
    let mut ledger = Ledger::with_small_tree(on);
    let row = || Some(member(MemberStatus::Normal, Some(1995)));
    ledger.take(&row_changed("c1", None, row(), on)).unwrap();
    ledger.take(&row_changed("c1", row(), None, on)).unwrap();
    ledger.take(&clock_day("city", day(2026, 1, 1))).unwrap();
    assert!(
        age_counts(&ledger, "city")
            .values()
            .all(|count| *count == 0)
    );
}

#[test]
fn today_begins_anew_each_day_and_nothing_else_does() {
    let on = day(2026, 5, 20);
    let mut ledger = Ledger::with_small_tree(on);
    ledger.take(&newcomer(Some(1990), on)).unwrap();
    ledger.take(&lecture(on)).unwrap();
    let before = ledger.clone();
    assert_eq!(ledger.count("city", Metric::TODAY_MEMBER), 1);
    assert_eq!(ledger.count("city", Metric::TODAY_EVENT), 2);
    ledger.take(&clock_day("city", day(2026, 5, 21))).unwrap();
    for (unit, node) in ledger.aggregate.tree().open() {
        for metric in Metric::all() {
            let expected = match metric.definition().period {
                Period::Day => 0,
                _ => before.aggregate.count(unit, metric),
            };
            let found = ledger.aggregate.count(unit, metric);
            assert_eq!(found, expected, "{metric:?} of {}", node.code);
        }
    }
}

#[test]
fn quarters_end_with_march_june_september_december() {
    for (year, month, last) in [(2026, 3, 31), (2026, 6, 30), (2026, 9, 30), (2026, 12, 31)] {
        let last = day(year, month, last);
        let mut ledger = Ledger::with_small_tree(days_after(last, -1));
        ledger.take(&lecture(days_after(last, -1))).unwrap();
        ledger.take(&clock_day("city", last)).unwrap();
        assert_eq!(ledger.count("city", HELD), 1, "on {:?}", last.date());
        ledger
            .take(&clock_day("city", days_after(last, 1)))
            .unwrap();
        assert_eq!(ledger.count("city", HELD), 0, "after {:?}", last.date());
    }
}

#[test]
fn the_same_quarter_of_another_year_is_another() {
    let mut ledger = Ledger::with_small_tree(day(2025, 5, 20));
    ledger.take(&lecture(day(2025, 5, 20))).unwrap();
    ledger.take(&clock_day("city", day(2026, 5, 20))).unwrap();
    assert_eq!(ledger.count("city", HELD), 0);
}

#[test]
fn a_late_fact_counts_for_its_quarter_only() {
    let mut ledger = Ledger::with_small_tree(day(2026, 4, 2));
    ledger.take(&lecture(day(2026, 3, 31))).unwrap();
    assert_eq!(ledger.count("city", HELD), 0);
    assert_eq!(ledger.count("city", Metric::TODAY_EVENT), 0);
    ledger.take(&lecture(day(2026, 4, 1))).unwrap();
    assert_eq!(ledger.count("city", HELD), 1);
    assert_eq!(ledger.count("city", Metric::TODAY_EVENT), 0);
}

#[test]
fn a_late_registration_counts_but_not_as_todays() {
    let mut ledger = Ledger::with_small_tree(day(2026, 4, 2));
    ledger.take(&newcomer(None, day(2026, 3, 31))).unwrap();
    assert_eq!(ledger.count("city", Metric::MEMBER_TOTAL), 1);
    assert_eq!(ledger.count("city", Metric::TODAY_MEMBER), 0);
}

/// A sender's clock may be ahead of the server's.
#[test]
fn a_fact_of_the_first_minutes_of_tomorrow_counts_today() {
    let today = day(2026, 5, 20);
    let mut ledger = Ledger::with_small_tree(today);
    let mut early = lecture(today);
    early.at = moment(days_after(today, 1), 180);
    ledger.take(&early).unwrap();
    assert_eq!(ledger.count("city", HELD), 1);
    assert_eq!(ledger.count("city", Metric::TODAY_EVENT), 1);
}

#[test]
fn days_begin_at_local_midnight() {
    let today = day(2026, 5, 20);
    for (second, counts) in [(-1, 0), (0, 1), (86_399, 1)] {
        let mut ledger = Ledger::with_small_tree(today);
        let mut at_midnight = lecture(today);
        at_midnight.at = moment(today, second);
        ledger.take(&at_midnight).unwrap();
        let found = ledger.count("city", Metric::TODAY_EVENT);
        assert_eq!(found, counts, "{second} seconds after midnight");
    }
}

#[test]
fn moments_fall_on_days_where_clocks_run_ahead() {
    // 2026-05-19T16:00:00Z is midnight in Shanghai.
    let midnight = Moment(1_779_206_400_000);
    assert_eq!(midnight.day(OFFSET), day(2026, 5, 20));
    assert_eq!(Moment(midnight.0 - 1).day(OFFSET), day(2026, 5, 19));
    assert_eq!(midnight.second_of_day(OFFSET), 0);
    assert_eq!(Moment(midnight.0 - 1).second_of_day(OFFSET), 86_399);
}

/// A sender's nonsense must not stop the fold.
#[test]
fn moments_beyond_the_calendar_are_taken_as_its_ends() {
    for (at, year) in [(i64::MIN, -9999), (-1, 1970), (i64::MAX, 9999)] {
        assert_eq!(Moment(at).day(OFFSET).year(), year);
        let mut ledger = Ledger::with_small_tree(day(2026, 5, 20));
        let mut strange = lecture(day(2026, 5, 20));
        strange.at = Moment(at);
        ledger.take(&strange).unwrap();
    }
    let beyond: Day = serde_json::from_str(&i32::MAX.to_string()).unwrap();
    assert_eq!(beyond.year(), 9999);
    let mut ledger = Ledger::with_small_tree(day(2026, 5, 20));
    let event = liandong_domain::fact::Event::ClockDay { day: beyond };
    ledger.take(&fact("city", day(2026, 5, 20), event)).unwrap();
}
