//! A file that waits, as the console shows it.

use liandong_app::console::{
    Column, Counts, Cure, FieldChoice, Preview, Problem, RowProblem, Sheet, UnitCounts,
};
use liandong_domain::moment::Date;
use liandong_tables::{
    columns::{Field, FieldSpec},
    privacy::PrivateKind,
    words,
};

use crate::{
    imports::preview::{self, BadRow, ProblemGroup},
    routes::imports::{ColumnView, FileView},
};

/// Different problems on the page; the workbook has all.
const PROBLEMS: usize = 60;
/// Bad rows on the page.
const BAD_ROWS: usize = 100;

pub fn sheet(file: &FileView, today: Date) -> Sheet {
    Sheet {
        columns: file.columns.iter().map(column).collect(),
        fields: file.fields.iter().map(|spec| choice(file, spec)).collect(),
        remembered: file.remembered,
        problems: file.problems.clone(),
        today: today.to_string(),
    }
}

fn column(column: &ColumnView) -> Column {
    Column {
        heading: column.heading.clone(),
        private: column.private.map(PrivateKind::label),
        first_value: column.first_value.clone(),
        field: column.field.map(Field::key),
        known: column.known_words,
        unknown: column.unknown_words.len(),
    }
}

fn choice(file: &FileView, spec: &FieldSpec) -> FieldChoice {
    FieldChoice {
        key: spec.field.key(),
        label: spec.label,
        required: spec.required,
        help: spec.help,
        may_be_fixed: !matches!(spec.field, Field::Key | Field::Code),
        fixed: file.fixed.get(&spec.field).cloned(),
        codes: codes(spec.field),
    }
}

fn codes(field: Field) -> Vec<(&'static str, &'static str)> {
    let codes = words::codes(field).iter();
    codes.map(|code| (code.key, code.word)).collect()
}

pub fn preview(preview: &preview::Preview) -> Preview {
    let units = preview.units.iter().map(|unit| UnitCounts {
        name: unit.name.clone(),
        counts: counts(unit.counts),
    });
    let listed = preview.problems.iter().take(PROBLEMS);
    Preview {
        rows: preview.rows,
        bad: preview.bad,
        unkeyed: preview.unkeyed,
        removable: preview.removable,
        counts: counts(preview.counts),
        units: units.collect(),
        problems: listed.map(problem).collect(),
        more_problems: preview.problems.len().saturating_sub(PROBLEMS),
        bad_rows: preview
            .bad_rows
            .iter()
            .take(BAD_ROWS)
            .map(bad_row)
            .collect(),
    }
}

fn counts(counts: preview::Counts) -> Counts {
    Counts {
        new: counts.new,
        changed: counts.changed,
        unchanged: counts.unchanged,
        newer: counts.newer,
        missing: counts.missing,
    }
}

fn problem(group: &ProblemGroup) -> Problem {
    let suggestion = group.suggestion.as_ref();
    let cure = match group.code {
        "unknown_word" => Cure::Code(codes(group.field)),
        "unit_unknown" | "unit_ambiguous" => Cure::Unit,
        _ if can_be_written(group) => Cure::Value,
        _ => Cure::File,
    };
    Problem {
        heading: group.heading.clone(),
        field: group.field.key(),
        value: group.value.clone(),
        reason: group.reason.clone(),
        mend: group.mend.clone(),
        suggestion: suggestion.map(|it| (it.key.to_string(), it.word.to_string())),
        rows: group.rows,
        lines: group.lines.clone(),
        cure,
    }
}

/// Whether another value may be written in place of this one: it is shown as it is, and no key.
fn can_be_written(group: &ProblemGroup) -> bool {
    let is_whole = !group.value.contains(['＊', '…']);
    is_whole && !group.value.is_empty() && group.field.is_read_as_written()
}

fn bad_row(row: &BadRow) -> RowProblem {
    let said = row.errors.iter().map(|error| match error.value.as_str() {
        "" => format!("{}：{}", error.heading, error.reason),
        value => format!("{}“{value}”：{}", error.heading, error.reason),
    });
    RowProblem {
        line: row.line,
        said: said.collect(),
    }
}
