//! The facts of what is opened, or happens at once.

use liandong_domain::fact::{
    Event, MeetingKind,
    cobuilding::{
        ActivityHeld, AssessmentScored, Category, Invited, MatchMade, NeedRaised, ResourceOffered,
    },
    deployment::DeploymentIssued,
    item::{ItemOpened, List, Matter},
    life::{CareKind, CarePlanned, Frequency, MeetingRule, RulesSet},
    log::{LogKind, LogSubmitted},
};
use liandong_domain::unit::UnitKind;

use super::{Opening, Said};
use crate::common::{build::code, random::Scribe};

impl Scribe {
    /// The unit and event; nothing where there is nothing yet to match.
    pub(super) fn opening(
        &self,
        what: Opening,
        unit: String,
        said: &Said,
    ) -> Option<(String, Event)> {
        let event = match what {
            Opening::Deployment => return Some(self.deployment(unit, said)),
            Opening::Item(list) => return Some(self.item(list, unit, said)),
            Opening::Match => return self.project(unit, said),
            Opening::Log => return Some((self.reporter(unit, said), log(said))),
            Opening::Care => Event::CarePlanned(Box::new(CarePlanned {
                care_kind: *said.choice.get(CareKind::ALL),
                people: said.choice.index(40) as u32,
                due: self.day_said(said),
                organisation: String::new(),
            })),
            Opening::Resource => Event::ResourceOffered(Box::new(ResourceOffered {
                category: *said.choice.get(Category::ALL),
                title: title(),
                employer: String::new(),
                until: self.day_said(said),
            })),
            Opening::Need => Event::NeedRaised(Box::new(NeedRaised {
                category: self.needed(said),
                title: title(),
                due: self.day_said(said),
            })),
            Opening::Activity => activity(said),
            Opening::Score => Event::AssessmentScored(Box::new(AssessmentScored {
                scored: code(&self.named(said, 0, &unit)),
                year: 2026,
                indicator: "party_building".to_owned(),
                score: 90,
                remark: String::new(),
            })),
            Opening::Rules => Event::RulesSet(Box::new(RulesSet {
                meetings: vec![MeetingRule {
                    meeting: *said.choice.get(&MeetingKind::ALL),
                    every: *said.choice.get(Frequency::ALL),
                }],
            })),
        };
        Some((unit, event))
    }

    fn named(&self, said: &Said, place: usize, otherwise: &str) -> String {
        let named = said.units.get(place).map(|pick| self.picked(pick));
        named.unwrap_or_else(|| otherwise.to_owned())
    }

    /// Mostly what a resource is offered of that nobody has taken yet.
    fn needed(&self, said: &Said) -> Category {
        let co = &self.model.work.co;
        let mut free = co.resources.iter().filter(|(id, _)| co.is_free(id));
        let offered = free.next().map(|(_, resource)| resource.category);
        let any = *said.choice.get(Category::ALL);
        offered.filter(|_| said.text).unwrap_or(any)
    }

    /// Mostly a community.
    fn reporter(&self, unit: String, said: &Said) -> String {
        let units = &self.model.units;
        let open = units.open();
        let communities: Vec<_> = open
            .filter(|code| units.kind(code) == UnitKind::Community)
            .collect();
        if said.text && !communities.is_empty() {
            (*said.choice.get(&communities)).clone()
        } else {
            unit
        }
    }

    /// Mostly from high up and to all below or some of them, and now and then to one elsewhere.
    fn deployment(&self, unit: String, said: &Said) -> (String, Event) {
        let units = &self.model.units;
        let top = said.choice.index(4);
        let unit = match self.model.codes.get(top) {
            Some(high) if said.text => high.clone(),
            _ => unit,
        };
        let below = units
            .open()
            .filter(|one| units.is_within(one, &unit) && **one != unit);
        let mut targets: Vec<_> = below.map(|unit| code(unit)).collect();
        targets.retain(|code| said.choice.index(3) < 2 || code.as_str().ends_with(['1', '4', '7']));
        let others = said.units.iter().skip(5);
        targets.extend(others.map(|pick| code(&self.picked(pick))));
        let event = Event::DeploymentIssued(Box::new(DeploymentIssued {
            title: title(),
            text: String::new(),
            due: self.day_said(said),
            targets,
            attachments: Vec::new(),
        }));
        (unit, event)
    }

    /// Opened where it is or above.
    fn item(&self, list: List, unit: String, said: &Said) -> (String, Event) {
        let place = self.named(said, 0, &unit);
        let owner = if said.text {
            place.clone()
        } else {
            self.named(said, 1, &unit)
        };
        let units = &self.model.units;
        let opener = if units.is_known(&place) {
            said.choice.get(&units.upwards(&place)).clone()
        } else {
            unit
        };
        let event = Event::ItemOpened(Box::new(ItemOpened {
            list,
            matter: *said.choice.get(Matter::ALL),
            title: title(),
            text: String::new(),
            place: code(&place),
            owner: code(&owner),
            due: self.day_said(said),
            from: None,
            attachments: Vec::new(),
        }));
        (opener, event)
    }

    /// Mostly of what is free, by the unit above all.
    fn project(&self, unit: String, said: &Said) -> Option<(String, Event)> {
        let co = &self.model.work.co;
        let mut pairs = co.resources.iter().flat_map(|(resource, offered)| {
            let needs = co.needs.iter();
            let fits = needs.filter(|(_, need)| need.category == offered.category);
            fits.map(move |(need, _)| (resource.clone(), need.clone()))
        });
        let (resource, need) = if said.text {
            pairs.find(|(resource, need)| co.is_free(resource) && co.is_free(need))?
        } else {
            pairs.last()?
        };
        let unit = if said.text {
            self.model.codes[0].clone()
        } else {
            unit
        };
        let event = Event::MatchMade(Box::new(MatchMade { resource, need }));
        Some((unit, event))
    }
}

fn activity(said: &Said) -> Event {
    let invited = (0..said.choice.index(5)).map(|key| Invited {
        employer: key.to_string(),
        responded: said.text,
        attended: said.days % 2 == 0,
    });
    Event::ActivityHeld(Box::new(ActivityHeld {
        title: title(),
        category: *said.choice.get(Category::ALL),
        employers: invited.collect(),
    }))
}

fn title() -> String {
    "标题".to_owned()
}

fn log(said: &Said) -> Event {
    Event::LogSubmitted(Box::new(LogSubmitted {
        log_kind: *said.choice.get(LogKind::ALL),
        text: "走访".to_owned(),
        count: None,
        about: None,
        log: None,
        author: String::new(),
        attachments: Vec::new(),
    }))
}
