//! Every stable code, with what it means: programs decide by them, so none is ever renamed.

use axum::http::StatusCode;

/// The codes of problems: status, code, what it means in Chinese.
pub const PROBLEMS: &[(u16, &str, &str)] = &[
    (400, "batch_too_large", "一批条数过多"),
    (
        400,
        "invalid_idempotency_key",
        "Idempotency-Key 不合格式，或这个调用不接受它",
    ),
    (400, "invalid_json", "请求体不是合法的 JSON"),
    (400, "invalid_query", "查询参数缺少，或取值不对"),
    (400, "not_an_array", "请求体应为 JSON 数组"),
    (400, "unknown_level", "没有这个级别"),
    (400, "unknown_scene", "没有这个场景"),
    (400, "websocket_expected", "这个地址只接受 WebSocket 连接"),
    (401, "code_required", "还需要动态验证码"),
    (401, "not_signed_in", "没有登录，或登录已过期"),
    (401, "unauthorized", "缺少令牌，或令牌无效"),
    (401, "wrong_credentials", "账号、口令或验证码不对"),
    (403, "confirm_identity", "需要再次输入口令"),
    (403, "cross_site", "请求来自其他网站的页面"),
    (403, "forbidden", "超出这个角色的权限"),
    (403, "https_required", "登录需要 HTTPS"),
    (403, "kind_not_allowed", "这个令牌不能发送这一种"),
    (403, "origin_not_allowed", "网页的来源不在许可之列"),
    (403, "password_change_required", "请先修改初始口令"),
    (404, "not_found", "没有这个对象"),
    (404, "unknown_address", "没有这个地址"),
    (404, "unknown_registry", "没有这个库"),
    (404, "unknown_unit", "没有这个单位"),
    (405, "method_not_allowed", "这个地址不接受这种请求方法"),
    (409, "already_set_up", "已经设置过了"),
    (
        409,
        "idempotency_key_in_use",
        "同一 Idempotency-Key 的请求正在处理",
    ),
    (409, "own_account", "不能停用自己，也不能改自己的角色和单位"),
    (413, "body_too_large", "请求体过大"),
    (415, "json_expected", "请求体应为 JSON"),
    (
        422,
        "idempotency_key_reused",
        "这个 Idempotency-Key 已用于另一个请求",
    ),
    (422, "invalid_form", "字段缺少或取值不对，详见 errors"),
    (422, "invalid_row", "这一条没有收下，原因见 reason"),
    (429, "rate_limited", "请求过于频繁，请按 Retry-After 等待"),
    (429, "too_many_connections", "同一地址的连接过多"),
    (429, "too_many_tries", "试错次数过多，请稍后再试"),
    (503, "database_damaged", "数据库文件损坏"),
    (503, "database_locked", "数据库被另一进程占用"),
    (503, "disk_full", "服务器磁盘已满"),
    (503, "stopping", "服务器正在停止"),
    (503, "storage_failed", "数据库写入失败"),
];

/// The codes of single facts of a batch that were refused, and what they mean in Chinese.
pub const REJECTIONS: &[(&str, &str)] = &[
    ("attended_above_expected", "实到人数多于应到人数"),
    ("circular_move", "不能移到自己的下级"),
    ("duplicate_key", "同一批里同一个键出现了两次"),
    ("id_conflict", "编号已用于另一条内容不同的事实"),
    ("invalid_fact", "不是 JSON 对象"),
    ("invalid_field", "字段取值不对"),
    ("kind_not_allowed", "这个令牌不能发送这一种"),
    ("missing_field", "缺少字段"),
    ("root_unit", "顶层单位不能移动或撤销"),
    ("time_in_future", "时间在将来，超过 5 分钟"),
    ("time_too_early", "时间早于 1921 年 7 月 23 日"),
    ("unit_exists", "单位代码已经用过"),
    ("unit_out_of_scope", "单位不在令牌的范围之内"),
    ("unit_retired", "单位已撤销"),
    ("unknown_code", "没有这个代码"),
    ("unknown_field", "没有这个字段"),
    ("unknown_kind", "没有这一种"),
    ("unknown_parent", "没有这个上级单位"),
    ("unknown_unit", "没有这个单位"),
];

/// What a problem's code means, and the status that it comes with.
pub fn meaning(code: &str) -> Option<(StatusCode, &'static str)> {
    let found = PROBLEMS.iter().find(|(_, known, _)| *known == code);
    found.and_then(|(status, _, meaning)| Some((StatusCode::from_u16(*status).ok()?, *meaning)))
}
