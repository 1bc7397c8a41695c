//! The signed-in account behind a request.

use std::{net::IpAddr, sync::Arc};

use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::{StatusCode, header, request::Parts},
};
use liandong_domain::unit::UnitCode;
use serde_json::Value;

use super::{Role, cookie, secret};
use crate::{
    Application,
    client::Client,
    error::{AppError, Problem},
    store::access::{Account, Act, Millis, SecretHash, Session},
};

/// The longest that a session lasts, however much it is used.
pub const SESSION_MS: Millis = 12 * 60 * 60_000;
/// How long after the password was given it need not be given again for what is dangerous.
const CONFIRMED_MS: Millis = 10 * 60_000;
/// How finely it is noted when a session was last used.
const TOUCH_MS: Millis = 60_000;

/// Where a request comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer {
    /// The client's address.
    pub address: IpAddr,
    /// Whether nobody between could read along: a browser takes the session's cookie only then.
    pub secure: bool,
}

/// A signed-in account and its session.
#[derive(Clone, Debug)]
pub struct Staff {
    /// The account.
    pub account: Account,
    /// The session.
    pub session: Session,
    address: IpAddr,
    now: Millis,
}

impl Staff {
    /// Whether the role is enough for something that belongs to no unit below another's.
    ///
    /// # Errors
    /// It is not.
    pub fn needs(&self, role: Role) -> Result<(), AppError> {
        if self.account.role < role {
            return Err(AppError::forbidden());
        }
        Ok(())
    }

    /// Whether the account may act in a role at a unit. What is outside its subtree is answered as if
    /// it did not exist.
    ///
    /// # Errors
    /// No such unit for this account, or the role is not enough.
    pub fn needs_at(
        &self,
        application: &Application,
        role: Role,
        unit: &str,
    ) -> Result<UnitCode, AppError> {
        let code = self
            .within(application, unit)
            .ok_or_else(|| AppError::unknown_unit(unit))?;
        self.needs(role)?;
        Ok(code)
    }

    /// The code of a unit in the account's subtree.
    pub fn within(&self, application: &Application, unit: &str) -> Option<UnitCode> {
        let aggregate = application.engine.read();
        let tree = aggregate.tree();
        let found = tree.find(unit)?;
        let is_within = tree.is_within(found, self.account.unit.as_str());
        is_within.then(|| tree.node(found).code.clone())
    }

    /// Whether a unit, or the one that took its place, is in the account's subtree.
    pub fn covers(&self, application: &Application, unit: &UnitCode) -> bool {
        let aggregate = application.engine.read();
        let tree = aggregate.tree();
        let standing = tree.find_successor(unit.as_str());
        standing.is_some_and(|unit| tree.is_within(unit, self.account.unit.as_str()))
    }

    /// Whether the password was given lately: what follows is dangerous.
    ///
    /// # Errors
    /// It was too long ago.
    pub fn confirmed(&self) -> Result<(), AppError> {
        if self.now - self.session.confirmed_at <= CONFIRMED_MS {
            return Ok(());
        }
        Err(AppError::confirm_identity())
    }

    /// Something that this account does, for the audit log.
    pub fn act(&self, action: &'static str, subject: impl Into<String>, detail: Value) -> Act {
        Act {
            at: self.now,
            actor: self.account.login.clone(),
            address: self.address.to_string(),
            action,
            subject: subject.into(),
            detail,
        }
    }

    /// The request's time.
    pub fn now(&self) -> Millis {
        self.now
    }

    /// Who asks, whether or not the password has to be changed first.
    ///
    /// # Errors
    /// Nobody is signed in, or the store failed.
    pub async fn of(parts: &mut Parts, application: &Arc<Application>) -> Result<Self, AppError> {
        let secret = cookie::read(&parts.headers).ok_or_else(AppError::not_signed_in)?;
        let peer = Peer::of(parts)?;
        let now = application.clock.now().0;
        let (session, account) = signed_in(application, secret::hash(secret)).await?;
        if now - session.seen_at >= TOUCH_MS {
            application.store.touch_session(session.id, now).await?;
        }
        Ok(Self {
            account,
            session,
            address: peer.address,
            now,
        })
    }
}

/// The session of a cookie and its account.
pub(super) async fn signed_in(
    application: &Application,
    cookie: SecretHash,
) -> Result<(Session, Account), AppError> {
    let now = application.clock.now().0;
    let session = application.store.session(cookie).await?;
    let session = session
        .filter(|session| now < session.created_at + SESSION_MS)
        .filter(|session| now < session.seen_at + session.idle_ms)
        .ok_or_else(AppError::not_signed_in)?;
    let account = application.store.account(session.account).await?;
    let account = account
        .filter(|account| !account.disabled)
        .ok_or_else(AppError::not_signed_in)?;
    Ok((session, account))
}

impl FromRequestParts<Arc<Application>> for Staff {
    type Rejection = AppError;

    async fn from_request_parts(
        parts: &mut Parts,
        application: &Arc<Application>,
    ) -> Result<Self, AppError> {
        let staff = Self::of(parts, application).await?;
        if staff.account.must_change {
            let message = "请先修改初始口令";
            let status = StatusCode::FORBIDDEN;
            return Err(Problem::new(status, "password_change_required", message).into());
        }
        Ok(staff)
    }
}

/// Whoever is signed in, if anybody is: for what everybody may see, and staff see better.
impl OptionalFromRequestParts<Arc<Application>> for Staff {
    type Rejection = AppError;

    async fn from_request_parts(
        parts: &mut Parts,
        application: &Arc<Application>,
    ) -> Result<Option<Self>, AppError> {
        match Self::of(parts, application).await {
            Ok(staff) => Ok(Some(staff).filter(|staff| !staff.account.must_change)),
            Err(AppError::Refused(_)) => Ok(None),
            Err(failed) => Err(failed),
        }
    }
}

/// Whether a unit's sensitive numbers may be seen as they are: by those who are signed in for it.
pub fn may_see_exactly(application: &Application, staff: Option<&Staff>, unit: &str) -> bool {
    staff.is_some_and(|staff| staff.within(application, unit).is_some())
}

impl Peer {
    /// Whether a password may travel this way.
    ///
    /// # Errors
    /// Somebody between could read along.
    pub fn needs_safety(self) -> Result<(), AppError> {
        if self.secure {
            return Ok(());
        }
        let message = "登录需要 HTTPS：请用 https:// 的地址打开，或在服务器本机上登录";
        let status = StatusCode::FORBIDDEN;
        Err(AppError::refused(status, "https_required", message))
    }

    fn of(parts: &Parts) -> Result<Self, AppError> {
        let Some(&Client { address, secure }) = parts.extensions.get() else {
            return Err(AppError::not_signed_in());
        };
        let host = parts.headers.get(header::HOST);
        let host = host.and_then(|host| host.to_str().ok()).unwrap_or_default();
        Ok(Self {
            address,
            secure: secure || (address.is_loopback() && is_this_machine(host)),
        })
    }
}

impl<S: Sync> FromRequestParts<S> for Peer {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, AppError> {
        Self::of(parts)
    }
}

/// Whether a `Host` header names the machine itself, as a browser on it would.
fn is_this_machine(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost")
        || name
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_machine_itself_has_several_names() {
        for own in [
            "localhost",
            "LOCALHOST:8080",
            "127.0.0.1:8080",
            "[::1]:8080",
        ] {
            assert!(is_this_machine(own), "{own}");
        }
        for other in ["10.0.0.1", "localhost.evil.example", "wall.example:443", ""] {
            assert!(!is_this_machine(other), "{other}");
        }
    }
}
