//! What a refusal says: a problem of RFC 9457.

use std::sync::LazyLock;

use serde_json::Value;

use crate::Answer;

static CODES: LazyLock<Value> = LazyLock::new(|| {
    let document = include_str!("../../docs/openapi.json");
    let document: Value = serde_json::from_str(document).expect("JSON");
    document["components"]["schemas"]["Problem"]["properties"]["code"]["enum"].clone()
});

/// Whether the description of the API has this code.
fn is_described(code: &Value) -> bool {
    let codes = CODES.as_array();
    codes.is_some_and(|codes| codes.contains(code))
}

impl Answer {
    /// The status and the stable code of a refusal.
    pub fn refusal(&self) -> (u16, String) {
        let kind = self.header("content-type");
        assert_eq!(kind, "application/problem+json", "{self:?}");
        let problem = self.json();
        assert_eq!(problem["status"], self.status.as_u16(), "{self:?}");
        assert!(
            is_described(&problem["code"]),
            "not in docs/openapi.json: {self:?}"
        );
        (self.status.as_u16(), self.code())
    }

    /// Sees that it is this refusal.
    pub fn assert_refused(&self, status: u16, code: &str) {
        assert_eq!(self.refusal(), (status, code.to_owned()), "{self:?}");
    }

    /// Sees that these fields of a form were wrong, and no others.
    pub fn assert_wrong(&self, fields: &[&str]) {
        self.assert_refused(422, "invalid_form");
        let problem = self.json();
        let errors = problem["errors"].as_array().map_or(&[][..], Vec::as_slice);
        assert!(errors.iter().all(|error| error["message"].is_string()));
        let named: Vec<&str> = errors
            .iter()
            .filter_map(|error| error["field"].as_str())
            .collect();
        assert_eq!(named, fields, "{self:?}");
    }

    /// Sees that this is its status.
    pub fn assert_status(&self, status: u16) {
        assert_eq!(self.status.as_u16(), status, "{self:?}");
    }
}
