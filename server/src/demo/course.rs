//! One thing after another, while people are at work.

use liandong_domain::moment::{Day, Moment};

use super::{dice::Dice, moment, offset};

const BEGIN: u32 = 8 * 3600 + 1800;
const END: u32 = 19 * 3600;

/// Where in time something that goes on has come to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Course(Moment);

impl Course {
    /// Begins in the working hours of a day.
    pub(super) fn on(day: Day, dice: &mut Dice) -> Self {
        Self(moment(day, BEGIN + dice.below(END - BEGIN)))
    }

    /// Begins at a moment.
    pub(super) fn at(moment: Moment) -> Self {
        Self(moment)
    }

    /// Where it is.
    pub(super) fn now(self) -> Moment {
        self.0
    }

    /// Goes on between so many and so many hours later, or when people come to work then.
    pub(super) fn after(&mut self, hours: (f64, f64), dice: &mut Dice) -> Moment {
        let hours = hours.0 + (hours.1 - hours.0) * dice.fraction();
        let later = Moment(self.0.0 + (hours * 3_600_000.0) as i64);
        self.0 = at_work(later, dice).max(Moment(self.0.0 + 60_000));
        self.0
    }

    /// Goes on between so many and so many days later.
    pub(super) fn days_after(&mut self, days: (f64, f64), dice: &mut Dice) -> Moment {
        self.after((days.0 * 24.0, days.1 * 24.0), dice)
    }
}

fn at_work(at: Moment, dice: &mut Dice) -> Moment {
    let (day, second) = (at.day(offset()), at.second_of_day(offset()));
    let morning = BEGIN + dice.below(2400);
    match second {
        ..BEGIN => moment(day, morning),
        END.. => moment(day.plus(1), morning),
        _ => at,
    }
}
