//! Which column of a file holds which field: guessed, corrected by the clerk, kept for the next file of that shape.

use std::{
    collections::BTreeMap,
    io::{Read, Seek},
};

use serde::{Deserialize, Serialize};

use super::{Field, MappingError, Problem, Shape, Target, Translations, fields, guess};
use crate::{
    privacy::PrivateKind,
    sheet::{Column, Sheet},
    words,
};

/// What the columns of a file hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    target: Target,
    shape: Shape,
    columns: Vec<Option<Field>>,
    /// A value for every row of a field that no column holds.
    fixed: BTreeMap<Field, String>,
    translations: Translations,
    /// What cells of one file are to say instead. Not kept: the next file's are others.
    #[serde(skip)]
    corrections: BTreeMap<Field, BTreeMap<String, String>>,
}

impl Mapping {
    /// The likeliest mapping of a file to a table.
    pub fn guess<R: Read + Seek>(target: Target, sheet: &Sheet<R>) -> Self {
        Self {
            target,
            shape: Shape::of(sheet.columns()),
            columns: guess::guess(target, sheet.columns(), sheet.sample()),
            fixed: BTreeMap::new(),
            translations: Translations::default(),
            corrections: BTreeMap::new(),
        }
    }

    /// The table the rows go to.
    pub fn target(&self) -> Target {
        self.target
    }

    /// The shape of the files it fits.
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// The field of each column, from the left.
    pub fn columns(&self) -> &[Option<Field>] {
        &self.columns
    }

    /// The words that the clerk has given codes.
    pub fn translations(&self) -> &Translations {
        &self.translations
    }

    /// The words that the clerk has given codes, to add to.
    pub fn translations_mut(&mut self) -> &mut Translations {
        &mut self.translations
    }

    /// Says what a column holds, or that it is left out. Columns beyond the last are ignored.
    pub fn assign(&mut self, column: usize, field: Option<Field>) {
        if let Some(place) = self.columns.get_mut(column) {
            *place = field;
        }
    }

    /// Gives every row one value of a field, such as the sector of all rows; `None` takes it back. A column that
    /// holds the field goes first.
    pub fn fix(&mut self, field: Field, value: Option<&str>) {
        match value {
            Some(value) => self.fixed.insert(field, value.to_owned()),
            None => self.fixed.remove(&field),
        };
    }

    /// The value fixed for a field.
    pub fn fixed(&self, field: Field) -> Option<&str> {
        self.fixed.get(&field).map(String::as_str)
    }

    /// Has every cell of a field that says one thing be read as if it said another; `None` takes it back. What it
    /// says may be so by an earlier correction, which this one then takes the place of.
    pub fn correct(&mut self, field: Field, said: &str, text: Option<&str>) {
        let corrections = self.corrections.entry(field).or_default();
        let by_correction = corrections.iter().filter(|(_, text)| *text == said);
        let mut written: Vec<String> = by_correction.map(|(written, _)| written.clone()).collect();
        if written.is_empty() {
            written.push(said.to_owned());
        }
        for written in written {
            match text {
                Some(text) => corrections.insert(written, text.to_owned()),
                None => corrections.remove(&written),
            };
        }
    }

    /// What a cell of a field is to say instead of what is written there.
    pub fn corrected(&self, field: Field, written: &str) -> Option<&str> {
        let corrected = self.corrections.get(&field)?.get(written);
        corrected.map(String::as_str)
    }

    /// The first column that holds a field.
    pub fn column_of(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|it| *it == Some(field))
    }

    /// Whether the mapping can be used for a file, and all that stands against it.
    ///
    /// # Errors
    /// Another shape, a field held twice, a required field missing, a private column as a field, an unknown code.
    pub fn validate(&self, columns: &[Column]) -> Result<(), MappingError> {
        if Shape::of(columns) != self.shape || columns.len() != self.columns.len() {
            return Err(MappingError(vec![Problem::OtherShape]));
        }
        let mut problems = self.held_wrongly(columns);
        problems.extend(self.missing());
        problems.extend(self.fixed_wrongly());
        if problems.is_empty() {
            Ok(())
        } else {
            Err(MappingError(problems))
        }
    }

    fn held_wrongly(&self, columns: &[Column]) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut holders: BTreeMap<Field, String> = BTreeMap::new();
        for (index, (column, field)) in columns.iter().zip(&self.columns).enumerate() {
            let Some(field) = *field else { continue };
            let title = column.title(index);
            if !fields(self.target).iter().any(|spec| spec.field == field) {
                problems.push(Problem::OtherTable {
                    field,
                    column: title,
                });
                continue;
            }
            let is_id = column
                .private
                .is_some_and(|it| it.kind == PrivateKind::IdNumber);
            if column.private.is_some() && !(is_id && field == Field::Key) {
                problems.push(Problem::PrivateColumn { column: title });
                continue;
            }
            if let Some(first) = holders.get(&field) {
                let label = self.label(field);
                problems.push(Problem::HeldTwice {
                    label,
                    first: first.clone(),
                    second: title,
                });
            } else {
                holders.insert(field, title);
            }
        }
        problems
    }

    fn missing(&self) -> impl Iterator<Item = Problem> {
        let held = |field| self.column_of(field).is_some() || self.fixed.contains_key(&field);
        let told_by_name = move |field| field == Field::Level && held(Field::Name);
        fields(self.target)
            .iter()
            .filter(move |spec| spec.required && !held(spec.field) && !told_by_name(spec.field))
            .map(|spec| Problem::Missing {
                field: spec.field,
                label: spec.label,
            })
    }

    fn fixed_wrongly(&self) -> impl Iterator<Item = Problem> {
        self.fixed.iter().filter_map(|(&field, value)| {
            if matches!(field, Field::Key | Field::Code) {
                return Some(Problem::FixedKey {
                    label: self.label(field),
                });
            }
            let codes = words::codes(field);
            let known = codes.is_empty() || words::code(field, value).is_some();
            (!known).then(|| Problem::UnknownCode {
                field,
                code: value.clone(),
            })
        })
    }

    /// The Chinese name of a field in this table.
    pub(crate) fn label(&self, field: Field) -> &'static str {
        let spec = fields(self.target).iter().find(|spec| spec.field == field);
        spec.map_or(field.key(), |spec| spec.label)
    }
}
