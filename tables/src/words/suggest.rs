//! The known word closest to an unknown one.

use std::borrow::Cow;

use serde::Serialize;

use super::{Code, codes};
use crate::{columns::Field, text::word_form};

/// What an unknown word may stand for: a code, or a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// The key of the code; of a unit, its name.
    pub key: Cow<'static, str>,
    /// Its official word.
    pub word: Cow<'static, str>,
}

impl Suggestion {
    /// A unit by its name.
    pub(crate) fn unit(name: String) -> Self {
        Self {
            key: name.clone().into(),
            word: name.into(),
        }
    }
}

/// The code that an unknown word of a field most likely stands for, if one is close.
pub fn suggest(field: Field, word: &str) -> Option<Suggestion> {
    /// Below this many in a hundred, a suggestion would be a guess.
    const CLOSE: usize = 50;
    const LONGEST: usize = 20;
    let form = word_form(word);
    if form.is_empty() || form.chars().count() > LONGEST {
        return None;
    }
    let (code, closeness) = codes(field)
        .iter()
        .map(|code| (code, closeness_to(code, &form)))
        .max_by_key(|(_, closeness)| *closeness)?;
    (closeness >= CLOSE).then_some(Suggestion {
        key: code.key.into(),
        word: code.word.into(),
    })
}

fn closeness_to(code: &Code, form: &str) -> usize {
    let known = [code.word].into_iter().chain(code.synonyms());
    let best = known.map(|word| closeness(&word_form(word), form)).max();
    if code.near().any(|word| word_form(word) == form) {
        return 100;
    }
    best.unwrap_or_default()
}

/// How much two words have in common, in hundredths. Codes of digits and letters have nothing in common with words.
fn closeness(known: &str, form: &str) -> usize {
    let known: Vec<char> = known.chars().collect();
    let form: Vec<char> = form.chars().collect();
    if known.len() < 2 || form.len() < 2 || known.iter().all(char::is_ascii) {
        return 0;
    }
    let common = longest_common_subsequence(&known, &form);
    200 * common / (known.len() + form.len())
}

fn longest_common_subsequence(left: &[char], right: &[char]) -> usize {
    let mut lengths = vec![0; right.len() + 1];
    for a in left {
        let mut diagonal = 0;
        for (index, b) in right.iter().enumerate() {
            let above = lengths[index + 1];
            lengths[index + 1] = if a == b {
                diagonal + 1
            } else {
                above.max(lengths[index])
            };
            diagonal = above;
        }
    }
    lengths.last().copied().unwrap_or_default()
}
