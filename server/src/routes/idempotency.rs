//! `Idempotency-Key`: a call that is sent again, because no answer came, is done once and answered the
//! same (IETF draft idempotency-key-header).
//!
//! Only what was done is kept: what was refused changed nothing, and may be tried again under its key.
//! Answers that hold a secret are never kept; those calls refuse a key. What programs push is safe to
//! repeat by itself, and a key there changes nothing.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};

use crate::{
    Application,
    access::{cookie_of, secret},
    error::AppError,
    store::{KeptAnswer, access::SecretHash},
};

/// The header's name.
const HEADER: &str = "idempotency-key";
/// The longest key, in characters.
const LONGEST_KEY: usize = 255;
/// The largest body of a request with a key and of an answer that is kept, in bytes.
const MAX_BODY: usize = 64 * 1024;

type Call = (SecretHash, String);

/// The calls with a key that are being done.
#[derive(Default)]
pub struct Running(Mutex<HashSet<Call>>);

/// One of them, until it is dropped.
struct Turn<'a> {
    running: &'a Running,
    call: Call,
}

impl Running {
    fn begin(&self, call: Call) -> Option<Turn<'_>> {
        let mut calls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_first = calls.insert(call.clone());
        is_first.then(|| Turn {
            running: self,
            call,
        })
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let calls = self.running.0.lock();
        let mut calls = calls.unwrap_or_else(PoisonError::into_inner);
        calls.remove(&self.call);
    }
}

/// Does calls with a key once.
pub async fn keep(
    State(application): State<Arc<Application>>,
    request: Request,
    next: Next,
) -> Response {
    let key = match key(&request) {
        Ok(Some(key)) => key,
        Ok(None) => return next.run(request).await,
        Err(refused) => return refused.into_response(),
    };
    let Some(caller) = caller(request.headers()) else {
        return next.run(request).await;
    };
    let done = once(&application, (caller, key), request, next).await;
    done.unwrap_or_else(IntoResponse::into_response)
}

async fn once(
    application: &Application,
    call: Call,
    request: Request,
    next: Next,
) -> Result<Response, AppError> {
    let Some(turn) = application.running.begin(call) else {
        let message = "同一 Idempotency-Key 的请求正在处理；请稍后再试";
        return Err(refused(
            StatusCode::CONFLICT,
            "idempotency_key_in_use",
            message,
        ));
    };
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, MAX_BODY).await.map_err(|_| {
        let message = "带 Idempotency-Key 的请求体不能超过 64 KiB";
        refused(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", message)
    })?;
    let print = fingerprint(&parts.method, &parts.uri.to_string(), &body);
    let (caller, key) = &turn.call;
    let store = &application.store;
    let now = application.clock.now().0;
    if let Some(kept) = store.kept_answer(*caller, key, now).await? {
        if kept.request == print {
            return Ok(again(kept));
        }
        let message = "这个 Idempotency-Key 已用于另一个请求；请换一个";
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Err(refused(status, "idempotency_key_reused", message));
    }
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    if !response.status().is_success() {
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return Ok(StatusCode::INTERNAL_SERVER_ERROR.into_response());
    };
    if body.len() <= MAX_BODY {
        let kind = parts.headers.get(header::CONTENT_TYPE);
        let answer = KeptAnswer {
            request: print,
            status: parts.status.as_u16(),
            kind: kind
                .and_then(|kind| kind.to_str().ok())
                .unwrap_or_default()
                .to_owned(),
            body: body.to_vec(),
        };
        // It is done; that it cannot be kept is no reason to say that it is not.
        if let Err(failure) = store.keep_answer(*caller, key, &answer, now).await {
            tracing::warn!("an answer was not kept: {failure}");
        }
    }
    Ok(Response::from_parts(parts, Body::from(body)))
}

/// The key of a request that may have one.
fn key(request: &Request) -> Result<Option<String>, AppError> {
    let path = request.uri().path();
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD);
    let Some(key) = request.headers().get(HEADER) else {
        return Ok(None);
    };
    if !path.starts_with("/api/v1/") || !changes || is_pushed(path) {
        return Ok(None);
    }
    let bad = |message| refused(StatusCode::BAD_REQUEST, "invalid_idempotency_key", message);
    if answers_secret(request.method(), path) {
        return Err(bad(
            "这个调用的答复含有密文，不能保存；请不带 Idempotency-Key",
        ));
    }
    if is_upload(request.method(), path) {
        return Err(bad("上传文件不接受 Idempotency-Key；重复上传没有害处"));
    }
    let text = key.to_str().unwrap_or_default().trim().trim_matches('"');
    if text.is_empty() || text.len() > LONGEST_KEY {
        return Err(bad("Idempotency-Key 应为 1 至 255 个可见的 ASCII 字符"));
    }
    Ok(Some(text.to_owned()))
}

/// What has ids of its own, or says how things are: safe to repeat.
fn is_pushed(path: &str) -> bool {
    path == "/api/v1/facts" || path.starts_with("/api/v1/registries/")
}

/// Whether a call of the API keeps its answer under a key.
pub fn takes_idempotency_key(method: &str, path: &str) -> bool {
    let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap_or_default();
    path.starts_with("/api/v1/")
        && !is_pushed(path)
        && !is_upload(&method, path)
        && !answers_secret(&method, path)
}

/// A file may be far larger than what is kept to tell a call from another.
fn is_upload(method: &Method, path: &str) -> bool {
    *method == Method::POST && matches!(path, "/api/v1/imports" | "/api/v1/attachments")
}

fn answers_secret(method: &Method, path: &str) -> bool {
    let of_session = path == "/api/v1/session" || path.starts_with("/api/v1/session/");
    let makes = matches!(path, "/api/v1/accounts" | "/api/v1/tokens") || path.ends_with("/reset");
    let of_device = path.starts_with("/api/v1/device/");
    of_session || of_device || path == "/api/v1/setup" || (*method == Method::POST && makes)
}

fn caller(headers: &HeaderMap) -> Option<SecretHash> {
    let token = headers.get(header::AUTHORIZATION);
    let token = token.and_then(|token| token.to_str().ok());
    token.or_else(|| cookie_of(headers)).map(secret::hash)
}

fn fingerprint(method: &Method, address: &str, body: &Bytes) -> Vec<u8> {
    let mut hasher = Sha256::new();
    for part in [method.as_str().as_bytes(), address.as_bytes(), body] {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().to_vec()
}

fn again(kept: KeptAnswer) -> Response {
    let status = StatusCode::from_u16(kept.status).unwrap_or_default();
    let mut response = (status, kept.body).into_response();
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_TYPE);
    if let (Ok(kind), false) = (HeaderValue::try_from(&kept.kind), kept.kind.is_empty()) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    response
}

fn refused(status: StatusCode, code: &'static str, message: &str) -> AppError {
    AppError::refused(status, code, message)
}
