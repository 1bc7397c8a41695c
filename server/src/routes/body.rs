//! A request's JSON body.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{StatusCode, header},
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::AppError;

/// The largest body of a form, in bytes.
const MAX_FORM: usize = 64 * 1024;

/// A request's body, read from JSON of at most so many bytes.
pub struct Body<T, const MAX: usize = MAX_FORM>(pub T);

impl<T: DeserializeOwned, S: Send + Sync, const MAX: usize> FromRequest<S> for Body<T, MAX> {
    type Rejection = AppError;

    async fn from_request(request: Request, state: &S) -> Result<Self, AppError> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        // A form of another site's page cannot say so without being asked first.
        if !kind.starts_with("application/json") {
            let message = "请求体应为 JSON（Content-Type: application/json）";
            let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
            return Err(AppError::refused(status, "json_expected", message));
        }
        let too_large = || {
            let status = StatusCode::PAYLOAD_TOO_LARGE;
            let message = format!("请求体超过 {} KiB", MAX / 1024);
            AppError::refused(status, "body_too_large", message)
        };
        let body = Bytes::from_request(request, state)
            .await
            .map_err(|_| too_large())?;
        if body.len() > MAX {
            return Err(too_large());
        }
        let body: Value = serde_json::from_slice(&body).map_err(|error| {
            let place = format!("第 {} 行第 {} 列", error.line(), error.column());
            let message = format!("请求体不是合法的 JSON：{place}附近有误");
            AppError::refused(StatusCode::BAD_REQUEST, "invalid_json", message)
        })?;
        let wrong =
            |message| AppError::refused(StatusCode::UNPROCESSABLE_ENTITY, "invalid_form", message);
        // A list would pass for an object with its fields in order.
        if !body.is_object() {
            return Err(wrong("请求体应为 JSON 对象".to_owned()));
        }
        serde_json::from_value(body)
            .map(Self)
            .map_err(|error| wrong(format!("请求体缺少字段，或字段类型不对：{error}")))
    }
}
