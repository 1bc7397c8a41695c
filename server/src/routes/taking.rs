//! `/take/{token}`: a page of a kiosk on a visitor's phone, for ten minutes.
//!
//! The link is signed. It leads to the aggregates of the one page that it was made for, also where
//! viewing is for staff only, and to nothing else.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use liandong_app::kiosk::{Address, List, Look, Notice, Tab, render_notice};
use liandong_domain::{frame::Scene, moment::Moment};
use sha2::Sha256;

use super::{address, kiosk, path::Name};
use crate::{Application, access::secret, client::Client, error::AppError, store::StoreError};

/// For how long a link leads anywhere.
const VALID_S: i64 = 600;
/// Links of the same minute are the same, so that a page that is renewed does not change for them.
const STEP_S: i64 = 60;
/// Bytes of the signature that are kept: an address has to fit a code that phones read from a distance.
const SIGNATURE: usize = 16;
/// Stands between the parts of a token; in none of them.
const BETWEEN: char = '~';

/// Signs links. Its key is of this run: links are short-lived.
pub struct Takeaway(Hmac<Sha256>);

impl Takeaway {
    /// With a new key.
    ///
    /// # Errors
    /// The machine has no randomness.
    pub fn new() -> Result<Self, StoreError> {
        let key = secret::random::<64>()?;
        Ok(Self(Hmac::new(&key.into())))
    }

    /// The token of a page at a station, from now on; nothing where there is nothing to take.
    pub(super) fn token(&self, station: &str, address: &Address, now: Moment) -> Option<String> {
        let page = written(station, address)?;
        let now = now.0.div_euclid(1000);
        let until = now - now.rem_euclid(STEP_S) + STEP_S + VALID_S;
        let signed = format!("{page}{BETWEEN}{until}");
        let signature = self.mac(&signed).finalize().into_bytes();
        let signature = BASE64_URL_SAFE_NO_PAD.encode(&signature[..SIGNATURE]);
        Some(format!("{signed}{BETWEEN}{signature}"))
    }

    /// The station and the page of a token.
    fn read(&self, token: &str, now: Moment) -> Result<(String, Address), Refused> {
        let (signed, signature) = token.rsplit_once(BETWEEN).ok_or(Refused::NotOurs)?;
        let signature = BASE64_URL_SAFE_NO_PAD
            .decode(signature)
            .ok()
            .filter(|signature| signature.len() == SIGNATURE)
            .ok_or(Refused::NotOurs)?;
        self.mac(signed)
            .verify_truncated_left(&signature)
            .map_err(|_| Refused::NotOurs)?;
        let (page, until) = signed.rsplit_once(BETWEEN).ok_or(Refused::NotOurs)?;
        let until: i64 = until.parse().map_err(|_| Refused::NotOurs)?;
        if now.0.div_euclid(1000) >= until {
            return Err(Refused::Expired);
        }
        read(page).ok_or(Refused::NotOurs)
    }

    fn mac(&self, text: &str) -> Hmac<Sha256> {
        let mut mac = self.0.clone();
        mac.update(text.as_bytes());
        mac
    }
}

/// Why a token opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refused {
    /// Its time is over.
    Expired,
    /// It was not made here, or by a server that has since been started anew.
    NotOurs,
}

/// A page as the beginning of a token.
fn written(station: &str, address: &Address) -> Option<String> {
    let parts = match address {
        Address::Find { .. } | Address::Home => return None,
        Address::Unit {
            code, scene, list, ..
        } => {
            let kind = match list {
                List::Children => "u",
                List::Numbers => "v",
            };
            [kind, code.as_str(), scene.key()]
        }
        Address::Number { code, key, .. } => ["n", code.as_str(), key],
        Address::Here { tab, .. } => ["h", station, tab.key()],
    };
    Some(parts.join(&BETWEEN.to_string()))
}

/// The other way round. What was signed was written so.
fn read(page: &str) -> Option<(String, Address)> {
    let mut parts = page.split(BETWEEN);
    let (kind, unit, key) = (parts.next()?, parts.next()?, parts.next()?);
    let code = unit.parse().ok()?;
    let address = match kind {
        "u" | "v" => Address::Unit {
            code,
            scene: Scene::from_key(key)?,
            list: if kind == "u" {
                List::Children
            } else {
                List::Numbers
            },
            page: 0,
        },
        "n" => Address::Number {
            code,
            key: key.to_owned(),
            scene: Scene::Overview,
            page: 0,
        },
        "h" => Address::Here {
            tab: Tab::from_key(key)?,
            page: 0,
        },
        _ => return None,
    };
    Some((unit.to_owned(), address))
}

