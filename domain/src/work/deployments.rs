//! Deployments and their receipts, one a target.

use serde::{Deserialize, Serialize};

use super::{Act, Record, Sums, WorkError, Worth};
use crate::{
    fact::{
        Event,
        deployment::{DeploymentIssued, DeploymentPassedOn},
    },
    metric::Metric,
    moment::{Day, Moment},
    tree::{Tree, UnitIndex},
    unit::UnitKind,
};

/// A deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deployment {
    /// The unit that published it.
    pub unit: UnitIndex,
    /// When.
    pub issued: Day,
    /// Until when it is to be carried out.
    pub due: Day,
    /// Whether it was called off.
    pub withdrawn: bool,
    /// Where each target stands, in the order of their places in the tree's table.
    pub receipts: Vec<Receipt>,
}

/// Where a target stands with a deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The target.
    pub unit: UnitIndex,
    /// Its level.
    pub tier: Tier,
    /// How far it is.
    pub stage: Stage,
    /// Whether it has passed the deployment on.
    pub passed_on: bool,
    /// Since when it is as far as it is.
    pub since: Moment,
}

/// How far a target is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Stage {
    /// A target above has not passed it on yet.
    Ahead,
    /// It has come.
    Sent,
    /// It was acknowledged.
    Received,
    /// Work is under way.
    Started,
    /// It is carried out.
    Done,
}

impl Stage {
    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Ahead => "未到",
            Self::Sent => "待接收",
            Self::Received => "已接收",
            Self::Started => "办理中",
            Self::Done => "已办结",
        }
    }
}

/// The levels that deployments are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Tier {
    /// Districts and above.
    District,
    /// Streets and towns.
    Street,
    /// Communities.
    Community,
    /// Areas, buildings, parks, grids.
    Station,
}

impl Tier {
    /// The tier of a kind of unit.
    pub fn of(kind: UnitKind) -> Self {
        match kind {
            UnitKind::Country | UnitKind::Province | UnitKind::City | UnitKind::District => {
                Self::District
            }
            UnitKind::Street => Self::Street,
            UnitKind::Community => Self::Community,
            UnitKind::Area | UnitKind::Building | UnitKind::Park | UnitKind::Grid => Self::Station,
        }
    }

    /// Its metrics: due, received, passed on, started, done, late.
    pub fn metrics(self) -> [Metric; 6] {
        match self {
            Self::District => [
                Metric::DEPLOYMENT_DISTRICT_DUE,
                Metric::DEPLOYMENT_DISTRICT_RECEIVED,
                Metric::DEPLOYMENT_DISTRICT_PASSED_ON,
                Metric::DEPLOYMENT_DISTRICT_STARTED,
                Metric::DEPLOYMENT_DISTRICT_DONE,
                Metric::DEPLOYMENT_DISTRICT_LATE,
            ],
            Self::Street => [
                Metric::DEPLOYMENT_STREET_DUE,
                Metric::DEPLOYMENT_STREET_RECEIVED,
                Metric::DEPLOYMENT_STREET_PASSED_ON,
                Metric::DEPLOYMENT_STREET_STARTED,
                Metric::DEPLOYMENT_STREET_DONE,
                Metric::DEPLOYMENT_STREET_LATE,
            ],
            Self::Community => [
                Metric::DEPLOYMENT_COMMUNITY_DUE,
                Metric::DEPLOYMENT_COMMUNITY_RECEIVED,
                Metric::DEPLOYMENT_COMMUNITY_PASSED_ON,
                Metric::DEPLOYMENT_COMMUNITY_STARTED,
                Metric::DEPLOYMENT_COMMUNITY_DONE,
                Metric::DEPLOYMENT_COMMUNITY_LATE,
            ],
            Self::Station => [
                Metric::DEPLOYMENT_STATION_DUE,
                Metric::DEPLOYMENT_STATION_RECEIVED,
                Metric::DEPLOYMENT_STATION_PASSED_ON,
                Metric::DEPLOYMENT_STATION_STARTED,
                Metric::DEPLOYMENT_STATION_DONE,
                Metric::DEPLOYMENT_STATION_LATE,
            ],
        }
    }
}

