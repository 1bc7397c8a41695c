//! The second factor: codes of six digits that change each half minute (RFC 6238).

use totp_rs::{Builder, Secret, Totp};

use super::secret;
use crate::store::{StoreError, access::Millis};

/// How many recovery codes there are.
const RECOVERY_CODES: usize = 10;

/// A new secret.
///
/// # Errors
/// The machine has no randomness.
pub fn new_secret() -> Result<Vec<u8>, StoreError> {
    Ok(secret::random::<20>()?.to_vec())
}

/// The time step whose code this is, if it is one of now, give or take a step: clocks of telephones
/// are off by less.
pub fn step_of(secret: &[u8], code: &str, now: Millis) -> Option<i64> {
    let code: String = code.chars().filter(char::is_ascii_digit).collect();
    let now_s = u64::try_from(now / 1000).ok()?;
    let step = generator(secret, "-")?.check(&code, now_s)?;
    i64::try_from(step).ok()
}

/// The secret as one types it into an app, and as the address that its QR code holds.
pub fn enrolment(secret: &[u8], login: &str) -> Option<(String, String)> {
    let url = generator(secret, login)?.to_url().ok()?;
    Some((Secret::from(secret).to_base32(), url))
}

/// The secret that one typed.
pub fn read_secret(typed: &str) -> Option<Vec<u8>> {
    let secret = Secret::try_from_base32(typed.trim()).ok()?;
    Some(secret.as_ref().to_vec())
}

/// New recovery codes.
///
/// # Errors
/// The machine has no randomness.
pub fn recovery_codes() -> Result<Vec<String>, StoreError> {
    (0..RECOVERY_CODES)
        .map(|_| secret::readable::<16>())
        .collect()
}

fn generator(secret: &[u8], login: &str) -> Option<Totp> {
    Builder::new()
        .with_secret(secret)
        .with_account_name(login)
        .with_issuer(Some("联动"))
        .build()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The test vectors of RFC 6238, appendix B, in their last six digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = b"12345678901234567890";
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (2_000_000_000, "279037"),
        ] {
            let step = step_of(secret, code, seconds * 1000);
            assert_eq!(step, Some(seconds / 30));
        }
        assert_eq!(step_of(secret, "287 082", 89_000), Some(1), "a step late");
        assert_eq!(step_of(secret, "287082", 149_000), None, "too late");
        assert_eq!(step_of(secret, "", 59_000), None);
    }
}
