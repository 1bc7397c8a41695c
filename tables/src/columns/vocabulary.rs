//! How well the words of a column are known, for the clerk to see before any row is taken.

use std::{
    collections::BTreeSet,
    io::{Read, Seek},
};

use serde::Serialize;

use super::{Field, Mapping};
use crate::{
    privacy,
    sheet::Sheet,
    text::shortened,
    words::{self, Suggestion},
};

/// The different words of a column in the first rows of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Vocabulary {
    /// Place of the column, from 0.
    pub column: usize,
    /// The field it holds, which has a list of codes.
    pub field: Field,
    /// How many different words have a code.
    pub known: usize,
    /// Those that have none.
    pub unknown: Vec<UnknownWord>,
}

/// A word that has no code yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnknownWord {
    /// The word, with what is private masked.
    pub word: String,
    /// The code it most likely stands for.
    pub suggestion: Option<Suggestion>,
}

impl Mapping {
    /// The words of every column that holds codes, as far as the first rows have them.
    pub fn vocabulary<R: Read + Seek>(&self, sheet: &Sheet<R>) -> Vec<Vocabulary> {
        let fields = self.columns().iter().enumerate();
        fields
            .filter_map(|(column, field)| Some((column, (*field)?)))
            .filter(|(_, field)| !words::codes(*field).is_empty())
            .map(|(column, field)| self.of_column(sheet, column, field))
            .collect()
    }

    fn of_column<R: Read + Seek>(
        &self,
        sheet: &Sheet<R>,
        column: usize,
        field: Field,
    ) -> Vocabulary {
        let cells = sheet.sample().iter().map(|row| row.cell(column));
        let different: BTreeSet<&str> = cells.filter(|cell| !cell.is_empty()).collect();
        let has_code = |word: &&str| {
            self.translations().get(field, word).is_some() || words::find(field, word).is_some()
        };
        let (known, unknown): (Vec<&str>, Vec<&str>) = different.into_iter().partition(has_code);
        Vocabulary {
            column,
            field,
            known: known.len(),
            unknown: unknown
                .into_iter()
                .map(|word| unknown_word(field, word))
                .collect(),
        }
    }
}

fn unknown_word(field: Field, word: &str) -> UnknownWord {
    const SHOWN: usize = 40;
    UnknownWord {
        word: shortened(&privacy::scrub(word), SHOWN),
        suggestion: words::suggest(field, word),
    }
}
