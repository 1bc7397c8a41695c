//! Deployments, with a plain list of where each target stands.

use std::collections::BTreeMap;

use liandong_domain::{
    fact::Event,
    moment::Day,
    unit::{UnitCode, UnitKind},
};

use super::{Amount, Told};
use crate::common::units_model::Units;

/// Every deployment that ever was.
#[derive(Default)]
pub struct Deployments(pub BTreeMap<String, Deployment>);

pub struct Deployment {
    pub unit: String,
    issued: Day,
    due: Day,
    pub withdrawn: bool,
    pub receipts: BTreeMap<String, Receipt>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Waiting,
    Here,
    Taken,
    Working,
    Done,
}

pub struct Receipt {
    pub step: Step,
    pub passed_on: bool,
}

impl Deployment {
    /// The next target above one.
    fn above(&self, units: &Units, target: &str) -> Option<String> {
        let above = units.upwards(target).into_iter().skip(1);
        above
            .into_iter()
            .find(|unit| self.receipts.contains_key(unit))
    }

    /// The targets that wait for one to pass it on.
    fn waiting_for(&self, units: &Units, unit: &str) -> Vec<String> {
        let receipts = self.receipts.iter();
        receipts
            .filter(|(target, receipt)| {
                receipt.step == Step::Waiting && self.above(units, target).as_deref() == Some(unit)
            })
            .map(|(target, _)| target.clone())
            .collect()
    }

    fn is_possible(&self, event: &Event, told: &Told<'_>) -> bool {
        if self.withdrawn {
            return false;
        }
        if let Event::DeploymentWithdrawn(_) = event {
            return told.is_by(&self.unit);
        }
        let Some(receipt) = self.receipts.get(told.by) else {
            return false;
        };
        let is_in_hand = [Step::Taken, Step::Working].contains(&receipt.step);
        match event {
            Event::DeploymentAcknowledged(_) => receipt.step == Step::Here,
            Event::DeploymentPassedOn(passed) => {
                let waiting = self.waiting_for(told.units, told.by);
                let mut to = passed.to.iter();
                receipt.step >= Step::Taken
                    && !waiting.is_empty()
                    && to.all(|code| waiting.contains(&code.to_string()))
            }
            Event::DeploymentCompleted(step) => {
                is_in_hand && (!step.text.is_empty() || !step.attachments.is_empty())
            }
            _ => is_in_hand,
        }
    }
}

impl Deployments {
    pub fn is_possible(&self, event: &Event, told: &Told<'_>) -> Option<bool> {
        match event {
            Event::DeploymentIssued(issued) => {
                let mut targets = issued.targets.iter().map(UnitCode::as_str);
                let is_for_some = targets.len() > 0;
                let are_below = targets.all(|target| told.has_below(target) && target != told.by);
                Some(is_for_some && are_below && issued.due >= told.on)
            }
            event if event.kind().starts_with("deployment.") => {
                let known = self.0.get(event.subject()?);
                Some(known.is_some_and(|deployment| deployment.is_possible(event, told)))
            }
            _ => None,
        }
    }

    pub fn take(&mut self, event: &Event, told: &Told<'_>) {
        if let Event::DeploymentIssued(issued) = event {
            let receipt = || Receipt {
                step: Step::Waiting,
                passed_on: false,
            };
            let targets = issued.targets.iter();
            let deployment = Deployment {
                unit: told.by.to_owned(),
                issued: told.on,
                due: issued.due,
                withdrawn: false,
                receipts: targets.map(|code| (code.to_string(), receipt())).collect(),
            };
            self.0.insert(told.id.to_owned(), deployment);
            self.follow_tree(told.units);
            return;
        }
        let Some(deployment) = event.subject().and_then(|id| self.0.get_mut(id)) else {
            return;
        };
        match event {
            Event::DeploymentWithdrawn(_) => deployment.withdrawn = true,
            Event::DeploymentPassedOn(passed) => {
                for target in deployment.waiting_for(told.units, told.by) {
                    let is_named = passed.to.iter().any(|code| code.as_str() == target);
                    if passed.to.is_empty() || is_named {
                        deployment.receipts.get_mut(&target).unwrap().step = Step::Here;
                    }
                }
                deployment.receipts.get_mut(told.by).unwrap().passed_on = true;
            }
            event => {
                let step = match event {
                    Event::DeploymentAcknowledged(_) => Step::Taken,
                    Event::DeploymentProgressed(_) => Step::Working,
                    _ => Step::Done,
                };
                deployment.receipts.get_mut(told.by).unwrap().step = step;
            }
        }
    }

    /// What was sent to a closed unit is void unless it is done, and what waits for nobody is here.
    pub fn follow_tree(&mut self, units: &Units) {
        for deployment in self.0.values_mut() {
            deployment
                .receipts
                .retain(|target, receipt| units.is_open(target) || receipt.step == Step::Done);
            let targets = deployment.receipts.keys();
            let free: Vec<String> = targets
                .filter(|target| deployment.above(units, target).is_none())
                .cloned()
                .collect();
            for target in free {
                let receipt = deployment.receipts.get_mut(&target).unwrap();
                receipt.step = receipt.step.max(Step::Here);
            }
        }
    }

    pub fn amounts(&self, units: &Units, today: Day) -> Vec<Amount> {
        let mut amounts = Vec::new();
        for deployment in self.0.values().filter(|one| !one.withdrawn) {
            let is_recent = deployment.issued >= today.quarter_start();
            if is_recent {
                let key = "deployment.issued".to_owned();
                amounts.push((deployment.unit.clone(), key, 1));
            }
            for (target, receipt) in &deployment.receipts {
                let is_done = receipt.step == Step::Done;
                if is_done && !is_recent {
                    continue;
                }
                let tier = match units.kind(target) {
                    UnitKind::Street => "street",
                    UnitKind::Community => "community",
                    UnitKind::Area | UnitKind::Building | UnitKind::Park | UnitKind::Grid => {
                        "station"
                    }
                    _ => "district",
                };
                let counted = [
                    ("due", true),
                    ("received", receipt.step >= Step::Taken),
                    ("passed_on", receipt.passed_on),
                    ("started", receipt.step == Step::Working),
                    ("done", is_done),
                    ("late", !is_done && today > deployment.due),
                ];
                for (what, _) in counted.into_iter().filter(|(_, is)| *is) {
                    let key = format!("deployment.{tier}.{what}");
                    amounts.push((target.clone(), key, 1));
                }
            }
        }
        amounts
    }
}
