//! What each branch has held of what it must.

use serde::{Deserialize, Serialize};

use super::{Act, BesideRow, Record, Worth};
use crate::{
    contribution::Calendar,
    fact::{
        Event, MeetingKind,
        life::{Frequency, RulesSet},
    },
    metric::Metric,
    registry::{OrganisationLevel, Row, Sector},
    tree::UnitIndex,
};

const KINDS: usize = MeetingKind::ALL.len();
/// The first of the kinds are 三会一课.
const FOUR: usize = 4;

/// How often a branch must hold each kind of meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    every: [Frequency; KINDS],
}

impl Default for Rules {
    /// 党支部工作条例: the congress and a lecture each quarter, committee, groups and theme day each
    /// month, the organisational-life meeting each year.
    fn default() -> Self {
        Self {
            every: [
                Frequency::Quarterly,
                Frequency::Monthly,
                Frequency::Monthly,
                Frequency::Quarterly,
                Frequency::Monthly,
                Frequency::Yearly,
            ],
        }
    }
}

impl Rules {
    /// How often a kind is due.
    pub fn every(&self, meeting: MeetingKind) -> Frequency {
        self.every[meeting as usize]
    }

    pub(super) fn set(&mut self, rules: &RulesSet) {
        for rule in &rules.meetings {
            self.every[rule.meeting as usize] = rule.every;
        }
    }
}

/// A branch of the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    /// The unit that it belongs to.
    pub unit: UnitIndex,
    /// Its sector.
    pub sector: Sector,
    /// Meetings this month, this quarter, this year, by kind.
    held: [[u8; KINDS]; 3],
    /// Expected at this quarter's congresses.
    pub expected: u32,
    /// Attended them.
    pub attended: u32,
}

/// The sector of a row that is a branch, nothing of any other row.
pub(super) fn of_row(row: Option<&Row>) -> Option<Sector> {
    match row {
        Some(Row::Organisation {
            level: OrganisationLevel::Branch,
            sector,
            ..
        }) => Some(*sector),
        _ => None,
    }
}

impl BesideRow for Branch {
    type Row = Sector;

    fn new(sector: Sector, unit: UnitIndex) -> Self {
        Self {
            unit,
            sector,
            held: [[0; KINDS]; 3],
            expected: 0,
            attended: 0,
        }
    }

    fn follow(&mut self, sector: Sector, unit: UnitIndex) {
        self.sector = sector;
        self.unit = unit;
    }
}

impl Branch {
    pub(super) fn held(&mut self, event: &Event, act: &Act<'_>) {
        let &Event::MeetingHeld {
            meeting,
            expected,
            attended,
            ..
        } = event
        else {
            return;
        };
        let calendar = act.calendar;
        let counts = [
            calendar.is_this_month(act.day),
            calendar.is_this_quarter(act.day),
            calendar.is_this_year(act.day),
        ];
        for (held, counts) in self.held.iter_mut().zip(counts) {
            let count = &mut held[meeting as usize];
            *count = count.saturating_add(counts.into());
        }
        if meeting == MeetingKind::BranchCongress && calendar.is_this_quarter(act.day) {
            self.expected = self.expected.saturating_add(expected);
            self.attended = self.attended.saturating_add(attended);
        }
    }

    /// Whether one more meeting of a kind makes no number another: it is held in every period already, and
    /// only of congresses does it count who came.
    pub(super) fn is_settled(&self, meeting: MeetingKind) -> bool {
        meeting != MeetingKind::BranchCongress
            && self.held.iter().all(|held| held[meeting as usize] > 0)
    }

    pub(super) fn begin_day(&mut self, before: &Calendar, now: &Calendar) {
        if before.month_start != now.month_start {
            self.held[0] = [0; KINDS];
        }
        if before.quarter_start != now.quarter_start {
            self.held[1] = [0; KINDS];
            self.expected = 0;
            self.attended = 0;
        }
        if before.year != now.year {
            self.held[2] = [0; KINDS];
        }
    }

    /// Whether it has held this kind of meeting in the period in which it must.
    pub fn has_held(&self, meeting: MeetingKind, rules: Rules) -> bool {
        let period = match rules.every(meeting) {
            Frequency::Monthly => 0,
            Frequency::Quarterly => 1,
            Frequency::Yearly => 2,
            Frequency::Free => return true,
        };
        self.held[period][meeting as usize] > 0
    }

    /// Whether one of 三会一课 is still to be held.
    pub fn is_behind(&self, rules: Rules) -> bool {
        let mut four = MeetingKind::ALL.into_iter().take(FOUR);
        four.any(|meeting| !self.has_held(meeting, rules))
    }

    /// Attendance of this quarter's congresses in per cent, rounded down; nothing before the first.
    pub fn attendance(&self) -> Option<u32> {
        (u64::from(self.attended) * 100)
            .checked_div(self.expected.into())
            .map(|percent| percent as u32)
    }
}

/// The metric of branches that have held a kind in time.
fn held_metric(meeting: MeetingKind) -> Metric {
    match meeting {
        MeetingKind::BranchCongress => Metric::BRANCH_HELD_BRANCH_CONGRESS,
        MeetingKind::BranchCommittee => Metric::BRANCH_HELD_BRANCH_COMMITTEE,
        MeetingKind::GroupMeeting => Metric::BRANCH_HELD_GROUP_MEETING,
        MeetingKind::Lecture => Metric::BRANCH_HELD_LECTURE,
        MeetingKind::ThemeDay => Metric::BRANCH_HELD_THEME_DAY,
        MeetingKind::OrganisationalLife => Metric::BRANCH_HELD_ORGANISATIONAL_LIFE,
    }
}

impl Record for Branch {
    fn worth(&self, worth: &Worth<'_>, count: &mut dyn FnMut(UnitIndex, Metric, i64)) {
        for meeting in MeetingKind::ALL {
            if self.has_held(meeting, worth.rules) {
                count(self.unit, held_metric(meeting), 1);
            }
        }
        if self.is_behind(worth.rules) {
            count(self.unit, Metric::BRANCH_BEHIND, 1);
        }
        let class = match self.attendance() {
            None => return,
            Some(..60) => Metric::BRANCH_ATTENDANCE_LT60,
            Some(60..70) => Metric::BRANCH_ATTENDANCE_60,
            Some(70..80) => Metric::BRANCH_ATTENDANCE_70,
            Some(80..90) => Metric::BRANCH_ATTENDANCE_80,
            Some(90..) => Metric::BRANCH_ATTENDANCE_90,
        };
        count(self.unit, class, 1);
    }
}
