//! The first account, guarded by a code that only those who run the server can read.

use std::sync::{Mutex, PoisonError};

use tracing::info;

use super::secret;
use crate::store::{StoreError, access::Millis};

/// How long a code is good.
const CODE_MS: Millis = 30 * 60_000;
/// Wrong tries after which a code is replaced.
const MOST_WRONG: u32 = 10;

/// The code of the first start, while there is no account.
#[derive(Default)]
pub struct SetupCode(Mutex<Option<Code>>);

struct Code {
    text: String,
    made_at: Millis,
    wrong: u32,
}

impl SetupCode {
    /// Writes a code to the log, where there is none that is still good.
    ///
    /// # Errors
    /// The machine has no randomness.
    pub fn announce(&self, now: Millis) -> Result<(), StoreError> {
        let mut code = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_good = |code: &Code| now - code.made_at < CODE_MS && code.wrong < MOST_WRONG;
        if code.as_ref().is_some_and(is_good) {
            return Ok(());
        }
        let text = secret::readable::<8>()?;
        info!(
            code = text,
            "no account yet: /setup asks for this code, good for 30 minutes"
        );
        *code = Some(Code {
            text,
            made_at: now,
            wrong: 0,
        });
        Ok(())
    }

    /// Whether this is the code.
    pub fn is_right(&self, typed: &str, now: Millis) -> bool {
        let mut code = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(code) = code.as_mut() else {
            return false;
        };
        let is_good = now - code.made_at < CODE_MS && code.wrong < MOST_WRONG;
        let is_right = secret::hash_typed(typed) == secret::hash_typed(&code.text);
        if is_good && !is_right {
            code.wrong += 1;
        }
        is_good && is_right
    }
}
