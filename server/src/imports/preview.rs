//! What applying a file would do, before anything is done.

use std::collections::{BTreeMap, HashMap};

use liandong_domain::{moment::Moment, registry::Registry, unit::UnitCode};
use liandong_tables::{
    columns::{Field, Target},
    rows::{CellError, RowErrors},
    words::Suggestion,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    closing::Closing,
    missing::{Keys, MissingRows},
    pass::{Judged, Pass, PassError, Source},
    scope::Scope,
};
use crate::store::{SqliteStore, StoreError};

/// Bad rows that are listed; the workbook has all.
const LISTED_ROWS: usize = 1_000;
/// Different things wrong that are told apart.
const GROUPS: usize = 500;
/// Lines named of each.
const LINES: usize = 5;

/// What rows of a file, or of one unit in it, come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Counts {
    /// Nothing stands under the key.
    pub new: u64,
    /// Something else stands.
    pub changed: u64,
    /// The same stands.
    pub unchanged: u64,
    /// What stands is newer than the file, and stays.
    pub newer: u64,
    /// Stands, and is not in the file.
    pub missing: u64,
}

/// A unit with what the file's rows of it come to.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnitCounts {
    /// Its code.
    pub unit: UnitCode,
    /// Its name.
    pub name: String,
    /// What its rows come to.
    #[serde(flatten)]
    pub counts: Counts,
}

/// One thing that is wrong with some rows.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProblemGroup {
    /// Heading of the column.
    pub heading: String,
    /// The field.
    #[schema(value_type = String)]
    pub field: Field,
    /// What the cells hold, masked where private.
    pub value: String,
    /// Stable code.
    pub code: &'static str,
    /// What is wrong, in Chinese.
    pub reason: String,
    /// How to mend it, in Chinese.
    pub mend: String,
    /// What an unknown word or unit most likely stands for.
    #[schema(value_type = Option<super::shapes::SuggestionShape>)]
    pub suggestion: Option<Suggestion>,
    /// How many rows have it.
    pub rows: u64,
    /// The lines of the first ones.
    pub lines: Vec<u64>,
}

/// A bad row, without its cells.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BadRow {
    /// The line of the file, from 1.
    pub line: u64,
    /// What is wrong.
    #[schema(value_type = Vec<super::shapes::CellErrorShape>)]
    pub errors: Vec<CellError>,
}

/// What applying would do.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Preview {
    /// Rows of the file.
    pub rows: u64,
    /// Rows that cannot be taken.
    pub bad: u64,
    /// Those of them of which it is not known what they are of: their key cannot be read.
    pub unkeyed: u64,
    /// How many of those that stand and are not in the file can go: of units, those with no row and no unit
    /// under them; none while rows are unkeyed, for any of them may be among these.
    pub removable: u64,
    /// What the others come to.
    #[serde(flatten)]
    pub counts: Counts,
    /// The same by unit, in the order of the tree.
    pub units: Vec<UnitCounts>,
    /// What is wrong, the most frequent first.
    pub problems: Vec<ProblemGroup>,
    /// The first bad rows.
    pub bad_rows: Vec<BadRow>,
}

#[derive(Default)]
struct Tally {
    preview: Preview,
    units: HashMap<UnitCode, Counts>,
    groups: BTreeMap<(String, String, &'static str), ProblemGroup>,
    keys: Keys,
    /// Of a file of units.
    closing: Option<Closing>,
}

/// Reads the whole file. `progress` is told how many rows were read, and says whether to go on.
///
/// # Errors
/// The file cannot be read, or the store failed.
pub async fn make(
    store: &SqliteStore,
    source: Source,
    progress: impl Fn(u64) -> bool,
) -> Result<Option<Preview>, PassError> {
    let target = source.mapping.target();
    let (scope, at) = (source.scope.clone(), source.at);
    let mut tally = Tally {
        closing: (target == Target::Units).then(Closing::default),
        ..Tally::default()
    };
    let mut pass = Pass::begin(source);
    while let Some(batch) = pass.next(store).await? {
        for row in batch {
            tally.take(row);
        }
        if !progress(tally.preview.rows) {
            return Ok(None);
        }
    }
    match target {
        Target::Registry(registry) => tally.count_missing(store, registry, &scope, at).await?,
        Target::Units => tally.count_missing_units(store, &scope).await?,
    }
    Ok(Some(tally.end(&scope)))
}

impl Tally {
    fn take(&mut self, row: Judged) {
        self.preview.rows += 1;
        if let Some(closing) = &mut self.closing {
            closing.note(&row);
        }
        let (key, unit, count): (_, _, fn(&mut Counts) -> &mut u64) = match row {
            Judged::Bad(errors) => return self.take_bad(errors),
            Judged::New(change) => (change.key, change.unit, |counts| &mut counts.new),
            Judged::Changed(change) => (change.key, change.unit, |counts| &mut counts.changed),
            Judged::Unchanged { key, unit } => (key, unit, |counts| &mut counts.unchanged),
            Judged::Newer { key, unit } => (key, unit, |counts| &mut counts.newer),
        };
        self.keys.note(&key);
        self.count(unit, count);
    }

