//! `/api/v1/registries/{registry}…`: rows on pages and as files.

pub mod export;
pub mod list;

use std::sync::Arc;

use liandong_domain::unit::UnitCode;

use crate::{
    Application,
    access::{Role, Staff},
    error::AppError,
};

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
