//! What a refusal says: a problem of RFC 9457.

use crate::Answer;

impl Answer {
    /// The status and the stable code of a refusal.
    pub fn refusal(&self) -> (u16, String) {
        let kind = self.header("content-type");
        assert_eq!(kind, "application/problem+json", "{self:?}");
        let problem = self.json();
        assert_eq!(problem["status"], self.status.as_u16(), "{self:?}");
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
