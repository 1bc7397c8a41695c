//! How often which act's turn comes.

use liandong_domain::moment::Moment;

use super::act::Act;
use crate::demo::dice::Dice;

const DAY_MS: f64 = 86_400_000.0;
/// So many acts are made up for at most after a rest.
const MOST: f64 = 3.0;

/// Turns that have come and were not taken, by act.
#[derive(Debug)]
pub(super) struct Pace {
    region: usize,
    at: Moment,
    turns: [f64; Act::ALL.len()],
}

impl Pace {
    pub(super) fn new(is_showcase: bool, now: Moment, dice: &mut Dice) -> Self {
        Self {
            region: usize::from(!is_showcase),
            at: now,
            turns: std::array::from_fn(|_| dice.fraction()),
        }
    }

    /// Time passes.
    pub(super) fn go_on(&mut self, now: Moment) {
        let days = (now.0 - self.at.0).max(0) as f64 / DAY_MS;
        self.at = now;
        for (turn, (_, a_day)) in self.turns.iter_mut().zip(Act::ALL) {
            *turn = (*turn + days * a_day[self.region]).min(MOST);
        }
    }

    /// Acts whose turn has come, by chance: what is done often comes first often, so that nothing starves
    /// where more turns come than can be taken.
    pub(super) fn ready(&self, dice: &mut Dice) -> Vec<Act> {
        let mut ready: Vec<(f64, Act)> = self
            .turns
            .into_iter()
            .zip(Act::ALL)
            .filter(|(turn, _)| *turn >= 1.0)
            .map(|(_, (act, a_day))| ((1.0 - dice.fraction()).ln() / a_day[self.region], act))
            .collect();
        ready.sort_by(|one, other| other.0.total_cmp(&one.0));
        ready.into_iter().map(|(_, act)| act).collect()
    }

    pub(super) fn take(&mut self, act: Act) {
        self.turns[act as usize] -= 1.0;
    }
}
