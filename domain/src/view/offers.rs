//! What is offered to a unit and what is needed in it, one by one, as a public screen may list it: the
//! category, the place and the day. What somebody wrote about it stays with staff.

use std::{cmp::Reverse, sync::Arc};

use smol_str::SmolStr;

use crate::{
    aggregate::Aggregate,
    fact::cobuilding::Category,
    moment::Day,
    tree::UnitIndex,
    work::{Need, ProjectStage, Resource, SubjectId},
};

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What is offered.
    Resources,
    /// What is needed.
    Needs,
}

/// A resource or a need that is not settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What it is about.
    pub category: Category,
    /// The unit that it is offered to, or that needs it.
    pub place: Arc<str>,
    /// The employer that offers it, by the name under which it agreed to be shown.
    pub by: Option<SmolStr>,
    /// Until when.
    pub until: Day,
    /// How far the project is that it is part of; nothing where it can still be matched.
    pub stage: Option<ProjectStage>,
}

/// The unsettled ones of an open unit: what can still be matched first, then what is due first. Nothing
/// where there is no unit with this code. Resources of the units above serve the unit as well.
pub fn offers(aggregate: &Aggregate, code: &str, side: Side) -> Option<Vec<Offer>> {
    let unit = aggregate.tree().find(code)?;
    let work = aggregate.work();
    let mut found: Vec<(Offer, &SubjectId)> = match side {
        Side::Resources => {
            let resources = work.resources().iter();
            resources
                .filter(|(_, resource)| is_in_line(aggregate, resource.unit, unit))
                .filter_map(|(id, resource)| Some((of_resource(aggregate, resource)?, id)))
                .collect()
        }
        Side::Needs => {
            let needs = work.needs().iter();
            needs
                .filter(|(_, need)| is_within(aggregate, need.unit, unit))
                .filter_map(|(id, need)| Some((of_need(aggregate, need)?, id)))
                .collect()
        }
    };
    found.sort_unstable_by_key(|(offer, id)| {
        (
            Reverse(offer.stage.is_none()),
            offer.until,
            offer.category as usize,
            (*id).clone(),
        )
    });
    Some(found.into_iter().map(|(offer, _)| offer).collect())
}

fn of_resource(aggregate: &Aggregate, resource: &Resource) -> Option<Offer> {
    let stage = stage(aggregate, resource.project.as_ref());
    let is_over = stage.is_none() && resource.until < aggregate.today();
    if is_over || is_settled(stage) {
        return None;
    }
    let employer = aggregate.work().employers().get(&resource.employer);
    Some(Offer {
        category: resource.category,
        place: name(aggregate, resource.unit),
        by: employer.and_then(|employer| employer.shown_as.clone()),
        until: resource.until,
        stage,
    })
}

fn of_need(aggregate: &Aggregate, need: &Need) -> Option<Offer> {
    let stage = stage(aggregate, need.project.as_ref());
    (!is_settled(stage)).then(|| Offer {
        category: need.category,
        place: name(aggregate, need.unit),
        by: None,
        until: need.due,
        stage,
    })
}

/// How far the project is, if there is one.
fn stage(aggregate: &Aggregate, project: Option<&SubjectId>) -> Option<ProjectStage> {
    let project = aggregate.work().projects().get(project?)?;
    Some(project.stage)
}

fn is_settled(stage: Option<ProjectStage>) -> bool {
    stage == Some(ProjectStage::Confirmed)
}

fn name(aggregate: &Aggregate, unit: UnitIndex) -> Arc<str> {
    let tree = aggregate.tree();
    Arc::clone(&tree.node(tree.standing(unit)).name)
}

fn is_within(aggregate: &Aggregate, unit: UnitIndex, top: UnitIndex) -> bool {
    let tree = aggregate.tree();
    tree.upwards(tree.standing(unit)).any(|above| above == top)
}

fn is_in_line(aggregate: &Aggregate, one: UnitIndex, other: UnitIndex) -> bool {
    is_within(aggregate, one, other) || is_within(aggregate, other, one)
}
