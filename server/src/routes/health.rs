//! For whoever watches the server: is it alive, can it work, how much does it do.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::Application;

/// The process answers.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// The numbers are there, and the last commit went well.
pub async fn ready(State(application): State<Arc<Application>>) -> Response {
    let ready = application.engine.is_healthy() && !application.stop.is_cancelled();
    let status = if ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let units = application.engine.read().tree().open().count();
    let body = json!({ "ready": ready, "units": units, "cursor": application.hub.cursor() });
    (status, Json(body)).into_response()
}

/// Prometheus' text format.
pub async fn metrics(State(application): State<Arc<Application>>) -> String {
    application.telemetry.render()
}
