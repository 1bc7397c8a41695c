//! Whether a fact can be true.

use liandong_domain::{
    fact::{Event, Fact, RegistryChange},
    moment::Day,
    registry::{Member, Row},
};

use super::{Rejection, work};

/// The longest name of a unit, in characters.
pub const LONGEST_NAME: usize = 60;
/// The longest short name of an employer, in characters.
const LONGEST_SHORT_NAME: usize = 12;
/// The longest key of a sender's, in characters.
pub const LONGEST_KEY: usize = 64;
/// More people than any meeting has had.
pub const MOST_PEOPLE: u32 = 1_000_000;

/// Refuses what cannot be true.
pub(super) fn check(fact: &Fact, today: Day) -> Result<(), Rejection> {
    match &fact.event {
        Event::MeetingHeld {
            organisation,
            expected,
            attended,
            ..
        } => {
            text_fits("organisation", organisation, LONGEST_KEY)?;
            if attended > expected {
                let message = format!("实到 {attended} 人多于应到 {expected} 人");
                return Err(Rejection::new("attended_above_expected", message));
            }
            if *expected > MOST_PEOPLE {
                let message = format!("字段 expected 为 {expected}，超过 {MOST_PEOPLE}");
                return Err(Rejection::new("invalid_field", message));
            }
            Ok(())
        }
        Event::UnitAdded(unit) => text_fits("name", &unit.name, LONGEST_NAME),
        Event::UnitRenamed { name } => text_fits("name", name, LONGEST_NAME),
        Event::RegistryChanged(change) => check_change(change, today),
        _ => work::check(fact, today),
    }
}

fn check_change(change: &RegistryChange, today: Day) -> Result<(), Rejection> {
    text_fits("key", &change.key, LONGEST_KEY)?;
    if change.before.is_none() && change.after.is_none() {
        let message = "registry.changed 缺少字段 after；删除一条时请在 before 中写明所在的库";
        return Err(Rejection::new("missing_field", message));
    }
    match &change.after {
        Some(Row::Member(member)) => check_member(member, today),
        Some(Row::Applicant { since, .. }) => check_month("since", *since, today),
        Some(Row::Employer { shown_as, .. }) => check_short_name(shown_as.as_deref()),
        _ => Ok(()),
    }
}

fn check_member(member: &Member, today: Day) -> Result<(), Rejection> {
    let this_year = today.year();
    if let Some(year) = member.birth_year
        && !(1900..=this_year).contains(&i32::from(year))
    {
        return Err(invalid("birth_year", year, "应为 1900 年至今年"));
    }
    check_month("joined", member.joined, today)?;
    check_month("last_contact", member.last_contact, today)?;
    match member.ethnicity {
        Some(code) if !matches!(code, 1..=56 | 97 | 98) => Err(invalid(
            "ethnicity",
            code,
            "应为 GB/T 3304 的代码 1 至 56、97 或 98",
        )),
        _ => Ok(()),
    }
}

fn check_month(field: &str, digits: Option<u32>, today: Day) -> Result<(), Rejection> {
    let Some(digits) = digits else { return Ok(()) };
    let (year, month) = ((digits / 100) as i32, digits % 100);
    if !(1921..=today.year()).contains(&year) || !(1..=12).contains(&month) {
        return Err(invalid(field, digits, "应为 YYYYMM，1921 年至今年"));
    }
    Ok(())
}

/// It is the one text of a registry that comes on public screens.
fn check_short_name(name: Option<&str>) -> Result<(), Rejection> {
    let Some(name) = name else { return Ok(()) };
    text_fits("shown_as", name, LONGEST_SHORT_NAME)?;
    work::tells_nobody("shown_as", name)
}

pub(super) fn invalid(field: &str, value: impl std::fmt::Display, expected: &str) -> Rejection {
    Rejection::new(
        "invalid_field",
        format!("字段 {field} 的 {value} 不对：{expected}"),
    )
}

pub(super) fn text_fits(field: &str, text: &str, max: usize) -> Result<(), Rejection> {
    if !is_plain(text, max) {
        let message = format!("字段 {field} 应为 1 至 {max} 个字符，且不含控制字符");
        return Err(Rejection::new("invalid_field", message));
    }
    Ok(())
}

/// Whether a text is not empty, not too long, and has nothing that cannot be seen: no control
/// characters, and none that turn the direction of what follows or take no room.
pub fn is_plain(text: &str, longest: usize) -> bool {
    let is_unseen = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
            || matches!(letter, '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    !text.trim().is_empty() && text.chars().count() <= longest && !text.chars().any(is_unseen)
}
