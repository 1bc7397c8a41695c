//! The work that goes through the product: deployments, logs, the three lists, care actions,
//! co-building, assessment, and what is known of each branch and employer. All of it is a fold over the
//! facts, as the numbers are.
//!
//! # How records become numbers
//! A record is worth something to its unit on a day: an open task with a due day in the past is one open
//! task and one overdue task. Whatever changes a record takes what it was worth away and adds what it is
//! worth then; when a day begins, every record is looked at in the same way. So time passing needs no
//! code of its own, and the numbers are what [`Record::worth`] says of the records, always.
//!
//! # Who may do what
//! The fact's unit is the unit that acts, and each act is for certain units: a target acknowledges, the
//! opener agrees to a closing. [`Work::check`] says so before anything is written down. Which people may
//! act for a unit is not decided here.
//!
//! Records hold units, days and codes; texts stay in the log, where a subject's facts are found by its id.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use smol_str::SmolStr;

use crate::{
    contribution::{Calendar, Contributions},
    fact::{Event, Fact, RegistryChange, life::RulesSet},
    metric::Metric,
    moment::{Day, Moment, UtcOffset},
    registry::Row,
    tree::{Tree, UnitIndex},
};

mod branches;
mod care;
mod deployments;
mod employers;
mod error;
mod escalation;
mod items;
mod logs;
mod projects;
mod scores;
mod turn;

pub use branches::{Branch, Rules};
pub use care::Care;
pub use deployments::{Deployment, Receipt, Stage, Tier};
pub use employers::Employer;
pub use error::WorkError;
pub use escalation::Escalation;
pub use items::{Conference, Item, ItemState, Seat, WATCH_DAYS};
pub use logs::{Log, LogState, Reviewer};
pub use projects::{Need, Project, ProjectStage, Resource, category_metrics};
pub use scores::{Score, ScoreKey};
pub(crate) use turn::Turn;

/// The id of what facts are about: that of the fact that opened it.
pub type SubjectId = SmolStr;

/// Everything that goes on, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    deployments: FxHashMap<SubjectId, Deployment>,
    logs: FxHashMap<SubjectId, Log>,
    items: FxHashMap<SubjectId, Item>,
    care: FxHashMap<SubjectId, Care>,
    resources: FxHashMap<SubjectId, Resource>,
    needs: FxHashMap<SubjectId, Need>,
    projects: FxHashMap<SubjectId, Project>,
    /// By the organisation's key in its registry.
    branches: FxHashMap<SmolStr, Branch>,
    /// By the employer's key in its registry; only those in a circle.
    employers: FxHashMap<SmolStr, Employer>,
    scores: FxHashMap<ScoreKey, Score>,
    rules: Rules,
    /// The communities that have submitted a log today.
    reporting: FxHashSet<UnitIndex>,
    stamps: Stamps,
}

/// The last facts that changed what screens show of the work besides numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamps {
    /// Of joint conferences.
    pub conferences: u64,
    /// Of employers and their answers.
    pub employers: u64,
}

/// What is worth something.
trait Record {
    /// Tells what the record is worth, and where, on the calendar's day.
    fn worth(&self, context: &Worth<'_>, count: &mut dyn FnMut(UnitIndex, Metric, i64));
}

/// What a record's worth depends on besides itself.
struct Worth<'a> {
    calendar: &'a Calendar,
    rules: Rules,
}

/// Amounts by unit, as yet without the units above.
#[derive(Debug, Default)]
pub(crate) struct Sums(Vec<(UnitIndex, Metric, i64)>);

impl Sums {
    /// The amounts of one unit after another, where they are to be added.
    pub(crate) fn by_unit(&self) -> impl Iterator<Item = (UnitIndex, Contributions)> {
        let units = self.0.chunk_by(|(one, ..), (next, ..)| one == next);
        units.map(|amounts| {
            let some = amounts.iter().filter(|(.., amount)| *amount != 0);
            let sum = some.map(|&(_, metric, amount)| (metric, amount));
            (amounts[0].0, sum.collect())
        })
    }

    fn add(&mut self, record: &impl Record, worth: &Worth<'_>, sign: i64) {
        record.worth(worth, &mut |unit, metric, amount| {
            self.0.push((unit, metric, amount * sign));
        });
    }

    /// Changes a record, and the numbers with it.
    fn change<R: Record>(
        &mut self,
        record: &mut R,
        worth: &Worth<'_>,
        change: impl FnOnce(&mut R),
    ) {
        let before = amounts(record, worth);
        change(record);
        // Most meetings of a branch change nothing but how many it has held.
        self.replace(before, amounts(record, worth));
    }

