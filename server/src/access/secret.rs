//! Random secrets: shown once, kept only as hashes.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::store::{StoreError, access::SecretHash};

/// So many random bytes.
///
/// # Errors
/// The machine has no randomness.
pub fn random<const LEN: usize>() -> Result<[u8; LEN], StoreError> {
    let mut random = [0; LEN];
    getrandom::fill(&mut random)
        .map_err(|error| StoreError::Failed(sqlx::Error::Io(std::io::Error::other(error))))?;
    Ok(random)
}

/// 256 random bits as 64 hexadecimal digits, behind a prefix that says what they are for.
///
/// # Errors
/// The machine has no randomness.
pub fn make(prefix: &str) -> Result<String, StoreError> {
    let mut secret = prefix.to_owned();
    for byte in random::<32>()? {
        let _ = write!(secret, "{byte:02x}");
    }
    Ok(secret)
}

/// Letters and digits that cannot be taken for each other, in groups of four: `7KXM-2QHD-…`.
///
/// # Errors
/// The machine has no randomness.
pub fn readable<const LEN: usize>() -> Result<String, StoreError> {
    // 32 of them, so that each byte's low five bits pick one evenly.
    const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let mut text = String::with_capacity(LEN + LEN / 4);
    for (place, byte) in random::<LEN>()?.into_iter().enumerate() {
        if place > 0 && place % 4 == 0 {
            text.push('-');
        }
        text.push(char::from(LETTERS[usize::from(byte & 31)]));
    }
    Ok(text)
}

/// What is kept of a secret. It is random and long, so a plain hash is as good as a slow one, and
/// looking it up by its hash tells nothing by how long it takes.
pub fn hash(secret: &str) -> SecretHash {
    Sha256::digest(secret.as_bytes()).into()
}

/// What is kept of a secret that people type: however they group it, in either case.
pub fn hash_typed(secret: &str) -> SecretHash {
    let plain: String = secret
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    hash(&plain)
}
