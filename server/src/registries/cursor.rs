//! Where a page ended.

use std::{fmt, str::FromStr};

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use liandong_domain::unit::UnitCode;

/// The place and the key of the last row of a page. As text it is good for nothing but asking for the
/// next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowCursor {
    /// The code under which the row stands.
    pub code: UnitCode,
    /// Its key; empty before the first row of the place.
    pub key: String,
}

/// A text that is no cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoCursor;

impl fmt::Display for RowCursor {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = format!("{}/{}", self.code, self.key);
        to.write_str(&BASE64_URL_SAFE_NO_PAD.encode(plain))
    }
}

impl FromStr for RowCursor {
    type Err = NoCursor;

    fn from_str(text: &str) -> Result<Self, NoCursor> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).map_err(|_| NoCursor)?;
        let plain = String::from_utf8(bytes).map_err(|_| NoCursor)?;
        let (code, key) = plain.split_once('/').ok_or(NoCursor)?;
        Ok(Self {
            code: code.parse().map_err(|_| NoCursor)?,
            key: key.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_back_the_same() {
        for key in ["", "m-1", "党/员", "=1+1"] {
            let cursor = RowCursor {
                code: "310104003002".parse().expect("a code"),
                key: key.to_owned(),
            };
            assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }
    }

    #[test]
    fn what_is_none_is_refused() {
        for text in ["", "-", "MzE", "310104", "Lw", "党员", "__79"] {
            assert_eq!(text.parse::<RowCursor>(), Err(NoCursor), "{text}");
        }
    }
}
