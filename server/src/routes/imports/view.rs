//! An import as clerks and programs see it.

use std::{collections::BTreeMap, sync::Arc};

use liandong_domain::unit::UnitCode;
use liandong_tables::{
    columns::{Field, FieldSpec, UnknownWord, fields},
    privacy::PrivateKind,
    sheet::Column,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    Application,
    imports::{
        Applied, Draft, Phase, Progress,
        preview::Preview,
        shapes::{FieldShape, UnknownWordShape},
    },
    store::{access::Millis, imports::ImportRecord},
};

/// An import.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Import)]
pub struct ImportView {
    /// Its name.
    pub id: String,
    /// `mapping`, `reading`, `ready`, `failed`, `applying`, `applied`, `undoing` or `undone`.
    pub state: &'static str,
    /// A registry's key, or `units`.
    pub table: String,
    /// The subtree it is of.
    pub unit: UnitCode,
    /// That unit's name.
    pub unit_name: String,
    /// The file's name.
    pub file_name: String,
    /// Whose it is.
    pub actor: String,
    /// The day it tells of, as `2026-11-23`.
    pub as_of: String,
    /// How far it is, while something is under way; `total` is 0 where it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub progress: Option<Progress>,
    /// Of a file that waits: what is said of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<FileView>,
    /// Of one that is ready: what applying would do.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Preview>)]
    pub preview: Option<Arc<Preview>>,
    /// When it was applied.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>)]
    pub applied_at: Option<Millis>,
    /// What came of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<Applied>,
}

/// What is said of a file that waits.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ImportFile)]
pub struct FileView {
    /// Its columns, from the left.
    pub columns: Vec<ColumnView>,
    /// What columns may hold.
    #[schema(value_type = Vec<FieldShape>)]
    pub fields: &'static [FieldSpec],
    /// Values for all rows.
    #[schema(value_type = BTreeMap<String, String>)]
    pub fixed: BTreeMap<Field, String>,
    /// Whether the columns were known from an earlier file of this shape.
    pub remembered: bool,
    /// What stands against the columns, or why the file cannot be read, in Chinese.
    pub problems: Vec<String>,
    /// The stable code of that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<&'static str>,
}

/// A column of a file.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ImportColumn)]
pub struct ColumnView {
    /// Its heading.
    pub heading: String,
    /// What it says of a person, if so: it is left out.
    #[schema(value_type = Option<String>)]
    pub private: Option<PrivateKind>,
    /// Its first value, masked where private.
    pub first_value: Option<String>,
    /// The field it holds.
    #[schema(value_type = Option<String>)]
    pub field: Option<Field>,
    /// How many different words of it have a code, where its field has codes.
    pub known_words: Option<usize>,
    /// Those that have none.
    #[schema(value_type = Vec<UnknownWordShape>)]
    pub unknown_words: Vec<UnknownWord>,
}

impl ImportView {
    /// A file that waits.
    pub fn of_draft(application: &Application, draft: &Draft) -> Self {
        let shown = draft.shown();
        let mut columns: Vec<ColumnView> = draft
            .columns
            .iter()
            .enumerate()
            .zip(shown.settings.mapping.columns())
            .map(|((index, column), field)| column_view(index, column, *field))
            .collect();
        for words in shown.words {
            if let Some(column) = columns.get_mut(words.column) {
                column.known_words = Some(words.known);
                column.unknown_words = words.unknown;
            }
        }
        let specs = fields(draft.target);
        let fixed = specs.iter().filter_map(|spec| {
            let value = shown.settings.mapping.fixed(spec.field)?;
            Some((spec.field, value.to_owned()))
        });
        let code = shown.phase.code();
        let (state, problems, preview) = match shown.phase {
            Phase::Mapping(problems) => ("mapping", problems, None),
            Phase::Reading => ("reading", Vec::new(), None),
            Phase::Ready(preview) => ("ready", Vec::new(), Some(preview)),
            Phase::Failed(_, problem) => ("failed", vec![problem], None),
        };
        let reading = Progress {
            done: shown.rows_read,
            total: 0,
        };
        Self {
            id: draft.uid.clone(),
            state,
            table: draft.target.key().to_owned(),
            unit_name: unit_name(application, &draft.unit),
            unit: draft.unit.clone(),
            file_name: draft.file_name.clone(),
            actor: draft.author.actor.clone(),
            as_of: shown.settings.as_of.to_string(),
            progress: (state == "reading").then_some(reading),
            file: Some(FileView {
                columns,
                fields: specs,
                fixed: fixed.collect(),
                remembered: draft.remembered,
                problems,
                code,
            }),
            preview,
            applied_at: None,
            result: None,
        }
    }

    /// An import that was begun.
    pub fn of_record(application: &Application, record: ImportRecord) -> Self {
        Self {
            state: record.state.key(),
            progress: application.imports.progress(&record.uid),
            id: record.uid,
            table: record.target,
            unit_name: unit_name(application, &record.unit),
            unit: record.unit,
            file_name: record.file_name,
            actor: record.actor,
            as_of: record.as_of,
            file: None,
            preview: None,
            applied_at: Some(record.at),
            result: serde_json::from_str(&record.summary).ok(),
        }
    }
}

fn column_view(index: usize, column: &Column, field: Option<Field>) -> ColumnView {
    ColumnView {
        heading: column.title(index),
        private: column.private.map(|private| private.kind),
        first_value: column.first_value.clone(),
        field,
        known_words: None,
        unknown_words: Vec::new(),
    }
}

fn unit_name(application: &Application, unit: &UnitCode) -> String {
    let aggregate = application.engine.read();
    let tree = aggregate.tree();
    let found = tree.find_successor(unit.as_str());
    found.map_or_else(
        || unit.to_string(),
        |found| tree.node(found).name.to_string(),
    )
}
