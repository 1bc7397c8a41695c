//! What an address names.

use axum::{
    extract::{FromRequestParts, Path},
    http::{StatusCode, request::Parts},
};
use liandong_domain::registry::Registry;

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

/// The name of something; one that is no text is of nothing.
pub struct Name(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Name {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, AppError> {
        let name = Path::<String>::from_request_parts(parts, state).await;
        name.map(|Path(name)| Self(name))
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

/// A registry.
pub struct RegistryName(pub Registry);

impl<S: Send + Sync> FromRequestParts<S> for RegistryName {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, AppError> {
        let name = Path::<String>::from_request_parts(parts, state).await;
        registry(&name.map(|Path(name)| name).unwrap_or_default()).map(Self)
    }
}

/// A registry and the key of a row in it.
pub struct RowName(pub Registry, pub String);

impl<S: Send + Sync> FromRequestParts<S> for RowName {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, AppError> {
        let names = Path::<(String, String)>::from_request_parts(parts, state).await;
        let Path((name, key)) = names.map_err(|_| AppError::unknown("对象"))?;
        registry(&name).map(|registry| Self(registry, key))
    }
}

fn registry(key: &str) -> Result<Registry, AppError> {
    Registry::from_key(key).ok_or_else(|| {
        let known: Vec<&str> = Registry::ALL
            .iter()
            .map(|registry| registry.key())
            .collect();
        let message = format!("没有这个库；可用的有：{}", known.join("、"));
        AppError::refused(StatusCode::NOT_FOUND, "unknown_registry", message)
    })
}
