//! Who writes tables: staff with a session, or a program with a token.

use std::{net::IpAddr, sync::Arc};

use axum::{
    extract::FromRequestParts,
    http::{header::AUTHORIZATION, request::Parts},
};
use liandong_domain::unit::UnitCode;
use serde_json::Value;

use super::{Role, Staff, token};
use crate::{
    Application,
    client::Client,
    error::AppError,
    store::access::{Act, Millis, Token},
};

/// The fact that an import of a registry is made of.
const ROWS: &str = "registry.changed";
/// The facts that an import of units is made of.
const UNITS: [&str; 3] = ["unit.added", "unit.renamed", "unit.moved"];

/// The fact that closes a unit.
const CLOSING: &str = "unit.retired";

/// Whether units may be closed.
#[derive(Clone, Copy, Debug)]
enum Closing {
    Never,
    /// After the password was given anew.
    OnceConfirmed,
    Now,
}

/// Who asks to write, and what they may write.
#[derive(Clone, Debug)]
pub struct Author {
    /// As the audit log has them.
    pub actor: String,
    /// Tells them from all others, which a token's name does not.
    pub key: String,
    /// The top of their subtree.
    pub unit: UnitCode,
    /// Whether they may write registry rows.
    pub writes_rows: bool,
    /// Whether they may write units.
    pub writes_units: bool,
    closing: Closing,
    address: String,
}

impl Author {
    /// The command line, which may do everything at and below a unit.
    pub fn command(unit: UnitCode) -> Self {
        Self {
            actor: "command".to_owned(),
            key: "command".to_owned(),
            unit,
            writes_rows: true,
            writes_units: true,
            closing: Closing::Now,
            address: String::new(),
        }
    }

    fn of_staff(staff: &Staff, address: IpAddr) -> Self {
        Self {
            actor: staff.account.login.clone(),
            key: format!("account/{}", staff.account.id),
            unit: staff.account.unit.clone(),
            writes_rows: staff.account.role >= Role::Clerk,
            writes_units: staff.account.role >= Role::Manager,
            closing: match (staff.account.role >= Role::Manager, staff.confirmed()) {
                (false, _) => Closing::Never,
                (true, Ok(())) => Closing::Now,
                (true, Err(_)) => Closing::OnceConfirmed,
            },
            address: address.to_string(),
        }
    }

    fn of_token(token: Token, address: IpAddr) -> Self {
        let allows = |kind: &str| {
            let kinds = token.kinds.as_ref();
            kinds.is_none_or(|kinds| kinds.iter().any(|allowed| allowed == kind))
        };
        Self {
            actor: format!("token:{}", token.name),
            key: format!("token/{}", token.id),
            writes_rows: allows(ROWS),
            writes_units: UNITS.into_iter().all(allows),
            closing: if allows(CLOSING) {
                Closing::Now
            } else {
                Closing::Never
            },
            unit: token.unit,
            address: address.to_string(),
        }
    }

    /// The code of a unit in the author's subtree.
    ///
    /// # Errors
    /// No such unit for this author.
    pub fn within(&self, application: &Application, unit: &str) -> Result<UnitCode, AppError> {
        let aggregate = application.engine.read();
        let tree = aggregate.tree();
        let found = tree.find(unit);
        let found = found.filter(|found| tree.is_within(*found, self.unit.as_str()));
        let found = found.ok_or_else(|| AppError::unknown_unit(unit))?;
        Ok(tree.node(found).code.clone())
    }

    /// Whether the author may close units here and now.
    ///
    /// # Errors
    /// Not, or not before they have confirmed who they are.
    pub fn needs_closing(&self) -> Result<(), AppError> {
        match self.closing {
            Closing::Never => Err(AppError::forbidden()),
            Closing::OnceConfirmed => Err(AppError::confirm_identity()),
            Closing::Now => Ok(()),
        }
    }

    /// Something that the author does, for the audit log.
    pub fn act(&self, at: Millis, action: &'static str, subject: &str, detail: Value) -> Act {
        Act {
            at,
            actor: self.actor.clone(),
            address: self.address.clone(),
            action,
            subject: subject.to_owned(),
            detail,
        }
    }
}

impl FromRequestParts<Arc<Application>> for Author {
    type Rejection = AppError;

    async fn from_request_parts(
        parts: &mut Parts,
        application: &Arc<Application>,
    ) -> Result<Self, AppError> {
        let Client { address, .. } = Client::from_request_parts(parts, application)
            .await
            .map_err(|_| AppError::not_signed_in())?;
        if parts.headers.contains_key(AUTHORIZATION) {
            let now = application.clock.now().0;
            let token = token::of(&application.store, &parts.headers, now).await?;
            return Ok(Self::of_token(token, address));
        }
        let staff = Staff::from_request_parts(parts, application).await?;
        Ok(Self::of_staff(&staff, address))
    }
}
