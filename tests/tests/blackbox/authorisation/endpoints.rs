//! The endpoints of staff, each with who may use it.

use liandong_tests::{CHIEF, CHIEF_PASSWORD};
use serde_json::{Value, json};

use super::{
    callers::{Caller, Role},
    grounds::Place,
};

/// Who may use an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Whoever asks.
    Anybody,
    /// Whoever is signed in: it is about themselves.
    Oneself,
    /// This role or more, at whatever unit: who asks gets what belongs to the subtree.
    AtLeast(Role),
    /// Administrators of the root.
    AtRoot,
    /// This role or more; what is outside of the subtree is not there, whatever the role.
    PlaceThenRole(Role),
    /// This role or more; to those, what is outside of the subtree is answered with this status.
    RoleThenPlace(Role, u16),
}

impl Rule {
    /// The units at which it is worth a try: the first where it says the same everywhere.
    pub fn units(self, all: [&str; 2]) -> Vec<&str> {
        let units = match self {
            Self::PlaceThenRole(_) | Self::RoleThenPlace(..) => &all[..],
            _ => &all[..1],
        };
        units.to_vec()
    }
}

/// Makes a body by which a caller who may gets what it asks for.
type MakeBody = fn(&Caller<'_>, &Place) -> Value;

/// An endpoint.
pub struct Endpoint {
    pub method: &'static str,
    pub path: &'static str,
    pub rule: Rule,
    /// The status for those who may.
    pub done: u16,
    pub body: Option<MakeBody>,
}

impl Endpoint {
    const fn new(method: &'static str, path: &'static str, rule: Rule, done: u16) -> Self {
        Self {
            method,
            path,
            rule,
            done,
            body: None,
        }
    }

    const fn with(mut self, body: MakeBody) -> Self {
        self.body = Some(body);
        self
    }

    /// The path with what it names filled in.
    pub fn path_to(&self, target: &str) -> String {
        if self.path.contains("{registry}") {
            let path = self.path.replace("{registry}", "member");
            return format!("{path}?unit={target}");
        }
        if self.path == "/api/v1/screen-settings" && self.method == "GET" {
            return format!("{}?unit={target}", self.path);
        }
        let path = self
            .path
            .replace("{id}", target)
            .replace("{user_code}", target);
        let path = path.replace("{code}", target).replace("{key}", target);
        path.replace("{file}", target)
    }
}

/// A form for an announcement at a unit, for the next hours.
pub fn announcement(unit: &str) -> Value {
    json!({
        "unit": unit, "urgent": false, "title": "停水通知", "text": "今晚停水。", "issuer": "街道",
        "ends": super::grounds::TOMORROW.as_str(),
    })
}

/// Rows and numbers of a unit.
const OUT: Rule = Rule::PlaceThenRole(Role::Viewer);
/// What goes on at a unit.
const SEEN: Rule = Rule::PlaceThenRole(Role::Viewer);
const OF_UNIT: Rule = Rule::RoleThenPlace(Role::Administrator, 404);
const NEW_FOR_UNIT: Rule = Rule::RoleThenPlace(Role::Administrator, 422);

/// All of them; every route of the API that is not here fails a test.
pub const STAFF_ENDPOINTS: &[Endpoint] = &[
    Endpoint::new("POST", "/api/v1/setup", Rule::Anybody, 409).with(|_, _| {
        json!({
            "code": "2222-2222", "login": "second", "title": "第二个", "password": CHIEF_PASSWORD,
            "public_viewing": true,
        })
    }),
    Endpoint::new("POST", "/api/v1/session", Rule::Anybody, 204)
        .with(|_, _| json!({ "login": CHIEF, "password": CHIEF_PASSWORD })),
    Endpoint::new("GET", "/api/v1/session", Rule::Oneself, 200),
    Endpoint::new("POST", "/api/v1/session/confirm", Rule::Oneself, 204)
        .with(|caller, _| json!({ "password": caller.password() })),
    // The password stays: it is told that it is the same.
    Endpoint::new("PUT", "/api/v1/session/password", Rule::Oneself, 422)
        .with(|caller, _| json!({ "current": caller.password(), "new": caller.password() })),
    Endpoint::new("POST", "/api/v1/session/totp", Rule::Oneself, 200),
    Endpoint::new("PUT", "/api/v1/session/totp", Rule::Oneself, 422)
        .with(|_, _| json!({ "secret": "not base32", "code": "123456" })),
    Endpoint::new("DELETE", "/api/v1/session/totp", Rule::Oneself, 204),
    Endpoint::new("GET", "/api/v1/sessions", Rule::Oneself, 200),
    Endpoint::new("DELETE", "/api/v1/sessions/{id}", Rule::Oneself, 404),
    Endpoint::new("GET", "/api/v1/accounts", Rule::AtLeast(Role::Administrator), 200),
    Endpoint::new("POST", "/api/v1/accounts", NEW_FOR_UNIT, 201).with(|_, place| {
        json!({ "login": place.new, "title": "新人", "role": "viewer", "unit": place.unit })
    }),
    Endpoint::new("PUT", "/api/v1/accounts/{id}", OF_UNIT, 204)
        .with(|_, place| json!({ "title": "新岗位", "role": "clerk", "unit": place.unit })),
    Endpoint::new("POST", "/api/v1/accounts/{id}/reset", OF_UNIT, 200),
    Endpoint::new("GET", "/api/v1/tokens", Rule::AtLeast(Role::Administrator), 200),
    Endpoint::new("POST", "/api/v1/tokens", NEW_FOR_UNIT, 201)
        .with(|_, place| json!({ "name": place.new, "unit": place.unit })),
    Endpoint::new("DELETE", "/api/v1/tokens/{id}", OF_UNIT, 204),
    Endpoint::new("GET", "/api/v1/audit", Rule::AtLeast(Role::Administrator), 200),
    Endpoint::new("GET", "/api/v1/settings", Rule::AtRoot, 200),
    Endpoint::new("PUT", "/api/v1/settings", Rule::AtRoot, 204)
        .with(|_, _| json!({ "public_viewing": true })),
    Endpoint::new("POST", "/api/v1/units", Rule::RoleThenPlace(Role::Manager, 422), 201).with(
        |_, place| {
            json!({
                "code": place.new, "name": "新居委会", "level": "community", "parent": place.unit,
            })
        },
    ),
    Endpoint::new("PATCH", "/api/v1/units/{code}", Rule::PlaceThenRole(Role::Manager), 204)
        .with(|_, _| json!({ "name": "改名" })),
    Endpoint::new("DELETE", "/api/v1/units/{code}", Rule::PlaceThenRole(Role::Manager), 204),
    Endpoint::new("POST", "/api/v1/units/{code}/acts", Rule::PlaceThenRole(Role::Clerk), 201).with(
        |_, _| json!({ "kind": "log.submitted", "log_kind": "visit", "text": "走访独居老人" }),
    ),
    Endpoint::new("GET", "/api/v1/units/{code}/activities", OUT, 200),
    Endpoint::new("GET", "/api/v1/units/{code}/deployments", OUT, 200),
    Endpoint::new("GET", "/api/v1/units/{code}/logs", OUT, 200),
    Endpoint::new("GET", "/api/v1/units/{code}/items", OUT, 200),
    Endpoint::new("GET", "/api/v1/units/{code}/care", OUT, 200),
    Endpoint::new("GET", "/api/v1/units/{code}/branches", OUT, 200),
    Endpoint::new("GET", "/api/v1/units/{code}/resources", OUT, 200),
    Endpoint::new("GET", "/api/v1/units/{code}/needs", OUT, 200),
    Endpoint::new("GET", "/api/v1/units/{code}/projects", OUT, 200),
    Endpoint::new("GET", "/api/v1/units/{code}/employers", OUT, 200),
    Endpoint::new("GET", "/api/v1/deployments/{id}", SEEN, 200),
    Endpoint::new("GET", "/api/v1/logs/{id}", SEEN, 200),
    Endpoint::new("GET", "/api/v1/items/{id}", SEEN, 200),
    Endpoint::new("GET", "/api/v1/projects/{id}", SEEN, 200),
    Endpoint::new("GET", "/api/v1/needs/{id}/suggestions", SEEN, 200),
    // An empty one, and one that nobody sent.
    Endpoint::new("POST", "/api/v1/attachments", Rule::AtLeast(Role::Clerk), 422),
    Endpoint::new("GET", "/api/v1/attachments/{file}", Rule::Oneself, 404),
    Endpoint::new("PUT", "/api/v1/drafts/{key}", Rule::Oneself, 204)
        .with(|_, _| json!({ "text": "走访" })),
    Endpoint::new("GET", "/api/v1/drafts/{key}", Rule::Oneself, 200),
    Endpoint::new("DELETE", "/api/v1/drafts/{key}", Rule::Oneself, 204),
    // Those of a file or an import that is there are in `imports.rs`: each has an owner besides.
    Endpoint::new("GET", "/api/v1/imports", Rule::AtLeast(Role::Clerk), 200),
    Endpoint::new("POST", "/api/v1/imports", Rule::AtLeast(Role::Clerk), 400),
    Endpoint::new("GET", "/api/v1/imports/{id}", Rule::AtLeast(Role::Clerk), 404),
    Endpoint::new("PATCH", "/api/v1/imports/{id}", Rule::AtLeast(Role::Clerk), 404)
        .with(|_, _| json!({ "as_of": "2026-11-01" })),
    Endpoint::new("DELETE", "/api/v1/imports/{id}", Rule::AtLeast(Role::Clerk), 404),
    Endpoint::new("POST", "/api/v1/imports/{id}/apply", Rule::AtLeast(Role::Clerk), 404)
        .with(|_, _| json!({ "skip_bad": true })),
    Endpoint::new("POST", "/api/v1/imports/{id}/undo", Rule::AtLeast(Role::Clerk), 404),
    Endpoint::new("GET", "/api/v1/imports/{id}/bad-rows.xlsx", Rule::AtLeast(Role::Clerk), 404),
    Endpoint::new("GET", "/api/v1/templates/{file}", Rule::Oneself, 200),
    Endpoint::new("GET", "/api/v1/registries/{registry}/rows", OUT, 200),
    Endpoint::new("GET", "/api/v1/registries/{registry}/export.csv", OUT, 200),
    Endpoint::new("GET", "/api/v1/registries/{registry}/export.xlsx", OUT, 200),
    Endpoint::new("GET", "/api/v1/units/{code}/numbers/export.csv", OUT, 200),
    Endpoint::new("GET", "/api/v1/units/{code}/numbers/export.xlsx", OUT, 200),
    Endpoint::new("GET", "/api/v1/units/{code}/assessment/export.csv", OUT, 200),
    Endpoint::new("GET", "/api/v1/units/{code}/assessment/export.xlsx", OUT, 200),
    Endpoint::new("PUT", "/api/v1/units/{code}/parties", Rule::PlaceThenRole(Role::Manager), 204)
        .with(|_, _| json!({ "parties": ["police", "housing"] })),
    Endpoint::new("PUT", "/api/v1/settings/assessment", Rule::AtRoot, 204).with(|_, _| {
        json!({ "indicators": [{ "key": "work", "label": "实绩", "weight": 100, "how": "review" }] })
    }),
    Endpoint::new("GET", "/api/v1/pairings/{user_code}", Rule::AtLeast(Role::Manager), 200),
    Endpoint::new("DELETE", "/api/v1/pairings/{user_code}", Rule::AtLeast(Role::Manager), 204),
    Endpoint::new("GET", "/api/v1/screens", Rule::Oneself, 200),
    Endpoint::new("POST", "/api/v1/screens", Rule::RoleThenPlace(Role::Manager, 422), 201).with(
        |_, place| {
            json!({ "user_code": place.target, "name": place.new, "unit": place.unit, "role": "wall" })
        },
    ),
    Endpoint::new("POST", "/api/v1/screens/commands", Rule::RoleThenPlace(Role::Manager, 404), 200)
        .with(|_, place| {
            let screen: i64 = place.target.parse().expect("a number");
            json!({ "screens": [screen], "do": "identify" })
        }),
    Endpoint::new("GET", "/api/v1/screens/{id}", SEEN, 200),
    Endpoint::new("GET", "/api/v1/screens/{id}/picture", SEEN, 404),
    Endpoint::new("PATCH", "/api/v1/screens/{id}", Rule::PlaceThenRole(Role::Manager), 204)
        .with(|_, _| json!({ "name": "二楼" })),
    Endpoint::new("DELETE", "/api/v1/screens/{id}", Rule::PlaceThenRole(Role::Manager), 204),
    Endpoint::new("GET", "/api/v1/screen-settings", SEEN, 200),
    Endpoint::new("PUT", "/api/v1/screen-settings", Rule::PlaceThenRole(Role::Manager), 204)
        .with(|_, place| json!({ "unit": place.unit, "settings": { "theme": "ink" } })),
    Endpoint::new("GET", "/api/v1/announcements", Rule::Oneself, 200),
    Endpoint::new("POST", "/api/v1/announcements", Rule::RoleThenPlace(Role::Manager, 422), 201)
        .with(|_, place| announcement(&place.unit)),
    Endpoint::new("GET", "/api/v1/announcements/{id}", SEEN, 200),
    Endpoint::new("DELETE", "/api/v1/announcements/{id}", Rule::PlaceThenRole(Role::Manager), 204),
    // It was out at once: nobody waits for a second person.
    Endpoint::new(
        "POST", "/api/v1/announcements/{id}/approval", Rule::PlaceThenRole(Role::Manager), 409,
    ),
    // The last: it ends the callers' sessions.
    Endpoint::new("DELETE", "/api/v1/session", Rule::Oneself, 204),
];
