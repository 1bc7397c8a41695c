//! From what a sender posts to facts: parsing and plausibility, before anything is stored.
//!
//! Each refusal has a stable code for programs and a Chinese sentence for people that says what is
//! wrong, where, and what would be right.

use liandong_domain::{
    fact::{Event, Fact},
    moment::{Moment, UtcOffset},
    tree::TreeError,
    unit::UnitCode,
    work::WorkError,
};
use serde::Serialize;
use serde_json::{Map, Value, value::RawValue};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

mod plausible;
pub mod row;
mod work;

pub use plausible::{LONGEST_KEY, LONGEST_NAME, MOST_PEOPLE, is_plain};
pub use work::{LONGEST_TEXT, LONGEST_TITLE, MOST_ATTACHMENTS, MOST_NAMED, tells_nobody};

/// The most facts of one batch.
pub const MAX_BATCH: usize = 10_000;
/// The largest body of one batch, in bytes.
pub const MAX_BODY: usize = 8 * 1024 * 1024;
/// How far ahead a sender's clock may be, in milliseconds.
const CLOCK_TOLERANCE_MS: i64 = 5 * 60 * 1000;
/// The Party's founding, 1921-07-23T00:00:00+08:00.
const EARLIEST: Moment = Moment(-1_528_704_000_000);
const MAX_ID_CHARACTERS: usize = 64;

/// How ids of facts that an import is made of begin.
pub const IMPORT_IDS: &str = "import/";
/// How ids of facts that take an import back begin.
pub const UNDO_IDS: &str = "undo/";
/// How the ids of the server's own facts begin: a sender's must not, or it could stand in for one.
const RESERVED_IDS: [&str; 3] = ["clock.day/", IMPORT_IDS, UNDO_IDS];

/// Every kind that a sender may send.
pub const KINDS: &[&str] = &[
    "unit.added",
    "unit.renamed",
    "unit.moved",
    "unit.retired",
    "registry.changed",
    "meeting.held",
    "deployment.issued",
    "deployment.acknowledged",
    "deployment.passed_on",
    "deployment.progressed",
    "deployment.completed",
    "deployment.withdrawn",
    "log.submitted",
    "log.reviewed",
    "log.returned",
    "item.opened",
    "item.assigned",
    "item.progressed",
    "item.resolved",
    "item.returned",
    "item.closed",
    "item.reopened",
    "conference.called",
    "conference.answered",
    "care.planned",
    "care.done",
    "rules.set",
    "resource.offered",
    "need.raised",
    "match.made",
    "match.agreed",
    "match.fulfilled",
    "match.confirmed",
    "match.dropped",
    "activity.held",
    "assessment.scored",
];

/// Why one fact of a batch was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Rejection {
    /// Stable code.
    pub code: &'static str,
    /// What is wrong and where, in Chinese.
    pub message: String,
}

impl Rejection {
    /// A refusal.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }
}

/// Reads a batch: a JSON array, each element parsed by itself.
///
/// # Errors
/// Not JSON, not an array, or too many elements.
pub fn parse_batch(
    body: &[u8],
    now: Moment,
    offset: UtcOffset,
) -> Result<Vec<Result<Fact, Rejection>>, Rejection> {
    let elements = elements(body)?;
    Ok(elements
        .into_iter()
        .map(|element| parse_fact(element, now, offset))
        .collect())
}

/// The elements of a batch, each as yet unread.
///
/// # Errors
/// Not JSON, not an array, or too many elements.
pub fn elements(body: &[u8]) -> Result<Vec<&RawValue>, Rejection> {
    let elements: Vec<&RawValue> = serde_json::from_slice(body).map_err(|error| {
        let place = format!("第 {} 行第 {} 列", error.line(), error.column());
        if error.is_data() {
            Rejection::new("not_an_array", format!("请求体应为 JSON 数组（{place}）"))
        } else {
            Rejection::new(
                "invalid_json",
                format!("请求体不是合法的 JSON：{place}附近有误"),
            )
        }
    })?;
    if elements.len() > MAX_BATCH {
        let message = format!(
            "一批最多 {MAX_BATCH} 条，收到 {} 条；请分批发送",
            elements.len()
        );
        return Err(Rejection::new("batch_too_large", message));
    }
    Ok(elements)
}

fn parse_fact(element: &RawValue, now: Moment, offset: UtcOffset) -> Result<Fact, Rejection> {
    let fields: Map<String, Value> = serde_json::from_str(element.get())
        .map_err(|_| Rejection::new("invalid_fact", "每条事实应为 JSON 对象"))?;
    parse_fields(fields, now, offset)
}

fn parse_fields(
    mut fields: Map<String, Value>,
    now: Moment,
    offset: UtcOffset,
) -> Result<Fact, Rejection> {
    let id = parse_id(&take_text(&mut fields, "id")?)?;
    let at = parse_time(&take_text(&mut fields, "at")?, now)?;
    let unit: UnitCode = take_text(&mut fields, "unit")?
        .parse()
        .map_err(invalid_unit)?;
    let event = parse_event(fields)?;
    let fact = Fact {
        id,
        at,
        unit,
        event,
    };
    plausible::check(&fact, now.day(offset))?;
    Ok(fact)
}

/// Reads what happened from its fields, as one of a batch but for `id`, `at` and `unit`, which are the server's.
///
/// # Errors
/// There is no such kind, a field is missing, is not known or cannot be.
pub fn parse_act(
    id: String,
    (at, offset): (Moment, UtcOffset),
    unit: UnitCode,
    fields: Map<String, Value>,
) -> Result<Fact, Rejection> {
    let event = parse_event(fields)?;
    let fact = Fact {
        id,
        at,
        unit,
        event,
    };
    plausible::check(&fact, at.day(offset))?;
    Ok(fact)
}

