//! Roles: each may do what those below it may, at its unit and all units below.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What an account may do. The order is that of power.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 查看: sees the exact numbers.
    Viewer,
    /// 录入: writes registries.
    Clerk,
    /// 管理: writes units, reviews.
    Manager,
    /// 系统管理: accounts, tokens, settings, audit.
    Administrator,
}

impl Role {
    /// Every role, the least first.
    pub const ALL: [Self; 4] = [
        Self::Viewer,
        Self::Clerk,
        Self::Manager,
        Self::Administrator,
    ];

    /// The stable key.
    pub fn key(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Clerk => "clerk",
            Self::Manager => "manager",
            Self::Administrator => "administrator",
        }
    }

    /// The role of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Viewer => "查看员",
            Self::Clerk => "录入员",
            Self::Manager => "管理员",
            Self::Administrator => "系统管理员",
        }
    }
}
