//! The document as it is checked in, and what it has to say of everything.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value;

use super::{DOCUMENT, pretty};
use crate::error::codes::meaning;

const CHECKED_IN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/openapi.json");

fn operations() -> impl Iterator<Item = (String, &'static Value)> {
    let paths = DOCUMENT.json["paths"].as_object().expect("paths");
    paths.iter().flat_map(|(path, item)| {
        let item = item.as_object().expect("operations");
        item.iter()
            .map(move |(method, operation)| (format!("{method} {path}"), operation))
    })
}

fn is_chinese(text: &Value) -> bool {
    let is_chinese = |letter| ('\u{4e00}'..='\u{9fff}').contains(&letter);
    text.as_str().is_some_and(|text| text.contains(is_chinese))
}

#[test]
fn the_document_that_is_checked_in_is_that_of_the_code() {
    let made = pretty(&DOCUMENT.json);
    if std::env::var_os("LIANDONG_RENEW").is_some() {
        fs::write(Path::new(CHECKED_IN), &made).expect("docs/openapi.json can be written");
    }
    let kept = fs::read_to_string(CHECKED_IN).unwrap_or_default();
    assert!(
        kept == made,
        "docs/openapi.json is not what the code says. Renew it, and look at what changed:\n\
         LIANDONG_RENEW=1 cargo test --package liandong-server openapi && git diff docs/openapi.json"
    );
}

#[test]
fn every_operation_says_in_chinese_what_it_does_and_has_a_name_of_its_own() {
    let mut names = BTreeSet::new();
    for (which, operation) in operations() {
        assert!(is_chinese(&operation["summary"]), "{which}");
        let description = &operation["description"];
        assert!(description.is_null() || is_chinese(description), "{which}");
        let name = operation["operationId"].as_str().expect("a name");
        assert!(names.insert(name), "{name} twice");
        assert_eq!(
            operation["tags"].as_array().map(Vec::len),
            Some(1),
            "{which}"
        );
    }
}

#[test]
fn every_refusal_has_codes_that_exist_and_come_with_its_status() {
    for (which, operation) in operations() {
        let responses = operation["responses"].as_object().expect("responses");
        for (status, response) in responses {
            let codes = response["x-codes"].as_array();
            for code in codes.into_iter().flatten() {
                let (of, _) = meaning(code.as_str().expect("a code"))
                    .unwrap_or_else(|| panic!("{which}: {code} is not in error/codes.rs"));
                assert_eq!(of.as_str(), status, "{which}: {code}");
            }
        }
    }
}

#[test]
fn every_field_is_described_in_chinese() {
    let schemas = DOCUMENT.json["components"]["schemas"].as_object();
    for (name, schema) in schemas.expect("schemas") {
        let mut missing = Vec::new();
        fields(schema, &mut missing);
        assert!(
            missing.is_empty(),
            "no words in words.rs for {missing:?} of {name}"
        );
        assert!(
            is_chinese(&schema["description"]),
            "no words in words.rs for {name}"
        );
    }
    for (which, operation) in operations() {
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            assert!(
                is_chinese(&parameter["description"]),
                "{which}: {parameter}"
            );
        }
    }
}

/// The properties of a schema, however deep, that nothing Chinese is said of.
fn fields(schema: &Value, missing: &mut Vec<String>) {
    match schema {
        Value::Object(object) => {
            let properties = object.get("properties").and_then(Value::as_object);
            for (name, property) in properties.into_iter().flatten() {
                if !is_chinese(&property["description"]) {
                    missing.push(name.clone());
                }
            }
            object.values().for_each(|inner| fields(inner, missing));
        }
        Value::Array(list) => list.iter().for_each(|inner| fields(inner, missing)),
        _ => {}
    }
}