    /// Takes some amounts away and adds others.
    fn replace(&mut self, before: Amounts, after: Amounts) {
        if before == after {
            return;
        }
        self.0.extend(
            before
                .into_iter()
                .map(|(unit, metric, amount)| (unit, metric, -amount)),
        );
        self.0.extend(after);
    }
}

/// What a record is worth: of most, a few amounts.
type Amounts = SmallVec<[(UnitIndex, Metric, i64); 12]>;

fn amounts(record: &impl Record, worth: &Worth<'_>) -> Amounts {
    let mut amounts = SmallVec::new();
    record.worth(worth, &mut |unit, metric, amount| {
        amounts.push((unit, metric, amount));
    });
    amounts
}

/// What an act happens in.
#[derive(Clone, Copy)]
struct Act<'a> {
    tree: &'a Tree,
    calendar: &'a Calendar,
    /// The unit that acts, or the one in its place.
    unit: UnitIndex,
    id: &'a str,
    at: Moment,
    day: Day,
    seq: u64,
}

impl Act<'_> {
    /// Whether the unit that acts is this one, or the one in its place.
    fn is_by(&self, unit: UnitIndex) -> bool {
        self.tree.standing(unit) == self.unit
    }

    fn is_at_or_below(&self, unit: UnitIndex, top: UnitIndex) -> bool {
        let top = self.tree.standing(top);
        self.tree
            .upwards(self.tree.standing(unit))
            .any(|above| above == top)
    }

    /// Whether something can be due on a day: not before the act itself.
    fn check_ahead(&self, due: Day) -> Result<(), WorkError> {
        if due < self.day {
            return Err(WorkError::DuePast);
        }
        Ok(())
    }
}

impl Work {
    /// Whether a fact is about something that goes on, or is for certain units only, so that it may be
    /// impossible.
    pub fn concerns(event: &Event) -> bool {
        event.opens_subject()
            || event.subject().is_some()
            || matches!(event, Event::AssessmentScored(_) | Event::RulesSet(_))
    }

    /// Whether a fact can be. A fact that is not about something that goes on always can.
    ///
    /// # Errors
    /// What it is about is not there, is not at the point where that can happen, or is not for the
    /// fact's unit to do.
    pub fn check(&self, fact: &Fact, tree: &Tree, offset: UtcOffset) -> Result<(), WorkError> {
        if !Self::concerns(&fact.event) {
            return Ok(());
        }
        let calendar = Calendar::at(fact.at.day(offset));
        let unit = tree
            .find_successor(fact.unit.as_str())
            .ok_or(WorkError::UnknownUnit)?;
        let act = act(fact, tree, &calendar, unit, offset, 0);
        match &fact.event {
            Event::DeploymentIssued(issued) => deployments::check_issue(issued, &act),
            Event::DeploymentAcknowledged(_)
            | Event::DeploymentPassedOn(_)
            | Event::DeploymentProgressed(_)
            | Event::DeploymentCompleted(_)
            | Event::DeploymentWithdrawn(_) => {
                let found = self.deployments.get(subject(&fact.event));
                let deployment = found.ok_or(WorkError::UnknownDeployment)?;
                deployment.check(&fact.event, &act)
            }
            Event::LogSubmitted(log) => match &log.log {
                None => Ok(()),
                Some(again) => self.log(again)?.check(&fact.event, &act),
            },
            Event::LogReviewed(review) | Event::LogReturned(review) => {
                self.log(&review.log)?.check(&fact.event, &act)
            }
            Event::ItemOpened(opened) => items::check_open(opened, &act),
            Event::ItemAssigned(_)
            | Event::ItemProgressed(_)
            | Event::ItemResolved(_)
            | Event::ItemReturned(_)
            | Event::ItemClosed(_)
            | Event::ItemReopened(_)
            | Event::ConferenceCalled(_)
            | Event::ConferenceAnswered(_) => {
                let item = self.items.get(subject(&fact.event));
                item.ok_or(WorkError::UnknownItem)?.check(&fact.event, &act)
            }
            Event::CarePlanned(planned) => act.check_ahead(planned.due),
            Event::ResourceOffered(offered) => act.check_ahead(offered.until),
            Event::NeedRaised(raised) => act.check_ahead(raised.due),
            Event::CareDone(done) => {
                let care = self.care.get(done.care.as_str());
                care.ok_or(WorkError::UnknownCare)?.check_done(&act)
            }
            Event::MatchMade(made) => {
                let resource = self.resources.get(made.resource.as_str());
                let need = self.needs.get(made.need.as_str());
                projects::check_match(
                    resource.ok_or(WorkError::UnknownResource)?,
                    need.ok_or(WorkError::UnknownNeed)?,
                    &act,
                )
            }
            Event::MatchAgreed(_)
            | Event::MatchFulfilled(_)
            | Event::MatchConfirmed(_)
            | Event::MatchDropped(_) => {
                let found = self.projects.get(subject(&fact.event));
                let project = found.ok_or(WorkError::UnknownProject)?;
                project.check(&fact.event, &act)
            }
            Event::AssessmentScored(scored) => scores::check(scored, &act),
            // They hold for everyone.
            Event::RulesSet(_) if tree.parent(unit).is_some() => Err(WorkError::NotForUnit),
            _ => Ok(()),
        }
    }