/// Reads an id that a sender gave.
///
/// # Errors
/// It is no text, too long, or begins like the server's own.
pub fn parse_own_id(id: &Value) -> Result<String, Rejection> {
    parse_id(id.as_str().ok_or_else(|| wrong_type("id"))?)
}

fn parse_event(fields: Map<String, Value>) -> Result<Event, Rejection> {
    let kind = match fields.get("kind") {
        Some(Value::String(kind)) => kind.clone(),
        Some(_) => return Err(wrong_type("kind")),
        None => return Err(missing("kind")),
    };
    if !KINDS.contains(&kind.as_str()) {
        let shown: String = kind.chars().take(40).collect();
        let message = format!("没有“{shown}”这种事实；可用的有：{}", KINDS.join("、"));
        return Err(Rejection::new("unknown_kind", message));
    }
    serde_json::from_value::<Event>(Value::Object(fields))
        .map_err(|error| invalid_field(&kind, &error.to_string()))
}

fn take_text(fields: &mut Map<String, Value>, name: &str) -> Result<String, Rejection> {
    match fields.remove(name) {
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err(wrong_type(name)),
        None => Err(missing(name)),
    }
}

fn parse_id(id: &str) -> Result<String, Rejection> {
    let length = id.chars().count();
    if length == 0 || length > MAX_ID_CHARACTERS || id.chars().any(char::is_control) {
        let message = format!("字段 id 应为 1 至 {MAX_ID_CHARACTERS} 个字符，且不含控制字符");
        return Err(Rejection::new("invalid_field", message));
    }
    if let Some(reserved) = RESERVED_IDS
        .iter()
        .find(|reserved| id.starts_with(**reserved))
    {
        let message = format!("字段 id 不能以“{reserved}”开头，它留给服务器自己用；请换一个编号");
        return Err(Rejection::new("reserved_id", message));
    }
    Ok(id.to_owned())
}

fn parse_time(text: &str, now: Moment) -> Result<Moment, Rejection> {
    let parsed = OffsetDateTime::parse(text, &Rfc3339).map_err(|_| {
        let shown: String = text.chars().take(40).collect();
        let message = format!("字段 at 的“{shown}”不是时间；应如 2026-11-22T14:32:08+08:00");
        Rejection::new("invalid_field", message)
    })?;
    let at = Moment((parsed.unix_timestamp_nanos() / 1_000_000) as i64);
    if at < EARLIEST {
        return Err(Rejection::new(
            "time_too_early",
            format!("字段 at 的“{text}”早于 1921 年 7 月 23 日"),
        ));
    }
    if at.0 > now.0 + CLOCK_TOLERANCE_MS {
        let message = format!("字段 at 的“{text}”在将来；请检查发送方的时钟");
        return Err(Rejection::new("time_in_future", message));
    }
    Ok(at)
}

fn invalid_unit(error: liandong_domain::unit::InvalidUnitCode) -> Rejection {
    Rejection::new("invalid_field", format!("字段 unit：{error}"))
}

fn missing(field: &str) -> Rejection {
    Rejection::new("missing_field", format!("缺少字段 {field}"))
}

fn wrong_type(field: &str) -> Rejection {
    Rejection::new("invalid_field", format!("字段 {field} 应为文本"))
}

/// Serde says what it misses in English sentences of a fixed form; the field's name is in backquotes.
fn invalid_field(kind: &str, error: &str) -> Rejection {
    let quoted = error.split('`').nth(1).unwrap_or_default();
    if error.starts_with("missing field") {
        return Rejection::new("missing_field", format!("{kind} 缺少字段 {quoted}"));
    }
    if error.starts_with("unknown variant") {
        let expected = error
            .split("expected")
            .nth(1)
            .unwrap_or_default()
            .replace('`', "");
        let message = format!(
            "{kind} 中没有“{quoted}”这个代码；可用的有：{}",
            expected.replace("one of", "").trim()
        );
        return Rejection::new("unknown_code", message);
    }
    if error.starts_with("unknown field") {
        return Rejection::new("unknown_field", format!("{kind} 没有字段 {quoted}"));
    }
    let received = error
        .strip_prefix("invalid type: ")
        .or_else(|| error.strip_prefix("invalid value: "));
    let what = received.map_or_else(
        || error.to_owned(),
        |text| text.replace(", expected", "，应为"),
    );
    Rejection::new("invalid_field", format!("{kind} 的字段取值不对：{what}"))
}

/// The refusal for what the tree does not allow.
pub fn tree_rejection(fact: &Fact, error: TreeError) -> Rejection {
    let code = match error {
        TreeError::UnknownUnit => "unknown_unit",
        TreeError::UnknownParent => "unknown_parent",
        TreeError::CodeTaken => "unit_exists",
        TreeError::Circular => "circular_move",
        TreeError::Root => "root_unit",
        TreeError::Retired => "unit_retired",
    };
    Rejection::new(code, format!("单位 {}：{error}", fact.unit))
}

/// The refusal for how something does not go on.
pub fn work_rejection(fact: &Fact, error: WorkError) -> Rejection {
    let place = fact.event.subject().unwrap_or(&fact.id);
    Rejection::new(error.code(), format!("{place}：{error}"))
}

#[cfg(test)]
mod tests;
