//! How a panel gets its first credential: the device authorization grant of RFC 8628. Codes are in memory only: a
//! restart ends them, and the panel asks for another by itself.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::{
    access::secret,
    store::{
        StoreError,
        access::{Millis, SecretHash},
    },
};

/// How long a code is good.
pub const LIFE_MS: Millis = 10 * 60_000;
/// The least time between two questions of a panel, in seconds; each that comes sooner adds as much.
pub const INTERVAL_S: i64 = 5;
/// The letters of codes, as RFC 8628 advises: no vowels, so that no words come out.
const LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
const LENGTH: usize = 8;
/// Of the values of a byte the first so many make each letter as likely as the others.
const EVEN: u8 = (256 / LETTERS.len() * LETTERS.len()) as u8;
/// Codes that wait at once, of one address and of all: panels of a whole district may share an address.
const MOST_OF_ADDRESS: usize = 200;
const MOST: usize = 5_000;
/// Codes that an account may get wrong in [`LIFE_MS`].
const WRONG_TRIES: u32 = 10;

/// What a panel says of itself, and from where it asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// Its address.
    pub address: IpAddr,
    /// What it is, as it calls itself.
    pub model: String,
    /// Width and height in pixels, if it says so.
    pub size: Option<(u32, u32)>,
}

/// What a panel is given to begin with.
#[derive(Debug)]
pub struct Codes {
    /// What it asks with.
    pub device: String,
    /// What people enter.
    pub user: String,
}

/// Why a panel gets no credential (yet): the `error` of RFC 8628.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Nobody has entered the code yet.
    AuthorizationPending,
    /// It asks too often.
    SlowDown,
    /// Somebody said no.
    AccessDenied,
    /// The code is too old.
    ExpiredToken,
    /// No such code, or it was used.
    InvalidGrant,
}

/// Why a code cannot be entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// No such code, or it is too old or was used.
    Unknown,
    /// Too many wrong ones; so many milliseconds to wait.
    TooMany(Millis),
}

/// Too many codes wait.
#[derive(Debug)]
pub struct TooMany;

enum Verdict {
    Open,
    /// Somebody is about to allow it: nobody else can.
    Claimed,
    Denied,
    /// The credential for the screen that it is now.
    Paired(String),
}

struct Waiting {
    user: String,
    panel: Panel,
    asked_at: Millis,
    polled_at: Option<Millis>,
    interval_s: i64,
    verdict: Verdict,
}

#[derive(Default)]
struct State {
    by_device: HashMap<SecretHash, Waiting>,
    wrong: HashMap<i64, (u32, Millis)>,
}

/// The panels that ask to be paired.
#[derive(Default)]
pub struct Pairing(Mutex<State>);

impl Pairing {
    /// A panel asks to be paired.
    ///
    /// # Errors
    /// Too many wait (inner), or the machine has no randomness (outer).
    pub fn begin(&self, panel: Panel, now: Millis) -> Result<Result<Codes, TooMany>, StoreError> {
        let device = secret::make("ldd_")?;
        let mut state = self.lock();
        state.tidy(now);
        let of_address = state.by_device.values();
        let of_address = of_address.filter(|one| one.panel.address == panel.address);
        if state.by_device.len() >= MOST || of_address.count() >= MOST_OF_ADDRESS {
            return Ok(Err(TooMany));
        }
        let user = loop {
            let user = code()?;
            if state.by_device.values().all(|one| one.user != user) {
                break user;
            }
        };
        let waiting = Waiting {
            user: user.clone(),
            panel,
            asked_at: now,
            polled_at: None,
            interval_s: INTERVAL_S,
            verdict: Verdict::Open,
        };
        state.by_device.insert(secret::hash(&device), waiting);
        Ok(Ok(Codes { device, user }))
    }

