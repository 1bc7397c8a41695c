//! Years and months in every form in which they are written.

mod common;

use common::as_of;
use liandong_tables::dates::{DateError, Stored, birth_year, check_age, joined, read};
use proptest::prelude::*;

const TEXT: Stored = Stored {
    as_number: false,
    from_1904: false,
};
const NUMBER: Stored = Stored {
    as_number: true,
    from_1904: false,
};

#[test]
fn every_form_of_a_month_is_read() {
    for text in [
        "1985.3",
        "1985.03",
        "198503",
        "19850312",
        "1985-3-12",
        "1985/3/12",
        "1985年3月",
        "1985年03月12日",
        "一九八五年三月",
        "一九八五年三月十二日",
        "１９８５．３",
        "１９８５年３月",
        "1985-03-12 00:00:00",
        "1985-03-12T08:30:00",
        "1985 3 12",
        " 1985.03. ",
        "31118",
        "31118.5",
        "1985、3",
        "1985年3月12号",
        "1985—03",
    ] {
        let written = read(text, TEXT).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!((written.year, written.month), (1985, Some(3)), "{text}");
    }
}

#[test]
fn chinese_numerals_are_read() {
    for (text, month, day) in [
        ("二〇〇九年十月", 10, None),
        ("二零零九年十一月二十日", 11, Some(20)),
        ("二○○九年十二月三十一日", 12, Some(31)),
        ("二〇〇九年一月廿一日", 1, Some(21)),
    ] {
        let written = read(text, TEXT).expect(text);
        assert_eq!(
            (written.year, written.month, written.day),
            (2009, Some(month), day)
        );
    }
    assert!(read("二十十年一月", TEXT).is_err());
}

#[test]
fn serial_numbers_count_from_1900_or_1904() {
    let from_1904 = Stored {
        from_1904: true,
        ..NUMBER
    };
    let day = |stored| read("40000", stored).map(|it| (it.year, it.month, it.day));
    assert_eq!(day(NUMBER), Ok((2009, Some(7), Some(6))));
    assert_eq!(day(from_1904), Ok((2013, Some(7), Some(7))));
}

#[test]
fn a_number_that_lost_its_last_zero_is_asked_about() {
    assert_eq!(
        joined("2009.1", NUMBER, as_of()),
        Err(DateError::JanuaryOrOctober)
    );
    assert_eq!(joined("2009.1", TEXT, as_of()), Ok(200_901));
    assert_eq!(joined("2009.12", NUMBER, as_of()), Ok(200_912));
    assert_eq!(birth_year("1985.1", NUMBER, as_of()), Ok(1985));
}

#[test]
fn what_is_no_date_is_refused() {
    for (text, error) in [
        ("", DateError::Unreadable),
        ("不详", DateError::Unreadable),
        ("85.3", DateError::ShortYear),
        ("85-3-12", DateError::ShortYear),
        ("1985-13", DateError::Impossible),
        ("1985-02-30", DateError::Impossible),
        ("19850230", DateError::Impossible),
        ("1985-0", DateError::Impossible),
        ("1985-3-12-1", DateError::Unreadable),
        ("123456789", DateError::Unreadable),
        ("1985-300", DateError::Unreadable),
        ("1985年三个月", DateError::Unreadable),
    ] {
        assert_eq!(read(text, TEXT), Err(error), "{text}");
    }
}

#[test]
fn birth_years_are_plausible() {
    assert_eq!(birth_year("1900", TEXT, as_of()), Ok(1900));
    assert_eq!(birth_year("2010", TEXT, as_of()), Ok(2010));
    for text in ["1899", "2011"] {
        let refused = birth_year(text, TEXT, as_of());
        assert_eq!(refused, Err(DateError::BirthOutOfRange { latest: 2010 }));
    }
}

#[test]
fn joining_is_after_the_founding_of_age_and_not_in_future() {
    assert_eq!(joined("1921-07", TEXT, as_of()), Ok(192_107));
    assert_eq!(
        joined("1921-06-30", TEXT, as_of()),
        Err(DateError::BeforeFounding)
    );
    assert_eq!(
        joined("1918.03.02", TEXT, as_of()),
        Err(DateError::BeforeFounding)
    );
    assert_eq!(joined("2026-06-18", TEXT, as_of()), Ok(202_606));
    assert_eq!(
        joined("2026-06-19", TEXT, as_of()),
        Err(DateError::InFuture)
    );
    assert_eq!(joined("2026-06", TEXT, as_of()), Ok(202_606));
    assert_eq!(
        joined("2031.07.01", TEXT, as_of()),
        Err(DateError::InFuture)
    );
    assert_eq!(joined("2009", TEXT, as_of()), Err(DateError::NoMonth));
    assert_eq!(check_age(1985, 200_301), Ok(()));
    assert_eq!(
        check_age(1985, 200_212),
        Err(DateError::JoinedUnderAge { born: 1985 })
    );
}

proptest! {
    #[test]
    fn no_text_makes_reading_panic(text in ".{0,50}", as_number: bool, from_1904: bool) {
        let _ = read(&text, Stored { as_number, from_1904 });
    }

    #[test]
    fn no_text_like_a_date_makes_reading_panic(text in "[0-9年月日十廿一二〇./ :T-]{0,24}") {
        let _ = read(&text, TEXT);
        let _ = read(&text, NUMBER);
    }
}
