//! What changes something is done to its end, also where the caller hangs up in the middle: else a change would
//! stand without its line in the audit log, or an import be marked and never begun.

use axum::{
    extract::Request,
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse, Response},
};
use tracing::error;

/// Does a call that changes something in a task of its own.
pub async fn keep(request: Request, next: Next) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    match tokio::spawn(next.run(request)).await {
        Ok(response) => response,
        Err(failure) => {
            error!("a call ended in the middle: {failure}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
