//! The words of files and the codes of the domain, both ways.

mod ethnicity;
mod lists;
mod suggest;

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use serde::Serialize;

pub use suggest::{Suggestion, suggest};

use crate::{columns::Field, text::word_form};

/// A code of a list, with the words for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Code {
    /// The key as facts have it: `out_of_contact`; for ethnicities, the number of GB/T 3304.
    pub key: &'static str,
    /// The official word, written on export.
    pub word: &'static str,
    #[serde(skip)]
    synonyms: &'static str,
    #[serde(skip)]
    near: &'static str,
}

impl Code {
    /// Other words and standard codes that mean the same.
    pub fn synonyms(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.synonyms.split_whitespace()
    }

    /// Words that most likely mean the same, for the clerk to decide.
    pub fn near(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.near.split_whitespace()
    }

    /// The code as exports have it: GB/T 2261.1 for genders, two digits for ethnicities, else the key.
    pub fn standard(&self, field: Field) -> Cow<'static, str> {
        match (field, self.key) {
            (Field::Gender, "male") => "1".into(),
            (Field::Gender, "female") => "2".into(),
            (Field::Gender, _) => "0".into(),
            (Field::Ethnicity, number) => format!("{number:0>2}").into(),
            (_, key) => key.into(),
        }
    }
}

/// The codes of a field, in the fixed order of the domain; none where a field has no list.
pub fn codes(field: Field) -> &'static [Code] {
    lists::list(field)
}

/// The code with this key.
pub fn code(field: Field, key: &str) -> Option<&'static Code> {
    codes(field).iter().find(|code| code.key == key)
}

/// The place in the list of the code that a word or a standard code stands for.
pub fn find(field: Field, word: &str) -> Option<usize> {
    INDEX.get(&field)?.get(word_form(word).as_str()).copied()
}

/// Whether a word is one of any list.
pub(crate) fn is_known_anywhere(word: &str) -> bool {
    let form = word_form(word);
    INDEX
        .values()
        .any(|words| words.contains_key(form.as_str()))
}

/// The fields that have a list.
pub fn listed_fields() -> &'static [Field] {
    lists::FIELDS
}

type Words = HashMap<String, usize>;

static INDEX: LazyLock<HashMap<Field, Words>> = LazyLock::new(|| {
    let index = |field: &Field| (*field, words_of(codes(*field)));
    lists::FIELDS.iter().map(index).collect()
});

fn words_of(codes: &[Code]) -> Words {
    let mut words = Words::new();
    for (index, code) in codes.iter().enumerate() {
        for word in [code.key, code.word].into_iter().chain(code.synonyms()) {
            words.entry(word_form(word)).or_insert(index);
        }
    }
    words
}
