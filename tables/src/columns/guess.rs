//! The likeliest field of each column.

use super::{Field, FieldSpec, Target, fields};
use crate::{
    privacy::PrivateKind,
    sheet::{Column, SheetRow},
    text::heading_form,
    words,
};

/// What people put before a heading that says whose it is.
const OWNERS: [&str; 4] = ["党员", "本人", "人员", "个人"];

/// Finds the column of a field among those that have none yet.
type Find<'a> = &'a dyn Fn(&FieldSpec, &[Option<Field>]) -> Option<usize>;

/// The field of each column: by heading, then by heading without whose it is, then by the words below it. No field is
/// held twice.
pub(super) fn guess(target: Target, columns: &[Column], sample: &[SheetRow]) -> Vec<Option<Field>> {
    let mut guessed = vec![None; columns.len()];
    let mut try_each = |find: Find<'_>| {
        for spec in fields(target) {
            if !guessed.contains(&Some(spec.field))
                && let Some(column) = find(spec, &guessed)
            {
                guessed[column] = Some(spec.field);
            }
        }
    };
    try_each(&|spec, guessed| by_heading(spec, columns, guessed, |heading, form| heading == form));
    try_each(&|spec, guessed| by_heading(spec, columns, guessed, is_owned));
    try_each(&|spec, guessed| by_words(spec, columns, sample, guessed));
    guessed
}

/// The column with the field's most telling heading.
fn by_heading(
    spec: &FieldSpec,
    columns: &[Column],
    guessed: &[Option<Field>],
    is_same: impl Fn(&str, &str) -> bool,
) -> Option<usize> {
    let candidates: Vec<(usize, String)> = columns
        .iter()
        .enumerate()
        .filter(|(index, column)| guessed[*index].is_none() && may_hold(spec.field, column))
        .map(|(index, column)| (index, heading_form(&column.heading)))
        .collect();
    spec.heading_forms().find_map(|form| {
        let same = candidates
            .iter()
            .find(|(_, heading)| is_same(heading, &form));
        same.map(|(index, _)| *index)
    })
}

fn is_owned(heading: &str, form: &str) -> bool {
    let mut owners = OWNERS.iter();
    owners.any(|owner| heading.strip_prefix(owner) == Some(form))
}

/// A private column can only be what identifies a person.
fn may_hold(field: Field, column: &Column) -> bool {
    match column.private {
        None => true,
        Some(_) => field == Field::Key && is_id_number(column),
    }
}

fn is_id_number(column: &Column) -> bool {
    column
        .private
        .is_some_and(|it| it.kind == PrivateKind::IdNumber)
}

/// A column without a telling heading: of id numbers for the key, else one nearly all of whose values are words of the
/// field. Bare digits tell nothing.
fn by_words(
    spec: &FieldSpec,
    columns: &[Column],
    sample: &[SheetRow],
    guessed: &[Option<Field>],
) -> Option<usize> {
    if spec.field == Field::Key {
        return (0..columns.len())
            .find(|&index| guessed[index].is_none() && is_id_number(&columns[index]));
    }
    if words::codes(spec.field).is_empty() {
        return None;
    }
    (0..columns.len()).find(|&index| {
        if guessed[index].is_some() || columns[index].private.is_some() {
            return false;
        }
        let values = || {
            sample
                .iter()
                .map(|row| row.cell(index))
                .filter(|it| !it.is_empty())
        };
        let is_word = |value: &&str| {
            !value.bytes().all(|byte| byte.is_ascii_alphanumeric())
                && words::find(spec.field, value).is_some()
        };
        let count = values().count();
        count > 0 && values().filter(is_word).count() * 10 >= count * 9
    })
}
