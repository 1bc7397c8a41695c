//! Examples, made from the schemas: whatever a call takes, its example has.

use serde_json::{Map, Value, json};

use super::{entries, shapes::resolve, text};

/// Values that say more than their type does.
const SAMPLES: &[(&str, &str)] = &[
    ("address", "10.20.1.7"),
    ("agent", "Mozilla/5.0"),
    ("at", "2026-11-22T14:32:08+08:00"),
    ("code", "310104003009"),
    ("id", "a-1"),
    ("initial_password", "k7mq-x2vd-9fhw-3tpz"),
    ("key", "k-1001"),
    ("login", "wang.li"),
    ("name", "天平路街道"),
    ("organisation", "o-17"),
    ("parent", "310104003"),
    ("title", "区委组织部 · 基层科"),
    ("token", "ld_…"),
    ("unit", "310104003"),
];

/// How deep an example goes into objects within objects.
const DEPTH: usize = 4;
/// The longest example of an answer that helps, in lines.
const LONGEST: usize = 40;

/// An answer as it may be; empty where there is no body, or none of a length that helps.
pub fn example_of(document: &Value, schema: &Value) -> String {
    if schema.is_null() {
        return String::new();
    }
    let example = example(document, schema, "", true, DEPTH);
    let text = serde_json::to_string_pretty(&example).unwrap_or_default();
    if text.lines().count() > LONGEST {
        return String::new();
    }
    text
}

/// The call for the command line.
pub fn curl(document: &Value, path: &str, method: &str, operation: &Value) -> String {
    if path == "/live" {
        return "websocat --protocol liandong.v1.json \"$LIANDONG/live\"".to_owned();
    }
    let address = path
        .replace("{code}", "310104003")
        .replace("{id}", "1")
        .replace("{key}", "k-1001")
        .replace("{registry}", "member");
    let mut lines = match method {
        "get" => vec![format!("curl \"$LIANDONG{address}\"")],
        _ => vec![format!(
            "curl -X {} \"$LIANDONG{address}\"",
            method.to_uppercase()
        )],
    };
    let security = operation["security"].as_array().into_iter().flatten();
    for scheme in security {
        if scheme.get("token").is_some() {
            lines.push("-H \"Authorization: Bearer $TOKEN\"".to_owned());
        } else if scheme.get("session").is_some() {
            lines.push("-b cookies.txt".to_owned());
        }
    }
    if operation["operationId"] == "signIn" {
        lines.push("-c cookies.txt".to_owned());
    }
    let body = &operation["requestBody"]["content"]["application/json"]["schema"];
    if !body.is_null() {
        let body = example(document, body, "", false, DEPTH);
        lines.push("-H \"Content-Type: application/json\"".to_owned());
        lines.push(format!("-d '{body}'"));
    }
    lines.join(" \\\n  ")
}

/// A value of a schema. Of what may be left out, answers have all, requests nothing.
fn example(document: &Value, schema: &Value, name: &str, whole: bool, depth: usize) -> Value {
    let schema = resolve(document, schema);
    let inner = |schema: &Value| example(document, schema, name, whole, depth.saturating_sub(1));
    if let Some(first) = schema["enum"].as_array().and_then(|all| all.first()) {
        return first.clone();
    }
    if let Some(first) = schema["examples"].as_array().and_then(|all| all.first()) {
        return first.clone();
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let first = choices.iter().find(|one| one["type"] != "null");
        return first.map_or(Value::Null, inner);
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let parts = parts.iter().map(inner);
        let fields = parts.filter_map(|part| part.as_object().cloned());
        return Value::Object(fields.flatten().collect());
    }
    if let Some(items) = schema["prefixItems"].as_array() {
        return items.iter().map(inner).collect();
    }
    let kinds = match &schema["type"] {
        Value::Array(kinds) => kinds.first().and_then(Value::as_str),
        kind => kind.as_str(),
    };
    match kinds {
        Some("array") if depth == 0 => json!([]),
        Some("array") => json!([inner(&schema["items"])]),
        Some("string") => sample(name).into(),
        Some("integer") => schema["minimum"].as_i64().unwrap_or(1).max(1).into(),
        Some("boolean") => false.into(),
        _ if depth == 0 => json!({}),
        _ => object(document, schema, whole, depth),
    }
}

fn object(document: &Value, schema: &Value, whole: bool, depth: usize) -> Value {
    let empty = Vec::new();
    let required = schema["required"].as_array().unwrap_or(&empty);
    let is_wanted = |name: &String| whole || required.iter().any(|of| of == name);
    let fields = entries(&schema["properties"]);
    let mut wanted: Vec<_> = fields.filter(|(name, _)| is_wanted(name)).collect();
    if wanted.is_empty() {
        wanted.extend(entries(&schema["properties"]).next());
    }
    let fields: Map<String, Value> = wanted
        .into_iter()
        .map(|(name, property)| {
            let value = example(document, property, name, whole, depth - 1);
            (name.clone(), value)
        })
        .collect();
    Value::Object(fields)
}

fn sample(name: &str) -> String {
    let found = SAMPLES.iter().find(|(known, _)| *known == name);
    found.map_or_else(|| "…".to_owned(), |(_, sample)| text(&json!(sample)))
}
