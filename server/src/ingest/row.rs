//! Rows of a registry as an upstream system sends them: as they are now, or that they are gone. Each
//! becomes a `registry.changed` fact with an id of the server's.

use liandong_domain::{
    fact::Fact,
    moment::{Moment, UtcOffset},
    registry::{Registry, Row},
    unit::UnitCode,
};
use serde_json::{Map, Value, json};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::{Rejection, missing, parse_fields, parse_time, take_text, wrong_type};
use crate::access::secret;

/// What a sender wants of a row.
pub struct Wish {
    /// The row's key in its registry.
    pub key: String,
    /// When it came about.
    pub at: Moment,
    /// The fact that makes it so; none where the row is to go.
    pub fact: Option<Fact>,
}

/// Whose rows these are, and what time it is.
#[derive(Clone, Copy)]
pub struct Context {
    /// The registry.
    pub registry: Registry,
    /// The server's clock.
    pub now: Moment,
    /// Where days begin.
    pub offset: UtcOffset,
}

/// Reads `{key, unit, at, row}`. Without `at` it is of now; a `row` that is null is to go, whatever
/// the `unit`.
///
/// # Errors
/// A field is missing, is not known or cannot be.
pub fn parse_row(element: &str, context: Context) -> Result<Wish, Rejection> {
    let mut fields: Map<String, Value> = serde_json::from_str(element)
        .map_err(|_| Rejection::new("invalid_fact", "每条应为 JSON 对象"))?;
    let key = take_text(&mut fields, "key")?;
    let at = match fields.remove("at") {
        None | Some(Value::Null) => context.now,
        Some(Value::String(text)) => parse_time(&text, context.now)?,
        Some(_) => return Err(wrong_type("at")),
    };
    let unit = fields.remove("unit");
    let row = fields.remove("row").ok_or_else(|| missing("row"))?;
    if let Some((unknown, _)) = fields.iter().next() {
        let shown: String = unknown.chars().take(40).collect();
        return Err(Rejection::new("unknown_field", format!("没有字段 {shown}")));
    }
    let fact = match row {
        Value::Null => None,
        Value::Object(row) => {
            let row = of_registry(row, context.registry)?;
            let change = json!({ "unit": unit, "key": key, "after": row });
            Some(fact(change, at, context)?)
        }
        _ => {
            let message = "字段 row 应为 JSON 对象；删除时写 null";
            return Err(Rejection::new("invalid_field", message));
        }
    };
    Ok(Wish { key, at, fact })
}

/// The fact that takes a row away.
///
/// # Errors
/// The key cannot be.
pub fn removal(
    wish: &Wish,
    unit: &UnitCode,
    row: &Row,
    context: Context,
) -> Result<Fact, Rejection> {
    let change = json!({ "unit": unit, "key": wish.key, "before": row });
    fact(change, wish.at, context)
}

fn of_registry(mut row: Map<String, Value>, registry: Registry) -> Result<Value, Rejection> {
    let said = row.insert("registry".to_owned(), registry.key().into());
    if said.is_some_and(|said| said != registry.key()) {
        let message = format!("row 中的 registry 应为 {}，或不写", registry.key());
        return Err(Rejection::new("invalid_field", message));
    }
    Ok(Value::Object(row))
}

fn fact(mut change: Value, at: Moment, context: Context) -> Result<Fact, Rejection> {
    let nanoseconds = i128::from(at.0) * 1_000_000;
    let text = OffsetDateTime::from_unix_timestamp_nanos(nanoseconds)
        .ok()
        .and_then(|at| at.format(&Rfc3339).ok());
    change["at"] = text.into();
    change["id"] = secret::make("").unwrap_or_default().into();
    change["kind"] = "registry.changed".into();
    match change {
        Value::Object(fields) => parse_fields(fields, context.now, context.offset),
        _ => Err(missing("row")),
    }
}
