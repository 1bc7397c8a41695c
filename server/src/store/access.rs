//! What is kept of accounts, sessions, tokens and the audit log.

use liandong_domain::unit::UnitCode;

use crate::access::Role;

/// Milliseconds since 1970-01-01T00:00:00Z.
pub type Millis = i64;

/// A staff member's account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its number.
    pub id: i64,
    /// What one signs in with, in lower case.
    pub login: String,
    /// The post, as others see it.
    pub title: String,
    /// What it may do.
    pub role: Role,
    /// Where: this unit and all below it.
    pub unit: UnitCode,
    /// Argon2id, as a PHC string.
    pub password: String,
    /// Whether somebody else knows the password, so that it has to be changed first.
    pub must_change: bool,
    /// The second factor's secret.
    pub totp: Option<Vec<u8>>,
    /// Whether nobody may sign in with it.
    pub disabled: bool,
    /// When it was made.
    pub created_at: Millis,
}

/// An account to be made.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// What one signs in with, in lower case.
    pub login: String,
    /// The post.
    pub title: String,
    /// What it may do.
    pub role: Role,
    /// Where.
    pub unit: UnitCode,
    /// Argon2id, as a PHC string.
    pub password: String,
    /// Whether the password has to be changed first.
    pub must_change: bool,
}

/// What of an account an administrator may change.
#[derive(Clone, Debug)]
pub struct AccountChange {
    /// The post.
    pub title: String,
    /// What it may do.
    pub role: Role,
    /// Where.
    pub unit: UnitCode,
    /// Whether nobody may sign in with it.
    pub disabled: bool,
}

/// SHA-256 of a secret that only its holder has.
pub type SecretHash = [u8; 32];

/// A session as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its number.
    pub id: i64,
    /// The account's number.
    pub account: i64,
    /// Where it began.
    pub address: String,
    /// The browser, as it calls itself.
    pub agent: String,
    /// When it began.
    pub created_at: Millis,
    /// When it was last used, to the minute.
    pub seen_at: Millis,
    /// When the password was last given.
    pub confirmed_at: Millis,
    /// How long it lasts unused.
    pub idle_ms: Millis,
}

/// A token for programs that send facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its number.
    pub id: i64,
    /// What it is for.
    pub name: String,
    /// It may send facts of this unit and all below it.
    pub unit: UnitCode,
    /// Only of these kinds, all where none are named.
    pub kinds: Option<Vec<String>>,
    /// When it was made.
    pub created_at: Millis,
    /// When it ends, if it does.
    pub expires_at: Option<Millis>,
    /// When it was last used, to the minute.
    pub used_at: Option<Millis>,
    /// When it was taken back.
    pub revoked_at: Option<Millis>,
}

/// A token to be kept.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// What it is for.
    pub name: String,
    /// The top of its subtree.
    pub unit: UnitCode,
    /// Its kinds of facts, all where none are named.
    pub kinds: Option<Vec<String>>,
    /// When it ends, if it does.
    pub expires_at: Option<Millis>,
}

/// Something that somebody did, for the audit log.
#[derive(Clone, Debug)]
pub struct Act {
    /// When.
    pub at: Millis,
    /// Who: a login, `token:NAME`, or `command` for the command line.
    pub actor: String,
    /// From where.
    pub address: String,
    /// What, as a stable key: `account.created`.
    pub action: &'static str,
    /// To what: a login, a unit's code, a token's name.
    pub subject: String,
    /// What else there is to know.
    pub detail: serde_json::Value,
}

/// An entry of the audit log.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct AuditEntry {
    /// Its number, from 1 without gaps.
    pub seq: i64,
    /// When.
    #[schema(value_type = i64)]
    pub at: Millis,
    /// Who.
    pub actor: String,
    /// From where.
    pub address: String,
    /// What.
    pub action: String,
    /// To what.
    pub subject: String,
    /// What else there is to know, as JSON.
    pub detail: String,
}

/// Which entries of the audit log are wanted.
#[derive(Clone, Debug, Default)]
pub struct AuditQuery {
    /// Only entries before this one.
    pub before: Option<i64>,
    /// Only actions that begin so: `session.`.
    pub action: Option<String>,
    /// Only where actor or subject contains this.
    pub text: Option<String>,
    /// Only of these actors; all where none are named.
    pub actors: Option<Vec<String>>,
    /// At most so many.
    pub limit: u32,
}
