//! How old what is on the screen may be, and the words for it.

/// From this age on data is delayed.
pub const DELAYED_AFTER_S: u64 = 60;
/// From this age on the screen is offline.
pub const OFFLINE_AFTER_S: u64 = 30 * 60;

/// How fresh the numbers are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// 连接中: the numbers are those the page was sent with; nothing was heard since.
    Connecting,
    /// 实时: connected, and heard of within a minute.
    Live,
    /// The connection is lost, but the numbers are not yet a minute old.
    Reconnecting {
        /// How many times it was tried.
        attempt: u32,
    },
    /// 延迟: over a minute old.
    Delayed {
        /// Seconds since the server was heard of.
        age_s: u64,
        /// How many times it was tried to connect again.
        attempt: u32,
    },
    /// 离线: over half an hour old.
    Offline {
        /// Seconds since the server was heard of.
        age_s: u64,
        /// How many times it was tried to connect again.
        attempt: u32,
    },
}

/// The palette that goes with the freshness: the root's `data-age`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// Full colour, but no mark that says live.
    Connecting,
    /// Full colour.
    Live,
    /// The delayed palette.
    Delayed,
    /// The offline palette.
    Offline,
    /// A past day is played: the palette that nobody takes for now.
    Replay,
}

impl Age {
    /// The word in `data-age`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Connecting => "connecting",
            Self::Live => "live",
            Self::Delayed => "delayed",
            Self::Offline => "offline",
            Self::Replay => "replay",
        }
    }
}

impl From<Freshness> for Age {
    fn from(freshness: Freshness) -> Self {
        match freshness {
            Freshness::Connecting => Self::Connecting,
            Freshness::Live | Freshness::Reconnecting { .. } => Self::Live,
            Freshness::Delayed { .. } => Self::Delayed,
            Freshness::Offline { .. } => Self::Offline,
        }
    }
}

/// How it stands with the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// Never up yet.
    New {
        /// How many times it was tried.
        attempt: u32,
    },
    /// Up: the server has answered the subscription.
    Up,
    /// Lost.
    Down {
        /// How many times it was tried since.
        attempt: u32,
    },
}

impl Link {
    /// How many times it was tried to connect since the last success.
    pub fn attempt(self) -> u32 {
        match self {
            Self::Up => 0,
            Self::New { attempt } | Self::Down { attempt } => attempt,
        }
    }

    /// The freshness of numbers this many seconds old.
    pub fn freshness(self, age_s: u64) -> Freshness {
        let attempt = self.attempt();
        match self {
            _ if age_s > OFFLINE_AFTER_S => Freshness::Offline { age_s, attempt },
            _ if age_s > DELAYED_AFTER_S => Freshness::Delayed { age_s, attempt },
            Self::New { .. } => Freshness::Connecting,
            Self::Up => Freshness::Live,
            Self::Down { .. } => Freshness::Reconnecting { attempt },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_live_without_a_connection() {
        assert_eq!(Link::New { attempt: 0 }.freshness(0), Freshness::Connecting);
        assert_eq!(Link::Up.freshness(0), Freshness::Live);
        let lost = Link::Down { attempt: 2 };
        assert_eq!(lost.freshness(5), Freshness::Reconnecting { attempt: 2 });
    }

    #[test]
    fn age_decides_whatever_the_connection_says() {
        let cases = [
            (60, Freshness::Live),
            (
                61,
                Freshness::Delayed {
                    age_s: 61,
                    attempt: 0,
                },
            ),
            (
                1800,
                Freshness::Delayed {
                    age_s: 1800,
                    attempt: 0,
                },
            ),
            (
                1801,
                Freshness::Offline {
                    age_s: 1801,
                    attempt: 0,
                },
            ),
        ];
        for (age_s, expected) in cases {
            assert_eq!(Link::Up.freshness(age_s), expected);
        }
    }
}
