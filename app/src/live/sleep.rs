//! Noticing that the panel slept.

/// A connection found open after this long a gap is not trusted.
const SLEPT_MS: f64 = 5_000.0;

/// Compares two clocks of which one may stop in sleep. When the date runs ahead of the monotonic
/// clock, the panel slept, or its date was set: either way no more than a new connection comes of it.
#[derive(Default)]
pub(super) struct SleepWatch {
    ahead: Option<f64>,
}

impl SleepWatch {
    /// Whether the panel slept since the last call.
    pub(super) fn slept(&mut self, date: f64, monotonic: f64) -> bool {
        let ahead = date - monotonic;
        let before = self.ahead.replace(ahead);
        before.is_some_and(|before| ahead - before > SLEPT_MS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_between_the_clocks_is_sleep() {
        let mut watch = SleepWatch::default();
        assert!(!watch.slept(1_000_000.0, 0.0));
        assert!(
            !watch.slept(1_060_000.0, 60_000.0),
            "a throttled timer is no sleep"
        );
        assert!(watch.slept(4_661_000.0, 61_000.0));
        assert!(!watch.slept(4_662_000.0, 62_000.0));
        assert!(!watch.slept(4_600_000.0, 63_000.0), "the date was set back");
    }
}
