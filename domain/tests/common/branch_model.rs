//! What the naive model knows of branches: every meeting that was told of each, counted anew.

use std::collections::BTreeMap;

use liandong_domain::{
    fact::{Event, Fact, MeetingKind, life::Frequency},
    moment::Day,
    registry::{OrganisationLevel, Row},
};

use super::{build::OFFSET, model::key_of};

/// The meetings of branches, and how often they are due.
#[derive(Default)]
pub struct BranchModel {
    meetings: BTreeMap<String, Vec<Meeting>>,
    rules: BTreeMap<MeetingKind, Frequency>,
}

struct Meeting {
    kind: MeetingKind,
    on: Day,
    /// The day at which the numbers stood when it was told.
    told_on: Day,
    expected: u64,
    attended: u64,
}

/// Whether a row is a branch.
pub fn is_branch(row: &Row) -> bool {
    matches!(row, Row::Organisation { level, .. } if *level == OrganisationLevel::Branch)
}

impl BranchModel {
    /// A meeting of a branch.
    pub fn meet(&mut self, branch: &str, fact: &Fact, today: Day) {
        if let Event::MeetingHeld {
            meeting,
            expected,
            attended,
            ..
        } = fact.event
        {
            let meetings = self.meetings.entry(branch.to_owned()).or_default();
            meetings.push(Meeting {
                kind: meeting,
                on: fact.at.day(OFFSET),
                told_on: today,
                expected: expected.into(),
                attended: attended.into(),
            });
        }
    }

    /// It is no branch any more.
    pub fn forget(&mut self, branch: &str) {
        self.meetings.remove(branch);
    }

    /// How often a kind is due from now on.
    pub fn rule(&mut self, kind: MeetingKind, every: Frequency) {
        self.rules.insert(kind, every);
    }

    fn every(&self, kind: MeetingKind) -> Frequency {
        let regulation = match kind {
            MeetingKind::BranchCommittee | MeetingKind::GroupMeeting | MeetingKind::ThemeDay => {
                Frequency::Monthly
            }
            MeetingKind::BranchCongress | MeetingKind::Lecture => Frequency::Quarterly,
            MeetingKind::OrganisationalLife => Frequency::Yearly,
        };
        self.rules.get(&kind).copied().unwrap_or(regulation)
    }

    /// The meetings that a branch has held since a day, as far as they were told since then.
    fn since(&self, branch: &str, kind: MeetingKind, start: Day) -> impl Iterator<Item = &Meeting> {
        let meetings = self.meetings.get(branch).into_iter().flatten();
        meetings.filter(move |one| one.kind == kind && one.on >= start && one.told_on >= start)
    }

    fn has_held(&self, branch: &str, kind: MeetingKind, today: Day) -> bool {
        let start = match self.every(kind) {
            Frequency::Monthly => today.month_start(),
            Frequency::Quarterly => today.quarter_start(),
            Frequency::Yearly => today.year_start(),
            Frequency::Free => return true,
        };
        self.since(branch, kind, start).next().is_some()
    }

    /// The keys of the metrics that count a branch.
    pub fn keys(&self, branch: &str, today: Day) -> Vec<String> {
        let (held, missed): (Vec<_>, Vec<_>) = MeetingKind::ALL
            .into_iter()
            .partition(|kind| self.has_held(branch, *kind, today));
        let mut keys: Vec<String> = held
            .iter()
            .map(|kind| format!("branch.held.{}", key_of(kind)))
            .collect();
        let three_and_one = [
            MeetingKind::BranchCongress,
            MeetingKind::BranchCommittee,
            MeetingKind::GroupMeeting,
            MeetingKind::Lecture,
        ];
        if missed.iter().any(|kind| three_and_one.contains(kind)) {
            keys.push("branch.behind".to_owned());
        }
        let (expected, attended) = self
            .since(branch, MeetingKind::BranchCongress, today.quarter_start())
            .fold((0, 0), |(expected, attended), one| {
                (expected + one.expected, attended + one.attended)
            });
        if let Some(percent) = (attended * 100_u64).checked_div(expected) {
            let class = match percent {
                ..60 => "lt60",
                60..70 => "60",
                70..80 => "70",
                80..90 => "80",
                90.. => "90",
            };
            keys.push(format!("branch.attendance.{class}"));
        }
        keys
    }
}
