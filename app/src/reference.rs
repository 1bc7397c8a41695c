//! The reference of the API: a page that is only read. Rendered on the server from the same document
//! that programs get, without a script, so that it can be read where there is no network but the
//! server's.
//!
//! # Layout
//! - `shell`: the document around. `call`: one operation. `shape`: what bodies and answers are made of.

mod call;
mod shape;
mod shell;

pub use shell::{ReferenceUrls, render};

/// The whole page.
pub struct Reference {
    /// What the API is for.
    pub about: String,
    /// How one says who one is: a word and what it means.
    pub access: Vec<(String, String)>,
    /// The calls, by what they are about.
    pub groups: Vec<Group>,
    /// What bodies and answers are made of.
    pub shapes: Vec<Shape>,
    /// How any call may fail.
    pub common: Vec<Failure>,
}

/// Calls about one thing.
pub struct Group {
    /// The thing, in a word.
    pub name: String,
    /// The thing, in a sentence.
    pub about: String,
    /// The calls.
    pub calls: Vec<Call>,
}

/// A call.
pub struct Call {
    /// Its stable name.
    pub id: String,
    /// `GET`, `POST` …
    pub method: String,
    /// With what it names in braces.
    pub path: String,
    /// What it does, in a few words.
    pub summary: String,
    /// What else there is to know; may be empty.
    pub about: String,
    /// Who may, in a word.
    pub access: &'static str,
    /// What the address names and asks for.
    pub parameters: Vec<Field>,
    /// What is sent.
    pub body: Option<Kind>,
    /// The fields of what is sent, where they are always the same.
    pub fields: Vec<Field>,
    /// What is answered when all is well.
    pub answers: Vec<Answer>,
    /// How it may fail, besides what is common to all.
    pub failures: Vec<Failure>,
    /// An example for the command line.
    pub curl: String,
}

/// An answer.
pub struct Answer {
    /// The status.
    pub status: String,
    /// In words.
    pub about: String,
    /// What the body is.
    pub kind: Option<Kind>,
    /// A body as it may be; empty where there is none to show.
    pub example: String,
}

/// A way to fail.
pub struct Failure {
    /// The status.
    pub status: String,
    /// The stable code.
    pub code: String,
    /// What it means.
    pub about: String,
}

/// What something is: words, and which shape has the details.
#[derive(Clone, Default)]
pub struct Kind {
    /// In words.
    pub text: String,
    /// The shape's name.
    pub shape: Option<String>,
}

/// A field or a parameter.
pub struct Field {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Whether it has to be there.
    pub required: bool,
    /// What it means.
    pub about: String,
}

/// What bodies and answers are made of.
pub struct Shape {
    /// Its name.
    pub name: String,
    /// What it is.
    pub about: String,
    /// What it is written as, where it has no fields.
    pub kind: Option<Kind>,
    /// Its fields; several where it comes in several forms, each with what tells it from the others.
    pub forms: Vec<(String, Vec<Field>)>,
}
