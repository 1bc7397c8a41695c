//! Units as rows name them.

use std::sync::Arc;

use liandong_domain::{
    tree::{Tree, UnitIndex},
    unit::{UnitCode, UnitKind},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::Scope;
use crate::error::AppError;

/// A unit of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct UnitName {
    /// Code.
    pub code: UnitCode,
    /// Full official name.
    #[schema(value_type = String)]
    pub name: Arc<str>,
    /// What it is.
    #[serde(rename = "level")]
    pub kind: UnitKind,
}

impl UnitName {
    /// The unit, or the one in its place.
    pub fn of(tree: &Tree, unit: UnitIndex) -> Self {
        let node = tree.node(tree.standing(unit));
        Self {
            code: node.code.clone(),
            name: Arc::clone(&node.name),
            kind: node.kind,
        }
    }
}

/// The unit that a list is to be about, where one is asked for.
///
/// # Errors
/// There is no such unit.
pub(super) fn asked(scope: &Scope<'_>, code: Option<&str>) -> Result<Option<UnitIndex>, AppError> {
    let code = code.filter(|code| !code.is_empty());
    code.map(|code| {
        let found = scope.aggregate().tree().find(code);
        found.ok_or_else(|| AppError::unknown_unit(code))
    })
    .transpose()
}
