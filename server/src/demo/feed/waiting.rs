//! What waits to be done, of what the demonstration made itself.

use std::collections::HashMap;

use liandong_domain::{
    aggregate::Aggregate,
    tree::UnitIndex,
    work::{ItemState, LogState, ProjectStage, Stage, SubjectId, Work},
};

use super::{act::Act, places::Grounds};
use crate::demo::dice::Dice;

/// How ids of what the demonstration made begin.
const OWN: &str = "demo-";

/// Something that waits, and for whom where that is not said by the thing itself.
#[derive(Clone, Debug)]
pub(super) struct Waits {
    pub(super) subject: SubjectId,
    pub(super) unit: UnitIndex,
}

/// Subjects by the act that they wait for, in no order.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    by_act: [Vec<Waits>; Act::ALL.len()],
    /// How many logs communities have written today.
    written: HashMap<UnitIndex, u8>,
}

impl Waiting {
    /// What waits in the showcase, and elsewhere.
    pub(super) fn of(aggregate: &Aggregate, grounds: &Grounds, dice: &mut Dice) -> [Self; 2] {
        let mut all = [Self::default(), Self::default()];
        let tree = aggregate.tree();
        let mut add = |act: Act, subject: &SubjectId, unit: UnitIndex| {
            if subject.starts_with(OWN) {
                let unit = tree.standing(unit);
                let waits = Waits {
                    subject: subject.clone(),
                    unit,
                };
                all[grounds.region(unit)].by_act[act as usize].push(waits);
            }
        };
        let work = aggregate.work();
        deployments(work, &mut add);
        logs(work, &mut add);
        items(work, &mut add);
        for (id, care) in work.care() {
            if care.done.is_none() {
                add(Act::DoCare, id, care.unit);
            }
        }
        projects(aggregate, &mut add);
        for log in work
            .logs()
            .values()
            .filter(|log| log.day >= aggregate.today())
        {
            let unit = tree.standing(log.unit);
            let written = all[grounds.region(unit)].written(unit);
            *written = written.saturating_add(1);
        }
        for waiting in &mut all {
            for waits in &mut waiting.by_act {
                shuffle(waits, dice);
            }
        }
        all
    }

    /// The next that waits for an act.
    pub(super) fn next(&mut self, act: Act) -> Option<Waits> {
        self.by_act[act as usize].pop()
    }

    /// Every one that waits for an act.
    pub(super) fn all(&self, act: Act) -> &[Waits] {
        &self.by_act[act as usize]
    }

    /// How many logs a community has written today.
    pub(super) fn written(&mut self, unit: UnitIndex) -> &mut u8 {
        self.written.entry(unit).or_default()
    }
}

type Add<'a> = &'a mut dyn FnMut(Act, &SubjectId, UnitIndex);

fn deployments(work: &Work, add: Add<'_>) {
    for (id, deployment) in work.deployments() {
        if deployment.withdrawn {
            continue;
        }
        for receipt in &deployment.receipts {
            match receipt.stage {
                Stage::Ahead | Stage::Done => continue,
                Stage::Sent => add(Act::Receive, id, receipt.unit),
                Stage::Received => {
                    add(Act::Progress, id, receipt.unit);
                    add(Act::Complete, id, receipt.unit);
                }
                Stage::Started => add(Act::Complete, id, receipt.unit),
            }
            if !receipt.passed_on && receipt.stage > Stage::Sent {
                add(Act::PassOn, id, receipt.unit);
            }
        }
    }
}

fn logs(work: &Work, add: Add<'_>) {
    for (id, log) in work.logs() {
        match log.state {
            LogState::Waiting => {
                if let Some(next) = log.next_reviewer() {
                    add(Act::ReviewLog, id, next.unit);
                }
            }
            LogState::Returned => add(Act::RewriteLog, id, log.unit),
            LogState::Finished => {}
        }
    }
}

fn items(work: &Work, add: Add<'_>) {
    for (id, item) in work.items() {
        if item
            .conference
            .as_ref()
            .is_some_and(|held| held.seats.iter().any(|seat| !seat.fulfilled))
        {
            add(Act::Answer, id, item.place);
        }
        match item.state {
            ItemState::Open => add(Act::WorkOnItem, id, item.place),
            ItemState::Doing => {
                if !item.has_open_promises() {
                    add(Act::ResolveItem, id, item.place);
                }
                if item.conference.is_none() {
                    add(Act::Confer, id, item.place);
                }
            }
            ItemState::Checking => add(Act::CloseItem, id, item.place),
            ItemState::Watched => add(Act::ReopenItem, id, item.place),
            ItemState::Closed => {}
        }
    }
}

fn projects(aggregate: &Aggregate, add: Add<'_>) {
    let (work, today) = (aggregate.work(), aggregate.today());
    for (id, project) in work.projects() {
        match project.stage {
            ProjectStage::Made => add(Act::Agree, id, project.unit),
            ProjectStage::Agreed => add(Act::Fulfil, id, project.unit),
            ProjectStage::Fulfilled => add(Act::Confirm, id, project.unit),
            ProjectStage::Confirmed | ProjectStage::Dropped => {}
        }
    }
    for (id, need) in work.needs() {
        if need.project.is_none() {
            add(Act::Match, id, need.unit);
        }
    }
    for (id, resource) in work.resources() {
        if resource.project.is_none() && resource.until >= today {
            // Resources are found where needs look for them.
            add(Act::OfferResource, id, resource.unit);
        }
    }
}

fn shuffle<T>(all: &mut [T], dice: &mut Dice) {
    for last in (1..all.len()).rev() {
        all.swap(last, dice.below(last as u32 + 1) as usize);
    }
}
