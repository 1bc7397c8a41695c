//! How long texts and lists may be, put into the schemas of what facts carry.

use serde_json::{Map, Value, json};

use crate::ingest::{
    LONGEST_KEY, LONGEST_TEXT, LONGEST_TITLE, MOST_ATTACHMENTS, MOST_NAMED, MOST_PEOPLE,
};

/// The schema with the limits that [`crate::ingest`] holds each field to.
pub(super) fn put(mut schema: Value) -> Value {
    let required: Vec<String> = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|name| name.as_str().map(str::to_owned))
        .collect();
    let properties = schema["properties"].as_object_mut();
    for (name, property) in properties.into_iter().flatten() {
        let is_required = required.contains(name);
        if let Some(property) = property.as_object_mut() {
            limit(name, is_required, property);
        }
    }
    schema
}

fn limit(name: &str, is_required: bool, property: &mut Map<String, Value>) {
    let mut set = |limit: &str, value: Value| property.insert(limit.to_owned(), value);
    match name {
        "title" => {
            set("minLength", json!(1));
            set("maxLength", json!(LONGEST_TITLE));
        }
        "text" | "remark" => {
            if is_required {
                set("minLength", json!(1));
            }
            set("maxLength", json!(LONGEST_TEXT));
        }
        "file" => {
            set("pattern", json!("^[0-9a-f]{64}$"));
        }
        "deployment" | "log" | "item" | "care" | "resource" | "need" | "match" | "indicator" => {
            set("minLength", json!(1));
            set("maxLength", json!(LONGEST_KEY));
        }
        "about" | "author" | "from" | "organisation" | "employer" => {
            set("maxLength", json!(LONGEST_KEY));
        }
        "count" | "people" => {
            set("maximum", json!(MOST_PEOPLE));
        }
        "targets" | "to" | "employers" => {
            set("maxItems", json!(MOST_NAMED));
        }
        "attachments" => {
            set("maxItems", json!(MOST_ATTACHMENTS));
        }
        _ => {}
    }
}
