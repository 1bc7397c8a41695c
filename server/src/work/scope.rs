//! Who sees what.

use liandong_domain::{
    aggregate::Aggregate,
    fact::Event,
    tree::UnitIndex,
    work::{
        Branch, Care, Deployment, Employer, Item, Log, Need, Project, Resource, Work, WorkError,
    },
};

/// A unit and all below it, as those see the work who are responsible for it.
pub struct Scope<'a> {
    aggregate: &'a Aggregate,
    top: UnitIndex,
    /// By unit index.
    within: Vec<bool>,
}

impl<'a> Scope<'a> {
    /// The subtree of an open unit.
    pub fn of(aggregate: &'a Aggregate, unit: &str) -> Option<Self> {
        let tree = aggregate.tree();
        let top = tree.find(unit)?;
        let mut within = vec![false; tree.len()];
        within[top.as_usize()] = true;
        for below in tree.below(top) {
            within[below.as_usize()] = true;
        }
        Some(Self {
            aggregate,
            top,
            within,
        })
    }

    /// The numbers and records that it looks into.
    pub fn aggregate(&self) -> &'a Aggregate {
        self.aggregate
    }

    /// The unit.
    pub fn top(&self) -> UnitIndex {
        self.top
    }

    /// Everything that goes on, in view or not.
    pub fn work(&self) -> &'a Work {
        self.aggregate.work()
    }

    /// Whether a unit, or the one in its place, is in the subtree.
    pub fn covers(&self, unit: UnitIndex) -> bool {
        let standing = self.aggregate.tree().standing(unit);
        self.within.get(standing.as_usize()) == Some(&true)
    }

    /// Whether a unit is in the subtree or above it.
    pub(super) fn is_in_line(&self, unit: UnitIndex) -> bool {
        let tree = self.aggregate.tree();
        let standing = tree.standing(unit);
        self.covers(standing) || tree.upwards(self.top).any(|above| above == standing)
    }

    /// A deployment that a unit within published, or that is for one.
    pub fn sees_deployment(&self, deployment: &Deployment) -> bool {
        let mut receipts = deployment.receipts.iter();
        self.covers(deployment.unit) || receipts.any(|receipt| self.covers(receipt.unit))
    }

    /// A log that tells of a unit within.
    pub fn sees_log(&self, log: &Log) -> bool {
        self.covers(log.unit)
    }

    /// An item that is at a unit within, was opened by one, or is for one to see to.
    pub fn sees_item(&self, item: &Item) -> bool {
        [item.place, item.owner, item.opener]
            .into_iter()
            .any(|unit| self.covers(unit))
    }

    /// A care action of a unit within.
    pub fn sees_care(&self, care: &Care) -> bool {
        self.covers(care.unit)
    }

    /// A resource that is offered to a unit within: there or above.
    pub fn sees_resource(&self, resource: &Resource) -> bool {
        self.is_in_line(resource.unit)
    }

    /// A need of a unit within.
    pub fn sees_need(&self, need: &Need) -> bool {
        self.covers(need.unit)
    }

    /// A project for a unit within.
    pub fn sees_project(&self, project: &Project) -> bool {
        self.covers(project.unit) || self.covers(project.maker)
    }

    /// A branch of a unit within.
    pub fn sees_branch(&self, branch: &Branch) -> bool {
        self.covers(branch.unit)
    }

    /// An employer of a unit within.
    pub fn sees_employer(&self, employer: &Employer) -> bool {
        self.covers(employer.unit)
    }

    /// Whether all that an act is about may be seen. What may not is answered as if it were not there.
    ///
    /// # Errors
    /// What is not there, or not for these eyes.
    pub fn check(&self, event: &Event) -> Result<(), WorkError> {
        let work = self.work();
        let subject = event.subject().unwrap_or_default();
        let known = |sees: bool, error| if sees { Ok(()) } else { Err(error) };
        match event {
            Event::DeploymentAcknowledged(_)
            | Event::DeploymentPassedOn(_)
            | Event::DeploymentProgressed(_)
            | Event::DeploymentCompleted(_)
            | Event::DeploymentWithdrawn(_) => {
                let found = work.deployments().get(subject);
                let sees = found.is_some_and(|found| self.sees_deployment(found));
                known(sees, WorkError::UnknownDeployment)
            }
            Event::LogSubmitted(log) if log.log.is_none() => Ok(()),
            Event::LogSubmitted(_) | Event::LogReviewed(_) | Event::LogReturned(_) => {
                let found = work.logs().get(subject);
                let sees = found.is_some_and(|found| self.sees_log(found));
                known(sees, WorkError::UnknownLog)
            }
            Event::ItemAssigned(_)
            | Event::ItemProgressed(_)
            | Event::ItemResolved(_)
            | Event::ItemReturned(_)
            | Event::ItemClosed(_)
            | Event::ItemReopened(_)
            | Event::ConferenceCalled(_)
            | Event::ConferenceAnswered(_) => {
                let found = work.items().get(subject);
                let sees = found.is_some_and(|found| self.sees_item(found));
                known(sees, WorkError::UnknownItem)
            }
            Event::CareDone(_) => {
                let found = work.care().get(subject);
                let sees = found.is_some_and(|found| self.sees_care(found));
                known(sees, WorkError::UnknownCare)
            }
            Event::MatchMade(made) => {
                let resource = work.resources().get(made.resource.as_str());
                let sees = resource.is_some_and(|found| self.sees_resource(found));
                known(sees, WorkError::UnknownResource)?;
                let need = work.needs().get(made.need.as_str());
                let sees = need.is_some_and(|found| self.sees_need(found));
                known(sees, WorkError::UnknownNeed)
            }
            Event::MatchAgreed(_)
            | Event::MatchFulfilled(_)
            | Event::MatchConfirmed(_)
            | Event::MatchDropped(_) => {
                let found = work.projects().get(subject);
                let sees = found.is_some_and(|found| self.sees_project(found));
                known(sees, WorkError::UnknownProject)
            }
            _ => Ok(()),
        }
    }

    /// The first of some employers that may not be invited: none of a circle, or one of elsewhere.
    pub fn unknown_employer<'e>(&self, keys: impl IntoIterator<Item = &'e str>) -> Option<&'e str> {
        let employers = self.work().employers();
        keys.into_iter().find(|key| {
            let found = employers.get(*key);
            !found.is_some_and(|employer| self.is_in_line(employer.unit))
        })
    }
}
