//! Draws a meeting: of which kind, when, and who came.

use liandong_domain::fact::MeetingKind;

use super::{
    character::{Character, Trait},
    dice::Dice,
    proportions::{HABITS, Habit},
};

/// A meeting, without where and when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meeting {
    pub(super) kind: MeetingKind,
    pub(super) expected: u32,
    pub(super) attended: u32,
}

/// How many meetings a branch holds in a quarter.
pub(super) fn per_quarter() -> f64 {
    HABITS
        .iter()
        .map(|habit| f64::from(habit.per_quarter) / 100.0)
        .sum()
}

/// A meeting on some day, and its second of the day.
pub(super) fn on_a_day(dice: &mut Dice, character: &Character) -> (u32, Meeting) {
    let habit = choose(dice, |_| true);
    let (first, last) = habit.minutes;
    let second = first * 60 + dice.below((last - first) * 60);
    (second, held(habit, dice, character))
}

/// A meeting of a kind that is held at that second of the day. At night, of any kind.
pub(super) fn at(dice: &mut Dice, character: &Character, second_of_day: u32) -> Meeting {
    let minute = second_of_day / 60;
    let usual = |habit: &Habit| (habit.minutes.0..=habit.minutes.1).contains(&minute);
    let habit = if HABITS.iter().any(usual) {
        choose(dice, usual)
    } else {
        choose(dice, |_| true)
    };
    held(habit, dice, character)
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

fn held(habit: &Habit, dice: &mut Dice, character: &Character) -> Meeting {
    let expected = dice.between(habit.expected.0, habit.expected.1) as u32;
    let luck = (dice.fraction() - 0.5) * 0.12;
    let share = (character.of(Trait::Attendance) + habit.above + luck).clamp(0.5, 1.0);
    let attended = dice.round(f64::from(expected) * share);
    Meeting {
        kind: habit.meeting,
        expected,
        attended: attended.clamp(1, expected),
    }
}
