//! Which screens are connected, how they say they are, and what is wrong with them. In memory: each says it anew
//! when it comes back.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use liandong_domain::unit::UnitCode;
use tokio::sync::{mpsc, oneshot};

mod report;
mod standing;

pub use report::Report;
pub use standing::{Problem, Shown, Standing};

use crate::store::access::Millis;

/// Orders that may wait for a socket; one that takes none is as good as gone.
const ORDERS: usize = 32;
/// Time in which a socket that is there answers: the pong's, and a little.
const PROOF: Duration = Duration::from_secs(9);

/// What the socket of a screen is to do.
#[derive(Debug)]
pub enum Order {
    /// Send this notice.
    Notice(String),
    /// Find out whether the panel is still there.
    Prove(oneshot::Sender<()>),
    /// Close: the pairing ended.
    Unpaired,
    /// Close: another panel with the same credential was there first.
    InUse,
}

/// A connection of a screen, given back when dropped.
pub struct Connection {
    fleet: Fleet,
    screen: i64,
    number: u64,
}

struct Holder {
    number: u64,
    address: String,
    since: Millis,
    orders: mpsc::Sender<Order>,
}

/// A second panel that came with the same credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intruder {
    /// From where.
    pub address: String,
    /// When.
    pub at: Millis,
}

#[derive(Default)]
struct Live {
    /// Who holds the credential; the first is the one that counts.
    holders: Vec<Holder>,
    /// When the last of them went.
    left_at: Option<Millis>,
    report: Option<(Report, Millis)>,
    is_unreadable: bool,
    frames: Frames,
    intruder: Option<Intruder>,
    outages: u32,
    picture: Option<Picture>,
}

/// A picture of what is on a screen's glass (JPEG), and when it was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The file.
    pub jpeg: Bytes,
    /// When it came.
    pub at: Millis,
}

/// What was sent and what is on the glass.
#[derive(Clone, Copy, Debug, Default)]
struct Frames {
    /// The oldest frame that is not painted yet, and when it was sent.
    waiting: Option<(u64, Millis)>,
    painted: Option<(u64, Millis)>,
    delay_ms: Option<Millis>,
}

/// How many screens of a unit and below there are, and how many of them live.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Connected and painting.
    pub alive: u32,
    /// Paired.
    pub total: u32,
}

#[derive(Default)]
struct State {
    live: BTreeMap<i64, Live>,
    last_number: u64,
    last_command: i64,
    /// By unit, for it and all below.
    counts: Arc<HashMap<UnitCode, Count>>,
}

/// The screens as they are now.
#[derive(Clone, Default)]
pub struct Fleet(Arc<Mutex<State>>);

impl Fleet {
    /// A screen connects. Where another panel holds its credential already, the newcomer is shown what it asks for,
    /// and sent away once the other has proved to be there.
    pub fn enter(
        &self,
        screen: i64,
        address: String,
        now: Millis,
    ) -> (Connection, mpsc::Receiver<Order>) {
        let (orders, receiver) = mpsc::channel(ORDERS);
        let mut state = self.lock();
        state.last_number += 1;
        let number = state.last_number;
        let live = state.live.entry(screen).or_default();
        let incumbent = live.holders.first().map(|holder| holder.orders.clone());
        live.holders.push(Holder {
            number,
            address,
            since: now,
            orders,
        });
        if live.holders.len() == 1 {
            live.frames = Frames::default();
        }
        drop(state);
        if let Some(incumbent) = incumbent {
            tokio::spawn(self.clone().decide(screen, number, incumbent, now));
        }
        let connection = Connection {
            fleet: self.clone(),
            screen,
            number,
        };
        (connection, receiver)
    }

    /// Which of two panels stays.
    async fn decide(self, screen: i64, newcomer: u64, incumbent: mpsc::Sender<Order>, now: Millis) {
        let (proof, proved) = oneshot::channel();
        let is_there = incumbent.try_send(Order::Prove(proof)).is_ok()
            && matches!(tokio::time::timeout(PROOF, proved).await, Ok(Ok(())));
        let mut state = self.lock();
        let Some(live) = state.live.get_mut(&screen) else {
            return;
        };
        if !is_there {
            // A panel that lost its network, or started afresh: what is left of it makes room.
            live.holders.retain(|holder| holder.number >= newcomer);
            return;
        }
        let found = live.holders.iter().find(|holder| holder.number == newcomer);
        if let Some(holder) = found {
            live.intruder = Some(Intruder {
                address: holder.address.clone(),
                at: now,
            });
            let _ = holder.orders.try_send(Order::InUse);
        }
    }

