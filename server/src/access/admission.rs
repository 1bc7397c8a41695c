//! Who may look at walls and pages of units: everybody where viewing is public, else who is signed in, and paired
//! screens.

use axum::http::HeaderMap;

use super::{cookie, secret, staff};
use crate::{
    Application,
    error::AppError,
    screens::{Presented, credential},
    store::access::SecretHash,
};

/// Why somebody was let in.
#[derive(Clone, Copy, Debug)]
pub enum Admission {
    /// Viewing is public.
    Public,
    /// By the session with this hash.
    Session(SecretHash),
    /// It is the screen with this number, which came with the credential of this hash.
    Screen(i64, SecretHash),
}

impl Admission {
    /// Whether a request's sender may look.
    ///
    /// # Errors
    /// Viewing is not public and nobody is signed in, or the store failed.
    pub async fn of(application: &Application, headers: &HeaderMap) -> Result<Self, AppError> {
        if let Some(hash) = credential::of(headers)
            && let Some(Presented::Screen(screen)) = application.screens.roster.identify(hash)
        {
            return Ok(Self::Screen(screen.id, hash));
        }
        let signed_in = match cookie::read(headers).map(secret::hash) {
            Some(hash) => staff::signed_in(application, hash)
                .await
                .map(|_| Self::Session(hash)),
            None => Err(AppError::not_signed_in()),
        };
        match signed_in {
            Err(_) if application.viewing.is_public() => Ok(Self::Public),
            signed_in => signed_in,
        }
    }

    /// Whether who was let in may stay. A store that fails throws nobody out.
    pub async fn holds(self, application: &Application) -> bool {
        match self {
            Self::Screen(id, _) => application.screens.roster.get(id).is_some(),
            _ if application.viewing.is_public() => true,
            Self::Public => false,
            Self::Session(hash) => {
                let signed_in = staff::signed_in(application, hash).await;
                !matches!(signed_in, Err(AppError::Refused(_)))
            }
        }
    }
}
