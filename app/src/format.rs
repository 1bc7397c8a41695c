//! Numbers, times and names as the screens write them.

use liandong_domain::{
    frame::Scene,
    moment::{Day, Moment, UtcOffset},
    unit::UnitKind,
};

/// As wide as a plus, unlike the hyphen.
const MINUS: &str = "\u{2212}";

/// A count: thousands with commas, from a million in 万, from a hundred million in 亿.
pub fn count(count: i64) -> String {
    let size = count.unsigned_abs();
    match size {
        0..1_000_000 => with_commas(count),
        1_000_000..100_000_000 => scaled(count, 10_000, 1, "万"),
        _ => scaled(count, 100_000_000, 2, "亿"),
    }
}

/// Cut off, not rounded up: 9,999.99 万 must not read 10,000.0 万 beside 1.00 亿.
fn scaled(count: i64, unit: u64, decimals: u32, word: &str) -> String {
    let sign = if count < 0 { MINUS } else { "" };
    let parts = 10_u64.pow(decimals);
    let size = count.unsigned_abs();
    let whole = with_commas((size / unit) as i64);
    let rest = size % unit * parts / unit;
    format!(
        "{sign}{whole}.{rest:0width$} {word}",
        width = decimals as usize
    )
}

fn with_commas(count: i64) -> String {
    let digits = count.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if count < 0 {
        text.push_str(MINUS);
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A change with its sign: +11, −2, 0.
pub fn change(change: i64) -> String {
    let plus = if change > 0 { "+" } else { "" };
    format!("{plus}{}", count(change))
}

/// A number with this many digits behind the point, or a count where there are none.
pub fn number(number: f64, decimals: usize) -> String {
    if decimals == 0 {
        return count(number.round() as i64);
    }
    // The standard library's own way to write a float is a twentieth of the browser's program.
    let parts = 10_u64.pow(decimals as u32);
    let size = (number.abs() * parts as f64).round() as u64;
    let sign = if number < 0.0 && size > 0 { MINUS } else { "" };
    let (whole, rest) = (size / parts, size % parts);
    format!("{sign}{whole}.{rest:0decimals$}")
}

/// A part of a whole in per cent with this many digits behind the point, without the sign; nothing
/// where there is no whole.
pub fn percent(part: i64, whole: i64, decimals: usize) -> Option<String> {
    (whole > 0).then(|| number(part as f64 * 100.0 / whole as f64, decimals))
}

/// 14:32
pub fn clock_hm(moment: Moment, offset: UtcOffset) -> String {
    let second = moment.second_of_day(offset);
    format!("{:02}:{:02}", second / 3600, second / 60 % 60)
}

/// 14:32:08
pub fn clock_hms(moment: Moment, offset: UtcOffset) -> String {
    let second = moment.second_of_day(offset);
    format!("{}:{:02}", clock_hm(moment, offset), second % 60)
}

/// 2026年6月18日
pub fn date_cn(moment: Moment, offset: UtcOffset) -> String {
    whole_day_cn(moment.day(offset))
}

/// 6月18日
pub fn month_day_cn(moment: Moment, offset: UtcOffset) -> String {
    day_cn(moment.day(offset))
}

/// 6月18日, of a day.
pub fn day_cn(day: Day) -> String {
    let date = day.date();
    format!("{}月{}日", u8::from(date.month()), date.day())
}

/// 2026年6月18日
pub fn whole_day_cn(day: Day) -> String {
    format!("{}年{}", day.year(), day_cn(day))
}

/// 6月17日 16:20
pub fn stamp_cn(moment: Moment, offset: UtcOffset) -> String {
    let (day, time) = (month_day_cn(moment, offset), clock_hm(moment, offset));
    format!("{day} {time}")
}

/// How long something has waited, so exactly as matters: 12 分, 5 小时 52 分, 28 小时, 4 天.
pub fn waited_cn(ms: i64) -> String {
    let minutes = ms.max(0) / 60_000;
    match minutes {
        0..60 => format!("{minutes} 分"),
        60..720 if minutes % 60 > 0 => format!("{} 小时 {} 分", minutes / 60, minutes % 60),
        60..2880 => format!("{} 小时", minutes / 60),
        _ => format!("{} 天", minutes / 1440),
    }
}

/// 星期四
pub fn weekday_cn(moment: Moment, offset: UtcOffset) -> &'static str {
    const NAMES: [&str; 7] = [
        "星期一",
        "星期二",
        "星期三",
        "星期四",
        "星期五",
        "星期六",
        "星期日",
    ];
    let date = moment.day(offset).date();
    NAMES[usize::from(date.weekday().number_days_from_monday())]
}

/// An age in its largest unit: 45 秒, 18 分, 3 小时, 2 天.
pub fn age_cn(seconds: u64) -> String {
    match seconds {
        0..60 => format!("{seconds} 秒"),
        60..3600 => format!("{} 分", seconds / 60),
        3600..86_400 => format!("{} 小时", seconds / 3600),
        _ => format!("{} 天", seconds / 86_400),
    }
}

/// What a scene's plaque has behind the unit's name.
pub fn scene_title(scene: Scene) -> &'static str {
    match scene {
        Scene::Overview => "党建总览",
        Scene::Linkage => "党建联动",
        Scene::Life => "组织生活",
        Scene::CoBuilding => "区域共建",
    }
}

