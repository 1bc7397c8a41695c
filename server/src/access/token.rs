//! Tokens of programs that send facts: shown once, kept only as a hash, good for one subtree and, if
//! so made, for some kinds of facts and some time.

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header::AUTHORIZATION, request::Parts},
};

use super::secret;
use crate::{
    Application,
    error::AppError,
    store::{
        SqliteStore, StoreError,
        access::{Act, Millis, NewToken, Token},
    },
};

const PREFIX: &str = "ld_";
/// How finely it is noted when a token was last used.
const TOUCH_MS: Millis = 60_000;

/// Makes a token. It cannot be had again.
///
/// # Errors
/// The store failed, or the machine has no randomness.
pub async fn create(
    store: &SqliteStore,
    new: &NewToken,
    act: &Act,
) -> Result<(i64, String), StoreError> {
    let token = secret::make(PREFIX)?;
    let id = store.add_token(secret::hash(&token), new, act).await?;
    Ok((id, token))
}

/// The token that a request carries.
///
/// # Errors
/// None, or one that is not known, has ended or was taken back.
pub async fn of(store: &SqliteStore, headers: &HeaderMap, now: Millis) -> Result<Token, AppError> {
    let sent = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim())
        .ok_or_else(AppError::unauthorized)?;
    let token = store.token(secret::hash(sent)).await?;
    let token = token
        .filter(|token| token.revoked_at.is_none())
        .filter(|token| token.expires_at.is_none_or(|end| now < end))
        .ok_or_else(AppError::unauthorized)?;
    if token.used_at.is_none_or(|used| now - used >= TOUCH_MS) {
        store.touch_token(token.id, now).await?;
    }
    Ok(token)
}

/// The program behind a request, known by its token; handlers that need one ask for it.
pub struct Program(pub Token);

impl FromRequestParts<Arc<Application>> for Program {
    type Rejection = AppError;

    async fn from_request_parts(
        parts: &mut Parts,
        application: &Arc<Application>,
    ) -> Result<Self, AppError> {
        let now = application.clock.now().0;
        of(&application.store, &parts.headers, now).await.map(Self)
    }
}
