//! Draws a meeting: of which kind, when, and who came.

use liandong_domain::fact::MeetingKind;

use super::{
    character::{Character, Trait},
    dice::{Dice, mix},
    proportions::{ATTENDANCE, COMMON, HABITS, Habit},
};

/// A meeting, without where and when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meeting {
    pub(super) kind: MeetingKind,
    pub(super) expected: u32,
    pub(super) attended: u32,
}

/// A meeting of a branch, and its second of the day.
pub(super) fn of_branch(
    habit: &Habit,
    branch: u64,
    character: &Character,
    dice: &mut Dice,
) -> (u32, Meeting) {
    let (first, last) = habit.minutes;
    let second = first * 60 + dice.below((last - first) * 60);
    (second, held(habit, branch, character, dice))
}

/// A kind that is usually held at that second of the day, if `wanted`. At night, any.
pub(super) fn at(
    second_of_day: u32,
    wanted: impl Fn(MeetingKind) -> bool,
    dice: &mut Dice,
) -> &'static Habit {
    let minute = second_of_day / 60;
    let usual = |habit: &Habit| (habit.minutes.0..=habit.minutes.1).contains(&minute);
    let any_usual = HABITS.iter().any(usual);
    let timely = |habit: &Habit| !any_usual || usual(habit);
    let both = |habit: &Habit| timely(habit) && wanted(habit.meeting);
    if HABITS.iter().any(both) {
        choose(dice, both)
    } else {
        choose(dice, timely)
    }
}

fn choose(dice: &mut Dice, possible: impl Fn(&Habit) -> bool) -> &'static Habit {
    const ALL: &[Habit] = &HABITS;
    let mut choices = [(0, 0); HABITS.len()];
    for (index, habit) in ALL.iter().enumerate() {
        let weight = if possible(habit) {
            habit.per_quarter
        } else {
            0
        };
        choices[index] = (index, weight);
    }
    &ALL[dice.weighted(&choices)]
}

/// A meeting that a branch holds. Each branch has a size and a habit of coming of its own.
pub(super) fn held(habit: &Habit, branch: u64, character: &Character, dice: &mut Dice) -> Meeting {
    let mut of_branch = Dice::new(branch, mix(branch));
    let size = of_branch.fraction();
    let (low, high) = habit.expected;
    let expected = f64::from(low) + f64::from(high - low) * (0.75 * size + 0.25 * dice.fraction());
    let expected = expected as u32;
    let (least, most) = of_branch.weighted(&ATTENDANCE);
    let usual = f64::from(of_branch.between(least as i32 * 10, most as i32 * 10)) / 1000.0;
    let luck = (dice.fraction() - 0.5) * 0.04;
    let unit = character.of(Trait::Attendance) - COMMON.attendance;
    let share = (usual + unit + habit.above + luck).clamp(0.3, 1.0);
    let attended = dice.round(f64::from(expected) * share);
    Meeting {
        kind: habit.meeting,
        expected,
        attended: attended.clamp(1, expected),
    }
}
