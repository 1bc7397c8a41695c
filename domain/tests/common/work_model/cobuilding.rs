//! Care actions, resources, needs and projects, and who came to activities.

use std::collections::BTreeMap;

use liandong_domain::{
    fact::{Event, cobuilding::Category},
    moment::Day,
};

use super::{Amount, Told};
use crate::common::model::key_of;

/// All of it that ever was.
#[derive(Default)]
pub struct CoBuilding {
    pub care: BTreeMap<String, Care>,
    pub resources: BTreeMap<String, Resource>,
    pub needs: BTreeMap<String, Need>,
    pub projects: BTreeMap<String, Project>,
    activities: Vec<Activity>,
}

pub struct Care {
    pub unit: String,
    people: u32,
    due: Day,
    pub reached: Option<u32>,
}

pub struct Resource {
    pub unit: String,
    pub category: Category,
    until: Day,
}

pub struct Need {
    pub unit: String,
    pub category: Category,
    raised: Day,
}

pub struct Project {
    pub maker: String,
    pub unit: String,
    resource: String,
    need: String,
    made: Day,
    /// How many steps it has made: made, agreed, fulfilled, confirmed; none where it was dropped.
    pub steps: usize,
}

struct Activity {
    unit: String,
    on: Day,
    told_on: Day,
    invited: [i64; 3],
}

const STEPS: [&str; 4] = ["made", "agreed", "fulfilled", "confirmed"];

impl CoBuilding {
    /// The project that a resource or need is in.
    fn project_of(&self, id: &str) -> Option<&Project> {
        let mut projects = self.projects.values();
        projects.find(|one| one.steps > 0 && [&one.resource, &one.need].contains(&&id.to_owned()))
    }

    /// Whether a resource or need is in no project.
    pub fn is_free(&self, id: &str) -> bool {
        self.project_of(id).is_none()
    }

    pub fn is_possible(&self, event: &Event, told: &Told<'_>) -> Option<bool> {
        let project = event.subject().and_then(|id| self.projects.get(id));
        let goes_on = |steps: &[usize], by_maker: bool| {
            project.is_some_and(|project| {
                let is_for = told.is_by(&project.unit) || by_maker && told.is_by(&project.maker);
                is_for && steps.contains(&project.steps)
            })
        };
        Some(match event {
            Event::CarePlanned(planned) => planned.due >= told.on,
            Event::ResourceOffered(offered) => offered.until >= told.on,
            Event::NeedRaised(raised) => raised.due >= told.on,
            Event::CareDone(done) => {
                let care = self.care.get(&done.care);
                care.is_some_and(|care| told.is_by(&care.unit) && care.reached.is_none())
            }
            Event::MatchMade(made) => {
                let resource = self.resources.get(&made.resource);
                let need = self.needs.get(&made.need);
                let (Some(resource), Some(need)) = (resource, need) else {
                    return Some(false);
                };
                let units = told.units;
                resource.category == need.category
                    && self.is_free(&made.resource)
                    && self.is_free(&made.need)
                    && units.is_within(&need.unit, told.by)
                    && (units.is_within(&resource.unit, told.by)
                        || units.is_within(told.by, &resource.unit))
            }
            Event::MatchAgreed(_) => goes_on(&[1], true),
            Event::MatchFulfilled(_) => goes_on(&[2], true),
            Event::MatchConfirmed(_) => goes_on(&[3], false),
            Event::MatchDropped(_) => goes_on(&[1, 2], true),
            _ => return None,
        })
    }