pub(super) fn check_issue(issued: &DeploymentIssued, act: &Act<'_>) -> Result<(), WorkError> {
    act.check_ahead(issued.due)?;
    if issued.targets.is_empty() {
        return Err(WorkError::NoTarget);
    }
    for target in &issued.targets {
        let target = act.tree.find(target.as_str());
        let target = target.ok_or(WorkError::TargetNotBelow)?;
        if target == act.unit || !act.is_at_or_below(target, act.unit) {
            return Err(WorkError::TargetNotBelow);
        }
    }
    Ok(())
}

impl Deployment {
    pub(super) fn issue(issued: &DeploymentIssued, act: &Act<'_>) -> Self {
        let targets = issued.targets.iter();
        let mut units: Vec<UnitIndex> = targets
            .filter_map(|code| act.tree.find(code.as_str()))
            .collect();
        units.sort_unstable();
        units.dedup();
        let receipt = |&unit: &UnitIndex| Receipt {
            unit,
            tier: Tier::of(act.tree.node(unit).kind),
            stage: Stage::Sent,
            passed_on: false,
            since: act.at,
        };
        let mut deployment = Self {
            unit: act.unit,
            issued: act.day,
            due: issued.due,
            withdrawn: false,
            receipts: units.iter().map(receipt).collect(),
        };
        for (place, &unit) in units.iter().enumerate() {
            if deployment.target_above(unit, act.tree).is_some() {
                deployment.receipts[place].stage = Stage::Ahead;
            }
        }
        deployment
    }

    /// Where a target stands, nothing where the unit is none.
    pub fn receipt(&self, unit: UnitIndex) -> Option<&Receipt> {
        let place = self.place(unit)?;
        self.receipts.get(place)
    }

    fn place(&self, unit: UnitIndex) -> Option<usize> {
        self.receipts
            .binary_search_by_key(&unit, |receipt| receipt.unit)
            .ok()
    }

