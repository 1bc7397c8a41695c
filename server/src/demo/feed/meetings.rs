//! Branches meet: those first that have not yet held what they must.

use std::collections::HashMap;

use liandong_domain::{
    aggregate::Aggregate,
    fact::{Event, MeetingKind},
    moment::Moment,
    tree::UnitIndex,
};

use super::{
    Happening,
    places::{Grounds, code},
};
use crate::demo::{
    dice::{Dice, hash},
    meetings, offset,
};

/// How many branches are looked at for one that is behind, and how many units for one with branches.
const TRIES: usize = 4;

/// Keys of branches by unit.
#[derive(Debug, Default)]
pub(super) struct Branches(HashMap<UnitIndex, Vec<String>>);

impl Branches {
    pub(super) fn of(aggregate: &Aggregate) -> Self {
        let mut branches: HashMap<UnitIndex, Vec<String>> = HashMap::new();
        for (key, branch) in aggregate.work().branches() {
            let unit = aggregate.tree().standing(branch.unit);
            branches.entry(unit).or_default().push(key.to_string());
        }
        Self(branches)
    }

    /// Any branch of a unit.
    pub(super) fn any(&self, unit: UnitIndex, dice: &mut Dice) -> Option<&String> {
        dice.pick_of(self.0.get(&unit)?)
    }

    /// A meeting of some branch.
    pub(super) fn meet(
        &self,
        grounds: &mut Grounds,
        aggregate: &Aggregate,
        now: Moment,
        dice: &mut Dice,
    ) -> Happening {
        let tree = aggregate.tree();
        let mut unit = grounds.draw(tree, dice);
        for _ in 0..TRIES {
            if self.0.contains_key(&unit) {
                break;
            }
            let region = grounds.region(unit);
            unit = grounds.draw_in(region, dice).unwrap_or(unit);
        }
        let key = self.behind(unit, aggregate, dice);
        let key = key.unwrap_or_else(|| format!("{}-1", code(tree, unit)));
        let is_due = |kind: MeetingKind| is_due(&key, kind, aggregate);
        let habit = meetings::at(now.second_of_day(offset()), is_due, dice);
        let meeting = meetings::held(habit, number(&key), grounds.character(unit), dice);
        let event = Event::MeetingHeld {
            meeting: meeting.kind,
            organisation: key,
            expected: meeting.expected,
            attended: meeting.attended,
        };
        (code(tree, unit), event)
    }

    /// A branch of a unit, rather one that is behind.
    fn behind(&self, unit: UnitIndex, aggregate: &Aggregate, dice: &mut Dice) -> Option<String> {
        let mut drawn = None;
        for _ in 0..TRIES {
            let key = self.any(unit, dice)?;
            drawn = Some(key);
            if MeetingKind::ALL
                .into_iter()
                .any(|kind| is_due(key, kind, aggregate))
            {
                break;
            }
        }
        drawn.cloned()
    }
}

fn is_due(key: &str, kind: MeetingKind, aggregate: &Aggregate) -> bool {
    // That one is due once a year.
    if kind == MeetingKind::OrganisationalLife {
        return false;
    }
    let work = aggregate.work();
    let branch = work.branches().get(key);
    branch.is_some_and(|branch| !branch.has_held(kind, work.rules()))
}

/// The branch's number, as in the fill: so it comes as it did there.
fn number(key: &str) -> u64 {
    let digits = key
        .strip_prefix("o-")
        .and_then(|digits| digits.parse().ok());
    digits.unwrap_or_else(|| hash(key, 0))
}