    /// A panel asks for its credential. It gets it once.
    ///
    /// # Errors
    /// Not yet, or never.
    pub fn poll(&self, device: &str, now: Millis) -> Result<String, Refused> {
        let hash = secret::hash(device);
        let mut state = self.lock();
        let waiting = state
            .by_device
            .get_mut(&hash)
            .ok_or(Refused::InvalidGrant)?;
        if now - waiting.asked_at >= LIFE_MS {
            state.by_device.remove(&hash);
            return Err(Refused::ExpiredToken);
        }
        let since = waiting.polled_at.map(|polled| now - polled);
        waiting.polled_at = Some(now);
        if since.is_some_and(|since| since < waiting.interval_s * 1000 - SLACK_MS) {
            waiting.interval_s += INTERVAL_S;
            return Err(Refused::SlowDown);
        }
        let refused = match &waiting.verdict {
            Verdict::Open | Verdict::Claimed => return Err(Refused::AuthorizationPending),
            Verdict::Denied => Err(Refused::AccessDenied),
            Verdict::Paired(credential) => Ok(credential.clone()),
        };
        state.by_device.remove(&hash);
        refused
    }

    /// What asks under a code that an account enters.
    ///
    /// # Errors
    /// No such code, or the account got too many wrong.
    pub fn look(&self, account: i64, typed: &str, now: Millis) -> Result<Panel, Wrong> {
        let mut state = self.lock();
        let waiting = state.entered(account, typed, now)?;
        Ok(waiting.panel.clone())
    }

    /// Takes a code for an account that is about to let its panel in.
    ///
    /// # Errors
    /// No such code, or the account got too many wrong.
    pub fn claim(&self, account: i64, typed: &str, now: Millis) -> Result<Panel, Wrong> {
        let mut state = self.lock();
        let waiting = state.entered(account, typed, now)?;
        waiting.verdict = Verdict::Claimed;
        Ok(waiting.panel.clone())
    }

    /// Lets the panel of a code that was claimed have its credential; without one the code is open again.
    pub fn settle(&self, typed: &str, credential: Option<String>) {
        let user = plain(typed);
        let mut state = self.lock();
        let claimed = state
            .by_device
            .values_mut()
            .find(|waiting| waiting.user == user && matches!(waiting.verdict, Verdict::Claimed));
        if let Some(waiting) = claimed {
            waiting.verdict = credential.map_or(Verdict::Open, Verdict::Paired);
        }
    }

