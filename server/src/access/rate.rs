//! How often a caller may ask: by token, session, or else address. What programs push is counted apart,
//! as they push a lot.

use std::{
    hash::{BuildHasher, RandomState},
    net::IpAddr,
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use axum::http::{HeaderMap, HeaderValue, header::AUTHORIZATION};
use governor::{
    Quota, RateLimiter,
    clock::{Clock as _, MonotonicClock},
    middleware::StateInformationMiddleware,
    state::keyed::DashMapStateStore,
};

use super::cookie;

/// The time over which is counted.
const WINDOW: Duration = Duration::from_mins(1);
/// After so many requests those callers are forgotten that have all their requests free again.
const TIDY_AFTER: u32 = 4096;

/// Who asks. Of what they know themselves by, only a hash that differs from start to start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Caller {
    Known(u64),
    Address(IpAddr),
}

type Counts =
    RateLimiter<Caller, DashMapStateStore<Caller>, MonotonicClock, StateInformationMiddleware>;

/// A limit, and how much of it each caller has used.
pub struct Rate {
    name: &'static str,
    limit: NonZeroU32,
    policy: HeaderValue,
    counts: Counts,
    hasher: RandomState,
    since_tidy: AtomicU32,
}

/// How a request stands.
pub struct Standing {
    /// The header `RateLimit-Policy`.
    pub policy: HeaderValue,
    /// The header `RateLimit`.
    pub rate: HeaderValue,
    /// How long to wait, where it is too many.
    pub wait: Option<Duration>,
}

impl Rate {
    /// So many requests a minute and caller; nothing where there is no limit.
    pub fn new(name: &'static str, limit: u32) -> Option<Self> {
        let limit = NonZeroU32::new(limit)?;
        let window = WINDOW.as_secs();
        let policy = HeaderValue::try_from(format!("\"{name}\";q={limit};w={window}")).ok()?;
        let counts = RateLimiter::dashmap_with_clock(Quota::per_minute(limit), MonotonicClock);
        Some(Self {
            name,
            limit,
            policy,
            counts: counts.with_middleware(),
            hasher: RandomState::new(),
            since_tidy: AtomicU32::new(0),
        })
    }

    /// Counts a request.
    pub fn count(&self, headers: &HeaderMap, address: IpAddr) -> Standing {
        if self.since_tidy.fetch_add(1, Ordering::Relaxed) >= TIDY_AFTER {
            self.since_tidy.store(0, Ordering::Relaxed);
            self.counts.retain_recent();
        }
        let caller = self.caller(headers, address);
        match self.counts.check_key(&caller) {
            Ok(state) => self.standing(state.remaining_burst_capacity(), None),
            Err(not_until) => {
                let wait = not_until.wait_time_from(MonotonicClock.now());
                self.standing(0, Some(wait))
            }
        }
    }

    /// Counts a request by its address, whatever it says of itself.
    pub fn count_address(&self, address: IpAddr) -> Standing {
        self.count(&HeaderMap::new(), address)
    }

    fn caller(&self, headers: &HeaderMap, address: IpAddr) -> Caller {
        let token = headers.get(AUTHORIZATION).map(HeaderValue::as_bytes);
        let known = token.or_else(|| cookie::read(headers).map(str::as_bytes));
        known.map_or(Caller::Address(address), |known| {
            Caller::Known(self.hasher.hash_one(known))
        })
    }

    fn standing(&self, left: u32, wait: Option<Duration>) -> Standing {
        let used = u64::from(self.limit.get().saturating_sub(left));
        let full_in = (used * WINDOW.as_secs()).div_ceil(u64::from(self.limit.get()));
        let rate = format!("\"{}\";r={left};t={full_in}", self.name);
        Standing {
            policy: self.policy.clone(),
            rate: HeaderValue::try_from(rate).unwrap_or_else(|_| self.policy.clone()),
            wait,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    fn with_token(token: &str) -> HeaderMap {
        let token = HeaderValue::try_from(token).expect("a header");
        HeaderMap::from_iter([(AUTHORIZATION, token)])
    }

    #[test]
    fn each_caller_has_a_limit_of_its_own() {
        let rate = Rate::new("default", 2).expect("a limit");
        let (one, other) = (with_token("Bearer a"), with_token("Bearer b"));
        assert_eq!(rate.count(&one, HERE).rate, "\"default\";r=1;t=30");
        assert!(rate.count(&one, HERE).wait.is_none());
        let refused = rate.count(&one, HERE);
        assert!(refused.wait.is_some_and(|wait| wait <= WINDOW));
        assert_eq!(refused.policy, "\"default\";q=2;w=60");
        assert!(rate.count(&other, HERE).wait.is_none());
        assert!(rate.count_address(HERE).wait.is_none());
    }

    #[test]
    fn callers_who_have_gone_are_forgotten() {
        let rate = Rate::new("ingest", 60_000_000).expect("a limit");
        for number in 0..20_000 {
            rate.count(&with_token(&format!("Bearer {number}")), HERE);
        }
        assert!(rate.counts.len() <= 2 * TIDY_AFTER as usize);
    }

    #[test]
    fn no_limit_is_none() {
        assert!(Rate::new("default", 0).is_none());
    }
}
