//! Slows down those who guess passwords, without giving them a way to keep others out.
//!
//! Wrong passwords for a login from one address make that address wait for that login, longer each
//! time. Wrong ones from everywhere together make a login wait too, but never for long, and not at all
//! at an address from where it was signed in to before: however many guess, its holder gets in.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, PoisonError},
};

use crate::store::access::Millis;

/// Wrong tries that cost nothing: people mistype.
pub const FREE_TRIES: u32 = 5;
/// The first wait; each further wrong try doubles it.
const FIRST_WAIT_MS: Millis = 5_000;
/// The longest wait of one address for one login, or for all.
const LONGEST_WAIT_MS: Millis = 15 * 60_000;
/// Wrong tries for a login from everywhere that cost nothing.
const FREE_TRIES_OF_ALL: u32 = 30;
/// The longest wait that strangers can cause.
const LONGEST_WAIT_OF_ALL_MS: Millis = 10_000;
/// Wrong tries of an address, whatever the login, that cost nothing: offices share addresses.
const FREE_TRIES_OF_ADDRESS: u32 = 50;
/// What is forgotten: nothing went wrong for so long.
const FORGET_MS: Millis = 60 * 60_000;
/// No login is longer; what somebody types may be.
const LONGEST_LOGIN: usize = 64;
/// How many counts are kept: then the oldest go.
const MOST: usize = 10_000;

#[derive(Clone, PartialEq, Eq, Hash)]
enum Who {
    Pair(String, IpAddr),
    Login(String),
    Address(IpAddr),
}

#[derive(Clone, Copy)]
struct Count {
    wrong: u32,
    last: Millis,
    /// The try before the last.
    before: Millis,
}

/// Counts of wrong tries, in memory: a restart forgives.
#[derive(Default)]
pub struct Throttle(Mutex<HashMap<Who, Count>>);

impl Throttle {
    /// Lets this address try this login, and counts the try as wrong until it turns out to be right:
    /// many at once get no more tries than one after the other. Answers how many more are free. Where
    /// the address is known, what is done to the login from elsewhere, and from the address to other logins, does not
    /// hold it up.
    ///
    /// # Errors
    /// It has to wait, so many milliseconds.
    pub fn enter(
        &self,
        login: &str,
        address: IpAddr,
        is_known: bool,
        now: Millis,
    ) -> Result<u32, Millis> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let holds = |who: &Who| !is_known || matches!(who, Who::Pair(..));
        let until = keys(login, address)
            .into_iter()
            .filter(holds)
            .filter_map(|who| {
                let count = counts.get(&who)?;
                let count = (now - count.last < FORGET_MS).then_some(count)?;
                Some(count.last + wait_after(&who, count.wrong))
            });
        if let Some(until) = until.max().filter(|until| *until > now) {
            return Err(until - now);
        }
        make_room(&mut counts, now);
        let mut free = 0;
        for who in keys(login, address) {
            let is_pair = matches!(who, Who::Pair(..));
            let count = counts.entry(who).or_insert(Count {
                wrong: 0,
                last: now,
                before: now,
            });
            if now - count.last >= FORGET_MS {
                count.wrong = 0;
            }
            count.wrong = count.wrong.saturating_add(1);
            count.before = std::mem::replace(&mut count.last, now);
            if is_pair {
                free = FREE_TRIES.saturating_sub(count.wrong);
            }
        }
        Ok(free)
    }

    /// Takes the last try back: it was not wrong, whether or not it was all that is asked for.
    pub fn take_back(&self, login: &str, address: IpAddr) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for who in keys(login, address) {
            if let Some(count) = counts.get_mut(&who) {
                count.wrong = count.wrong.saturating_sub(1);
                count.last = count.before;
            }
        }
    }

    /// Forgets what this address did wrong for this login: it got in.
    pub fn right(&self, login: &str, address: IpAddr) {
        self.take_back(login, address);
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let [pair, ..] = keys(login, address);
        counts.remove(&pair);
    }
}

fn keys(login: &str, address: IpAddr) -> [Who; 3] {
    let login: String = login.chars().take(LONGEST_LOGIN).collect();
    let login = login.as_str();
    [
        Who::Pair(login.to_owned(), address),
        Who::Login(login.to_owned()),
        Who::Address(address),
    ]
}

fn wait_after(who: &Who, wrong: u32) -> Millis {
    let (free, longest) = match who {
        Who::Pair(..) => (FREE_TRIES, LONGEST_WAIT_MS),
        Who::Login(_) => (FREE_TRIES_OF_ALL, LONGEST_WAIT_OF_ALL_MS),
        Who::Address(_) => (FREE_TRIES_OF_ADDRESS, LONGEST_WAIT_MS),
    };
    if wrong < free {
        return 0;
    }
    let doublings = (wrong - free).min(20);
    (FIRST_WAIT_MS << doublings).min(longest)
}

/// Where the table is full, what is old goes; a tenth at once, so that a flood is not slowed by it.
fn make_room(counts: &mut HashMap<Who, Count>, now: Millis) {
    if counts.len() + 3 <= MOST {
        return;
    }
    counts.retain(|_, count| now - count.last < FORGET_MS);
    if counts.len() + 3 <= MOST {
        return;
    }
    let mut times: Vec<Millis> = counts.values().map(|count| count.last).collect();
    let (_, youngest_to_go, _) = times.select_nth_unstable(MOST / 10);
    let youngest_to_go = *youngest_to_go;
    counts.retain(|_, count| count.last > youngest_to_go);
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 0, 1));

    fn elsewhere(place: u16) -> IpAddr {
        IpAddr::from([10, 1, (place >> 8) as u8, place as u8])
    }

    #[test]
    fn an_address_that_guesses_waits_longer_each_time() {
        let throttle = Throttle::default();
        let enter = |login, address, now| throttle.enter(login, address, false, now);
        for left in (0..FREE_TRIES).rev() {
            assert_eq!(enter("wang", HERE, 0), Ok(left));
        }
        assert_eq!(enter("wang", HERE, 0), Err(5_000));
        assert_eq!(enter("wang", HERE, 5_000), Ok(0));
        assert_eq!(enter("wang", HERE, 5_000), Err(10_000));
        assert!(enter("li", HERE, 5_000).is_ok());
        assert!(enter("wang", elsewhere(1), 5_000).is_ok());
        throttle.right("wang", HERE);
        assert_eq!(enter("wang", HERE, 5_000), Ok(FREE_TRIES - 1));
    }

    #[test]
    fn a_try_that_was_not_wrong_costs_nothing() {
        let throttle = Throttle::default();
        for _ in 0..100 {
            assert_eq!(throttle.enter("wang", HERE, false, 0), Ok(FREE_TRIES - 1));
            throttle.take_back("wang", HERE);
        }
    }

    #[test]
    fn many_who_guess_keep_nobody_out_for_long() {
        let throttle = Throttle::default();
        let mut now = 0;
        for place in 0..2_000 {
            if let Err(wait) = throttle.enter("wang", elsewhere(place), false, now) {
                assert!(wait <= LONGEST_WAIT_OF_ALL_MS, "{wait}");
                now += wait;
                let _ = throttle.enter("wang", elsewhere(place), false, now);
            }
        }
        assert!(throttle.enter("wang", HERE, false, now).is_err());
        assert!(throttle.enter("wang", HERE, true, now).is_ok());
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let throttle = Throttle::default();
        for place in 0..20_000_u16 {
            let _ = throttle.enter(
                &place.to_string(),
                elsewhere(place),
                false,
                i64::from(place),
            );
        }
        assert!(throttle.0.lock().expect("a lock").len() <= MOST);
    }
}
