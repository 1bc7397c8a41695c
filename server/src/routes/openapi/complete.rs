//! What every call has in common, added to what its handler says: who may ask, and how it may fail.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use utoipa::openapi::OpenApi;

use super::{super::idempotency::takes_idempotency_key, words};
use crate::{
    access::COOKIE,
    error::codes::{ACTS, PROBLEMS, REJECTIONS, meaning},
};

/// How the store may fail under any call of the API.
const OF_STORE: &str = "database_damaged database_locked disk_full stopping storage_failed";

/// The whole document, from what the handlers say.
pub fn whole(described: OpenApi) -> Value {
    let mut document = serde_json::to_value(described).unwrap_or_default();
    document["components"]["securitySchemes"] = json!({
        "session": {
            "type": "apiKey", "in": "cookie", "name": COOKIE,
            "description": "登录后得到的会话 cookie；浏览器只在 HTTPS 下或服务器本机上保存它。",
        },
        "screen": {
            "type": "http", "scheme": "bearer",
            "description": "配对后得到的凭据；浏览器里放在 cookie 中。只能查看大屏、触摸屏页面和实时连接。",
        },
        "token": {
            "type": "http", "scheme": "bearer",
            "description": "在管理台“接口令牌”页新建；只对所给单位及其下级有效。",
        },
    });
    for (path, item) in entries(&mut document["paths"]) {
        for (method, operation) in entries(item) {
            complete(path, method, operation);
        }
    }
    let schemas = &mut document["components"]["schemas"];
    let problems = PROBLEMS.iter().chain(ACTS).map(|(_, code, _)| *code);
    let of_acts = ACTS.iter().map(|(_, code, _)| *code);
    let rejections = REJECTIONS.iter().map(|(code, _)| *code).chain(of_acts);
    let rejections: BTreeSet<&str> = rejections.collect();
    schemas["Problem"]["properties"]["code"]["enum"] = problems.collect();
    schemas["Problem"]["properties"]["reason"]["enum"] = json!(rejections);
    schemas["Rejection"]["properties"]["code"]["enum"] = json!(rejections);
    open_parts(schemas);
    words::put(&mut document);
    document
}

fn entries(value: &mut Value) -> impl Iterator<Item = (&String, &mut Value)> {
    value.as_object_mut().into_iter().flat_map(Map::iter_mut)
}

fn complete(path: &str, method: &str, operation: &mut Value) {
    if takes_key(path, method, operation) {
        let parameters = operation["parameters"].as_array_mut();
        let mut parameters = parameters.map(std::mem::take).unwrap_or_default();
        parameters.push(idempotency_key());
        operation["parameters"] = parameters.into();
    }
    let common = if path.starts_with("/api/v1/") || path == "/live" {
        common_codes(path, method, operation)
    } else {
        Vec::new()
    };
    if !operation["responses"].is_object() {
        operation["responses"] = json!({});
    }
    let Some(responses) = operation["responses"].as_object_mut() else {
        return;
    };
    for code in common {
        let Some((status, _)) = meaning(code) else {
            continue;
        };
        let response = responses
            .entry(status.as_str())
            .or_insert_with(|| json!({}));
        if response["content"].is_null() {
            let codes = response["description"].as_str().unwrap_or_default();
            response["description"] = format!("{codes} {code}").trim().into();
        }
    }
    for (status, response) in responses.iter_mut() {
        if status.starts_with(['4', '5']) && response["content"].is_null() {
            *response = problem(response["description"].as_str().unwrap_or_default());
        } else if response["description"].as_str().is_none_or(str::is_empty) {
            response["description"] = success(status).into();
        }
    }
}

/// Whether a call may be sent again under a key.
fn takes_key(path: &str, method: &str, operation: &Value) -> bool {
    let security = operation["security"].as_array();
    let is_known = security.is_some_and(|all| all.iter().any(|one| one.get("session").is_some()));
    is_known && method != "get" && takes_idempotency_key(method, path)
}

fn idempotency_key() -> Value {
    json!({
        "name": "Idempotency-Key", "in": "header", "required": false,
        "schema": { "type": "string", "pattern": "^[!-~]{1,255}$" },
    })
}

fn common_codes(path: &str, method: &str, operation: &Value) -> Vec<&'static str> {
    let empty = Vec::new();
    let security = operation["security"].as_array().unwrap_or(&empty);
    let wants = |scheme: &str| security.iter().any(|one| one.get(scheme).is_some());
    let is_optional = security.iter().any(|one| one == &json!({}));
    let body = &operation["requestBody"]["content"]["application/json"]["schema"];
    let is_form = !body.is_null() && body["type"] != "array";
    let parameters = operation["parameters"].as_array().unwrap_or(&empty);
    let has_query = parameters.iter().any(|one| one["in"] == "query");
    let said = operation["description"].as_str().unwrap_or_default();
    let has_key = parameters.iter().any(|one| one["in"] == "header");
    let cases = [
        (
            has_key,
            "body_too_large idempotency_key_in_use idempotency_key_reused invalid_idempotency_key",
        ),
        // What only some may do says first of all who.
        (said.starts_with("角色："), "forbidden"),
        (wants("session"), "not_signed_in"),
        (wants("session") && !is_optional, "password_change_required"),
        (wants("token"), "unauthorized"),
        (method != "get", "cross_site"),
        (
            is_form,
            "body_too_large invalid_form invalid_json json_expected",
        ),
        (has_query, "invalid_query"),
        (path.starts_with("/api/v1/"), "rate_limited"),
        (true, OF_STORE),
    ];
    let holds = cases.into_iter().filter(|(holds, _)| *holds);
    holds.flat_map(|(_, codes)| codes.split(' ')).collect()
}

/// A problem with one of these codes.
fn problem(codes: &str) -> Value {
    let codes: BTreeSet<&str> = codes.split_whitespace().collect();
    let lines = codes.iter().map(|code| {
        let meaning = meaning(code).map_or("", |(_, meaning)| meaning);
        format!("`{code}`：{meaning}")
    });
    let schema = json!({ "$ref": "#/components/schemas/Problem" });
    json!({
        "description": lines.collect::<Vec<_>>().join("\n\n"),
        "content": { "application/problem+json": { "schema": schema } },
        "x-codes": codes,
    })
}

fn success(status: &str) -> &'static str {
    match status {
        "101" => "改用 WebSocket",
        "201" => "已新建",
        "204" => "已完成，没有内容",
        _ => "成功",
    }
}

/// A schema that is a part of another must let the other's fields pass.
fn open_parts(schemas: &mut Value) {
    let text = schemas.to_string();
    let parts: Vec<String> = schemas.as_object().map_or_else(Vec::new, |all| {
        let is_part = |name: &&String| {
            text.contains(&format!(
                r##""allOf":[{{"$ref":"#/components/schemas/{name}""##
            ))
        };
        all.keys().filter(is_part).cloned().collect()
    });
    for part in parts {
        if let Some(schema) = schemas[&part].as_object_mut() {
            schema.remove("additionalProperties");
        }
    }
}
