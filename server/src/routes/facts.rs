//! `POST /api/v1/facts`: a batch comes in, and is answered once it is durable.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode},
};

use crate::{
    Application, auth,
    engine::{Receipt, Rejected},
    error::AppError,
    ingest,
};

/// Takes a batch of facts from the holder of a token.
///
/// # Errors
/// No token, no batch, or the store failed; a single bad fact is told in the receipt instead.
pub async fn take(
    State(application): State<Arc<Application>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Receipt>, AppError> {
    let scope = auth::scope(&*application.store, &headers).await?;
    let body = body.map_err(|_| {
        let message = format!(
            "请求体超过 {} MiB；请分批发送",
            ingest::MAX_BODY / (1024 * 1024)
        );
        AppError::refused(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", message)
    })?;
    let clock = application.clock;
    let parsed = ingest::parse_batch(&body, clock.now(), clock.offset())
        .map_err(|rejection| AppError::Refused(StatusCode::BAD_REQUEST, rejection))?;
    let mut facts = Vec::with_capacity(parsed.len());
    let mut rejected = Vec::new();
    for (index, fact) in parsed.into_iter().enumerate() {
        match fact {
            Ok(fact) => facts.push((index, fact)),
            Err(rejection) => rejected.push(Rejected { index, rejection }),
        }
    }
    let mut receipt = application.engine.submit(facts, Some(scope)).await?;
    receipt.rejected.extend(rejected);
    receipt.rejected.sort_by_key(|rejected| rejected.index);
    metrics::counter!("liandong_facts_rejected_total").increment(receipt.rejected.len() as u64);
    metrics::counter!("liandong_facts_duplicate_total").increment(receipt.duplicate as u64);
    Ok(Json(receipt))
}
