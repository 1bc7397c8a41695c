//! What `liandong import` prints: what a table comes to on standard output, progress on standard error.

use std::time::Duration;

use serde::Deserialize;
use tokio::time::Instant;

use crate::imports::{
    Applied,
    preview::{Counts, Preview, ProblemGroup},
};

/// Problems that are printed.
const PRINTED: usize = 20;
/// How long something takes before its progress is told, and from one time to the next.
const QUIET: Duration = Duration::from_secs(5);

/// A preview, as far as it is printed; read from an answer of the API, or made of the preview itself.
#[derive(Deserialize)]
pub(super) struct Summary {
    rows: u64,
    bad: u64,
    #[serde(flatten)]
    counts: Counts,
    problems: Vec<Problem>,
}

/// One thing that is wrong with some rows.
#[derive(Deserialize)]
struct Problem {
    heading: String,
    value: String,
    reason: String,
    mend: String,
    rows: u64,
    lines: Vec<u64>,
}

impl From<&Preview> for Summary {
    fn from(preview: &Preview) -> Self {
        Self {
            rows: preview.rows,
            bad: preview.bad,
            counts: preview.counts,
            problems: preview
                .problems
                .iter()
                .take(PRINTED)
                .map(Problem::from)
                .collect(),
        }
    }
}

impl From<&ProblemGroup> for Problem {
    fn from(group: &ProblemGroup) -> Self {
        Self {
            heading: group.heading.clone(),
            value: group.value.clone(),
            reason: group.reason.clone(),
            mend: group.mend.clone(),
            rows: group.rows,
            lines: group.lines.clone(),
        }
    }
}

/// Prints what taking a table in would do.
pub(super) fn print(summary: &Summary) {
    let counts = summary.counts;
    println!(
        "共 {} 行：新增 {}，变更 {}，无变化 {}，系统较新 {}，需修正 {}；系统中有而表中没有 {}",
        summary.rows,
        counts.new,
        counts.changed,
        counts.unchanged,
        counts.newer,
        summary.bad,
        counts.missing
    );
    for problem in summary.problems.iter().take(PRINTED) {
        let lines: Vec<String> = problem.lines.iter().map(ToString::to_string).collect();
        println!(
            "  {} 行（第 {} 行…）{}“{}”：{}。{}",
            problem.rows,
            lines.join("、"),
            problem.heading,
            problem.value,
            problem.reason,
            problem.mend
        );
    }
}

/// Prints what came of a table.
pub(super) fn print_applied(applied: &Applied, uid: &str) {
    println!(
        "已导入：新增 {}，变更 {}，移除 {}，跳过 {}；编号 {uid}",
        applied.new, applied.changed, applied.removed, applied.skipped
    );
}

/// Tells the progress of what takes long.
pub(super) struct Teller(Instant);

impl Default for Teller {
    fn default() -> Self {
        Self(Instant::now())
    }
}

impl Teller {
    /// Says how far it is, where that was not said just now.
    pub(super) fn tell(&mut self, how_far: impl FnOnce() -> String) {
        if self.0.elapsed() >= QUIET {
            eprintln!("{}", how_far());
            self.0 = Instant::now();
        }
    }
}
