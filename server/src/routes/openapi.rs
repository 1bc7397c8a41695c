//! The API's description (OpenAPI 3.1), made from the handlers and their types.
//!
//! **A new call** is a line in `paths` below; its handler carries a `#[utoipa::path]` with what is its
//! own: summary, role, body, answer, and in `description` of a status from 400 on the codes of its
//! own, parted by blanks. What all calls have in common is added by [`complete`]; the Chinese for
//! fields by [`words`].

use std::sync::LazyLock;

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;
use sha2::{Digest, Sha256};
use utoipa::OpenApi;

use super::{
    accounts, announcements, assessment, audit, device, facts, health, history, imports, live,
    number, numbers, parties, registries, rows, screens, session, settings, setup, tokens, tree,
    units, work,
};
use crate::error::Problem;

mod complete;
#[cfg(test)]
mod tests;
mod words;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "联动 API",
        // Of /api/v1, whatever the version of the program.
        version = "1.0.0",
        description = "推送事实与各库、读取大屏数字、管理组织树和账号的接口。出错时答复 RFC 9457 的问题说明\
            （application/problem+json），其中 code 固定不变，供程序判断；detail 供人阅读。\
            每个答复都以 RateLimit-Policy 和 RateLimit 头说明还可请求几次。",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    servers((url = "/", description = "本服务器")),
    tags(
        (name = "推送", description = "上级和外部系统以令牌推送。"),
        (name = "办理", description = "部署、日志、清单、组织生活和区域共建的办理。"),
        (name = "导入", description = "一份表整份导入，也可以整份撤销。"),
        (name = "导出", description = "各库的各条和大屏上的数字，供上报和核对。"),
        (name = "屏幕", description = "大屏和触摸屏的配对、设置和看护。"),
        (name = "通知", description = "各屏一时显示的通知。"),
        (name = "读取", description = "大屏上的数字。"),
        (name = "实时", description = "随数据变化推送到屏幕。"),
        (name = "登录", description = "会话、口令和第二因素。"),
        (name = "组织树", description = "单位的新建、改名、移动和撤销。"),
        (name = "账号", description = "谁能做什么。"),
        (name = "令牌", description = "外部系统的凭据。"),
        (name = "操作记录", description = "谁在何时做了什么。"),
        (name = "设置", description = "整个安装的设置。"),
        (name = "首次启动", description = "建立第一个账号。"),
        (name = "运行", description = "供监控使用。"),
    ),
    paths(
        accounts::change,
        accounts::create,
        accounts::list,
        accounts::reset,
        announcements::approve,
        announcements::create,
        announcements::list,
        announcements::show,
        announcements::withdraw,
        assessment::csv,
        assessment::set,
        assessment::xlsx,
        audit::list,
        device::code,
        device::picture,
        device::renew,
        device::token,
        facts::take,
        health::alive,
        health::metrics,
        health::ready,
        history::show,
        imports::apply,
        imports::files::bad_rows,
        imports::change,
        imports::forget,
        imports::list,
        imports::show,
        imports::files::template,
        imports::undo,
        imports::upload::upload,
        live::open,
        number::show,
        numbers::csv,
        numbers::xlsx,
        parties::set,
        registries::export::csv,
        registries::export::xlsx,
        registries::list::list,
        rows::put,
        rows::put_many,
        rows::remove,
        screens::change,
        screens::commands::send,
        screens::pair::deny,
        screens::list,
        screens::pair::look,
        screens::pair::pair,
        screens::picture,
        screens::settings::set,
        screens::settings::show,
        screens::show,
        screens::unpair,
        session::begin,
        session::change_password,
        session::confirm,
        session::end,
        session::list,
        session::propose_totp,
        session::remove_totp,
        session::revoke,
        session::set_totp,
        session::show,
        settings::change,
        settings::show,
        setup::run,
        tokens::create,
        tokens::list,
        tokens::revoke,
        tree::add,
        tree::edit,
        tree::retire,
        units::find,
        units::snapshot,
        work::activities::list,
        work::acts::act,
        work::attachments::download,
        work::attachments::upload,
        work::details::deployment,
        work::details::item,
        work::details::log,
        work::details::project,
        work::details::suggestions,
        work::drafts::forget,
        work::drafts::keep,
        work::drafts::show,
        work::lists::all_branches,
        work::lists::all_care,
        work::lists::all_deployments,
        work::lists::all_employers,
        work::lists::all_items,
        work::lists::all_logs,
        work::lists::all_needs,
        work::lists::all_projects,
        work::lists::all_resources,
    ),
    components(schemas(Problem)),
)]
struct Description;

/// The document, and as it is sent.
pub struct Document {
    /// The document.
    pub json: Value,
    bytes: Bytes,
    etag: HeaderValue,
}

/// The document, made once.
pub static DOCUMENT: LazyLock<Document> = LazyLock::new(|| {
    let json = complete::whole(Description::openapi());
    let bytes = Bytes::from(pretty(&json));
    let hash = Sha256::digest(&bytes);
    let hash = hash.first_chunk().copied().map(u64::from_be_bytes);
    let etag = HeaderValue::try_from(format!("\"{:016x}\"", hash.unwrap_or_default()));
    Document {
        json,
        bytes,
        etag: etag.unwrap_or_else(|_| HeaderValue::from_static("\"\"")),
    }
});

/// As it is checked in: one field a line, so that a change shows.
fn pretty(json: &Value) -> String {
    let mut text = serde_json::to_string_pretty(json).unwrap_or_default();
    text.push('\n');
    text
}

/// `GET /api/openapi.json`. Whoever has it already is told only that it is still the same.
pub async fn show(headers: HeaderMap) -> Response {
    let Document { bytes, etag, .. } = &*DOCUMENT;
    let caching = [
        (header::ETAG, etag.clone()),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    if headers.get(header::IF_NONE_MATCH) == Some(etag) {
        return (StatusCode::NOT_MODIFIED, caching).into_response();
    }
    let kind = [(header::CONTENT_TYPE, "application/json")];
    (caching, kind, bytes.clone()).into_response()
}
