//! What the query of an address asks for.

use axum::{
    extract::{FromRequestParts, Query},
    http::{StatusCode, request::Parts},
};
use serde::de::DeserializeOwned;

use crate::error::AppError;

/// A query, read into its parameters.
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, AppError> {
        let query = Query::<T>::from_request_parts(parts, state).await;
        query.map(|Query(asked)| Self(asked)).map_err(|rejection| {
            // It names the parameter, as in `limit: invalid digit found in string`.
            let text = rejection.body_text();
            let place = text.rsplit_once("string: ").map_or("", |(_, place)| place);
            let message = format!("查询参数缺少，或取值不对（{place}）");
            AppError::refused(StatusCode::BAD_REQUEST, "invalid_query", message)
        })
    }
}
