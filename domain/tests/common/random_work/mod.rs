//! Random acts: things that are opened, and steps on those that go on, mostly the right step by the
//! right unit, so that work gets far, and now and then any step by anyone.

mod acts;
mod likely;
mod opening;

use liandong_domain::{
    fact::{Event, item::List},
    moment::Day,
};
use proptest::{
    collection::vec,
    option,
    prelude::*,
    sample::{Index, select},
};

use super::{
    build::days_after,
    random::{Pick, Scribe, When, pick, when},
};

/// Something that is opened, or that happens at once.
#[derive(Clone, Copy, Debug)]
pub enum Opening {
    Deployment,
    Log,
    Item(List),
    Care,
    Resource,
    Need,
    Match,
    Activity,
    Score,
    Rules,
}

/// A step on something that goes on.
#[derive(Clone, Copy, Debug)]
pub enum Verb {
    Acknowledge,
    PassOn,
    Progress,
    Complete,
    Withdraw,
    Resubmit,
    Review,
    Return,
    Assign,
    Work,
    Resolve,
    SendBack,
    Close,
    Reopen,
    Call,
    Answer,
    Care,
    Agree,
    Fulfil,
    Confirm,
    Drop,
}

/// What is said with an act.
#[derive(Clone, Debug)]
pub struct Said {
    /// Units that it names, places among them first.
    units: Vec<Pick>,
    /// How many days until it is due.
    days: i32,
    /// Whether it gives a reason, a result, a promise.
    text: bool,
    /// Chooses among codes.
    choice: Index,
    when: When,
}

/// An act.
#[derive(Clone, Debug)]
pub enum WorkStep {
    Open {
        what: Opening,
        unit: Pick,
        said: Said,
    },
    Act {
        verb: Verb,
        which: Index,
        /// Nothing where the act is a likely one.
        wild: Option<Pick>,
        /// How far behind the newest revision the one is that was seen.
        seen: Option<u64>,
        said: Said,
    },
}

const VERBS: [Verb; 21] = [
    Verb::Acknowledge,
    Verb::PassOn,
    Verb::Progress,
    Verb::Complete,
    Verb::Withdraw,
    Verb::Resubmit,
    Verb::Review,
    Verb::Return,
    Verb::Assign,
    Verb::Work,
    Verb::Resolve,
    Verb::SendBack,
    Verb::Close,
    Verb::Reopen,
    Verb::Call,
    Verb::Answer,
    Verb::Care,
    Verb::Agree,
    Verb::Fulfil,
    Verb::Confirm,
    Verb::Drop,
];

fn said() -> impl Strategy<Value = Said> {
    let days = prop_oneof![1 => -3..0, 6 => 0..40, 2 => 40..200];
    let text = prop::bool::weighted(0.8);
    let units = vec(pick(), 0..6);
    (units, days, text, any::<Index>(), when()).prop_map(|(units, days, text, choice, when)| Said {
        units,
        days,
        text,
        choice,
        when,
    })
}

/// Any act.
pub fn work_step() -> impl Strategy<Value = WorkStep> {
    let what = prop_oneof![
        3 => Just(Opening::Deployment),
        4 => Just(Opening::Log),
        4 => select(List::ALL).prop_map(Opening::Item),
        1 => Just(Opening::Care),
        2 => Just(Opening::Resource),
        2 => Just(Opening::Need),
        3 => Just(Opening::Match),
        2 => Just(Opening::Activity),
        1 => Just(Opening::Score),
        1 => Just(Opening::Rules),
    ];
    let open =
        (what, pick(), said()).prop_map(|(what, unit, said)| WorkStep::Open { what, unit, said });
    let wild = prop_oneof![6 => Just(None), 1 => pick().prop_map(Some)];
    let seen = option::of(prop_oneof![4 => Just(0_u64), 1 => 1_u64..3]);
    let act = (select(VERBS.to_vec()), any::<Index>(), wild, seen, said()).prop_map(
        |(verb, which, wild, seen, said)| WorkStep::Act {
            verb,
            which,
            wild,
            seen,
            said,
        },
    );
    prop_oneof![2 => open.boxed(), 5 => act.boxed()]
}

impl Scribe {
    /// The unit, event and time of an act; nothing where there is nothing yet to act on.
    pub fn work_fact(&self, step: WorkStep) -> Option<(String, Event, When)> {
        match step {
            WorkStep::Open { what, unit, said } => {
                let unit = self.picked(&unit);
                let when = said.when;
                let (unit, event) = self.opening(what, unit, &said)?;
                Some((unit, event, when))
            }
            WorkStep::Act {
                verb,
                which,
                wild,
                seen,
                said,
            } => {
                let (verb, likely) = self.likely_from(verb);
                let (subject, unit) = match wild {
                    Some(pick) => {
                        let all = self.subjects(verb);
                        if all.is_empty() {
                            return None;
                        }
                        (which.get(&all).clone(), self.picked(&pick))
                    }
                    None if likely.is_empty() => return None,
                    None => which.get(&likely).clone(),
                };
                let seen = seen.map(|behind| self.revision(&subject).saturating_sub(behind));
                let when = said.when;
                Some((unit, self.act(verb, subject, seen, &said), when))
            }
        }
    }

    fn revision(&self, subject: &str) -> u64 {
        let work = &self.model.work;
        let log = work.logs.0.get(subject).map(|log| log.revision);
        let item = work.items.0.get(subject).map(|item| item.revision);
        log.or(item).unwrap_or_default()
    }

    fn day_said(&self, said: &Said) -> Day {
        days_after(self.model.today, said.when.days + said.days)
    }
}
