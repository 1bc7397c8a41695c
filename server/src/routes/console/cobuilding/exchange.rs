//! The resources and needs of a unit, with what fits together.

use super::{
    is_within, name,
    suggest::{Candidate, each_once},
};
use crate::work::{Scope, Texts, suggestions};
use liandong_app::console::{NeedLine, ResourceLine, Suggestion};
use liandong_domain::{
    aggregate::Aggregate,
    tree::UnitIndex,
    work::{Need, Resource, SubjectId},
};

/// Resources, and needs, on the page.
const SHOWN: usize = 60;
/// Suggestions on the page.
const SUGGESTED: usize = 12;

/// What was read at one moment.
pub struct Exchange {
    resources: Vec<(SubjectId, Resource)>,
    needs: Vec<(SubjectId, Need)>,
    fits: Vec<Candidate>,
}

impl Exchange {
    /// What is at hand for a unit: needs at and below it, resources there and those that units above offer it.
    pub fn of(aggregate: &Aggregate, unit: UnitIndex, scope: &Scope<'_>) -> Self {
        let work = aggregate.work();
        let tree = aggregate.tree();
        let today = aggregate.today();
        let offered = |resource: &Resource| {
            is_within(aggregate, resource.unit, unit)
                || is_within(aggregate, unit, tree.standing(resource.unit))
        };
        let resources = work.resources().iter();
        let mut resources: Vec<(SubjectId, Resource)> = resources
            .filter(|(_, resource)| offered(resource))
            .filter(|(_, resource)| resource.project.is_some() || resource.until >= today)
            .map(|(id, resource)| (id.clone(), resource.clone()))
            .collect();
        resources.sort_unstable_by(|(id, one), (other_id, other)| {
            let order = |one: &Resource| (one.project.is_some(), one.until);
            order(one).cmp(&order(other)).then_with(|| id.cmp(other_id))
        });
        let needs = work.needs().iter();
        let mut needs: Vec<(SubjectId, Need)> = needs
            .filter(|(_, need)| is_within(aggregate, need.unit, unit))
            .map(|(id, need)| (id.clone(), need.clone()))
            .collect();
        needs.sort_unstable_by(|(id, one), (other_id, other)| {
            let order = |one: &Need| (one.project.is_some(), one.due);
            order(one).cmp(&order(other)).then_with(|| id.cmp(other_id))
        });
        let fits = fits(scope, unit, &needs);
        Self {
            resources,
            needs,
            fits,
        }
    }

    /// The ids of what is shown.
    pub fn ids(&self) -> Vec<&str> {
        let resources = self.resources.iter().take(SHOWN).map(|(id, _)| id.as_str());
        let needs = self.needs.iter().take(SHOWN).map(|(id, _)| id.as_str());
        let fits = self.fits.iter();
        let fits = fits.flat_map(|one| [one.resource.as_str(), one.need.as_str()]);
        resources.chain(needs).chain(fits).collect()
    }

    /// All of it with titles.
    pub fn lines(
        &self,
        aggregate: &Aggregate,
        texts: &Texts,
    ) -> (Vec<ResourceLine>, Vec<NeedLine>, Vec<Suggestion>) {
        let today = aggregate.today();
        let resources = self.resources.iter().take(SHOWN);
        let resources = resources.map(|(id, resource)| ResourceLine {
            category: resource.category,
            title: texts.title(id),
            employer: provider(aggregate, resource),
            unit: name(aggregate, resource.unit),
            until: resource.until,
            taken: resource.project.is_some(),
        });
        let needs = self.needs.iter().take(SHOWN);
        let needs = needs.map(|(id, need)| NeedLine {
            category: need.category,
            title: texts.title(id),
            unit: name(aggregate, need.unit),
            due: need.due,
            met: need.project.is_some(),
            late: need.project.is_none() && need.due < today,
        });
        let work = aggregate.work();
        let suggestions = self.fits.iter().filter_map(|one| {
            let resource = work.resources().get(one.resource.as_str())?;
            let need = work.needs().get(one.need.as_str())?;
            Some(Suggestion {
                resource: one.resource.clone(),
                need: one.need.clone(),
                resource_title: texts.title(&one.resource),
                employer: provider(aggregate, resource),
                need_title: texts.title(&one.need),
                unit: name(aggregate, need.unit),
                acting: one.unit.clone(),
                reasons: one.reasons.clone(),
            })
        });
        (resources.collect(), needs.collect(), suggestions.collect())
    }
}

/// Who offers a resource: the employer by its short name, or the unit itself.
fn provider(aggregate: &Aggregate, resource: &Resource) -> String {
    if resource.employer.is_empty() {
        return name(aggregate, resource.unit);
    }
    let employer = aggregate.work().employers().get(&resource.employer);
    let shown = employer.and_then(|employer| employer.shown_as.as_deref());
    shown.unwrap_or(&resource.employer).to_owned()
}

/// What fits the needs that nothing meets yet, as far as the account may bring it together. The unit that is looked at
/// does so itself where it can, and is a party to the project then.
fn fits(scope: &Scope<'_>, unit: UnitIndex, needs: &[(SubjectId, Need)]) -> Vec<Candidate> {
    let aggregate = scope.aggregate();
    let tree = aggregate.tree();
    let unmet = needs.iter().filter(|(_, need)| need.project.is_none());
    let mut candidates = Vec::new();
    for (id, need) in unmet.take(SHOWN) {
        for one in suggestions::of(scope, id).unwrap_or_default() {
            let Some(offered) = tree.find(one.resource.unit.code.as_str()) else {
                continue;
            };
            let is_at_hand =
                is_within(aggregate, offered, unit) || is_within(aggregate, unit, offered);
            let maker = tree.find(one.unit.code.as_str());
            let maker = if is_at_hand { Some(unit) } else { maker };
            let Some(maker) = maker.filter(|maker| scope.covers(*maker)) else {
                continue;
            };
            candidates.push(Candidate {
                resource: one.resource.id,
                need: id.to_string(),
                score: one.score,
                due: need.due,
                reasons: one.reasons,
                unit: tree.node(maker).code.to_string(),
            });
        }
    }
    let mut fits = each_once(candidates);
    fits.truncate(SUGGESTED);
    fits
}
