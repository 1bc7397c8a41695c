//! In which order a list is read.

use serde::Deserialize;
use utoipa::ToSchema;

/// An order of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// What is due first.
    #[default]
    Due,
    /// What was touched last.
    Newest,
    /// What has waited longest.
    Oldest,
}