    pub fn take(&mut self, event: &Event, told: &Told<'_>) {
        let (id, unit) = (told.id.to_owned(), told.by.to_owned());
        match event {
            Event::CarePlanned(planned) => {
                let care = Care {
                    unit,
                    people: planned.people,
                    due: planned.due,
                    reached: None,
                };
                self.care.insert(id, care);
            }
            Event::CareDone(done) => {
                self.care.get_mut(&done.care).unwrap().reached = Some(done.people);
            }
            Event::ResourceOffered(offered) => {
                let resource = Resource {
                    unit,
                    category: offered.category,
                    until: offered.until,
                };
                self.resources.insert(id, resource);
            }
            Event::NeedRaised(raised) => {
                let need = Need {
                    unit,
                    category: raised.category,
                    raised: told.on,
                };
                self.needs.insert(id, need);
            }
            Event::MatchMade(made) => {
                let project = Project {
                    maker: unit,
                    unit: self.needs[&made.need].unit.clone(),
                    resource: made.resource.clone(),
                    need: made.need.clone(),
                    made: told.on,
                    steps: 1,
                };
                self.projects.insert(id, project);
            }
            Event::MatchAgreed(_) | Event::MatchFulfilled(_) | Event::MatchConfirmed(_) => {
                let project = self.projects.get_mut(event.subject().unwrap());
                project.unwrap().steps += 1;
            }
            Event::MatchDropped(step) => self.projects.get_mut(&step.project).unwrap().steps = 0,
            Event::ActivityHeld(held) => {
                let responded = held.employers.iter().filter(|one| one.responded).count();
                let attended = held.employers.iter().filter(|one| one.attended).count();
                self.activities.push(Activity {
                    unit,
                    on: told.on,
                    told_on: told.today,
                    invited: [held.employers.len(), responded, attended].map(|count| count as i64),
                });
            }
            _ => {}
        }
    }

    pub fn amounts(&self, today: Day) -> Vec<Amount> {
        let mut amounts = self.care_amounts(today);
        let year = today.year_start();
        let mut add =
            |unit: &str, key: String, amount| amounts.push((unit.to_owned(), key, amount));
        for (id, resource) in &self.resources {
            let is_matched = !self.is_free(id);
            let key = format!("resource.{}", key_of(resource.category));
            if resource.until >= today || is_matched && resource.until >= year {
                add(&resource.unit, format!("{key}.listed"), 1);
                add(&resource.unit, format!("{key}.matched"), is_matched.into());
            }
        }
        for (id, need) in &self.needs {
            let project = self.project_of(id);
            let key = format!("need.{}", key_of(need.category));
            if project.is_none_or(|project| need.raised >= year || project.made >= year) {
                add(&need.unit, format!("{key}.listed"), 1);
                add(
                    &need.unit,
                    format!("{key}.matched"),
                    project.is_some().into(),
                );
            }
        }
        for project in self.projects.values().filter(|one| one.made >= year) {
            for step in &STEPS[..project.steps] {
                add(&project.unit, format!("project.{step}"), 1);
            }
        }
        let quarter = today.quarter_start();
        for activity in &self.activities {
            if activity.on >= quarter && activity.told_on >= quarter {
                let [invited, responded, attended] = activity.invited;
                add(&activity.unit, "activity.held".to_owned(), 1);
                add(&activity.unit, "activity.invited".to_owned(), invited);
                add(&activity.unit, "activity.responded".to_owned(), responded);
                add(&activity.unit, "activity.attended".to_owned(), attended);
            }
        }
        amounts
    }

    fn care_amounts(&self, today: Day) -> Vec<Amount> {
        let quarter = today.quarter_start();
        let quarter_of = |day: Day| day.quarter_start();
        let mut amounts = Vec::new();
        for care in self.care.values() {
            let is_due = quarter_of(care.due) == quarter;
            let is_open = care.reached.is_none() && care.due < quarter;
            if !is_due && !is_open {
                continue;
            }
            let reached = care.reached.map(|reached| reached.min(care.people));
            for (what, amount) in [
                ("planned", 1),
                ("people.planned", i64::from(care.people)),
                ("done", i64::from(reached.is_some())),
                ("people.reached", i64::from(reached.unwrap_or_default())),
                ("late", i64::from(reached.is_none() && today > care.due)),
            ] {
                amounts.push((care.unit.clone(), format!("care.{what}"), amount));
            }
        }
        amounts
    }
}
