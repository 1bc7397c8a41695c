use super::*;

const SHANGHAI: UtcOffset = match UtcOffset::from_hms(8, 0, 0) {
    Ok(offset) => offset,
    Err(_) => UtcOffset::UTC,
};

#[test]
fn counts_are_exact_below_a_million() {
    let cases = [
        (0, "0"),
        (7, "7"),
        (999, "999"),
        (1_000, "1,000"),
        (92_418, "92,418"),
        (999_999, "999,999"),
        (1_000_000, "100.0 万"),
        (1_049_999, "104.9 万"),
        (12_345_678, "1,234.5 万"),
        (99_999_999, "9,999.9 万"),
        (100_000_000, "1.00 亿"),
        (104_999_999, "1.04 亿"),
        (123_456_789_012, "1,234.56 亿"),
        (-2, "−2"),
        (-1_234, "−1,234"),
        (-1_500_000, "−150.0 万"),
    ];
    for (value, text) in cases {
        assert_eq!(count(value), text);
    }
    assert_eq!(count(i64::MIN), "−92,233,720,368.54 亿");
}

#[test]
fn changes_have_a_sign() {
    assert_eq!([11, 0, -2].map(change), ["+11", "0", "−2"]);
}

#[test]
fn parts_of_nothing_have_no_percentage() {
    assert_eq!(percent(1, 3, 1).as_deref(), Some("33.3"));
    assert_eq!(percent(53, 100, 0).as_deref(), Some("53"));
    assert_eq!(percent(0, 0, 1), None);
    assert_eq!(number(94.46, 1), "94.5");
    assert_eq!(number(92_418.0, 0), "92,418");
}

#[test]
fn times_are_local_to_the_server() {
    let moment = Moment(1_781_764_328_999);
    assert_eq!(clock_hms(moment, SHANGHAI), "14:32:08");
    assert_eq!(clock_hm(moment, SHANGHAI), "14:32");
    assert_eq!(date_cn(moment, SHANGHAI), "2026年6月18日");
    assert_eq!(month_day_cn(moment, SHANGHAI), "6月18日");
    assert_eq!(weekday_cn(moment, SHANGHAI), "星期四");
    let new_year = Moment(1_798_732_800_000);
    assert_eq!(date_cn(new_year, SHANGHAI), "2027年1月1日");
    assert_eq!(date_cn(new_year, UtcOffset::UTC), "2026年12月31日");
    assert_eq!(clock_hms(Moment(-1), UtcOffset::UTC), "23:59:59");
}

#[test]
fn ages_are_in_their_largest_unit() {
    let ages = [0, 59, 60, 1_100, 3_600, 86_399, 200_000].map(age_cn);
    assert_eq!(
        ages,
        [
            "0 秒",
            "59 秒",
            "1 分",
            "18 分",
            "1 小时",
            "23 小时",
            "2 天"
        ]
    );
}

#[test]
fn short_names_lose_the_word_for_the_kind() {
    use UnitKind::{City, Community, District, Street};
    let cases = [
        ("上海市", City, "上海市"),
        ("徐汇区", District, "徐汇区"),
        ("浦东新区", District, "浦东新区"),
        ("徐家汇街道", Street, "徐家汇"),
        ("天平路街道", Street, "天平路"),
        ("康健新村街道", Street, "康健新村"),
        ("江湾镇街道", Street, "江湾镇"),
        ("华泾镇", Street, "华泾镇"),
        ("新村乡", Street, "新村乡"),
        ("漕河泾新兴技术开发区", Street, "漕河泾开发区"),
        ("金桥经济技术开发区", Street, "金桥开发区"),
        (
            "中国（上海）自由贸易试验区（保税片区）",
            Street,
            "中国（上海）自由贸易试验区（保税片区）",
        ),
        ("徐家宅居委会", Community, "徐家宅"),
        ("徐家宅居民委员会", Community, "徐家宅"),
        ("永新村村委会", Community, "永新村"),
        ("水产村（方泰）村委会", Community, "水产村（方泰）"),
        ("光明村委会", Community, "光明村"),
        (
            "漕河泾新兴技术开发区虚拟社区",
            Community,
            "漕河泾新兴技术开发区",
        ),
        ("芦潮港农场虚拟生活区", Community, "芦潮港农场"),
        ("街道", Street, "街道"),
    ];
    for (name, kind, short) in cases {
        assert_eq!(short_name(name, kind), short);
    }
}

#[test]
fn seals_have_two_or_three_characters() {
    let cases = [
        ("上海市", "上海"),
        ("徐汇区", "徐汇"),
        ("浦东新区", "浦东"),
        ("徐家汇街道", "徐家汇"),
        ("漕河泾街道", "漕河泾"),
        ("天平路街道", "天平"),
        ("康健新村街道", "康健"),
        ("唐镇", "唐镇"),
        ("华泾镇", "华泾"),
        ("徐家宅居委会", "徐家宅"),
        ("南京东路街道", "南京东"),
        ("漕河泾新兴技术开发区", "漕河泾"),
        ("中国（上海）自由贸易试验区（保税片区）", "中国上"),
        ("水产村（方泰）村委会", "水产村"),
        ("联动", "联动"),
    ];
    for (name, expected) in cases {
        assert_eq!(seal(name), expected);
    }
}

#[test]
fn every_name_of_a_real_city_has_a_short_one_and_a_seal() {
    let units = include_str!("../../../server/data/shanghai-units.csv");
    for line in units.lines().skip(1) {
        let mut fields = line.split(',').skip(1);
        let name = fields.next().expect("a name");
        let kind = fields.next().and_then(UnitKind::from_key).expect("a kind");
        let short = short_name(name, kind);
        let mut rest = name.chars();
        let is_part = short
            .chars()
            .all(|letter| rest.any(|other| other == letter));
        assert!(!short.is_empty() && is_part, "{name}: {short}");
        let letters = seal(name).chars().count();
        assert!((2..=3).contains(&letters), "{name}: {}", seal(name));
    }
}

#[test]
fn waiting_is_told_as_exactly_as_matters() {
    const MINUTE: i64 = 60_000;
    assert_eq!(waited_cn(-5), "0 分");
    assert_eq!(waited_cn(59 * MINUTE), "59 分");
    assert_eq!(waited_cn(60 * MINUTE), "1 小时");
    assert_eq!(waited_cn(352 * MINUTE), "5 小时 52 分");
    assert_eq!(waited_cn(28 * 60 * MINUTE + 30 * MINUTE), "28 小时");
    assert_eq!(waited_cn(47 * 60 * MINUTE), "47 小时");
    assert_eq!(waited_cn(100 * 60 * MINUTE), "4 天");
}
