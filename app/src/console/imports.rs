//! Tables of clerks on their way in: what waits, what came in, and the page of one.
//!
//! # Layout
//! - `list`, `upload`: the page of all of them, and the form for another one.
//! - `wizard`: the page of one; `columns`, `problems`, `counts` and `finish` are its parts.

mod columns;
mod counts;
mod finish;
mod list;
mod problems;
mod upload;
mod wizard;

pub use columns::{Column, FieldChoice, Sheet};
pub use counts::{Counts, Preview, UnitCounts};
pub use list::{Imports, ImportsPage};
pub use problems::{Cure, Problem, RowProblem};
pub use wizard::{Import, ImportPage};

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Its columns do not say enough.
    Mapping,
    /// It is being read.
    Reading,
    /// It has been read.
    Ready,
    /// It cannot be read.
    Failed,
    /// It comes in.
    Applying,
    /// It is in.
    Applied,
    /// It is being taken back.
    Undoing,
    /// It was taken back.
    Undone,
}

impl Stage {
    const ALL: [Self; 8] = [
        Self::Mapping,
        Self::Reading,
        Self::Ready,
        Self::Failed,
        Self::Applying,
        Self::Applied,
        Self::Undoing,
        Self::Undone,
    ];

    /// The key that the API has for it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Mapping => "mapping",
            Self::Reading => "reading",
            Self::Ready => "ready",
            Self::Failed => "failed",
            Self::Applying => "applying",
            Self::Applied => "applied",
            Self::Undoing => "undoing",
            Self::Undone => "undone",
        }
    }

    /// The stage of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.key() == key)
    }

    fn word(self) -> &'static str {
        match self {
            Self::Mapping => "待对应列",
            Self::Reading => "正在校验",
            Self::Ready => "待确认",
            Self::Failed => "读不了",
            Self::Applying => "正在导入",
            Self::Applied => "已导入",
            Self::Undoing => "正在撤销",
            Self::Undone => "已撤销",
        }
    }

    /// Whether it goes on by itself.
    fn is_moving(self) -> bool {
        matches!(self, Self::Reading | Self::Applying | Self::Undoing)
    }
}

/// An import in a list, and at the top of its page.
#[derive(Clone, Debug)]
pub struct ImportRow {
    /// Its name in addresses.
    pub id: String,
    /// How far it is.
    pub stage: Stage,
    /// The table.
    pub table: &'static str,
    /// Whether its rows are units.
    pub is_of_units: bool,
    /// The code of the unit that it is of.
    pub unit: String,
    /// That unit's name.
    pub unit_name: String,
    /// The file.
    pub file_name: String,
    /// The day that the file tells of, as `2026-11-23`.
    pub as_of: String,
    /// Who.
    pub actor: String,
    /// When it came in.
    pub at: Option<i64>,
    /// Rows done and in all, while something is under way; 0 in all where that is not known.
    pub progress: Option<(u64, u64)>,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// Whether the reader may take it back.
    pub may_undo: bool,
}

/// What came of an import.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Rows that were new.
    pub new: u64,
    /// Rows that were changed.
    pub changed: u64,
    /// Rows that were not in the file, and went.
    pub removed: u64,
    /// Rows that were as in the file.
    pub unchanged: u64,
    /// Rows that were newer than the file.
    pub newer: u64,
    /// Rows that could not be taken.
    pub skipped: u64,
    /// Rows that were taken back.
    pub undone: u64,
    /// Rows that somebody changed since, and that stayed.
    pub left: u64,
    /// Why it did not come in.
    pub failure: Option<String>,
}

impl ImportRow {
    /// What is said of those that were not in the file and went.
    fn removed(&self) -> &'static str {
        if self.is_of_units { "停用" } else { "转出" }
    }

    fn address(&self) -> String {
        format!("/console/imports/{}", self.id)
    }

    fn api(&self) -> String {
        format!("/api/v1/imports/{}", self.id)
    }

    /// What to ask before it is taken back.
    fn undo_question(&self) -> String {
        format!(
            "撤销“{}”的导入？它写入的行恢复成导入前的样子，大屏随即更新。之后又被改过的行保留不动。",
            self.file_name
        )
    }
}

/// A count of rows.
fn rows(count: u64) -> String {
    crate::format::count(i64::try_from(count).unwrap_or(i64::MAX))
}
