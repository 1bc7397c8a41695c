//! Panels on walls and in stations: paired by staff, told what to show, watched over.
//!
//! # Layout
//! - [`Roster`]: the screens that are paired, and whose credential is whose. [`credential`]: how one travels.
//! - [`pairing`]: how a panel gets its first credential (RFC 8628).
//! - [`settings`]: how screens show what they show, inherited down the tree.
//! - [`Announcements`]: what all screens of a subtree show for a time.
//! - [`Fleet`]: which screens are connected, and how they say they are. [`notices`]: what they are told.
//! - [`watch`]: notes what becomes of them.
//!
//! A screen gets what every visitor may get and nothing else: its credential opens walls, kiosk pages and `/live`.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU64, Ordering},
};

use liandong_domain::unit::UnitCode;
use serde::{Deserialize, Serialize};
use tokio::sync::watch as channel;
use utoipa::ToSchema;

use crate::store::{SqliteStore, StoreError};

mod announcements;
pub mod credential;
pub mod fleet;
pub mod notices;
pub mod pairing;
mod roster;
pub mod settings;
pub mod uptime;
pub mod watch;

pub use announcements::Announcements;
use credential::Tickets;
pub use fleet::{Connection, Fleet, Problem, Report, Shown, Standing};
pub use pairing::Pairing;
pub use roster::{Presented, Roster};
pub use settings::{Layers, Settings};

/// What a screen is used as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ScreenRole)]
pub enum Role {
    /// 大屏: nobody touches it.
    Wall,
    /// 触摸屏: visitors do.
    Kiosk,
}

impl Role {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Wall, Self::Kiosk];

    /// The stable key.
    pub fn key(self) -> &'static str {
        match self {
            Self::Wall => "wall",
            Self::Kiosk => "kiosk",
        }
    }

    /// The role of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Wall => "大屏",
            Self::Kiosk => "触摸屏",
        }
    }
}

/// Everything that is known of screens.
pub struct Screens {
    /// Who is paired.
    pub roster: Roster,
    /// Who asks to be.
    pub pairing: Pairing,
    /// How they show what they show.
    pub layers: Layers,
    /// What they show for a time.
    pub announcements: Announcements,
    /// How they are.
    pub fleet: Fleet,
    /// With what they fetch their next credential.
    pub tickets: Tickets,
    changed: channel::Sender<u64>,
    has_painted: AtomicBool,
    moves: AtomicU64,
}

/// Screens move to another version of the server one after another, so far apart, and all within [`MOVES`] of these.
const MOVE_MS: u64 = 500;
const MOVES: u64 = 600;

impl Screens {
    /// As it was kept.
    ///
    /// # Errors
    /// The database failed.
    pub async fn load(store: &Arc<SqliteStore>, now: i64) -> Result<Self, StoreError> {
        Ok(Self {
            roster: Roster::load(store).await?,
            pairing: Pairing::default(),
            layers: Layers::load(store).await?,
            announcements: Announcements::load(store, now).await?,
            fleet: Fleet::default(),
            tickets: Tickets::default(),
            changed: channel::Sender::new(0),
            has_painted: AtomicBool::default(),
            moves: AtomicU64::default(),
        })
    }

    /// Something that screens are told of is another: settings, announcements, how many screens live.
    pub fn touch(&self) {
        self.changed.send_modify(|version| *version += 1);
    }

    /// A screen painted an announcement: soon all are told of how many did.
    pub fn note_painted(&self) {
        self.has_painted.store(true, Ordering::Relaxed);
    }

    /// Tells of what was painted since the last time.
    pub fn tell_painted(&self) {
        if self.has_painted.swap(false, Ordering::Relaxed) {
            self.touch();
        }
    }

    /// How long the next screen is to wait before it moves to this version of the server.
    pub fn next_move_ms(&self) -> u64 {
        self.moves.fetch_add(1, Ordering::Relaxed) % MOVES * MOVE_MS
    }

    /// Tells when something is another.
    pub fn changes(&self) -> channel::Receiver<u64> {
        self.changed.subscribe()
    }
}

/// Whether a unit is another or below it, by the path of the first: its code and those of the units above.
fn is_within(path: &[UnitCode], unit: &UnitCode) -> bool {
    path.contains(unit)
}
