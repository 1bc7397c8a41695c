//! Which column of a file holds which field: guessed, corrected by the clerk, kept for the next file of that shape.

use std::{
    collections::BTreeMap,
    fmt,
    io::{Read, Seek},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Field, Target, fields, guess};
use crate::{
    privacy::PrivateKind,
    sheet::{Column, Sheet},
    text::{heading_form, word_form},
    words,
};

/// What the headings of a file look like: equal for files that the same mapping fits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Shape(String);

impl Shape {
    /// The shape of some columns. Blanks, brackets and full-width forms in headings make no difference.
    pub fn of(columns: &[Column]) -> Self {
        let mut digest = Sha256::new();
        for column in columns {
            digest.update(heading_form(&column.heading).as_bytes());
            digest.update([0]);
        }
        let hash = digest.finalize();
        let prefix: [u8; 8] = std::array::from_fn(|index| hash[index]);
        Self(format!("{:016x}", u64::from_be_bytes(prefix)))
    }

    /// 16 hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

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

/// What the columns of a file hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    target: Target,
    shape: Shape,
    columns: Vec<Option<Field>>,
    /// A value for every row of a field that no column holds.
    fixed: BTreeMap<Field, String>,
    translations: Translations,
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

/// One thing that stands against a mapping.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Made for a file with other headings.
    #[error("列标题与这套对应关系不符。请重新对应各列")]
    OtherShape,
    /// Two columns hold one field.
    #[error("“{first}”和“{second}”两列都对应“{label}”。请只保留一列")]
    HeldTwice {
        /// Chinese name of the field.
        label: &'static str,
        /// The heading on the left.
        first: String,
        /// The heading on the right.
        second: String,
    },
    /// A required field that no column holds.
    #[error("没有列对应“{label}”，这一项必须有。请选择所在的列，或为所有行指定同一个值")]
    Missing {
        /// The field.
        field: Field,
        /// Its Chinese name.
        label: &'static str,
    },
    /// A column that names people, as a field.
    #[error("“{column}”列含个人隐私，不能导入。请改为“不导入”")]
    PrivateColumn {
        /// Its heading.
        column: String,
    },
    /// A field that the table does not have.
    #[error("“{column}”列对应了这张表没有的字段。请重新选择")]
    OtherTable {
        /// The field.
        field: Field,
        /// Heading of the column.
        column: String,
    },
    /// One value for what must differ from row to row.
    #[error("“{label}”每行不同，不能为所有行指定同一个值")]
    FixedKey {
        /// Chinese name of the field.
        label: &'static str,
    },
    /// A code that is not in the field's list.
    #[error("没有“{code}”这个代码。请从列表中选择")]
    UnknownCode {
        /// The field.
        field: Field,
        /// What was given.
        code: String,
    },
}

impl Problem {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::OtherShape => "other_shape",
            Self::HeldTwice { .. } => "field_held_twice",
            Self::Missing { .. } => "field_missing",
            Self::PrivateColumn { .. } => "private_column",
            Self::OtherTable { .. } => "field_of_other_table",
            Self::FixedKey { .. } => "fixed_key",
            Self::UnknownCode { .. } => "unknown_code",
        }
    }
}

/// All that stands against a mapping; at least one problem.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("列对应关系有 {} 处问题：{}", .0.len(), .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("；"))]
pub struct MappingError(pub Vec<Problem>);
