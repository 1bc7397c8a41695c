//! Rows of registries and units with the official words, in the form in which they are read back the same.

use std::borrow::Cow;

use liandong_domain::{
    registry::{self, Member},
    unit::{Unit, UnitCode},
};

use super::Value;
use crate::{
    columns::{Field, FieldSpec, Target, fields},
    rows::Entry,
    words,
};

/// A row to export.
#[derive(Clone, Copy, Debug)]
pub struct RegistryRow<'a> {
    /// The unit to which it belongs.
    pub unit: &'a UnitCode,
    /// What identifies it.
    pub key: &'a str,
    /// What it says.
    pub entry: &'a Entry,
}

/// The headings of an export: the fields of the table, then the codes of those that have some.
pub fn registry_headings(target: Target) -> Vec<Cow<'static, str>> {
    let words = written(target).map(|spec| Cow::Borrowed(spec.label));
    let codes = coded(target).map(|spec| format!("{}代码", spec.label).into());
    words.chain(codes).collect()
}

/// The cells of an export, row by row.
pub fn registry_rows<'a>(
    target: Target,
    rows: impl IntoIterator<Item = RegistryRow<'a>>,
) -> impl Iterator<Item = Vec<Value<'a>>> {
    rows.into_iter().map(move |row| {
        let words = written(target).map(|spec| cell(row, spec.field));
        let codes = coded(target).map(|spec| match code(row.entry, spec.field) {
            Some(code) => Value::Text(code.standard(spec.field)),
            None => Value::Empty,
        });
        words.chain(codes).collect()
    })
}

/// The headings of what a row says, as people read it: without key, unit and codes.
pub fn word_headings(target: Target) -> Vec<&'static str> {
    told(target).map(|spec| spec.label).collect()
}

/// What a row says, in words.
pub fn words_of(target: Target, row: RegistryRow<'_>) -> Vec<Value<'_>> {
    told(target).map(|spec| cell(row, spec.field)).collect()
}

fn told(target: Target) -> impl Iterator<Item = &'static FieldSpec> {
    written(target).filter(|spec| !matches!(spec.field, Field::Key | Field::Unit))
}

/// The fields that are kept: the name of an organisation only tells its level and is not.
fn written(target: Target) -> impl Iterator<Item = &'static FieldSpec> {
    let is_kept = move |spec: &&FieldSpec| target == Target::Units || spec.field != Field::Name;
    fields(target).iter().filter(is_kept)
}

fn coded(target: Target) -> impl Iterator<Item = &'static FieldSpec> {
    written(target).filter(|spec| !words::codes(spec.field).is_empty())
}

fn cell(row: RegistryRow<'_>, field: Field) -> Value<'_> {
    let text = match (field, row.entry) {
        (Field::Key, _) => Cow::Borrowed(row.key),
        (Field::Unit | Field::Code, _) => row.unit.as_str().into(),
        (
            Field::BirthYear | Field::Joined | Field::LastContact,
            Entry::Registry(registry::Row::Member(member)),
        ) => {
            return date(member, field);
        }
        (Field::Since, Entry::Registry(registry::Row::Applicant { since, .. })) => {
            return month(*since);
        }
        (Field::ShownAs, Entry::Registry(registry::Row::Employer { shown_as, .. })) => {
            return shown_as.as_deref().map_or(Value::Empty, Value::from);
        }
        (_, Entry::Unit(unit)) if words::codes(field).is_empty() => return of_unit(unit, field),
        (_, entry) => match code(entry, field) {
            Some(code) => code.word.into(),
            None => return Value::Empty,
        },
    };
    Value::Text(text)
}

fn date(member: &Member, field: Field) -> Value<'static> {
    match field {
        Field::BirthYear => {
            let year = member.birth_year.map(|year| year.to_string());
            year.map_or(Value::Empty, Value::from)
        }
        Field::LastContact => month(member.last_contact),
        _ => month(member.joined),
    }
}

/// A month as people write it.
fn month(digits: Option<u32>) -> Value<'static> {
    let text = digits.map(|digits| format!("{:04}-{:02}", digits / 100, digits % 100));
    text.map_or(Value::Empty, Value::from)
}

fn of_unit(unit: &Unit, field: Field) -> Value<'_> {
    let position = unit.position;
    let place = |number: Option<u8>| number.map_or(Value::Empty, |it| Value::Integer(it.into()));
    match field {
        Field::Name => Value::from(unit.name.as_str()),
        Field::Parent => match &unit.parent {
            Some(parent) => Value::from(parent.as_str()),
            None => Value::Empty,
        },
        Field::MapColumn => place(position.map(|it| it.column)),
        Field::MapRow => place(position.map(|it| it.row)),
        _ => Value::Empty,
    }
}

/// The code that a row has in a field.
fn code(entry: &Entry, field: Field) -> Option<&'static words::Code> {
    let index = match entry {
        Entry::Unit(unit) => unit.kind as usize,
        Entry::Registry(registry::Row::Member(member)) => of_member(member, field)?,
        Entry::Registry(registry::Row::Organisation {
            level,
            sector,
            category,
        }) => match field {
            Field::Level => *level as usize,
            Field::Sector => *sector as usize,
            Field::Category => *category as usize,
            _ => return None,
        },
        Entry::Registry(registry::Row::Applicant { stage, .. }) => *stage as usize,
        Entry::Registry(registry::Row::Employer { circle, .. }) => *circle as usize,
        Entry::Registry(_) => return None,
    };
    words::codes(field).get(index)
}

/// The place of a member's code in the field's list.
fn of_member(member: &Member, field: Field) -> Option<usize> {
    match field {
        Field::Sector => Some(member.sector as usize),
        Field::Membership => Some(usize::from(member.probationary)),
        Field::Gender => Some(member.gender as usize),
        Field::Education => member.education.map(|it| it as usize),
        Field::Occupation => member.occupation.map(|it| it as usize),
        Field::Status => Some(member.status as usize),
        Field::Ethnicity => {
            let number = member.ethnicity?.to_string();
            let codes = words::codes(Field::Ethnicity);
            codes.iter().position(|code| code.key == number)
        }
        _ => None,
    }
}
