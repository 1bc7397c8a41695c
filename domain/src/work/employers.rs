//! Employers in the three circles, and how they answer invitations.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Act, BesideRow, Record, Worth};
use crate::{
    fact::cobuilding::Invited,
    metric::Metric,
    moment::Day,
    registry::{Circle, Row},
    tree::UnitIndex,
};

/// An employer in a circle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Employer {
    /// The unit that it belongs to.
    pub unit: UnitIndex,
    /// Its circle.
    pub circle: Circle,
    /// The short name under which it agreed to be shown.
    pub shown_as: Option<SmolStr>,
    /// How often it was invited, as far as is kept: at most [`Employer::KEPT`].
    pub invited: u8,
    /// Whether it answered, the newest invitation in the lowest bit.
    answers: u16,
    /// When it last came.
    pub came: Option<Day>,
}

/// What a row says of an employer.
pub(super) struct EmployerRow {
    circle: Circle,
    shown_as: Option<SmolStr>,
}

/// What a row says of an employer in a circle, nothing of any other row.
pub(super) fn of_row(row: Option<&Row>) -> Option<EmployerRow> {
    match row {
        Some(Row::Employer { circle, shown_as }) if *circle != Circle::None => Some(EmployerRow {
            circle: *circle,
            shown_as: shown_as.as_deref().map(SmolStr::new),
        }),
        _ => None,
    }
}

impl BesideRow for Employer {
    type Row = EmployerRow;

    fn new(row: EmployerRow, unit: UnitIndex) -> Self {
        Self {
            unit,
            circle: row.circle,
            shown_as: row.shown_as,
            invited: 0,
            answers: 0,
            came: None,
        }
    }

    fn follow(&mut self, row: EmployerRow, unit: UnitIndex) {
        self.unit = unit;
        self.circle = row.circle;
        self.shown_as = row.shown_as;
    }
}

impl Employer {
    /// How many invitations are remembered.
    pub const KEPT: u8 = 10;

    pub(super) fn invite(&mut self, invited: &Invited, act: &Act<'_>) {
        self.invited = (self.invited + 1).min(Self::KEPT);
        let mask = (1 << Self::KEPT) - 1;
        self.answers = (self.answers << 1 | u16::from(invited.responded)) & mask;
        if invited.attended {
            self.came = self.came.max(Some(act.day));
        }
    }

    /// Whether it answered the last invitations, oldest first.
    pub fn answers(&self) -> impl ExactSizeIterator<Item = bool> + '_ {
        (0..self.invited)
            .rev()
            .map(|place| self.answers >> place & 1 == 1)
    }

    /// How many of the last invitations it answered.
    pub fn answered(&self) -> u32 {
        self.answers.count_ones()
    }
}

impl Record for Employer {
    fn worth(&self, worth: &Worth<'_>, count: &mut dyn FnMut(UnitIndex, Metric, i64)) {
        let metric = match self.circle {
            Circle::Core => Metric::EMPLOYER_ACTIVE_CORE,
            Circle::Joint => Metric::EMPLOYER_ACTIVE_JOINT,
            Circle::Linkage => Metric::EMPLOYER_ACTIVE_LINKAGE,
            Circle::None => return,
        };
        if self
            .came
            .is_some_and(|day| worth.calendar.is_this_quarter(day))
        {
            count(self.unit, metric, 1);
        }
    }
}