    /// The targets that get the deployment when one passes it on, by their places among the receipts.
    pub fn below<'a>(
        &'a self,
        unit: UnitIndex,
        tree: &'a Tree,
    ) -> impl Iterator<Item = usize> + 'a {
        let receipts = self.receipts.iter().enumerate();
        receipts
            .filter(move |(_, one)| !tree.is_retired(one.unit))
            .filter(move |(_, one)| self.target_above(one.unit, tree) == Some(unit))
            .map(|(place, _)| place)
    }

    /// The nearest target above a unit.
    fn target_above(&self, unit: UnitIndex, tree: &Tree) -> Option<UnitIndex> {
        let mut above = tree.upwards(unit).skip(1);
        above.find(|&above| self.place(above).is_some())
    }

    /// Whether a target has still to wait for one above it. Not where none is above it any more, for
    /// that one was closed, or this one moved away from under it.
    fn is_ahead(&self, receipt: &Receipt, tree: &Tree) -> bool {
        receipt.stage == Stage::Ahead && self.target_above(receipt.unit, tree).is_some()
    }

    /// After a change of the tree: what nobody can pass on any more has arrived.
    pub(super) fn arrive(&mut self, act: &Act<'_>, worth: &Worth<'_>, sums: &mut Sums) {
        let receipts = self.receipts.iter().enumerate();
        let arrived: Vec<usize> = receipts
            .filter(|(_, one)| one.stage == Stage::Ahead && !self.is_ahead(one, act.tree))
            .map(|(place, _)| place)
            .collect();
        for place in arrived {
            self.advance(place, Stage::Sent, act.at, worth, sums);
        }
    }

    pub(super) fn check(&self, event: &Event, act: &Act<'_>) -> Result<(), WorkError> {
        if self.withdrawn {
            return Err(WorkError::Withdrawn);
        }
        if let Event::DeploymentWithdrawn(_) = event {
            return if act.is_by(self.unit) {
                Ok(())
            } else {
                Err(WorkError::NotForUnit)
            };
        }
        let receipt = self.receipt(act.unit).ok_or(WorkError::NotForUnit)?;
        if self.is_ahead(receipt, act.tree) {
            return Err(WorkError::NotArrived);
        }
        match event {
            Event::DeploymentAcknowledged(_) if receipt.stage > Stage::Sent => {
                Err(WorkError::AlreadyReceived)
            }
            Event::DeploymentAcknowledged(_) => Ok(()),
            _ if receipt.stage <= Stage::Sent => Err(WorkError::NotReceived),
            Event::DeploymentPassedOn(passed) => {
                let to = self.passed_to(passed, act);
                if to.is_empty() || to.len() < passed.to.len() {
                    return Err(WorkError::NothingToPassOn);
                }
                Ok(())
            }
            _ if receipt.stage == Stage::Done => Err(WorkError::AlreadyDone),
            Event::DeploymentCompleted(step)
                if step.text.trim().is_empty() && step.attachments.is_empty() =>
            {
                Err(WorkError::NoEvidence)
            }
            _ => Ok(()),
        }
    }

    /// The places of the receipts that a passing on brings forward.
    fn passed_to(&self, passed: &DeploymentPassedOn, act: &Act<'_>) -> Vec<usize> {
        let named =
            |unit: UnitIndex| passed.to.is_empty() || passed.to.contains(&act.tree.node(unit).code);
        self.below(act.unit, act.tree)
            .filter(|&place| {
                let receipt = &self.receipts[place];
                receipt.stage == Stage::Ahead && named(receipt.unit)
            })
            .collect()
    }

    pub(super) fn apply(
        &mut self,
        event: &Event,
        act: &Act<'_>,
        worth: &Worth<'_>,
        sums: &mut Sums,
    ) {
        if let Event::DeploymentWithdrawn(_) = event {
            sums.change(self, worth, |deployment| deployment.withdrawn = true);
            return;
        }
        let Some(place) = self.place(act.unit) else {
            return;
        };
        let at = act.at;
        match event {
            Event::DeploymentAcknowledged(_) => {
                self.advance(place, Stage::Received, at, worth, sums);
            }
            Event::DeploymentProgressed(_) => {
                self.advance(place, Stage::Started, at, worth, sums);
            }
            Event::DeploymentCompleted(_) => self.advance(place, Stage::Done, at, worth, sums),
            Event::DeploymentPassedOn(passed) => {
                for below in self.passed_to(passed, act) {
                    self.advance(below, Stage::Sent, at, worth, sums);
                }
                self.change(place, worth, sums, |receipt| receipt.passed_on = true);
            }
            _ => {}
        }
    }

    fn advance(
        &mut self,
        place: usize,
        stage: Stage,
        at: Moment,
        worth: &Worth<'_>,
        sums: &mut Sums,
    ) {
        self.change(place, worth, sums, |receipt| {
            receipt.stage = stage;
            receipt.since = at;
        });
    }

    /// Changes one receipt, and only its part of the numbers.
    fn change(
        &mut self,
        place: usize,
        worth: &Worth<'_>,
        sums: &mut Sums,
        change: impl FnOnce(&mut Receipt),
    ) {
        let mut count = |deployment: &Self, sign| {
            deployment.receipt_worth(
                &deployment.receipts[place],
                worth,
                &mut |unit, metric, amount| {
                    sums.0.push((unit, metric, amount * sign));
                },
            );
        };
        count(self, -1);
        change(&mut self.receipts[place]);
        count(self, 1);
    }

    /// Nobody can carry out what was sent to a unit that closes.
    pub(super) fn close_unit(&mut self, unit: UnitIndex, worth: &Worth<'_>, sums: &mut Sums) {
        let Some(place) = self.place(unit) else {
            return;
        };
        if self.receipts[place].stage < Stage::Done {
            sums.change(self, worth, |deployment| {
                deployment.receipts.remove(place);
            });
        }
    }

    fn receipt_worth(
        &self,
        receipt: &Receipt,
        worth: &Worth<'_>,
        count: &mut dyn FnMut(UnitIndex, Metric, i64),
    ) {
        let is_over = receipt.stage == Stage::Done && !worth.calendar.is_this_quarter(self.issued);
        if self.withdrawn || is_over {
            return;
        }
        let [due, received, passed_on, started, done, late] = receipt.tier.metrics();
        let mut one = |metric, is: bool| {
            if is {
                count(receipt.unit, metric, 1);
            }
        };
        one(due, true);
        one(received, receipt.stage >= Stage::Received);
        one(passed_on, receipt.passed_on);
        one(started, receipt.stage == Stage::Started);
        one(done, receipt.stage == Stage::Done);
        one(late, self.is_late(receipt, worth.calendar.today));
    }
}

impl Record for Deployment {
    fn worth(&self, worth: &Worth<'_>, count: &mut dyn FnMut(UnitIndex, Metric, i64)) {
        if !self.withdrawn && worth.calendar.is_this_quarter(self.issued) {
            count(self.unit, Metric::DEPLOYMENT_ISSUED, 1);
        }
        for receipt in &self.receipts {
            self.receipt_worth(receipt, worth, count);
        }
    }
}
