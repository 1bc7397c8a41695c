//! The only reader of the wall clock: everything else is told what time it is.

use std::time::{SystemTime, UNIX_EPOCH};

use liandong_domain::moment::{Day, Moment, UtcOffset};

/// The server's clock and the offset from UTC at which its days begin.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    offset: UtcOffset,
}

impl Clock {
    /// A clock whose days begin at midnight of `offset`.
    pub fn new(offset: UtcOffset) -> Self {
        Self { offset }
    }

    /// Now.
    pub fn now(self) -> Moment {
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Moment(since.as_millis() as i64)
    }

    /// Today.
    pub fn today(self) -> Day {
        self.now().day(self.offset)
    }

    /// Where days begin.
    pub fn offset(self) -> UtcOffset {
        self.offset
    }
}
