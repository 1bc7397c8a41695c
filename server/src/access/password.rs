//! Passwords: which are good enough, and how they are kept and compared.
//!
//! Argon2id with its crate's defaults, which are OWASP's. Hashing takes tens of milliseconds and
//! 19 MiB, so it runs on threads that may block, few at a time.

use std::sync::LazyLock;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::{sync::Semaphore, task::spawn_blocking};

use crate::store::StoreError;

/// The fewest characters of a password.
pub const SHORTEST: usize = 12;
/// The fewest where a second factor is asked for as well.
pub const SHORTEST_WITH_TOTP: usize = 8;
/// The most: hashing more only costs time.
pub const LONGEST: usize = 128;
/// How hard a password has to be to guess, from 0 to 4, by zxcvbn's lists and patterns.
const HARDNESS: u8 = 3;

/// Hashings at once: a flood of sign-ins must not take all memory.
static HASHING: Semaphore = Semaphore::const_new(2);

/// Compared with where there is no account, so that it takes as long as where there is one.
static NOBODY: LazyLock<String> =
    LazyLock::new(|| hash_now("nobody has this password").unwrap_or_default());

/// Why a password is not good enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    /// Too short.
    #[error("口令至少 {0} 个字符")]
    TooShort(usize),
    /// Longer than anybody needs.
    #[error("口令最多 {LONGEST} 个字符")]
    TooLong,
    /// On the lists that attackers try first, or made by a pattern.
    #[error("口令太常见或太有规律，容易被猜到；可以用几个不相干的词拼起来")]
    Guessable,
}

/// Whether a password is good enough. `about` is what others know of the account: its login, title.
///
/// # Errors
/// What is wrong with it.
pub fn check(password: &str, about: &[&str], has_totp: bool) -> Result<(), WeakPassword> {
    let shortest = if has_totp {
        SHORTEST_WITH_TOTP
    } else {
        SHORTEST
    };
    let length = password.chars().count();
    if length < shortest {
        return Err(WeakPassword::TooShort(shortest));
    }
    if length > LONGEST {
        return Err(WeakPassword::TooLong);
    }
    let mut known = vec!["liandong", "dangjian", "党建", "联动"];
    known.extend(about);
    if u8::from(zxcvbn::zxcvbn(password, &known).score()) < HARDNESS {
        return Err(WeakPassword::Guessable);
    }
    Ok(())
}

/// What is kept of a password.
///
/// # Errors
/// The machine has no randomness.
pub async fn hash(password: String) -> Result<String, StoreError> {
    let turn = HASHING.acquire().await;
    // The work goes on where the caller hangs up, and so does its turn.
    spawn_blocking(move || {
        let _turn = turn;
        hash_now(&password)
    })
    .await
    .map_err(failed)?
}

/// Whether a password is the one that was kept. Where none was kept it takes as long to say no.
///
/// # Errors
/// The machine has no randomness.
pub async fn is_right(password: String, kept: Option<String>) -> Result<bool, StoreError> {
    let turn = HASHING.acquire().await;
    let compare = move || {
        let _turn = turn;
        let is_somebody = kept.is_some();
        let kept = kept.unwrap_or_else(|| NOBODY.clone());
        let same = PasswordHash::new(&kept).is_ok_and(|kept| {
            Argon2::default()
                .verify_password(password.as_bytes(), &kept)
                .is_ok()
        });
        same && is_somebody
    };
    spawn_blocking(compare).await.map_err(failed)
}

fn hash_now(password: &str) -> Result<String, StoreError> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(failed)
}

fn failed(error: impl std::error::Error + Send + Sync + 'static) -> StoreError {
    StoreError::Failed(sqlx::Error::Io(std::io::Error::other(error.to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_common_and_patterned_passwords_are_refused() {
        assert_eq!(check("short", &[], false), Err(WeakPassword::TooShort(12)));
        assert_eq!(check("short", &[], true), Err(WeakPassword::TooShort(8)));
        for guessable in [
            "password1234",
            "qwertyuiop12",
            "111111111111",
            "liandong2026",
        ] {
            assert_eq!(check(guessable, &[], false), Err(WeakPassword::Guessable));
        }
        let own = "caohejing-djb";
        assert_eq!(check(own, &[own], false), Err(WeakPassword::Guessable));
        assert_eq!(check("柳州路 borrowed umbrella", &[], false), Ok(()));
        assert_eq!(
            check(&"長".repeat(129), &[], false),
            Err(WeakPassword::TooLong)
        );
    }

    #[tokio::test]
    async fn a_password_is_right_only_for_its_own_hash() {
        let kept = hash("borrowed umbrella".to_owned()).await.expect("a hash");
        let is_right = |typed: &str, kept| is_right(typed.to_owned(), kept);
        assert!(
            is_right("borrowed umbrella", Some(kept.clone()))
                .await
                .expect("compared")
        );
        assert!(
            !is_right("borrowed umbrellas", Some(kept))
                .await
                .expect("compared")
        );
        let nobody = "nobody has this password";
        assert!(!is_right(nobody, None).await.expect("compared"));
    }
}
