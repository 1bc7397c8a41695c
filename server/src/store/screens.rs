//! What is kept of screens and announcements.

use liandong_domain::unit::UnitCode;

use super::access::{Millis, SecretHash};
use crate::screens::Role;

/// A panel that was paired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Its number.
    pub id: i64,
    /// What staff call it: 一楼大厅.
    pub name: String,
    /// The unit that it belongs to.
    pub unit: UnitCode,
    /// What it is used as.
    pub role: Role,
    /// Words by which screens are taken together.
    pub tags: Vec<String>,
    /// What it is, as it calls itself.
    pub model: String,
    /// From where it was paired.
    pub address: String,
    /// Its credentials.
    pub keys: Keys,
    /// When it was paired.
    pub paired_at: Millis,
    /// By whom: a login.
    pub paired_by: String,
    /// When it was last connected.
    pub seen_at: Option<Millis>,
}

/// The credentials of a screen, as hashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys {
    /// The one that counts.
    pub current: SecretHash,
    /// Since when.
    pub issued_at: Millis,
    /// One that was handed out to take its place, and when.
    pub next: Option<(SecretHash, Millis)>,
    /// The one before: who shows it has a copy.
    pub previous: Option<SecretHash>,
}

/// A screen to be kept.
#[derive(Clone, Debug)]
pub struct NewScreen {
    /// What staff call it.
    pub name: String,
    /// The unit that it belongs to.
    pub unit: UnitCode,
    /// What it is used as.
    pub role: Role,
    /// Words by which screens are taken together.
    pub tags: Vec<String>,
    /// What it is, as it calls itself.
    pub model: String,
    /// From where it asked.
    pub address: String,
    /// Its credential.
    pub hash: SecretHash,
}

/// Something that became of a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScreenEvent {
    /// When.
    pub at: Millis,
    /// What: `up`, `down`, …
    pub kind: String,
    /// What else there is to know.
    pub detail: String,
}

/// Something that all screens of a subtree show for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// Its number.
    pub id: i64,
    /// It is shown at this unit and all below.
    pub unit: UnitCode,
    /// Whether it takes the screens over.
    pub urgent: bool,
    /// What it is about, in a few words.
    pub title: String,
    /// What it says.
    pub text: String,
    /// Who says it.
    pub issuer: String,
    /// Whom to call; may be empty.
    pub help: String,
    /// From when on.
    pub begins_at: Millis,
    /// Until when.
    pub ends_at: Millis,
    /// When it was written.
    pub created_at: Millis,
    /// By whom: a login.
    pub created_by: String,
    /// Who let it out, and when.
    pub approved: Option<(String, Millis)>,
    /// Who took it back, and when.
    pub withdrawn: Option<(String, Millis)>,
}

/// An announcement to be kept.
#[derive(Clone, Debug)]
pub struct NewAnnouncement {
    /// It is shown at this unit and all below.
    pub unit: UnitCode,
    /// Whether it takes the screens over.
    pub urgent: bool,
    /// What it is about, in a few words.
    pub title: String,
    /// What it says.
    pub text: String,
    /// Who says it.
    pub issuer: String,
    /// Whom to call; may be empty.
    pub help: String,
    /// From when on.
    pub begins_at: Millis,
    /// Until when.
    pub ends_at: Millis,
    /// Whether it needs nobody else's word.
    pub is_approved: bool,
}
