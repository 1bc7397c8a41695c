//! Ingest tokens: shown once, kept only as a hash, good for one subtree.

use axum::http::{HeaderMap, header::AUTHORIZATION};
use liandong_domain::unit::UnitCode;
use sha2::{Digest, Sha256};

use crate::{
    error::AppError,
    store::{Store, StoreError, TokenHash},
};

const PREFIX: &str = "ld_";
const RANDOM_BYTES: usize = 32;

/// Makes a token for a unit and all below it. It cannot be had again.
///
/// # Errors
/// The store failed, or the machine has no randomness.
pub async fn create_token<S: Store>(
    store: &S,
    unit: &UnitCode,
    now_ms: i64,
) -> Result<String, StoreError> {
    let mut random = [0; RANDOM_BYTES];
    getrandom::fill(&mut random)
        .map_err(|error| StoreError::Failed(sqlx::Error::Io(std::io::Error::other(error))))?;
    let token = random.iter().fold(PREFIX.to_owned(), |token, byte| {
        format!("{token}{byte:02x}")
    });
    store.add_token(hash(&token), unit, now_ms).await?;
    Ok(token)
}

/// The top of the subtree for which the request's token is good.
///
/// # Errors
/// No token, or one that is not known.
pub async fn scope<S: Store>(store: &S, headers: &HeaderMap) -> Result<UnitCode, AppError> {
    let token = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim())
        .ok_or_else(AppError::unauthorized)?;
    // The look-up is by hash: how long it takes tells nothing about tokens.
    store
        .token_unit(hash(token))
        .await?
        .ok_or_else(AppError::unauthorized)
}

/// The token has 256 random bits, so a plain hash is as good as a slow one.
fn hash(token: &str) -> TokenHash {
    Sha256::digest(token.as_bytes()).into()
}
