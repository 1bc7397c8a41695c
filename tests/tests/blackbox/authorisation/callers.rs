//! Who asks.

use std::fmt;

use liandong_tests::{Server, Staff, tree::CITY};
use reqwest::{Method, RequestBuilder};

/// The roles, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Viewer,
    Clerk,
    Manager,
    Administrator,
}

impl Role {
    const ALL: [Self; 4] = [
        Self::Viewer,
        Self::Clerk,
        Self::Manager,
        Self::Administrator,
    ];
}

/// Somebody who asks: signed in with a role at a unit, or nobody in particular.
pub struct Caller<'a> {
    pub role: Option<Role>,
    pub unit: &'a str,
    server: &'a Server,
    staff: Option<Staff<'a>>,
}

/// Nobody, every role at a unit, and an administrator of the root.
pub async fn at<'a>(unit: &'a str, chief: &Staff<'a>) -> Vec<Caller<'a>> {
    let nobody = Caller {
        role: None,
        unit: "",
        server: chief.server(),
        staff: None,
    };
    let mut callers = vec![nobody];
    for role in Role::ALL {
        callers.push(Caller::hire(role, unit, chief).await);
    }
    callers.push(Caller::hire(Role::Administrator, CITY, chief).await);
    callers
}

impl<'a> Caller<'a> {
    async fn hire(role: Role, unit: &'a str, chief: &Staff<'a>) -> Self {
        let key = format!("{role:?}").to_lowercase();
        let staff = chief.hire(&format!("{key}-{unit}"), &key, unit).await;
        Self {
            role: Some(role),
            unit,
            server: chief.server(),
            staff: Some(staff),
        }
    }

    /// Whether a unit is in the caller's subtree. Codes begin with that of the unit above.
    pub fn reaches(&self, unit: &str) -> bool {
        unit.starts_with(self.unit)
    }

    /// The caller's password.
    pub fn password(&self) -> &str {
        let staff = self.staff.as_ref();
        staff.map_or("", |staff| &staff.credentials.password)
    }

    /// A request as the caller sends it.
    pub fn request(&self, method: &str, path: &str) -> RequestBuilder {
        let method = method.parse::<Method>().expect("a method");
        match &self.staff {
            Some(staff) => staff.request(method, path),
            None => self.server.request(method, path),
        }
    }
}

impl fmt::Display for Caller<'_> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.role {
            Some(role) => write!(to, "{role:?} of {}", self.unit),
            None => to.write_str("nobody"),
        }
    }
}
