//! When to give a connection up, and when to try the next.

/// An attempt that brought no frame by then has failed.
const OPENING_MS: f64 = 15_000.0;
/// The server says something at least every 20 seconds; after this much silence it is gone.
const SILENT_MS: f64 = 45_000.0;
/// The shortest and the longest wait between two attempts.
const WAIT_MS: (u32, u32) = (500, 20_000);
/// After this many unreadable frames in a row the server is taken to be newer than the page.
const UNREADABLE_LIMIT: u32 = 3;

/// Where a connection stands.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Phase {
    Waiting,
    Opening { since: f64 },
    Up { heard: f64 },
}

/// The life of one connection after another. Times are milliseconds of the monotonic clock.
#[derive(Debug)]
pub(super) struct Session {
    phase: Phase,
    attempt: u32,
    unreadable: u32,
    advice_ms: Option<u32>,
}

impl Session {
    pub(super) fn new() -> Self {
        Self {
            phase: Phase::Waiting,
            attempt: 0,
            unreadable: 0,
            advice_ms: None,
        }
    }

    /// An attempt begins.
    pub(super) fn open(&mut self, now: f64) {
        self.phase = Phase::Opening { since: now };
    }

    /// The server said something readable. Whether it is the first of this connection.
    pub(super) fn heard(&mut self, now: f64) -> bool {
        let is_first = !matches!(self.phase, Phase::Up { .. });
        self.phase = Phase::Up { heard: now };
        self.attempt = 0;
        self.unreadable = 0;
        is_first
    }

    /// The server said something unreadable. Whether the page should be fetched anew.
    pub(super) fn unreadable(&mut self) -> bool {
        self.unreadable += 1;
        self.unreadable >= UNREADABLE_LIMIT
    }

    /// The server says how long to wait after it closes.
    pub(super) fn advise(&mut self, retry_ms: u32) {
        self.advice_ms = Some(retry_ms);
    }

    /// Whether there is neither a connection nor an attempt.
    pub(super) fn is_waiting(&self) -> bool {
        self.phase == Phase::Waiting
    }

    /// Whether the connection, or the attempt at one, has been silent for too long.
    pub(super) fn is_dead(&self, now: f64) -> bool {
        match self.phase {
            Phase::Waiting => false,
            Phase::Opening { since } => now - since > OPENING_MS,
            Phase::Up { heard } => now - heard > SILENT_MS,
        }
    }

    /// How many attempts there were since the last success, with the one to come.
    pub(super) fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The connection is lost. How many milliseconds to wait before the next attempt; `random` is from 0 to 1.
    ///
    /// Full jitter: thousands of screens lose the same server at the same moment.
    pub(super) fn lost(&mut self, random: f64) -> u32 {
        self.phase = Phase::Waiting;
        self.attempt = self.attempt.saturating_add(1);
        let (shortest, longest) = WAIT_MS;
        let ceiling = longest.min(1_000 << self.attempt.min(8));
        let jitter = (random * f64::from(ceiling - shortest)) as u32;
        let advice = self.advice_ms.take().unwrap_or(0);
        advice.saturating_add(shortest + jitter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_waits_longer_and_longer_but_never_stops_trying() {
        let mut session = Session::new();
        let longest: Vec<u32> = (0..6).map(|_| session.lost(1.0)).collect();
        assert_eq!(longest, [2_000, 4_000, 8_000, 16_000, 20_000, 20_000]);
        for _ in 0..100_000 {
            session.lost(0.5);
        }
        assert_eq!(session.lost(0.0), 500);
        assert_eq!(session.attempt(), 100_007);
        session.heard(0.0);
        assert_eq!(session.lost(1.0), 2_000);
    }

    #[test]
    fn the_servers_advice_holds_once() {
        let mut session = Session::new();
        session.advise(5_000);
        assert_eq!(session.lost(0.0), 5_500);
        assert_eq!(session.lost(0.0), 500);
    }

    #[test]
    fn silence_ends_a_connection_and_an_attempt() {
        let mut session = Session::new();
        assert!(!session.is_dead(1e9));
        session.open(1_000.0);
        assert!(!session.is_dead(16_000.0));
        assert!(session.is_dead(16_001.0));
        session.heard(16_001.0);
        assert!(!session.is_dead(61_001.0));
        assert!(session.is_dead(61_002.0));
        session.lost(0.5);
        assert!(session.is_waiting() && !session.is_dead(1e9));
    }

    #[test]
    fn unreadable_frames_in_a_row_ask_for_a_new_page() {
        let mut session = Session::new();
        assert!(!session.unreadable());
        assert!(!session.unreadable());
        session.heard(0.0);
        assert!(!session.unreadable());
        assert!(!session.unreadable());
        assert!(session.unreadable());
    }
}