/// The code of a page's link, as a phone that is held in front of the screen reads it.
pub(super) fn code(
    application: &Application,
    (client, headers): (Client, &HeaderMap),
    (station, page): (&str, &Address),
) -> String {
    let now = application.clock.now();
    let token = application.takeaway.token(station, page, now);
    token.map_or_else(String::new, |token| {
        address::qr(&address::absolute(
            client,
            headers,
            &format!("/take/{token}"),
        ))
    })
}

/// The page that a visitor took along.
pub async fn page(State(application): State<Arc<Application>>, Name(token): Name) -> Response {
    let refused = match application.takeaway.read(&token, application.clock.now()) {
        Ok((station, address)) => return taken(&application, &station, address).await,
        Err(refused) => refused,
    };
    let (title, text) = match refused {
        Refused::Expired => (
            "这个页面已过期",
            "扫码带走的页面 10 分钟内有效。请回到触摸屏，重新扫一次码。",
        ),
        Refused::NotOurs => (
            "这个链接打不开",
            "链接不完整，或者服务器已重新启动。请回到触摸屏，重新扫一次码。",
        ),
    };
    let notice = Notice {
        title,
        text: text.to_owned(),
        home: None,
    };
    let html = render_notice(&notice, &kiosk::URLS);
    let no_store = [(header::CACHE_CONTROL, "no-store")];
    (StatusCode::GONE, no_store, Html(html)).into_response()
}

async fn taken(application: &Application, station: &str, address: Address) -> Response {
    match kiosk::filled(application, station, address, Look::default()).await {
        Ok(mut page) => {
            page.taken = true;
            kiosk::answer(&page)
        }
        // What was there a few minutes ago and is closed since.
        Err(AppError::Refused(_)) => kiosk::gone(application, None),
        Err(failed) => failed.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn takeaway() -> Takeaway {
        Takeaway::new().expect("randomness")
    }

    fn number() -> Address {
        Address::Number {
            code: "310104017".parse().expect("a code"),
            key: "member.total".to_owned(),
            scene: Scene::Overview,
            page: 0,
        }
    }

    #[test]
    fn a_token_leads_to_its_page_for_ten_minutes() {
        let takeaway = takeaway();
        let made = Moment(1_795_000_012_345);
        let token = takeaway.token("310104", &number(), made).expect("a token");
        let after = |seconds: i64| takeaway.read(&token, Moment(made.0 + seconds * 1000));
        assert_eq!(after(0), Ok(("310104017".to_owned(), number())));
        assert_eq!(after(VALID_S), Ok(("310104017".to_owned(), number())));
        assert_eq!(after(VALID_S + STEP_S), Err(Refused::Expired));
    }

    #[test]
    fn nothing_of_a_token_can_be_changed() {
        let takeaway = takeaway();
        let token = takeaway
            .token("310104", &number(), Moment(0))
            .expect("a token");
        for place in 0..token.len() {
            let mut changed = token.clone().into_bytes();
            changed[place] = if changed[place] == b'1' { b'2' } else { b'1' };
            let changed = String::from_utf8(changed).expect("a text");
            assert_eq!(
                takeaway.read(&changed, Moment(0)),
                Err(Refused::NotOurs),
                "{changed}"
            );
        }
        for text in [
            "",
            "~",
            "u~310104~overview~9999999999~",
            &token[..token.len() - 1],
        ] {
            assert_eq!(
                takeaway.read(text, Moment(0)),
                Err(Refused::NotOurs),
                "{text}"
            );
        }
        let other = Takeaway::new().expect("randomness");
        assert_eq!(other.read(&token, Moment(0)), Err(Refused::NotOurs));
    }

    #[test]
    fn links_of_one_minute_are_the_same() {
        let takeaway = takeaway();
        let at = |ms| takeaway.token("310104", &number(), Moment(ms));
        assert_eq!(at(1_795_000_020_000), at(1_795_000_079_999));
        assert_ne!(at(1_795_000_020_000), at(1_795_000_080_000));
    }

    #[test]
    fn every_page_is_read_as_it_is_written() {
        let code = || "310104".parse().expect("a code");
        let unit = |list, scene| Address::Unit {
            code: code(),
            scene,
            list,
            page: 0,
        };
        let here = |tab| Address::Here { tab, page: 0 };
        let pages = [
            unit(List::Children, Scene::CoBuilding),
            unit(List::Numbers, Scene::Life),
            here(Tab::Needs),
        ];
        for address in pages {
            let text = written("310104", &address).expect("a page to take");
            assert_eq!(read(&text), Some(("310104".to_owned(), address)));
        }
        assert_eq!(written("310104", &Address::to_find()), None);
    }
}