/// What a browser's tab says of a unit's wall.
pub fn wall_title(name: &str, scene: Scene) -> String {
    format!("{name}{} · 联动", scene_title(scene))
}

/// A name without the word for what it is, for tiles and lists beside their own kind: 徐家汇街道 to
/// 徐家汇, 徐家宅居委会 to 徐家宅, 联民村村委会 to 联民村. Towns keep theirs: 华泾镇. Of a development
/// zone the place is kept, not its trade: 漕河泾新兴技术开发区 to 漕河泾开发区.
pub fn short_name(name: &str, kind: UnitKind) -> String {
    const TRADES: &[&str] = &["新兴技术", "经济技术", "高新技术产业", "高新技术"];
    if let Some(zone) = name.strip_suffix("开发区")
        && let Some(place) = TRADES.iter().find_map(|trade| zone.strip_suffix(trade))
    {
        return format!("{place}开发区");
    }
    let endings: &[&str] = match kind {
        UnitKind::Street => &["街道办事处", "街道"],
        UnitKind::Community => &[
            "社区居民委员会",
            "居民委员会",
            "村民委员会",
            "社区居委会",
            "居委会",
            "村委会",
            "居民区",
            "虚拟社区",
            "虚拟生活区",
        ],
        _ => &[],
    };
    let Some(rest) = endings.iter().find_map(|ending| name.strip_suffix(ending)) else {
        return name.to_owned();
    };
    // 联民村委会 gives 联民村: a village that lost its 村 would read as a name of something else.
    let village = name.ends_with("村委会") || name.ends_with("村民委员会");
    match rest.chars().next_back() {
        None => name.to_owned(),
        Some('村' | '）') => rest.to_owned(),
        Some(_) if village => format!("{rest}村"),
        Some(_) => rest.to_owned(),
    }
}

/// Two or three characters for a unit's seal: 徐汇, 漕河泾, 徐家宅.
pub fn seal(name: &str) -> String {
    const ENDINGS: &[&str] = &[
        "居民委员会",
        "村民委员会",
        "村委会",
        "居委会",
        "居民区",
        "虚拟社区",
        "虚拟生活区",
        "新村街道",
        "路街道",
        "街道",
        "地区",
        "新区",
        "镇",
        "乡",
        "区",
        "县",
        "市",
        "省",
    ];
    let is_letter = |letter: &char| !"（）()《》“”·".contains(*letter);
    let rest = ENDINGS
        .iter()
        .filter_map(|ending| name.strip_suffix(ending))
        .find(|rest| rest.chars().count() >= 2)
        .unwrap_or(name);
    rest.chars().filter(is_letter).take(3).collect()
}

#[cfg(test)]
mod tests;