    /// Takes a fact in and tells what it is worth. A fact that cannot be changes nothing.
    ///
    /// # Errors
    /// As [`check`](Self::check).
    pub(crate) fn apply(
        &mut self,
        fact: &Fact,
        (unit, seq): (UnitIndex, u64),
        (tree, calendar, offset): (&Tree, &Calendar, UtcOffset),
        sums: &mut Sums,
    ) -> Result<(), WorkError> {
        let act = act(fact, tree, calendar, unit, offset, seq);
        match &fact.event {
            Event::RegistryChanged(change) => {
                self.follow_registry(change, &act, sums);
                return Ok(());
            }
            Event::MeetingHeld { .. } | Event::ActivityHeld(_) => {
                self.follow_event(&fact.event, &act, sums);
                return Ok(());
            }
            event if !Self::concerns(event) => return Ok(()),
            _ => self.check(fact, tree, offset)?,
        }
        self.take_in(&fact.event, &act, sums);
        Ok(())
    }

    /// Takes in what was found possible.
    fn take_in(&mut self, event: &Event, act: &Act<'_>, sums: &mut Sums) {
        let id = SubjectId::new(act.id);
        let worth = &Worth {
            calendar: act.calendar,
            rules: self.rules,
        };
        match event {
            Event::DeploymentIssued(issued) => {
                let deployment = Deployment::issue(issued, act);
                open(&mut self.deployments, id, deployment, worth, sums);
            }
            Event::LogSubmitted(log) if log.log.is_none() => {
                let is_first = act.calendar.is_today(act.day)
                    && logs::reports(act)
                    && self.reporting.insert(act.unit);
                let log = Log::submit(log, is_first, act);
                open(&mut self.logs, id, log, worth, sums);
            }
            Event::ItemOpened(opened) => {
                let item = Item::open(opened, act);
                open(&mut self.items, id, item, worth, sums);
            }
            Event::CarePlanned(planned) => {
                let care = Care::plan(planned, act);
                open(&mut self.care, id, care, worth, sums);
            }
            Event::ResourceOffered(offered) => {
                let resource = Resource::offer(offered, act);
                open(&mut self.resources, id, resource, worth, sums);
            }
            Event::NeedRaised(raised) => {
                let need = Need::raise(raised, act);
                open(&mut self.needs, id, need, worth, sums);
            }
            Event::MatchMade(made) => {
                let Some(need) = self.needs.get_mut(made.need.as_str()) else {
                    return;
                };
                let project = Project::make(made, need.unit, act);
                sums.change(need, worth, |need| need.meet(Some(id.clone()), act.day));
                if let Some(resource) = self.resources.get_mut(made.resource.as_str()) {
                    sums.change(resource, worth, |one| one.project = Some(id.clone()));
                }
                open(&mut self.projects, id, project, worth, sums);
            }
            Event::RulesSet(rules) => self.set_rules(rules, act.calendar, sums),
            Event::AssessmentScored(scored) => {
                let (key, score) = scores::score(scored, act);
                self.scores.insert(key, score);
            }
            event => self.go_on(event, act, worth, sums),
        }
    }

    /// Takes in what is about something that was opened before.
    fn go_on(&mut self, event: &Event, act: &Act<'_>, worth: &Worth<'_>, sums: &mut Sums) {
        let subject = subject(event);
        if let Some(deployment) = self.deployments.get_mut(subject) {
            deployment.apply(event, act, worth, sums);
        } else if let Some(log) = self.logs.get_mut(subject) {
            sums.change(log, worth, |log| log.apply(event, act));
        } else if let Some(item) = self.items.get_mut(subject) {
            sums.change(item, worth, |item| item.apply(event, act));
            if item.conference.is_some() {
                self.stamps.conferences = act.seq;
            }
        } else if let Some(care) = self.care.get_mut(subject) {
            sums.change(care, worth, |care| care.apply(event, act));
        } else if let Some(project) = self.projects.get_mut(subject) {
            sums.change(project, worth, |project| project.apply(event, act));
            if project.stage == ProjectStage::Dropped {
                if let Some(need) = self.needs.get_mut(project.need.as_str()) {
                    sums.change(need, worth, |need| need.meet(None, act.day));
                }
                if let Some(resource) = self.resources.get_mut(project.resource.as_str()) {
                    sums.change(resource, worth, |resource| resource.project = None);
                }
            }
        }
    }

