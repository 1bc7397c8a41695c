//! Facts that build on each other are judged before any of them is written down, as the server does it:
//! on a tree and on work of its own that run ahead. What the rehearsal says is what happens then.

#![allow(missing_docs)]

mod common;

use common::{
    build::{Ledger, OFFSET, day, small_tree_facts},
    random::{Scribe, Step, busy_step, cases},
};
use liandong_domain::{
    aggregate::{Aggregate, ApplyError},
    fact::{Event, Fact},
    tree::Tree,
    work::Work,
};
use proptest::{collection::vec, prelude::*, sample::Index};

/// A group of facts that is judged as one.
struct Rehearsal<'a> {
    aggregate: &'a Aggregate,
    tree: Tree,
    work: Work,
}

impl<'a> Rehearsal<'a> {
    fn new(aggregate: &'a Aggregate) -> Self {
        Self {
            aggregate,
            tree: aggregate.tree().clone(),
            work: Work::default(),
        }
    }

    fn judge(&mut self, seq: u64, fact: &Fact) -> Result<(), ApplyError> {
        self.tree.check(fact)?;
        if Work::concerns(&fact.event) {
            self.aggregate.work().lend(fact, &mut self.work);
            self.work.rehearse(fact, seq, &self.tree, OFFSET)?;
        } else {
            self.tree.rehearse(fact)?;
        }
        Ok(())
    }
}

/// A day that begins lets go of what is over, and only the reason for a refusal may differ by that.
fn days_begin(group: &[Fact]) -> bool {
    let mut events = group.iter().map(|fact| &fact.event);
    events.any(|event| matches!(event, Event::ClockDay { .. }))
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn a_rehearsal_tells_what_happens(
        steps in vec(busy_step(), 0..250),
        ends in vec(any::<Index>(), 1..12),
    ) {
        let beginning = small_tree_facts(day(2025, 12, 20));
        let mut scribe = Scribe::after(&beginning);
        let random = steps.into_iter().filter_map(|step: Step| scribe.write(step));
        let log: Vec<Fact> = random.map(|(fact, _)| fact).collect();
        let mut ledger = Ledger::with_small_tree(day(2025, 12, 20));
        let mut ends: Vec<usize> = ends.iter().map(|end| end.index(log.len() + 1)).collect();
        ends.extend([0, log.len()]);
        ends.sort_unstable();
        for range in ends.windows(2) {
            let group = &log[range[0]..range[1]];
            let mut rehearsal = Rehearsal::new(&ledger.aggregate);
            let first = ledger.aggregate.seq() + 1;
            let judged: Vec<_> = (first..)
                .zip(group)
                .map(|(seq, fact)| rehearsal.judge(seq, fact))
                .collect();
            for (fact, judged) in group.iter().zip(judged) {
                let taken = ledger.take(fact);
                prop_assert_eq!(judged.is_ok(), taken.is_ok(), "{:?}: {:?} {:?}", fact, judged, taken);
                if !days_begin(group) {
                    prop_assert_eq!(judged, taken, "{:?}", fact);
                }
            }
        }
    }
}
