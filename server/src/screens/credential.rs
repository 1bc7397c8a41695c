//! How a screen's credential travels: in a cookie that scripts cannot read, or as a bearer token.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use axum::http::{HeaderMap, HeaderValue, header};

use crate::{
    access::secret,
    store::{
        StoreError,
        access::{Millis, SecretHash},
    },
};

/// The cookie's name. A panel may be on plain HTTP, so it cannot have the prefix that asks for HTTPS.
const COOKIE: &str = "liandong-screen";
const PREFIX: &str = "lds_";
/// Browsers keep no cookie for longer than 400 days; it is renewed with each credential.
const KEEP_S: u64 = 400 * 24 * 3600;

/// A credential is exchanged for another after so long.
pub const ROTATE_AFTER_MS: Millis = 24 * 3_600_000;
/// How long a ticket is good, and until when no other is made.
const TICKET_MS: Millis = 60_000;

/// Tickets with which a screen that is connected fetches its next credential: a copy of it, which is sent away when it
/// connects, gets none.
#[derive(Default)]
pub struct Tickets(Mutex<HashMap<i64, (SecretHash, Millis)>>);

impl Tickets {
    /// A ticket for a screen; nothing where it has one that it has not used yet.
    ///
    /// # Errors
    /// The machine has no randomness.
    pub fn make(&self, screen: i64, now: Millis) -> Result<Option<String>, StoreError> {
        let mut tickets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_waiting = tickets
            .get(&screen)
            .is_some_and(|(_, at)| now - at < TICKET_MS);
        if is_waiting {
            return Ok(None);
        }
        let ticket = secret::make("ldt_")?;
        tickets.insert(screen, (secret::hash(&ticket), now));
        Ok(Some(ticket))
    }

    /// Uses a ticket. Whether it was a screen's.
    pub fn redeem(&self, screen: i64, ticket: &str, now: Millis) -> bool {
        let mut tickets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_good = tickets
            .get(&screen)
            .is_some_and(|(hash, at)| *hash == secret::hash(ticket) && now - at < TICKET_MS);
        if is_good {
            // Not made anew before the next credential is in use.
            tickets.remove(&screen);
        }
        is_good
    }
}

/// A new credential. It cannot be had again.
///
/// # Errors
/// The machine has no randomness.
pub fn make() -> Result<String, StoreError> {
    secret::make(PREFIX)
}

/// The hash of the credential that a request carries.
pub fn of(headers: &HeaderMap) -> Option<SecretHash> {
    bearer(headers)
        .or_else(|| in_cookie(headers))
        .map(secret::hash)
}

/// The cookie that keeps a credential.
pub fn cookie(credential: &str, secure: bool) -> Option<HeaderValue> {
    let secure = if secure { "; Secure" } else { "" };
    let cookie = format!(
        "{COOKIE}={credential}; Path=/; HttpOnly; SameSite=Strict; Max-Age={KEEP_S}{secure}"
    );
    HeaderValue::from_str(&cookie).ok()
}

/// The cookie that takes a credential away.
pub fn ended_cookie() -> HeaderValue {
    HeaderValue::from_static("liandong-screen=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0")
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let sent = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = sent.split_once(' ')?;
    let is_screens = scheme.eq_ignore_ascii_case("bearer") && token.trim().starts_with(PREFIX);
    is_screens.then(|| token.trim())
}

fn in_cookie(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).iter();
    cookies
        .filter_map(|cookies| cookies.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, credential)| credential)
}