    /// Notes a panel that came with a credential that was exchanged long ago: it has a copy.
    pub fn intrude(&self, screen: i64, address: String, now: Millis) {
        let mut state = self.lock();
        let intruder = Intruder { address, at: now };
        state.live.entry(screen).or_default().intruder = Some(intruder);
    }

    /// A person has seen that there was a second panel.
    pub fn forgive(&self, screen: i64) {
        if let Some(live) = self.lock().live.get_mut(&screen) {
            live.intruder = None;
        }
    }

    /// Keeps the newest picture of a screen.
    pub fn set_picture(&self, screen: i64, picture: Picture) {
        self.lock().live.entry(screen).or_default().picture = Some(picture);
    }

    /// The newest picture of a screen.
    pub fn picture(&self, screen: i64) -> Option<Picture> {
        self.lock().live.get(&screen)?.picture.clone()
    }

    /// Has the socket of a screen do something. Whether it is there to do it.
    pub fn order(&self, screen: i64, order: Order) -> bool {
        let state = self.lock();
        let holder = state.live.get(&screen);
        let holder = holder.and_then(|live| live.holders.first());
        holder.is_some_and(|holder| holder.orders.try_send(order).is_ok())
    }

    /// The pairing of a screen ended: all its panels go.
    pub fn unpair(&self, screen: i64) {
        let gone = self.lock().live.remove(&screen);
        for holder in gone.into_iter().flat_map(|live| live.holders) {
            let _ = holder.orders.try_send(Order::Unpaired);
        }
    }

    /// A number that no command had before.
    pub fn next_command(&self, now: Millis) -> i64 {
        let mut state = self.lock();
        // Also after a restart.
        state.last_command = now.max(state.last_command + 1);
        state.last_command
    }

    /// How a screen is.
    pub fn standing(&self, screen: i64, version: &str, now: Millis) -> Standing {
        let state = self.lock();
        Standing::of(state.live.get(&screen), version, now)
    }

    /// How many screens there are at a unit and below.
    pub fn count(&self, unit: &UnitCode) -> Count {
        let counts = Arc::clone(&self.lock().counts);
        counts.get(unit).copied().unwrap_or_default()
    }

    /// Takes in how many screens there are. Whether it is another number anywhere.
    pub fn set_counts(&self, counts: HashMap<UnitCode, Count>) -> bool {
        let mut state = self.lock();
        let is_new = *state.counts != counts;
        if is_new {
            state.counts = Arc::new(counts);
        }
        is_new
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Connection {
    /// The screen's number.
    pub fn screen(&self) -> i64 {
        self.screen
    }

    /// The panel says how it is; nothing where what it says is nonsense.
    pub fn reported(&self, report: Option<Report>, now: Millis) {
        self.with(|live| {
            live.is_unreadable = report.is_none();
            if let Some(report) = report {
                live.report = Some((report, now));
            }
        });
    }

    /// A frame was sent.
    pub fn sent(&self, seq: u64, now: Millis) {
        self.with(|live| {
            live.frames.waiting.get_or_insert((seq, now));
        });
    }

    /// A frame is on the glass.
    pub fn painted(&self, seq: u64, now: Millis) {
        self.with(|live| {
            let frames = &mut live.frames;
            frames.painted = Some((seq, now));
            if let Some((_, sent)) = frames.waiting.filter(|(waiting, _)| *waiting <= seq) {
                frames.delay_ms = Some(now - sent);
                frames.waiting = None;
            }
        });
    }

    /// The panel goes: when.
    pub fn left(&self, now: Millis) {
        self.with(|live| live.left_at = Some(now));
    }

    /// Only what the panel that counts does is taken for the screen's.
    fn with(&self, change: impl FnOnce(&mut Live)) {
        let mut state = self.fleet.lock();
        let live = state.live.get_mut(&self.screen);
        let live = live.filter(|live| {
            let first = live.holders.first();
            first.is_some_and(|holder| holder.number == self.number)
        });
        if let Some(live) = live {
            change(live);
        }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let mut state = self.fleet.lock();
        if let Some(live) = state.live.get_mut(&self.screen) {
            let was_first = live
                .holders
                .first()
                .is_some_and(|one| one.number == self.number);
            live.holders.retain(|holder| holder.number != self.number);
            if was_first {
                live.frames = Frames::default();
                live.outages += u32::from(live.holders.is_empty());
            }
        }
    }
}

#[cfg(test)]
mod tests;
