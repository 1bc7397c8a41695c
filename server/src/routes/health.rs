//! For whoever watches the server: is it alive, can it work, how much does it do.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use liandong_domain::frame::Cursor;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Application;

/// Whether the server can work.
#[derive(Serialize, ToSchema)]
pub struct Readiness {
    ready: bool,
    units: usize,
    cursor: Cursor,
}

/// The process answers.
#[utoipa::path(
    get,
    path = "/healthz",
    operation_id = "checkAlive",
    tag = "运行",
    summary = "进程在运行",
    responses(
        (status = 200, body = String, content_type = "text/plain"),
    ),
)]
pub async fn alive() -> &'static str {
    "ok\n"
}

/// The numbers are there, and the last commit went well.
#[utoipa::path(
    get,
    path = "/readyz",
    operation_id = "checkReady",
    tag = "运行",
    summary = "数字就绪，最近一次写入成功",
    responses(
        (status = 200, body = Readiness),
        (status = 503, body = Readiness, description = "未就绪"),
    ),
)]
pub async fn ready(State(application): State<Arc<Application>>) -> Response {
    let ready = application.engine.is_healthy() && !application.stop.is_cancelled();
    let status = if ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let units = application.engine.read().tree().open().count();
    let cursor = application.hub.cursor();
    let readiness = Readiness {
        ready,
        units,
        cursor,
    };
    (status, Json(readiness)).into_response()
}

/// Prometheus' text format.
#[utoipa::path(
    get,
    path = "/metrics",
    operation_id = "showMetrics",
    tag = "运行",
    summary = "Prometheus 指标",
    responses(
        (status = 200, body = String, content_type = "text/plain"),
    ),
)]
pub async fn metrics(State(application): State<Arc<Application>>) -> String {
    application.telemetry.render()
}
