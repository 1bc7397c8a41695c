//! What files look like, so that a mapping can be remembered.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{sheet::Column, text::heading_form};

/// What the headings of a file look like: equal for files that the same mapping fits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Shape(String);

impl Shape {
    /// The shape of some columns. Blanks, brackets and full-width forms in headings make no difference.
    pub fn of(columns: &[Column]) -> Self {
        let mut digest = Sha256::new();
        for column in columns {
            digest.update(heading_form(&column.heading).as_bytes());
            digest.update([0]);
        }
        let hash = digest.finalize();
        let prefix: [u8; 8] = std::array::from_fn(|index| hash[index]);
        Self(format!("{:016x}", u64::from_be_bytes(prefix)))
    }

    /// 16 hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
