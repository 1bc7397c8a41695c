//! The only place where an error becomes an HTTP response: a problem of RFC 9457 with a stable code.
//! What went wrong inside is logged here, once, and never sent.

use std::io;

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::json;
use tracing::error;
use utoipa::ToSchema;

pub mod codes;

use crate::{
    engine::SubmitError, imports::ImportError, ingest::Rejection, store::StoreError,
    work::history::Step,
};

/// What a request may end with instead of an answer.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The request is wrong.
    #[error("{}", .0.detail)]
    Refused(Box<Problem>),
    /// A table was not taken.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// A file could not be made.
    #[error("a file could not be written: {0}")]
    Disk(io::Error),
    /// The facts were not taken.
    #[error(transparent)]
    Submit(#[from] SubmitError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A panel gets no code or credential.
    #[error("{}", .0.error)]
    Grant(#[from] Grant),
}

/// Why a panel gets no code or credential, as RFC 6749 and RFC 8628 have it.
#[derive(Debug, thiserror::Error)]
#[error("{error}")]
pub struct Grant {
    status: StatusCode,
    error: &'static str,
    description: String,
}

impl Grant {
    /// With its status.
    pub fn new(status: StatusCode, error: &'static str, description: impl Into<String>) -> Self {
        let description = description.into();
        Self {
            status,
            error,
            description,
        }
    }

    /// 400.
    pub fn bad(error: &'static str, description: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, error, description)
    }
}

/// A problem as programs and people read it (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// The code once more, as the URI that RFC 9457 wants for a name.
    #[serde(rename = "type")]
    kind: String,
    /// The status in words.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// The stable code.
    code: &'static str,
    /// What is wrong and what to do, in Chinese.
    detail: String,
    /// Why a row was not taken: the code that it would have in a batch.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    /// Which fields of a form are wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError>,
    /// What was done since, where what an act is about is not as it was seen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changes: Vec<Step>,
    /// How long to wait before the next try.
    #[serde(rename = "retry_after", skip_serializing_if = "Option::is_none")]
    retry_after_s: Option<u64>,
}

/// What is wrong with a field of a form.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldError {
    /// The field's name in the request.
    pub field: &'static str,
    /// What is wrong and what to do, in Chinese.
    pub message: String,
}

impl From<Problem> for AppError {
    fn from(problem: Problem) -> Self {
        Self::Refused(Box::new(problem))
    }
}

impl Problem {
    /// A problem.
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("urn:liandong:problem:{code}"),
            title: title(status),
            status: status.as_u16(),
            code,
            detail: detail.into(),
            reason: None,
            errors: Vec::new(),
            changes: Vec::new(),
            retry_after_s: None,
        }
    }

    /// A form with wrong fields.
    pub fn of_fields(errors: Vec<FieldError>) -> Self {
        let first = errors.first().map_or("", |first| first.message.as_str());
        let problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid_form", first);
        Self { errors, ..problem }
    }

    /// A row that cannot be taken.
    pub fn of_row(rejection: Rejection) -> Self {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let problem = Self::new(status, "invalid_row", rejection.message);
        Self {
            reason: Some(rejection.code),
            ..problem
        }
    }

    /// An act that somebody else was quicker than, with what was done since.
    pub fn of_changes(rejection: Rejection, changes: Vec<Step>) -> Self {
        let problem = Self::new(StatusCode::CONFLICT, rejection.code, rejection.message);
        Self { changes, ..problem }
    }

    /// The problem with a time to wait, rounded up to seconds.
    #[must_use]
    pub fn retry_after_ms(mut self, wait_ms: i64) -> Self {
        self.retry_after_s = Some(u64::try_from(wait_ms).unwrap_or_default().div_ceil(1000));
        self
    }
}

fn title(status: StatusCode) -> &'static str {
    match status {
        StatusCode::UNAUTHORIZED => "需要登录",
        StatusCode::FORBIDDEN => "没有权限",
        StatusCode::NOT_FOUND => "没有找到",
        StatusCode::CONFLICT => "与现状冲突",
        StatusCode::PAYLOAD_TOO_LARGE => "内容过大",
        StatusCode::UNPROCESSABLE_ENTITY => "填写有误",
        StatusCode::TOO_MANY_REQUESTS => "过于频繁",
        StatusCode::SERVICE_UNAVAILABLE => "暂时不可用",
        _ => "请求有误",
    }
}

impl AppError {
    /// A request that is wrong.
    pub fn refused(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Problem::new(status, code, detail).into()
    }

    /// A body that cannot be used.
    pub fn rejected(rejection: Rejection) -> Self {
        Self::refused(StatusCode::BAD_REQUEST, rejection.code, rejection.message)
    }

    /// An act that cannot be, with the status that belongs to its code.
    pub fn of_act(rejection: Rejection) -> Self {
        let status = codes::meaning(rejection.code).map(|(status, _)| status);
        let status = status.unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
        Self::refused(status, rejection.code, rejection.message)
    }

    /// 422: one field of a form is wrong.
    pub fn field(field: &'static str, message: impl Into<String>) -> Self {
        let message = message.into();
        Problem::of_fields(vec![FieldError { field, message }]).into()
    }

    /// The same error with what is wrong with one field told of another.
    #[must_use]
    pub fn of_field(mut self, field: &str, other: &'static str) -> Self {
        if let Self::Refused(problem) = &mut self {
            let errors = problem.errors.iter_mut();
            for error in errors.filter(|error| error.field == field) {
                error.field = other;
            }
        }
        self
    }

    /// 401: which program is asking is not known.
    pub fn unauthorized() -> Self {
        let message = "缺少令牌，或令牌无效；请在 Authorization 头中以 Bearer 方式给出";
        Self::refused(StatusCode::UNAUTHORIZED, "unauthorized", message)
    }

