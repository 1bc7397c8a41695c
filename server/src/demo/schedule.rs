//! Which branch meets on which day: most hold what they must in good time, some are behind.

use liandong_domain::{fact::MeetingKind, moment::Day};

use super::{
    character::{Character, Trait},
    days_between,
    dice::{Dice, mix},
    is_weekend,
    meetings::{self, Meeting},
    proportions::{HABITS, Habit},
};

const PURPOSE: u64 = 0x5ced_0000;
/// So many branches have their theme day in the middle of the month.
const ON_THE_FIFTEENTH: f64 = 0.34;

/// A day, seen from the periods that meetings are due in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Today {
    day: Day,
    month: Day,
    quarter: Day,
    seed: u64,
}

impl Today {
    /// Of a day.
    pub(super) fn new(day: Day, seed: u64) -> Self {
        Self {
            day,
            month: day.month_start(),
            quarter: day.quarter_start(),
            seed,
        }
    }

    /// What a branch holds on this day, with the second of the day.
    pub(super) fn held_by(
        self,
        branch: u64,
        character: &Character,
        mut tell: impl FnMut(u32, Meeting),
    ) {
        for (kind, habit) in HABITS.iter().enumerate() {
            let is_monthly = habit.per_quarter >= 300;
            let begin = if is_monthly { self.month } else { self.quarter };
            let period = days_between(Day::UNIX_EPOCH, begin) as u64;
            let chance = mix(self.seed ^ PURPOSE ^ mix(branch << 24 | period << 3 | kind as u64));
            if !self.is_planned(begin, habit, chance, character) {
                continue;
            }
            let mut dice = Dice::new(self.seed, chance);
            let (second, meeting) = meetings::of_branch(habit, branch, character, &mut dice);
            tell(second, meeting);
        }
    }

    fn is_planned(self, begin: Day, habit: &Habit, chance: u64, character: &Character) -> bool {
        let [misses, place, moves] =
            [0, 20, 40].map(|shift| (chance >> shift & 0xf_ffff) as f64 / f64::from(1 << 20));
        let behind = (0.45 - character.of(Trait::Reporting)) * 0.35;
        if misses < (habit.missed + behind).clamp(0.003, 0.95) {
            return false;
        }
        let is_theme_day = habit.meeting == MeetingKind::ThemeDay;
        let planned = if is_theme_day && place < ON_THE_FIFTEENTH {
            14
        } else {
            let (first, last) = habit.days;
            let place = if is_theme_day {
                (place - ON_THE_FIFTEENTH) / (1.0 - ON_THE_FIFTEENTH)
            } else {
                place
            };
            first + (place * f64::from(last - first)) as i32
        };
        let mut planned = begin.plus(planned);
        if is_weekend(planned) && moves < 0.7 {
            planned = planned.plus(if is_weekend(planned.plus(1)) { 2 } else { 1 });
        }
        planned == self.day
    }
}
