//! Writes the facts of a batch, one after the other, as senders post them.

use std::fmt::{Arguments, Write as _};

use liandong_domain::moment::Moment;

use crate::when;

/// For how many days what is begun may take.
const TIME: i32 = 30;

/// A batch that is being written.
pub struct Pen {
    name: String,
    written: u32,
    at: String,
    /// A day that what is begun may be due on.
    pub due: String,
    facts: String,
}

impl Pen {
    /// Begins a batch whose facts happen at a moment. No two of one server may have the same name.
    pub fn new(name: &str, at: Moment) -> Self {
        Self {
            name: name.to_owned(),
            written: 0,
            at: when::written(at),
            due: when::days_later(at, TIME),
            facts: String::new(),
        }
    }

    /// Has what is written from now on happen at another moment.
    pub fn go_on(&mut self, at: Moment) {
        self.at = when::written(at);
        self.due = when::days_later(at, TIME);
    }

    /// Writes a fact of a unit: its kind, and that kind's fields. Its id is as long as a UUID.
    pub fn fact(&mut self, unit: &str, what: Arguments<'_>) -> String {
        let id = format!("{:-<31}-{:04}", self.name, self.written);
        let before = if self.written == 0 { '[' } else { ',' };
        self.written += 1;
        // A text takes whatever is written.
        let _ = write!(
            self.facts,
            r#"{before}{{"id":"{id}","at":"{}","unit":"{unit}",{what}}}"#,
            self.at
        );
        id
    }

    /// The batch.
    pub fn batch(mut self) -> String {
        self.facts.push(']');
        self.facts
    }
}
