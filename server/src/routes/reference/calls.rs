//! The operations of the document, as the reference shows them.

use liandong_app::reference::{Answer, Call, Failure, Field};
use serde_json::{Value, json};

use super::{
    entries,
    examples::{curl, example_of},
    shapes::{fields, kind_of},
    text,
};
use crate::error::codes::meaning;

/// What any call may end with: told once instead of with each.
const COMMON: &[&str] = &[
    "cross_site",
    "database_damaged",
    "database_locked",
    "disk_full",
    "invalid_json",
    "idempotency_key_in_use",
    "idempotency_key_reused",
    "invalid_idempotency_key",
    "json_expected",
    "body_too_large",
    "method_not_allowed",
    "not_signed_in",
    "password_change_required",
    "rate_limited",
    "stopping",
    "storage_failed",
    "unauthorized",
    "unknown_address",
];

/// How any call may fail.
pub fn common() -> impl Iterator<Item = Failure> {
    let mut failures: Vec<Failure> = COMMON.iter().filter_map(|code| failure(code)).collect();
    failures.sort_by(|one, other| (&one.status, &one.code).cmp(&(&other.status, &other.code)));
    failures.into_iter()
}

/// Every operation.
pub fn all(document: &Value) -> Vec<(String, Call)> {
    let items = entries(&document["paths"]);
    let operations = items.flat_map(|(path, item)| {
        entries(item).map(move |(method, operation)| (path, method, operation))
    });
    operations
        .map(|(path, method, operation)| {
            let group = text(&operation["tags"][0]);
            (group, call(document, path, method, operation))
        })
        .collect()
}

fn call(document: &Value, path: &str, method: &str, operation: &Value) -> Call {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let body = &operation["requestBody"]["content"]["application/json"]["schema"];
    let responses = || entries(&operation["responses"]);
    let failures = responses().flat_map(|(_, response)| {
        let codes = response["x-codes"].as_array().into_iter().flatten();
        codes.filter_map(Value::as_str)
    });
    let failures = failures.filter(|code| !COMMON.contains(code));
    let answers = responses().filter(|(_, response)| response["x-codes"].is_null());
    Call {
        id: text(&operation["operationId"]),
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(&operation["summary"]),
        about: text(&operation["description"]),
        access: access(operation),
        parameters: parameters.map(parameter).collect(),
        body: (!body.is_null()).then(|| kind_of(body)),
        fields: fields(document, body),
        answers: answers
            .map(|(status, response)| answer(document, status, response))
            .collect(),
        failures: failures.filter_map(failure).collect(),
        curl: curl(document, path, method, operation),
    }
}

fn access(operation: &Value) -> &'static str {
    let empty = Vec::new();
    let security = operation["security"].as_array().unwrap_or(&empty);
    let wants = |scheme: &str| security.iter().any(|one| one.get(scheme).is_some());
    if security.contains(&json!({})) {
        "公开查看时不需要登录"
    } else if wants("token") {
        "需要令牌"
    } else if wants("session") {
        "需要登录"
    } else {
        "不需要登录"
    }
}

fn parameter(parameter: &Value) -> Field {
    Field {
        name: text(&parameter["name"]),
        kind: kind_of(&parameter["schema"]),
        required: parameter["required"] == true,
        about: text(&parameter["description"]),
    }
}

fn answer(document: &Value, status: &str, response: &Value) -> Answer {
    let schema = &response["content"]["application/json"]["schema"];
    Answer {
        status: status.to_owned(),
        about: text(&response["description"]),
        kind: (!schema.is_null()).then(|| kind_of(schema)),
        example: example_of(document, schema),
    }
}

fn failure(code: &str) -> Option<Failure> {
    let (status, about) = meaning(code)?;
    Some(Failure {
        status: status.as_str().to_owned(),
        code: code.to_owned(),
        about: about.to_owned(),
    })
}
