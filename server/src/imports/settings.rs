//! What a clerk says of a file: what its columns hold, what its words mean, and the day it tells of.

use std::collections::BTreeMap;

use liandong_domain::{moment::Date, unit::UnitCode};
use liandong_tables::columns::{Field, Mapping};
use serde::{Deserialize, Serialize};

/// The longest that a cell may be made to say, in characters.
const LONGEST_TEXT: usize = 60;

/// What unit names of a file mean.
pub type Aliases = BTreeMap<String, UnitCode>;

/// What the clerk has said of a file.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What its columns hold.
    pub mapping: Mapping,
    /// What its unit names mean, beside what the tree knows.
    pub aliases: Aliases,
    /// The day it tells of.
    pub as_of: Date,
}

/// What is kept for the next file of the same shape.
#[derive(Debug, Serialize, Deserialize)]
pub struct Remembered {
    /// What its columns hold.
    pub mapping: Mapping,
    /// What its unit names mean.
    pub aliases: Aliases,
}

/// What a clerk changes.
#[derive(Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SettingsChange {
    /// The field of some columns, by their places from 0; empty for one that is left out.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, String>)]
    pub columns: BTreeMap<usize, String>,
    /// One value for all rows of some fields; empty takes it back.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, String>)]
    pub fixed: BTreeMap<Field, String>,
    /// What words mean.
    #[serde(default)]
    pub words: Vec<Meaning>,
    /// What cells of this file are to say instead.
    #[serde(default)]
    pub values: Vec<Correction>,
    /// The day the file tells of, as `2026-11-23`.
    #[serde(default)]
    #[schema(format = Date)]
    pub as_of: Option<String>,
}

/// What a word in a column means.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Meaning {
    /// The field of the column.
    #[schema(value_type = String)]
    pub field: Field,
    /// The word as the file has it.
    pub word: String,
    /// The code it stands for; of a unit's name, the unit's code or its own name.
    pub code: String,
}

/// What every cell of a column that says one thing is to say instead: a day that cannot be, a name.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The field of the column.
    #[schema(value_type = String)]
    pub field: Field,
    /// What the cells say.
    pub value: String,
    /// What they are to say; empty takes it back.
    pub text: String,
}

/// A change that cannot be made: the request's field, and what is wrong, in Chinese.
pub type Wrong = (&'static str, String);

impl Settings {
    /// Takes in a change, whole or not at all. `find_unit` knows the units that the file may be of.
    ///
    /// # Errors
    /// No such field, code, unit or day.
    pub fn change(
        &mut self,
        change: SettingsChange,
        today: Date,
        find_unit: impl Fn(&str) -> Option<UnitCode>,
    ) -> Result<(), Wrong> {
        let mut changed = self.clone();
        for (column, key) in change.columns {
            let field = (!key.is_empty()).then(|| parse_field(&key)).transpose()?;
            changed.mapping.assign(column, field);
        }
        for (field, value) in change.fixed {
            let value = Some(value.as_str()).filter(|value| !value.is_empty());
            changed.mapping.fix(field, value);
        }
        for meaning in change.words {
            changed.learn(meaning, &find_unit)?;
        }
        for correction in change.values {
            changed.correct(&correction)?;
        }
        if let Some(day) = change.as_of {
            changed.as_of = parse_day(&day, today)?;
        }
        *self = changed;
        Ok(())
    }

    fn correct(&mut self, correction: &Correction) -> Result<(), Wrong> {
        let Correction { field, value, text } = correction;
        if !field.is_read_as_written() {
            let message = format!("“{}”这一列的值不能在这里改，请改文件", field.key());
            return Err(("values", message));
        }
        if text.chars().count() > LONGEST_TEXT {
            return Err(("values", format!("改成的内容不超过 {LONGEST_TEXT} 个字")));
        }
        let text = Some(text.trim()).filter(|text| !text.is_empty());
        self.mapping.correct(*field, value, text);
        Ok(())
    }

    fn learn(
        &mut self,
        meaning: Meaning,
        find_unit: impl Fn(&str) -> Option<UnitCode>,
    ) -> Result<(), Wrong> {
        let Meaning { field, word, code } = meaning;
        if matches!(field, Field::Unit | Field::Parent) {
            let unit = find_unit(&code);
            let unit = unit.ok_or_else(|| ("words", format!("本级及下级没有“{code}”这个单位")))?;
            self.aliases.insert(word, unit);
            return Ok(());
        }
        let translations = self.mapping.translations_mut();
        let learnt = translations.add(field, &word, &code);
        learnt.map_err(|problem| ("words", problem.to_string()))
    }
}

fn parse_field(key: &str) -> Result<Field, Wrong> {
    let parsed = serde_json::from_value(serde_json::Value::from(key));
    parsed.map_err(|_| ("columns", format!("没有“{key}”这个字段")))
}

/// Reads a day as `2026-11-23`.
///
/// # Errors
/// Not a day, or not between the Party's founding and today.
pub fn parse_day(text: &str, today: Date) -> Result<Date, Wrong> {
    let format = time::macros::format_description!("[year]-[month]-[day]");
    let day = Date::parse(text, format);
    let day = day.map_err(|_| ("as_of", format!("“{text}”不是日期；应如 2026-11-23")))?;
    if day > today {
        return Err((
            "as_of",
            "截止日期在今天之后；请填写数据导出的日期".to_owned(),
        ));
    }
    if day < time::macros::date!(1921 - 07 - 23) {
        return Err(("as_of", "截止日期早于 1921 年 7 月 23 日".to_owned()));
    }
    Ok(day)
}
