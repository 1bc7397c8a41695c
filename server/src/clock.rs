//! The only reader of the wall clock: everything else is told what time it is.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{SystemTime, UNIX_EPOCH},
};

use liandong_domain::moment::{Day, Moment, UtcOffset};

/// The server's clock and the offset from UTC at which its days begin. All clones are one clock: where
/// one is moved, all go on from there.
#[derive(Clone, Debug)]
pub struct Clock {
    offset: UtcOffset,
    /// Milliseconds ahead of the machine's clock; 0 unless the server rehearses another time.
    ahead: Arc<AtomicI64>,
}

impl Clock {
    /// A clock that is right, whose days begin at midnight of `offset`.
    pub fn new(offset: UtcOffset) -> Self {
        Self {
            offset,
            ahead: Arc::default(),
        }
    }

    /// The same clock for days that begin at midnight of another offset.
    #[must_use]
    pub fn with_offset(&self, offset: UtcOffset) -> Self {
        Self {
            offset,
            ahead: Arc::clone(&self.ahead),
        }
    }

    /// Now.
    pub fn now(&self) -> Moment {
        Moment(machine() + self.ahead())
    }

    /// Today.
    pub fn today(&self) -> Day {
        self.now().day(self.offset)
    }

    /// Where days begin.
    pub fn offset(&self) -> UtcOffset {
        self.offset
    }

    /// Has it be this moment now, and go on from there.
    pub fn move_to(&self, moment: Moment) {
        self.ahead.store(moment.0 - machine(), Ordering::Relaxed);
    }

    /// Has the next day begin now.
    pub fn move_to_midnight(&self) {
        self.move_to(self.midnight(self.today().plus(1)));
    }

    /// The moment at which a day begins.
    pub fn midnight(&self, day: Day) -> Moment {
        let local = i64::from(day.days_since_epoch()) * 86_400;
        Moment((local - i64::from(self.offset.whole_seconds())) * 1000)
    }

    /// How far it is ahead of the machine's clock, in milliseconds.
    pub fn ahead(&self) -> i64 {
        self.ahead.load(Ordering::Relaxed)
    }

    /// Has it be so far ahead of the machine's clock.
    pub fn set_ahead(&self, milliseconds: i64) {
        self.ahead.store(milliseconds, Ordering::Relaxed);
    }
}

fn machine() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    since.as_millis() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_move_together_and_days_begin_at_midnight() {
        let clock = Clock::new(UtcOffset::from_hms(8, 0, 0).unwrap());
        let other = clock.clone();
        // 2026-12-31T23:59:50+08:00
        clock.move_to(Moment(1_798_732_790_000));
        let last = other.today();
        assert_eq!(last.date().to_string(), "2026-12-31");
        other.move_to_midnight();
        assert_eq!(clock.today(), last.plus(1));
        assert!(clock.now() >= clock.midnight(clock.today()));
        let elsewhere = clock.with_offset(UtcOffset::UTC);
        assert_eq!(elsewhere.today(), last);
    }
}
