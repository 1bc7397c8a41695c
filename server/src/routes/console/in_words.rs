//! What an entry of the audit log knows besides, in words.

use liandong_app::format;
use liandong_domain::{
    moment::{Moment, UtcOffset},
    registry::Registry,
    unit::UnitKind,
};
use liandong_tables::columns::Target;
use serde_json::Value;

use crate::{access::Role, routes::imports};

/// `{"role":["viewer","clerk"]}` as `角色 查看员 → 录入员`.
pub fn detail(json: &str) -> String {
    let Ok(Value::Object(fields)) = serde_json::from_str(json) else {
        return String::new();
    };
    let fields = fields.iter().filter(|(_, value)| !value.is_null());
    let words: Vec<String> = fields
        .map(|(key, value)| format!("{} {}", label(key), value_in_words(key, value)))
        .collect();
    words.join(" · ")
}

fn label(key: &str) -> &str {
    match key {
        "role" => "角色",
        "unit" => "单位",
        "parent" => "上级单位",
        "name" => "名称",
        "level" => "级别",
        "kinds" => "可发送",
        "disabled" => "停用",
        "public_viewing" => "公开查看",
        "escalate_after_days" => "逾期上提天数",
        "year" => "年度",
        "reason" => "原因",
        "session" => "登录编号",
        "table" => "表",
        "file" => "文件",
        "fact" => "办理编号",
        "as_of" => "截止",
        "new" => "新增",
        "changed" => "变更",
        "removed" => "转出",
        "skipped" => "跳过",
        "undone" => "撤回",
        "left" => "保留",
        "failure" => "未能导入",
        "expires_at" => "到期",
        "registry" => "数据库",
        "scene" => "场景",
        "format" => "格式",
        "rows" => "行数",
        "units" => "单位数",
        "parties" => "各方",
        "indicators" => "指标",
        other => other,
    }
}

fn value_in_words(key: &str, value: &Value) -> String {
    match value {
        Value::Array(values) if matches!(key, "kinds" | "parties" | "indicators") => {
            let kinds: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
            kinds.join("、")
        }
        // What was, and what is now.
        Value::Array(values) => match values.as_slice() {
            [before, after] if before == after => value_in_words(key, after),
            values => {
                let words: Vec<String> =
                    values.iter().map(|one| value_in_words(key, one)).collect();
                words.join(" → ")
            }
        },
        Value::Bool(value) => if *value { "是" } else { "否" }.to_owned(),
        Value::String(text) => text_in_words(key, text).to_owned(),
        Value::Number(at) if key == "expires_at" => day(at.as_i64().unwrap_or_default()),
        other => other.to_string(),
    }
}

fn text_in_words<'a>(key: &str, text: &'a str) -> &'a str {
    let known: Option<&'static str> = match (key, text) {
        ("role", role) => Role::from_key(role).map(Role::label),
        ("table", table) => imports::table(table).map(Target::label),
        ("level", level) => UnitKind::from_key(level).map(UnitKind::label),
        ("registry", key) => {
            let mut all = Registry::ALL.iter();
            let named = all.find(|registry| registry.key() == key);
            named.map(|registry| registry.label())
        }
        ("scene", "overview") => Some("总览"),
        ("reason", "password") => Some("账号或口令不对"),
        ("reason", "code") => Some("动态验证码不对"),
        ("reason", "disabled") => Some("账号已停用"),
        _ => None,
    };
    known.unwrap_or(text)
}

fn day(at: i64) -> String {
    format::date_cn(Moment(at), UtcOffset::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_are_told_in_words() {
        let changed = r#"{"role":["viewer","clerk"],"unit":["310104","310104"],"disabled":false}"#;
        assert_eq!(
            detail(changed),
            "停用 否 · 角色 查看员 → 录入员 · 单位 310104"
        );
        let token = r#"{"kinds":["meeting.held"],"expires_at":1795000000000}"#;
        assert_eq!(detail(token), "到期 2026年11月18日 · 可发送 meeting.held");
        assert_eq!(detail(r#"{"reason":"code"}"#), "原因 动态验证码不对");
        let exported = r#"{"format":"csv","registry":"member","rows":286}"#;
        assert_eq!(detail(exported), "格式 csv · 数据库 党员 · 行数 286");
        assert_eq!(detail("{}"), "");
    }
}