    fn count(&mut self, unit: UnitCode, of: fn(&mut Counts) -> &mut u64) {
        *of(&mut self.preview.counts) += 1;
        *of(self.units.entry(unit).or_default()) += 1;
    }

    fn take_bad(&mut self, row: RowErrors) {
        self.preview.bad += 1;
        match &row.key {
            Some(key) => self.keys.note(key),
            None => self.preview.unkeyed += 1,
        }
        for error in &row.errors {
            self.group(row.line, error);
        }
        if self.preview.bad_rows.len() < LISTED_ROWS {
            let RowErrors { line, errors, .. } = row;
            self.preview.bad_rows.push(BadRow { line, errors });
        }
    }

    fn group(&mut self, line: u64, error: &CellError) {
        let name = (error.heading.clone(), error.value.clone(), error.code);
        if self.groups.len() >= GROUPS && !self.groups.contains_key(&name) {
            return;
        }
        let group = self.groups.entry(name).or_insert_with(|| ProblemGroup {
            heading: error.heading.clone(),
            field: error.field,
            value: error.value.clone(),
            code: error.code,
            reason: error.reason.clone(),
            mend: error.mend.clone(),
            suggestion: error.suggestion.clone(),
            rows: 0,
            lines: Vec::new(),
        });
        group.rows += 1;
        if group.lines.len() < LINES {
            group.lines.push(line);
        }
    }

    async fn count_missing(
        &mut self,
        store: &SqliteStore,
        registry: Registry,
        scope: &Scope,
        at: Moment,
    ) -> Result<(), StoreError> {
        let mut missing = MissingRows::of(registry, scope, at);
        while let Some(rows) = missing.next(store, &self.keys).await? {
            for row in rows {
                self.count(row.unit, |counts| &mut counts.missing);
            }
        }
        self.preview.removable = self.preview.counts.missing;
        Ok(())
    }

    async fn count_missing_units(
        &mut self,
        store: &SqliteStore,
        scope: &Scope,
    ) -> Result<(), StoreError> {
        let Some(closing) = self.closing.take() else {
            return Ok(());
        };
        for unit in closing.missing(scope) {
            self.count(unit.code.clone(), |counts| &mut counts.missing);
        }
        let closable = closing.closable(store, scope).await?;
        self.preview.removable = closable.len() as u64;
        Ok(())
    }

    fn end(self, scope: &Scope) -> Preview {
        let Self {
            mut preview,
            mut units,
            groups,
            ..
        } = self;
        let known = scope.units.iter().filter_map(|unit| {
            let counts = units.remove(&unit.code)?;
            Some((unit.code.clone(), unit.name.clone(), counts))
        });
        let known: Vec<_> = known.collect();
        // New units, and closed ones under whose codes rows still stand.
        let others = units.into_iter().map(|(unit, counts)| {
            let name = unit.to_string();
            (unit, name, counts)
        });
        preview.units = known
            .into_iter()
            .chain(others)
            .map(|(unit, name, counts)| UnitCounts { unit, name, counts })
            .collect();
        if preview.unkeyed > 0 {
            preview.removable = 0;
        }
        preview.bad_rows.sort_by_key(|row| row.line);
        preview.problems = groups.into_values().collect();
        preview
            .problems
            .sort_by_key(|group| std::cmp::Reverse(group.rows));
        preview
    }
}
