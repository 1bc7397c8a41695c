//! Who has to see to what is late: at once the unit above a target and the unit that published it; where that did
//! not help in some days, the one above each of them.

use super::{Deployment, Receipt, Stage};
use crate::{
    moment::Day,
    tree::{Tree, UnitIndex},
};

/// What is late of a deployment that a unit has to see to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Escalation {
    /// The targets that have not carried it out, as they stand now.
    pub late: Vec<UnitIndex>,
    /// Whether it only comes to the unit because those nearer have not helped.
    pub is_further: bool,
}

impl Deployment {
    /// Whether a target should have carried it out by now.
    pub fn is_late(&self, receipt: &Receipt, today: Day) -> bool {
        !self.withdrawn && receipt.stage < Stage::Done && self.due < today
    }

    /// What is late of it that a unit has to see to; more units have to after more than `patience` days.
    pub fn escalation(
        &self,
        unit: UnitIndex,
        tree: &Tree,
        today: Day,
        patience: i32,
    ) -> Option<Escalation> {
        let days = today.days_since(self.due);
        if days <= 0 || self.withdrawn {
            return None;
        }
        let publisher = tree.standing(self.unit);
        let is_patient = days <= patience;
        let is_near = |late: UnitIndex| publisher == unit || tree.parent(late) == Some(unit);
        let is_far = |late: UnitIndex| {
            let above = |one: UnitIndex| tree.parent(one) == Some(unit);
            above(publisher) || tree.parent(late).is_some_and(above)
        };
        let late = self.receipts.iter();
        let late = late.filter(|receipt| self.is_late(receipt, today));
        let late = late.map(|receipt| tree.standing(receipt.unit));
        let late = late.filter(|&late| late != unit);
        let late: Vec<UnitIndex> = late
            .filter(|&late| is_near(late) || (!is_patient && is_far(late)))
            .collect();
        (!late.is_empty()).then(|| Escalation {
            is_further: !late.iter().any(|&late| is_near(late)),
            late,
        })
    }
}