    /// 401: nobody is signed in.
    pub fn not_signed_in() -> Self {
        let message = "没有登录，或登录已过期；请重新登录";
        Self::refused(StatusCode::UNAUTHORIZED, "not_signed_in", message)
    }

    /// 401: no screen is asking.
    pub fn not_paired() -> Self {
        let message = "这块屏没有配对，或配对已解除；请重新配对";
        Self::refused(StatusCode::UNAUTHORIZED, "not_paired", message)
    }

    /// 403: the role is not enough.
    pub fn forbidden() -> Self {
        let message = "这项操作超出您的角色；请联系系统管理员";
        Self::refused(StatusCode::FORBIDDEN, "forbidden", message)
    }

    /// 403: the session is not fresh enough for what it asks.
    pub fn confirm_identity() -> Self {
        let message = "这项操作需要再次确认身份；请输入口令";
        Self::refused(StatusCode::FORBIDDEN, "confirm_identity", message)
    }

    /// 404: no such thing, or none that the one who asks may know of.
    pub fn unknown(what: &str) -> Self {
        Self::refused(
            StatusCode::NOT_FOUND,
            "not_found",
            format!("没有这个{what}"),
        )
    }

    /// 400: the page before is not one of these.
    pub fn stale_cursor() -> Self {
        let message = "查询参数 after 应为上一页给出的 next；单位已移走时请从第一页开始";
        Self::refused(StatusCode::BAD_REQUEST, "invalid_query", message)
    }

    /// 404: no such address.
    pub fn unknown_address(path: &str) -> Self {
        let shown: String = path.chars().take(80).collect();
        let message = format!("没有地址“{shown}”；接口都在 /api/v1 之下，见文档 docs/api.md");
        Self::refused(StatusCode::NOT_FOUND, "unknown_address", message)
    }

    /// 404: no such unit.
    pub fn unknown_unit(code: &str) -> Self {
        let shown: String = code.chars().take(40).collect();
        Self::refused(
            StatusCode::NOT_FOUND,
            "unknown_unit",
            format!("没有代码为“{shown}”的单位"),
        )
    }
}

/// The stable code of a store's failure.
pub fn store_code(failure: &StoreError) -> &'static str {
    match failure {
        StoreError::DiskFull => "disk_full",
        StoreError::Locked => "database_locked",
        StoreError::Damaged(_) => "database_damaged",
        StoreError::Failed(_) => "storage_failed",
    }
}

fn store_problem(failure: &StoreError) -> Problem {
    let detail = match failure {
        StoreError::DiskFull => "服务器磁盘已满，没有写入；请稍后重试",
        StoreError::Locked => "数据库正被另一进程占用，没有写入；请稍后重试",
        StoreError::Damaged(_) => "数据库文件损坏，没有写入；请联系管理员",
        StoreError::Failed(_) => "数据库写入失败，没有写入；请稍后重试",
    };
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, store_code(failure), detail)
}

fn import_problem(failure: &ImportError) -> Problem {
    let status = match failure {
        ImportError::Store(failure) => {
            error!(code = store_code(failure), "{failure}");
            return store_problem(failure);
        }
        ImportError::Disk(failure) => {
            error!(code = "disk_failed", "{failure}");
            StatusCode::SERVICE_UNAVAILABLE
        }
        ImportError::Stopping => StatusCode::SERVICE_UNAVAILABLE,
        ImportError::TooMany => StatusCode::TOO_MANY_REQUESTS,
        ImportError::File(_) | ImportError::Mapping(_) | ImportError::Refused(_) => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        ImportError::UnitClosed
        | ImportError::NotReady
        | ImportError::BadRows(_)
        | ImportError::Unkeyed(_)
        | ImportError::Overtaken(_)
        | ImportError::NothingToDo
        | ImportError::Busy
        | ImportError::NotApplied => StatusCode::CONFLICT,
    };
    Problem::new(status, failure.code(), failure.to_string())
}

impl AppError {
    fn into_problem(self) -> Problem {
        match self {
            Self::Refused(problem) => *problem,
            Self::Grant(grant) => Problem::new(grant.status, grant.error, grant.description),
            Self::Import(failure) => import_problem(&failure),
            Self::Disk(failure) => {
                error!(code = "disk_failed", "{failure}");
                let detail = "服务器磁盘写不进去，文件没有生成；请联系管理员";
                Problem::new(StatusCode::SERVICE_UNAVAILABLE, "disk_failed", detail)
            }
            // The engine has logged this one, once for the whole group.
            Self::Submit(SubmitError::Store(failure)) => store_problem(&failure),
            Self::Submit(SubmitError::Stopping) => {
                let detail = "服务器正在停止；请稍后重试";
                Problem::new(StatusCode::SERVICE_UNAVAILABLE, "stopping", detail)
            }
            Self::Store(failure) => {
                error!(code = store_code(&failure), "{failure}");
                store_problem(&failure)
            }
        }
    }
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        if let Self::Grant(grant) = self {
            let body = json!({ "error": grant.error, "error_description": grant.description });
            return (grant.status, Json(body)).into_response();
        }
        let problem = self.into_problem();
        let retry_after = problem.retry_after_s;
        let is_token = problem.code == "unauthorized";
        let status = StatusCode::from_u16(problem.status).unwrap_or_default();
        let mut response = (status, Json(problem)).into_response();
        let headers = response.headers_mut();
        let json = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, json);
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if is_token {
            let bearer = HeaderValue::from_static("Bearer");
            headers.insert(header::WWW_AUTHENTICATE, bearer);
        }
        response
    }
}
