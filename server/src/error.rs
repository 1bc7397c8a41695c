//! The only place where an error becomes an HTTP response. What went wrong inside is logged here,
//! once, and never sent.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;
use tracing::error;

use crate::{engine::SubmitError, ingest::Rejection, store::StoreError};

/// What a request may end with instead of an answer.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The request is wrong.
    #[error("{}", .1.message)]
    Refused(StatusCode, Rejection),
    /// The facts were not taken.
    #[error(transparent)]
    Submit(#[from] SubmitError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AppError {
    /// A request that is wrong.
    pub fn refused(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self::Refused(status, Rejection::new(code, message))
    }

    /// 401: who is asking is not known.
    pub fn unauthorized() -> Self {
        let message = "缺少令牌，或令牌无效；请在 Authorization 头中以 Bearer 方式给出";
        Self::refused(StatusCode::UNAUTHORIZED, "unauthorized", message)
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

fn store_rejection(failure: &StoreError) -> Rejection {
    let message = match failure {
        StoreError::DiskFull => "服务器磁盘已满，这一批没有写入；请稍后重发",
        StoreError::Locked => "数据库正被另一进程占用，这一批没有写入；请稍后重发",
        StoreError::Damaged(_) => "数据库文件损坏，这一批没有写入；请联系管理员",
        StoreError::Failed(_) => "数据库写入失败，这一批没有写入；请稍后重发",
    };
    Rejection::new(store_code(failure), message)
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let unavailable = StatusCode::SERVICE_UNAVAILABLE;
        let (status, rejection) = match self {
            Self::Refused(status, rejection) => (status, rejection),
            // The engine has logged this one, once for the whole group.
            Self::Submit(SubmitError::Store(failure)) => (unavailable, store_rejection(&failure)),
            Self::Submit(SubmitError::Stopping) => (
                unavailable,
                Rejection::new("stopping", "服务器正在停止；请稍后重发"),
            ),
            Self::Store(failure) => {
                error!(code = store_code(&failure), "{failure}");
                (unavailable, store_rejection(&failure))
            }
        };
        let body = Json(json!({ "code": rejection.code, "message": rejection.message }));
        let mut response = (status, body).into_response();
        if status == StatusCode::UNAUTHORIZED {
            let bearer = axum::http::HeaderValue::from_static("Bearer");
            response
                .headers_mut()
                .insert(axum::http::header::WWW_AUTHENTICATE, bearer);
        }
        response
    }
}
