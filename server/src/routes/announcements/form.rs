//! What somebody wants to announce, looked through before anybody sees it.

use liandong_domain::moment::UtcOffset;
use serde::Deserialize;
use time::{PrimitiveDateTime, macros::format_description};
use utoipa::ToSchema;

use crate::{
    Application,
    access::Staff,
    error::{AppError, FieldError, Problem},
    ingest,
    store::{access::Millis, screens::NewAnnouncement},
};

const LONGEST_TITLE: usize = 30;
const LONGEST_TEXT: usize = 500;
const LONGEST_ISSUER: usize = 30;
const LONGEST_HELP: usize = 20;
/// The longest that an announcement stands.
const LONGEST_MS: Millis = 31 * 24 * 3_600_000;

/// What is to be announced.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnnouncementForm {
    unit: String,
    #[serde(default)]
    pub(super) urgent: bool,
    title: String,
    text: String,
    issuer: String,
    #[serde(default)]
    help: String,
    /// At once where it is not said.
    #[serde(default)]
    begins: Option<String>,
    ends: String,
}

/// The announcement that a form asks for; it waits for a second person.
///
/// # Errors
/// Each field that cannot be, in words for whoever filled it in.
pub(super) fn checked(
    application: &Application,
    staff: &Staff,
    form: AnnouncementForm,
) -> Result<NewAnnouncement, AppError> {
    let mut errors = Vec::new();
    let mut wrong =
        |field: &'static str, message: String| errors.push(FieldError { field, message });
    let unit = staff.within(application, form.unit.trim());
    if unit.is_none() {
        wrong("unit", "没有这个单位，或不在您的管理范围内".to_owned());
    }
    for (field, text, longest, is_needed) in [
        ("title", &form.title, LONGEST_TITLE, true),
        ("issuer", &form.issuer, LONGEST_ISSUER, true),
        ("help", &form.help, LONGEST_HELP, false),
    ] {
        if let Err(message) = line(text.trim(), longest, is_needed) {
            wrong(field, message);
        }
    }
    if let Err(message) = paragraphs(form.text.trim(), LONGEST_TEXT) {
        wrong("text", message);
    }
    let (now, offset) = (staff.now(), application.clock.offset());
    let begins = form
        .begins
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty());
    let begins_at = match begins.map(|text| local_time(text, offset)) {
        None => now,
        Some(Some(at)) => at.max(now),
        Some(None) => {
            wrong("begins", "开始时间应如 2026-11-26T18:00".to_owned());
            now
        }
    };
    let ends_at = local_time(form.ends.trim(), offset);
    match ends_at {
        None => wrong("ends", "结束时间应如 2026-11-26T18:00".to_owned()),
        Some(ends_at) if ends_at <= begins_at => {
            wrong("ends", "结束时间应在开始时间和现在之后".to_owned());
        }
        Some(ends_at) if ends_at - begins_at > LONGEST_MS => {
            wrong("ends", "通知最长显示 31 天".to_owned());
        }
        Some(_) => {}
    }
    let (Some(unit), Some(ends_at), true) = (unit, ends_at, errors.is_empty()) else {
        return Err(Problem::of_fields(errors).into());
    };
    Ok(NewAnnouncement {
        unit,
        urgent: form.urgent,
        title: form.title.trim().to_owned(),
        text: form.text.trim().to_owned(),
        issuer: form.issuer.trim().to_owned(),
        help: form.help.trim().to_owned(),
        begins_at,
        ends_at,
        is_approved: false,
    })
}

/// A line of words: some, not too many, and not of pictures only.
fn line(text: &str, longest: usize, is_needed: bool) -> Result<(), String> {
    let letters = text.chars().count();
    if text.is_empty() {
        return if is_needed {
            Err(format!("应为 1 至 {longest} 个字"))
        } else {
            Ok(())
        };
    }
    if letters > longest {
        return Err(format!("最多 {longest} 个字，现在是 {letters} 个"));
    }
    if !ingest::is_plain(text, longest) {
        return Err("含有看不见的字符；请删去后重新输入".to_owned());
    }
    if !text.chars().any(char::is_alphanumeric) {
        return Err("应有文字，不能只有符号或表情".to_owned());
    }
    Ok(())
}

fn paragraphs(text: &str, longest: usize) -> Result<(), String> {
    line(&text.replace(['\n', '\r'], " "), longest, true)
}

/// A local time to the minute or second, as browsers write it.
fn local_time(text: &str, offset: UtcOffset) -> Option<Millis> {
    let minutes = format_description!("[year]-[month]-[day]T[hour]:[minute]");
    let seconds = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]");
    let parsed = PrimitiveDateTime::parse(text, minutes);
    let parsed = parsed
        .or_else(|_| PrimitiveDateTime::parse(text, seconds))
        .ok()?;
    Some(parsed.assume_offset(offset).unix_timestamp() * 1000)
}