    /// Keeps what is known of branches and employers beside their rows.
    fn follow_registry(&mut self, change: &RegistryChange, act: &Act<'_>, sums: &mut Sums) {
        let worth = &Worth {
            calendar: act.calendar,
            rules: self.rules,
        };
        let row = change.after.as_ref().or(change.before.as_ref());
        match row {
            Some(Row::Organisation { .. }) => {
                let branch = branches::of_row(change.after.as_ref());
                follow(&mut self.branches, &change.key, branch, act, worth, sums);
            }
            Some(Row::Employer { .. }) => {
                let employer = employers::of_row(change.after.as_ref());
                self.stamps.employers = act.seq;
                follow(&mut self.employers, &change.key, employer, act, worth, sums);
            }
            _ => {}
        }
    }

    fn follow_event(&mut self, event: &Event, act: &Act<'_>, sums: &mut Sums) {
        let worth = &Worth {
            calendar: act.calendar,
            rules: self.rules,
        };
        match event {
            Event::MeetingHeld {
                organisation,
                meeting,
                ..
            } => {
                let branch = self.branches.get_mut(organisation.as_str());
                let Some(branch) = branch.filter(|branch| act.is_by(branch.unit)) else {
                    return;
                };
                if branch.is_settled(*meeting) {
                    branch.held(event, act);
                } else {
                    sums.change(branch, worth, |branch| branch.held(event, act));
                }
            }
            Event::ActivityHeld(held) => {
                self.stamps.employers = act.seq;
                for invited in &held.employers {
                    if let Some(employer) = self.employers.get_mut(invited.employer.as_str()) {
                        sums.change(employer, worth, |employer| employer.invite(invited, act));
                    }
                }
            }
            _ => {}
        }
    }

    fn set_rules(&mut self, rules: &RulesSet, calendar: &Calendar, sums: &mut Sums) {
        let before = self.rules;
        self.rules.set(rules);
        for (rules, sign) in [(before, -1), (self.rules, 1)] {
            count(&self.branches, &Worth { calendar, rules }, sign, sums);
        }
    }

    /// A unit is about to be closed: nobody can carry out what was sent to it any more.
    pub(crate) fn close_unit(&mut self, unit: UnitIndex, calendar: &Calendar, sums: &mut Sums) {
        let worth = &Worth {
            calendar,
            rules: self.rules,
        };
        for deployment in self.deployments.values_mut() {
            deployment.close_unit(unit, worth, sums);
        }
    }

    /// A unit was moved or closed by a fact: nothing may wait for whom it has no longer above it.
    pub(crate) fn follow_tree(
        &mut self,
        (fact, unit, seq): (&Fact, UnitIndex, u64),
        (tree, calendar, offset): (&Tree, &Calendar, UtcOffset),
        sums: &mut Sums,
    ) {
        let act = &act(fact, tree, calendar, unit, offset, seq);
        let worth = &Worth {
            calendar,
            rules: self.rules,
        };
        for deployment in self.deployments.values_mut() {
            deployment.arrive(act, worth, sums);
        }
    }

    /// Copies what a fact is about into another's keeping, unless it has it: so that facts that build on
    /// each other can be tried before they are written down.
    pub fn lend(&self, fact: &Fact, to: &mut Self) {
        if let Event::MatchMade(made) = &fact.event {
            lend(&self.resources, &mut to.resources, &made.resource);
            lend(&self.needs, &mut to.needs, &made.need);
        }
        let Some(subject) = fact.event.subject() else {
            return;
        };
        lend(&self.deployments, &mut to.deployments, subject);
        lend(&self.logs, &mut to.logs, subject);
        lend(&self.items, &mut to.items, subject);
        lend(&self.care, &mut to.care, subject);
        lend(&self.projects, &mut to.projects, subject);
        if let Some(project) = self.projects.get(subject) {
            lend(&self.resources, &mut to.resources, &project.resource);
            lend(&self.needs, &mut to.needs, &project.need);
        }
    }

