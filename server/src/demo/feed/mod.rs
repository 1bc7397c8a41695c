//! What happens from now on: meetings, work that goes on, some changes of registries.
//!
//! Work is only done on what the demonstration itself made, so that people may play beside it, and only
//! what is possible: whatever is drawn is tried against the aggregate first. Each kind of act has a pace,
//! so that the lists neither run out nor grow without end.

use std::collections::HashMap;

use liandong_domain::{
    aggregate::Aggregate,
    fact::{Event, Fact},
    moment::Moment,
    registry::Circle,
    tree::UnitIndex,
    unit::{UnitCode, UnitKind},
};

use super::{dice::Dice, offset};

mod act;
mod lists;
mod meetings;
mod pace;
mod places;
mod registers;
mod waiting;
mod work;

use meetings::Branches;
use pace::Pace;
use places::Grounds;
use registers::Registers;
use waiting::Waiting;

/// How often it is tried to go on with work.
const WORK: f64 = 0.5;
/// Of the rest, how much is meetings.
const MEETINGS: f64 = 0.75;
/// Share of facts that happen in the showcase.
const IN_SHOWCASE: f64 = 0.5;
/// After so many facts it is looked anew at what waits.
const LOOK: u64 = 200;
/// After so many facts it is learnt anew who is there.
const LEARN: u64 = 10_000;

/// An endless source of believable facts.
#[derive(Debug)]
pub struct Feed {
    seed: u64,
    dice: Dice,
    started: Moment,
    made: u64,
    grounds: Grounds,
    /// In the showcase, then elsewhere.
    waiting: [Waiting; 2],
    paces: [Pace; 2],
    looked: u64,
    branches: Branches,
    /// Employers in circles, by the street that they are in.
    employers: HashMap<UnitIndex, Vec<(String, Circle)>>,
    registers: Registers,
}

/// What happens, and where.
type Happening = (UnitCode, Event);

impl Feed {
    /// A feed over an aggregate's units. The same seed gives units the same character as in
    /// [`Seed`](super::Seed); the moment sets this start apart from every other.
    pub fn new(aggregate: &Aggregate, seed: u64, now: Moment) -> Self {
        let mut dice = Dice::new(seed, now.0 as u64);
        let mut feed = Self {
            seed,
            paces: [true, false].map(|is_showcase| Pace::new(is_showcase, now, &mut dice)),
            dice,
            started: now,
            made: 0,
            grounds: Grounds::new(aggregate.tree(), seed),
            waiting: Default::default(),
            looked: 0,
            branches: Branches::default(),
            employers: HashMap::new(),
            registers: Registers::new(now),
        };
        feed.learn(aggregate);
        feed
    }

    /// The next fact, which happens now. In a tree without districts, streets and communities it
    /// happens at the root.
    ///
    /// # Panics
    /// The tree has no open unit.
    pub fn next(&mut self, aggregate: &Aggregate, now: Moment) -> Fact {
        if self.grounds.is_other_tree(aggregate.tree()) {
            self.grounds = Grounds::new(aggregate.tree(), self.seed);
            self.learn(aggregate);
        } else if self.made.is_multiple_of(LEARN) {
            self.learn(aggregate);
        } else if self.made >= self.looked + LOOK {
            self.look(aggregate);
        }
        self.made += 1;
        let worked = if self.dice.chance(WORK) {
            self.work(aggregate, now)
        } else {
            None
        };
        let (unit, event) = worked.unwrap_or_else(|| {
            if self.dice.chance(MEETINGS) {
                let branches = &self.branches;
                branches.meet(&mut self.grounds, aggregate, now, &mut self.dice)
            } else {
                let registers = &mut self.registers;
                registers.next(&mut self.grounds, aggregate.tree(), now, &mut self.dice)
            }
        });
        Fact {
            id: self.id(),
            at: now,
            unit,
            event,
        }
    }

    fn id(&self) -> String {
        format!("demo-f-{}-{}", self.started.0, self.made)
    }

    /// Learns which branches and employers there are, and looks at what waits.
    fn learn(&mut self, aggregate: &Aggregate) {
        let tree = aggregate.tree();
        self.branches = Branches::of(aggregate);
        self.employers.clear();
        for (key, employer) in aggregate.work().employers() {
            let unit = tree.standing(employer.unit);
            if let Some(street) = places::above(tree, unit, UnitKind::Street) {
                let employers = self.employers.entry(street).or_default();
                employers.push((key.to_string(), employer.circle));
            }
        }
        self.look(aggregate);
    }

    fn look(&mut self, aggregate: &Aggregate) {
        self.looked = self.made;
        self.waiting = Waiting::of(aggregate, &self.grounds, &mut self.dice);
    }

    /// Goes on with some work, where there is any whose time has come.
    fn work(&mut self, aggregate: &Aggregate, now: Moment) -> Option<Happening> {
        let region = usize::from(!self.dice.chance(IN_SHOWCASE));
        self.paces[region].go_on(now);
        for act in self.paces[region].ready(&mut self.dice) {
            self.paces[region].take(act);
            let done = self.act(act, region, aggregate, now);
            let possible = done.filter(|(unit, event)| {
                let fact = Fact {
                    id: self.id(),
                    at: now,
                    unit: unit.clone(),
                    event: event.clone(),
                };
                let work = aggregate.work();
                work.check(&fact, aggregate.tree(), aggregate.offset())
                    .is_ok()
            });
            if possible.is_some() {
                return possible;
            }
        }
        None
    }
}

/// The day of a moment where the demonstration is.
fn day_of(now: Moment) -> liandong_domain::moment::Day {
    now.day(offset())
}
