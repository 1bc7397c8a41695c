//! `/api/v1/registries/{registry}…`: rows on pages and as files.

mod export;
mod list;

use std::sync::Arc;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use liandong_domain::{registry::Registry, unit::UnitCode};

pub use export::{csv, xlsx};
pub use list::list;

use crate::{
    Application,
    access::{Role, Staff},
    error::AppError,
};

/// The registry that an address names.
pub struct Named(pub Registry);

impl<S: Send + Sync> FromRequestParts<S> for Named {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, AppError> {
        let named = Path::<String>::from_request_parts(parts, state).await;
        let mut all = Registry::ALL.iter();
        let registry = named
            .ok()
            .and_then(|Path(key)| all.find(|registry| registry.key() == key));
        registry
            .map(|registry| Self(*registry))
            .ok_or_else(|| AppError::unknown("数据库"))
    }
}

/// The unit that is asked about, which is the account's own where none is named.
///
/// # Errors
/// No such unit in the subtree.
pub fn unit_of(
    application: &Arc<Application>,
    staff: &Staff,
    wanted: Option<&str>,
) -> Result<UnitCode, AppError> {
    let own = staff.account.unit.as_str();
    let wanted = wanted.filter(|wanted| !wanted.is_empty()).unwrap_or(own);
    staff.needs_at(application, Role::Viewer, wanted)
}
