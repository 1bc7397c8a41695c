//! Meetings as senders post them.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use anyhow::Result;

use crate::when;

/// The file of Shanghai's units.
pub const SHANGHAI: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../server/data/shanghai-units.csv"
);

const KINDS: [&str; 6] = [
    "branch_congress",
    "branch_committee",
    "group_meeting",
    "lecture",
    "theme_day",
    "organisational_life",
];

/// Makes facts, each with an id of its own, spread over communities.
pub struct Facts {
    kind: Kind,
    name: String,
    communities: Vec<String>,
    next: AtomicU64,
    now: String,
}

#[derive(Clone, Copy)]
enum Kind {
    Meeting,
    Member,
}

impl Facts {
    /// Facts of Shanghai's communities below a unit. Two makers for one server need two names.
    pub fn named(name: &str, unit: &str) -> Result<Self> {
        let communities = fs::read_to_string(SHANGHAI)?
            .lines()
            .filter(|line| line.starts_with(unit) && line.contains(",community,"))
            .filter_map(|line| Some(line.split_once(',')?.0.to_owned()))
            .collect();
        Self::of(name, communities)
    }

    /// Writes a file of facts into a folder, one a line, for a script that sends them one by one.
    pub fn file(&self, folder: &Path, count: usize) -> Result<PathBuf> {
        let file = folder.join("facts.jsonl");
        let batches: Vec<_> = (0..count).map(|_| self.batch(1)).collect();
        fs::write(&file, batches.join("\n"))?;
        Ok(file)
    }

    /// Facts of any communities.
    pub fn of(name: &str, communities: Vec<String>) -> Result<Self> {
        Ok(Self {
            kind: Kind::Meeting,
            name: name.to_owned(),
            communities,
            next: AtomicU64::new(0),
            now: when::written(when::now()?),
        })
    }

    /// Members who come into the registry instead of meetings.
    pub fn of_members(self) -> Self {
        let kind = Kind::Member;
        Self { kind, ..self }
    }

    /// The body of a batch.
    pub fn batch(&self, count: usize) -> String {
        let facts: Vec<_> = (0..count).map(|_| self.one()).collect();
        format!("[{}]", facts.join(","))
    }

    fn one(&self) -> String {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        // A step that is prime to their number visits all communities, neighbours far apart.
        let at = number as usize * 4_099 % self.communities.len();
        let what = match self.kind {
            Kind::Meeting => meeting(number, at),
            Kind::Member => member(number),
        };
        format!(
            r#"{{"id":"bench-{}-{number:010}","at":"{}","unit":"{}",{what}}}"#,
            self.name, self.now, self.communities[at],
        )
    }
}

/// What a meeting of a community's branch says; the community by its place among all.
pub fn meeting(number: u64, at: usize) -> String {
    let expected = 5 + number % 40;
    format!(
        r#""kind":"meeting.held","meeting":"{}","organisation":"branch-{at:05}","expected":{expected},"attended":{}"#,
        KINDS[number as usize % KINDS.len()],
        expected - number % 5,
    )
}

/// A member under a key as long as those that are hashes; neighbours in time are none in order.
pub fn member(number: u64) -> String {
    let key = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let born = 1940 + number % 65;
    let joined = (born + 25).min(2025);
    format!(
        r#""kind":"registry.changed","key":"p-{key:016x}{number:016x}","recorded":true,"after":{{"registry":"member","sector":"community","gender":"female","birth_year":{born},"ethnicity":1,"education":"bachelor","occupation":"professional","joined":{joined}07,"status":"normal"}}"#,
    )
}