    /// Takes in a fact for the sake of those that build on it, without any numbers.
    ///
    /// # Errors
    /// As [`check`](Self::check).
    pub fn rehearse(
        &mut self,
        fact: &Fact,
        seq: u64,
        tree: &Tree,
        offset: UtcOffset,
    ) -> Result<(), WorkError> {
        let unit = tree
            .find_successor(fact.unit.as_str())
            .ok_or(WorkError::UnknownUnit)?;
        let calendar = Calendar::at(fact.at.day(offset));
        self.apply(
            fact,
            (unit, seq),
            (tree, &calendar, offset),
            &mut Sums::default(),
        )
    }

    fn log(&self, id: &str) -> Result<&Log, WorkError> {
        self.logs.get(id).ok_or(WorkError::UnknownLog)
    }

    /// Every deployment, in no particular order.
    pub fn deployments(&self) -> &FxHashMap<SubjectId, Deployment> {
        &self.deployments
    }

    /// Every log that is not over, in no particular order.
    pub fn logs(&self) -> &FxHashMap<SubjectId, Log> {
        &self.logs
    }

    /// Every item of the three lists, in no particular order.
    pub fn items(&self) -> &FxHashMap<SubjectId, Item> {
        &self.items
    }

    /// Every care action of this quarter, or not carried out.
    pub fn care(&self) -> &FxHashMap<SubjectId, Care> {
        &self.care
    }

    /// Every resource.
    pub fn resources(&self) -> &FxHashMap<SubjectId, Resource> {
        &self.resources
    }

    /// Every need.
    pub fn needs(&self) -> &FxHashMap<SubjectId, Need> {
        &self.needs
    }

    /// Every project.
    pub fn projects(&self) -> &FxHashMap<SubjectId, Project> {
        &self.projects
    }

    /// Every branch of the registry, by its key there.
    pub fn branches(&self) -> &FxHashMap<SmolStr, Branch> {
        &self.branches
    }

    /// Every employer in a circle, by its key in the registry.
    pub fn employers(&self) -> &FxHashMap<SmolStr, Employer> {
        &self.employers
    }

    /// Every score.
    pub fn scores(&self) -> &FxHashMap<ScoreKey, Score> {
        &self.scores
    }

    /// The last facts that changed what screens show besides numbers.
    pub fn stamps(&self) -> Stamps {
        self.stamps
    }

    /// How often meetings are due.
    pub fn rules(&self) -> Rules {
        self.rules
    }
}

fn act<'a>(
    fact: &'a Fact,
    tree: &'a Tree,
    calendar: &'a Calendar,
    unit: UnitIndex,
    offset: UtcOffset,
    seq: u64,
) -> Act<'a> {
    Act {
        tree,
        calendar,
        unit,
        id: &fact.id,
        at: fact.at,
        day: fact.at.day(offset),
        seq,
    }
}

fn subject(event: &Event) -> &str {
    event.subject().unwrap_or_default()
}

fn open<R: Record>(
    records: &mut FxHashMap<SubjectId, R>,
    id: SubjectId,
    record: R,
    worth: &Worth<'_>,
    sums: &mut Sums,
) {
    sums.add(&record, worth, 1);
    records.insert(id, record);
}

fn count<K, R: Record>(records: &FxHashMap<K, R>, worth: &Worth<'_>, sign: i64, sums: &mut Sums) {
    for record in records.values() {
        sums.add(record, worth, sign);
    }
}

fn lend<R: Clone>(from: &FxHashMap<SubjectId, R>, to: &mut FxHashMap<SubjectId, R>, id: &str) {
    if !to.contains_key(id)
        && let Some(record) = from.get(id)
    {
        to.insert(SubjectId::new(id), record.clone());
    }
}

/// What is kept beside a row of a registry: made with it, moved with it, gone with it.
trait BesideRow: Record {
    /// What the row says of it.
    type Row;

    /// New beside a new row.
    fn new(row: Self::Row, unit: UnitIndex) -> Self;

    /// The row is another one now, or elsewhere.
    fn follow(&mut self, row: Self::Row, unit: UnitIndex);
}

fn follow<B: BesideRow>(
    records: &mut FxHashMap<SmolStr, B>,
    key: &str,
    row: Option<B::Row>,
    act: &Act<'_>,
    worth: &Worth<'_>,
    sums: &mut Sums,
) {
    match (records.get_mut(key), row) {
        (Some(record), Some(row)) => {
            sums.change(record, worth, |record| record.follow(row, act.unit));
        }
        (None, Some(row)) => {
            let record = B::new(row, act.unit);
            sums.add(&record, worth, 1);
            records.insert(SmolStr::new(key), record);
        }
        (Some(record), None) => {
            sums.add(record, worth, -1);
            records.remove(key);
        }
        (None, None) => {}
    }
}