    /// Refuses the panel of a code.
    ///
    /// # Errors
    /// No such code, or the account got too many wrong.
    pub fn deny(&self, account: i64, typed: &str, now: Millis) -> Result<Panel, Wrong> {
        let mut state = self.lock();
        let waiting = state.entered(account, typed, now)?;
        waiting.verdict = Verdict::Denied;
        Ok(waiting.panel.clone())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Timers are not exact, and networks hold things up.
const SLACK_MS: Millis = 500;

impl State {
    /// Panels that gave up are forgotten; those whose code ended lately are still told so.
    fn tidy(&mut self, now: Millis) {
        self.by_device
            .retain(|_, waiting| now - waiting.asked_at < 2 * LIFE_MS);
        self.wrong.retain(|_, (_, since)| now - *since < LIFE_MS);
    }

    fn entered(&mut self, account: i64, typed: &str, now: Millis) -> Result<&mut Waiting, Wrong> {
        self.tidy(now);
        if let Some((wrong, since)) = self.wrong.get(&account)
            && *wrong >= WRONG_TRIES
        {
            return Err(Wrong::TooMany(since + LIFE_MS - now));
        }
        let user = plain(typed);
        let found = self.by_device.values_mut().find(|waiting| {
            let is_open = matches!(waiting.verdict, Verdict::Open);
            is_open && waiting.user == user && now - waiting.asked_at < LIFE_MS
        });
        if let Some(waiting) = found {
            return Ok(waiting);
        }
        self.wrong.entry(account).or_insert((0, now)).0 += 1;
        Err(Wrong::Unknown)
    }
}

/// A code as it is kept, out of how people write it: in either case, with blanks or a dash.
fn plain(typed: &str) -> String {
    let letters = typed.chars().filter(char::is_ascii_alphabetic);
    letters.map(|letter| letter.to_ascii_uppercase()).collect()
}

fn code() -> Result<String, StoreError> {
    let mut code = String::with_capacity(LENGTH);
    while code.len() < LENGTH {
        let bytes = secret::random::<16>()?;
        let letters = bytes.into_iter().filter(|byte| *byte < EVEN);
        let letters = letters.map(|byte| char::from(LETTERS[usize::from(byte) % LETTERS.len()]));
        code.extend(letters.take(LENGTH - code.len()));
    }
    Ok(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    fn panel() -> Panel {
        Panel {
            address: ADDRESS,
            model: "Chromium 90".to_owned(),
            size: Some((1920, 1080)),
        }
    }

    fn begun(pairing: &Pairing, now: Millis) -> Codes {
        let begun = pairing.begin(panel(), now);
        begun.expect("randomness").expect("room")
    }

    #[test]
    fn a_code_is_eight_letters_without_vowels() {
        for _ in 0..1000 {
            let code = code().expect("randomness");
            assert!(code.len() == LENGTH && code.bytes().all(|letter| LETTERS.contains(&letter)));
        }
    }

    #[test]
    fn a_panel_gets_its_credential_once() {
        let pairing = Pairing::default();
        let codes = begun(&pairing, 0);
        assert_eq!(
            pairing.poll(&codes.device, 0),
            Err(Refused::AuthorizationPending)
        );
        let typed = format!(" {}-{} ", &codes.user[..4].to_lowercase(), &codes.user[4..]);
        assert_eq!(pairing.look(1, &typed, 1_000), Ok(panel()));
        assert!(pairing.claim(1, &typed, 2_000).is_ok());
        let again = pairing.claim(2, &typed, 2_000);
        assert_eq!(again, Err(Wrong::Unknown), "single use");
        pairing.settle(&typed, None);
        assert!(pairing.claim(2, &typed, 2_000).is_ok(), "the first gave up");
        pairing.settle(&typed, Some("secret".to_owned()));
        assert_eq!(pairing.poll(&codes.device, 6_000), Ok("secret".to_owned()));
        assert_eq!(
            pairing.poll(&codes.device, 12_000),
            Err(Refused::InvalidGrant)
        );
    }

    #[test]
    fn who_asks_too_often_has_to_wait_longer() {
        let pairing = Pairing::default();
        let device = begun(&pairing, 0).device;
        assert_eq!(
            pairing.poll(&device, 1_000),
            Err(Refused::AuthorizationPending)
        );
        assert_eq!(pairing.poll(&device, 3_000), Err(Refused::SlowDown));
        assert_eq!(
            pairing.poll(&device, 8_500),
            Err(Refused::SlowDown),
            "ten seconds now"
        );
        assert_eq!(
            pairing.poll(&device, 23_600),
            Err(Refused::AuthorizationPending)
        );
    }

    #[test]
    fn codes_end_and_are_denied() {
        let pairing = Pairing::default();
        let old = begun(&pairing, 0);
        assert_eq!(
            pairing.look(1, &old.user, LIFE_MS),
            Err(Wrong::Unknown),
            "too old"
        );
        assert_eq!(
            pairing.poll(&old.device, LIFE_MS),
            Err(Refused::ExpiredToken)
        );
        let denied = begun(&pairing, LIFE_MS);
        assert!(pairing.deny(1, &denied.user, LIFE_MS).is_ok());
        assert_eq!(
            pairing.poll(&denied.device, LIFE_MS),
            Err(Refused::AccessDenied)
        );
        assert_eq!(pairing.poll("ldd_guess", 0), Err(Refused::InvalidGrant));
    }

    #[test]
    fn guessing_ends_after_ten_tries_and_holds_up_nobody_else() {
        let pairing = Pairing::default();
        let codes = begun(&pairing, 0);
        for _ in 0..WRONG_TRIES {
            assert_eq!(pairing.look(1, "BBBBBBBB", 0), Err(Wrong::Unknown));
        }
        let held = pairing.look(1, &codes.user, 0);
        assert_eq!(held, Err(Wrong::TooMany(LIFE_MS)));
        assert_eq!(pairing.look(2, &codes.user, 0), Ok(panel()));
        assert!(pairing.look(1, &codes.user, LIFE_MS - 1).is_err());
    }

    #[test]
    fn one_address_cannot_take_all_codes() {
        let pairing = Pairing::default();
        for _ in 0..MOST_OF_ADDRESS {
            begun(&pairing, 0);
        }
        assert!(pairing.begin(panel(), 0).expect("randomness").is_err());
        assert!(
            pairing
                .begin(panel(), 2 * LIFE_MS)
                .expect("randomness")
                .is_ok()
        );
    }
}
