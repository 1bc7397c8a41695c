//! A person's identifier as a keyed hash.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::find;

/// What begins a hashed identifier, so that nobody takes it for one of a system.
const PREFIX: &str = "id-";
/// Bytes of the hash that are kept: 192 bits, so that the whole fits where keys are at most 64 characters.
const KEPT: usize = 24;

/// Replaces identifiers by hashes. Equal identifiers have equal hashes under the same secret, and without the secret
/// nobody can try out the few possible id numbers.
#[derive(Clone)]
pub struct PersonKey {
    mac: Hmac<Sha256>,
}

impl PersonKey {
    /// A hash under a secret of any length; at least 32 random bytes are meant.
    ///
    /// # Panics
    /// Never: HMAC takes keys of any length.
    pub fn new(secret: &[u8]) -> Self {
        let mac = Hmac::new_from_slice(secret).expect("HMAC takes keys of any length");
        Self { mac }
    }

    /// The row key for an identifier: itself, or its hash if it holds anything private. Full-width and half-width
    /// forms, `x` and `X`, and separators make no difference.
    pub fn row_key(&self, identifier: &str) -> String {
        let found = find(identifier);
        match found.first() {
            None => identifier.to_owned(),
            Some(it) => self.hash(&it.plain),
        }
    }

    /// The row key for an identifier that is private whatever it looks like.
    pub(crate) fn hash(&self, plain: &str) -> String {
        let mut mac = self.mac.clone();
        mac.update(plain.as_bytes());
        let bytes = mac.finalize().into_bytes();
        let digit = |nibble: u8| char::from_digit(nibble.into(), 16).unwrap_or('0');
        let hex = bytes
            .iter()
            .take(KEPT)
            .flat_map(|byte| [digit(byte >> 4), digit(byte & 0xf)]);
        PREFIX.chars().chain(hex).collect()
    }
}

/// Whether a text is a hash made here. Its digits may look like a phone number by chance, and mean none.
pub(crate) fn is_hash(text: &str) -> bool {
    text.strip_prefix(PREFIX).is_some_and(|hex| {
        let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        hex.len() == KEPT * 2 && hex.bytes().all(is_hex)
    })
}

impl fmt::Debug for PersonKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PersonKey(…)")
    }
}
