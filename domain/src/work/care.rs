//! Care actions, planned and carried out.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Act, Record, WorkError, Worth};
use crate::{
    contribution::Calendar,
    fact::{
        Event,
        life::{CareKind, CarePlanned},
    },
    metric::Metric,
    moment::Day,
    tree::UnitIndex,
};

/// A care action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Care {
    /// The unit that it is of.
    pub unit: UnitIndex,
    /// Whom it is for.
    pub kind: CareKind,
    /// The organisation that carries it out, by its key in the registry.
    pub organisation: SmolStr,
    /// How many people it is to reach.
    pub people: u32,
    /// Until when.
    pub due: Day,
    /// When it was carried out, and how many people it reached.
    pub done: Option<(Day, u32)>,
}

impl Care {
    pub(super) fn plan(planned: &CarePlanned, act: &Act<'_>) -> Self {
        Self {
            unit: act.unit,
            kind: planned.care_kind,
            organisation: SmolStr::new(&planned.organisation),
            people: planned.people,
            due: planned.due,
            done: None,
        }
    }

    pub(super) fn check_done(&self, act: &Act<'_>) -> Result<(), WorkError> {
        if !act.is_by(self.unit) {
            return Err(WorkError::NotForUnit);
        }
        self.done.map_or(Ok(()), |_| Err(WorkError::CareIsDone))
    }

    pub(super) fn apply(&mut self, event: &Event, act: &Act<'_>) {
        if let Event::CareDone(done) = event {
            self.done = Some((act.day, done.people));
        }
    }

    /// Whether it can be let go: carried out, and counted nowhere any more.
    pub(super) fn is_over(&self, calendar: &Calendar) -> bool {
        self.done.is_some() && !calendar.is_this_quarter(self.due)
    }
}

impl Record for Care {
    fn worth(&self, worth: &Worth<'_>, count: &mut dyn FnMut(UnitIndex, Metric, i64)) {
        if self.is_over(worth.calendar) || self.due >= worth.calendar.next_quarter() {
            return;
        }
        let mut add = |metric, amount| count(self.unit, metric, amount);
        add(Metric::CARE_PLANNED, 1);
        add(Metric::CARE_PEOPLE_PLANNED, self.people.into());
        match self.done {
            Some((_, reached)) => {
                add(Metric::CARE_DONE, 1);
                add(Metric::CARE_PEOPLE_REACHED, reached.min(self.people).into());
            }
            None if self.due < worth.calendar.today => add(Metric::CARE_LATE, 1),
            None => {}
        }
    }
}
