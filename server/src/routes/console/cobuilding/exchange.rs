//! The resources and needs of a unit, with what fits together.

use liandong_app::console::{NeedLine, ResourceLine, Suggestion};
use liandong_domain::{
    aggregate::Aggregate,
    fact::Event,
    tree::{Tree, UnitIndex},
    work::{Need, Resource, SubjectId},
};
use rustc_hash::FxHashMap;

use super::{
    super::logs::title,
    is_within, name,
    suggest::{Pair, Way, pairs},
};

/// Resources, and needs, on the page.
const SHOWN: usize = 60;
/// Suggestions on the page.
const SUGGESTED: usize = 12;

/// What was read at one moment.
pub struct Exchange {
    resources: Vec<(SubjectId, Resource)>,
    needs: Vec<(SubjectId, Need)>,
    pairs: Vec<Pair>,
}

type Texts = FxHashMap<String, Event>;

impl Exchange {
    /// What is at hand for a unit: needs at and below it, resources there and those that units above offer it.
    pub fn of(aggregate: &Aggregate, unit: UnitIndex) -> Self {
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
        let mut pairs = pairs(&resources, &needs, today, |resource, need| {
            way(tree, resource, need)
        });
        pairs.truncate(SUGGESTED);
        Self {
            resources,
            needs,
            pairs,
        }
    }

    /// The ids of what is shown.
    pub fn ids(&self) -> Vec<&str> {
        let resources = self.resources.iter().take(SHOWN).map(|(id, _)| id.as_str());
        let needs = self.needs.iter().take(SHOWN).map(|(id, _)| id.as_str());
        let pairs = self.pairs.iter();
        let pairs = pairs.flat_map(|pair| {
            let (resource, _) = &self.resources[pair.resource];
            [resource.as_str(), self.needs[pair.need].0.as_str()]
        });
        resources.chain(needs).chain(pairs).collect()
    }

    /// All of it with titles.
    pub fn lines(
        &self,
        aggregate: &Aggregate,
        texts: &Texts,
    ) -> (Vec<ResourceLine>, Vec<NeedLine>, Vec<Suggestion>) {
        let today = aggregate.today();
        let titled = |id: &SubjectId| texts.get(id.as_str()).map(title).unwrap_or_default();
        let resources = self.resources.iter().take(SHOWN);
        let resources = resources.map(|(id, resource)| ResourceLine {
            category: resource.category,
            title: titled(id),
            employer: provider(aggregate, resource),
            unit: name(aggregate, resource.unit),
            until: resource.until,
            taken: resource.project.is_some(),
        });
        let needs = self.needs.iter().take(SHOWN);
        let needs = needs.map(|(id, need)| NeedLine {
            category: need.category,
            title: titled(id),
            unit: name(aggregate, need.unit),
            due: need.due,
            met: need.project.is_some(),
            late: need.project.is_none() && need.due < today,
        });
        let suggestions = self.pairs.iter().map(|pair| {
            let (resource_id, resource) = &self.resources[pair.resource];
            let (need_id, need) = &self.needs[pair.need];
            Suggestion {
                resource: resource_id.to_string(),
                need: need_id.to_string(),
                resource_title: titled(resource_id),
                employer: provider(aggregate, resource),
                need_title: titled(need_id),
                unit: name(aggregate, need.unit),
                reasons: pair.reasons(resource, need, &name(aggregate, resource.unit)),
            }
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

/// How a resource's unit lies to that in need.
fn way(tree: &Tree, resource: UnitIndex, need: UnitIndex) -> Way {
    let [resource, need] = [resource, need].map(|unit| tree.standing(unit));
    let above: Vec<UnitIndex> = tree.upwards(need).collect();
    if let Some(steps) = above.iter().position(|unit| *unit == resource) {
        return Way::Covers { steps };
    }
    let down = tree
        .upwards(resource)
        .position(|unit| above.contains(&unit));
    let shared = tree.upwards(resource).find(|unit| above.contains(unit));
    let up = shared.and_then(|shared| above.iter().position(|unit| *unit == shared));
    Way::Across {
        steps: down.unwrap_or_default() + up.unwrap_or(above.len()),
    }
}
