//! What an address names.

use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};

use crate::error::AppError;

/// The number of something; an address with none is of nothing.
pub struct Id(pub i64);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, AppError> {
        let id = Path::<i64>::from_request_parts(parts, state).await;
        id.map(|Path(id)| Self(id))
            .map_err(|_| AppError::unknown("对象"))
    }
}

/// The code of a unit; one that is no text is of no unit.
pub struct Code(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Code {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, AppError> {
        let code = Path::<String>::from_request_parts(parts, state).await;
        code.map(|Path(code)| Self(code))
            .map_err(|_| AppError::unknown_unit("\u{fffd}"))
    }
}
