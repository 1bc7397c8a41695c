//! Words that the clerk has given codes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Field, Problem};
use crate::{text::word_form, words};

/// Words that the clerk has given a code, beside those that everybody knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Translations(BTreeMap<Field, BTreeMap<String, String>>);

impl Translations {
    /// Gives a word of a field a code of its list.
    ///
    /// # Errors
    /// The field's list has no such code.
    pub fn add(&mut self, field: Field, word: &str, code: &str) -> Result<(), Problem> {
        if words::code(field, code).is_none() {
            return Err(Problem::UnknownCode {
                field,
                code: code.to_owned(),
            });
        }
        let translations = self.0.entry(field).or_default();
        translations.insert(word_form(word), code.to_owned());
        Ok(())
    }

    /// The code that the clerk gave a word.
    pub fn get(&self, field: Field, word: &str) -> Option<&str> {
        let translations = self.0.get(&field)?;
        translations.get(&word_form(word)).map(String::as_str)
    }
}
