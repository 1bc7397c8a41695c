//! `POST /api/v1/facts`: a batch comes in, and is answered once it is durable.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::StatusCode,
};
use liandong_domain::fact::Fact;

mod limits;
mod schema;

pub use schema::{ActSent, FactSent};

use crate::{
    Application,
    access::token::Program,
    engine::{Receipt, Rejected},
    error::AppError,
    ingest::{self, Rejection},
};

/// Takes a batch of facts from the holder of a token.
///
/// # Errors
/// No token, no batch, or the store failed; a single bad fact is told in the receipt instead.
#[utoipa::path(
    post,
    path = "/api/v1/facts",
    operation_id = "sendFacts",
    tag = "推送",
    summary = "推送事实",
    description = "一批最多 10000 条、8 MiB。全部落盘后才答复；个别不对的逐条写明，其余照收。编号使重发无害：同样的事实再发一次算作 duplicate。",
    request_body = Vec<FactSent>,
    security(("token" = [])),
    responses(
        (status = 200, body = Receipt),
        (status = 400, description = "invalid_json not_an_array batch_too_large"),
        (status = 413, description = "body_too_large"),
    ),
)]
pub async fn take(
    State(application): State<Arc<Application>>,
    Program(token): Program,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Receipt>, AppError> {
    let body = body.map_err(|_| too_large())?;
    let clock = &application.clock;
    let parsed =
        ingest::parse_batch(&body, clock.now(), clock.offset()).map_err(AppError::rejected)?;
    let mut facts = Vec::with_capacity(parsed.len());
    let mut rejected = Vec::new();
    for (index, fact) in parsed.into_iter().enumerate() {
        match fact {
            Ok(fact) => match refuse_kind(&fact, token.kinds.as_deref()) {
                None => facts.push((index, fact)),
                Some(rejection) => rejected.push(Rejected { index, rejection }),
            },
            Err(rejection) => rejected.push(Rejected { index, rejection }),
        }
    }
    let mut receipt = application.engine.submit(facts, Some(token.unit)).await?;
    receipt.rejected.extend(rejected);
    receipt.rejected.sort_by_key(|rejected| rejected.index);
    metrics::counter!("liandong_facts_rejected_total").increment(receipt.rejected.len() as u64);
    metrics::counter!("liandong_facts_duplicate_total").increment(receipt.duplicate as u64);
    Ok(Json(receipt))
}

/// 413: more than one batch may be.
pub(super) fn too_large() -> AppError {
    let mebibytes = ingest::MAX_BODY / (1024 * 1024);
    let message = format!("请求体超过 {mebibytes} MiB；请分批发送");
    AppError::refused(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", message)
}

/// Why a token may not send a fact, where it was made for other kinds.
fn refuse_kind(fact: &Fact, kinds: Option<&[String]>) -> Option<Rejection> {
    let kind = fact.event.kind();
    let is_allowed = kinds.is_none_or(|kinds| kinds.iter().any(|allowed| allowed == kind));
    let message = || format!("这个令牌不能发送 {kind}");
    (!is_allowed).then(|| Rejection::new("kind_not_allowed", message()))
}
