//! `GET /live`: where screens get what changes.

use std::sync::Arc;

use axum::{
    extract::{State, WebSocketUpgrade, ws::rejection::WebSocketUpgradeRejection},
    http::{HeaderMap, StatusCode},
    response::Response,
};

use crate::{Application, client::Client, error::AppError, live};

/// Opens a socket to a screen.
///
/// # Errors
/// No WebSocket, too many of them from this address, a page of another site, or one that may not look.
#[utoipa::path(
    get,
    path = "/live",
    operation_id = "openLive",
    tag = "实时",
    summary = "实时连接",
    description = "WebSocket，子协议 liandong.v1.json 或 liandong.v1.postcard；消息见文档 docs/api.md。",
    security((), ("session" = [])),
    responses(
        (status = 101),
        (status = 400, description = "websocket_expected"),
        (status = 403, description = "origin_not_allowed"),
        (status = 429, description = "too_many_connections"),
    ),
)]
pub async fn open(
    State(application): State<Arc<Application>>,
    client: Client,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, AppError> {
    let upgrade = upgrade.map_err(|_| {
        let message = "这个地址只接受 WebSocket 连接；见文档 docs/api.md";
        AppError::refused(StatusCode::BAD_REQUEST, "websocket_expected", message)
    })?;
    live::upgrade(application, client.address, &headers, upgrade).await
}
