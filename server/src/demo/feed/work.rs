//! One act of work, where there is something to do.

use liandong_domain::{
    aggregate::Aggregate,
    fact::{
        Event,
        cobuilding::{MatchMade, MatchStep},
        deployment::{DeploymentIssued, DeploymentPassedOn, DeploymentStep},
        log::LogReview,
    },
    moment::{Day, Moment},
    tree::{Tree, UnitIndex},
    unit::{UnitCode, UnitKind},
};

use super::{
    Feed, Happening,
    act::Act,
    day_of, lists,
    places::{above, code},
    waiting::Waits,
};
use crate::demo::{
    dice::hash,
    work::{
        activities, care, cobuilding, logs,
        words::{self, DONE, FROM_DISTRICT, PROGRESS, RETURNED},
    },
};

/// Logs that a community writes a day at most, in the showcase and elsewhere.
const LOGS_A_DAY: [u8; 2] = [2, 1];
/// How many places are looked at for one where there is something to do.
const TRIES: usize = 6;
/// Who is late stays late for so many days.
const PATIENCE: i32 = 4;

impl Feed {
    /// Does an act if it can be done.
    pub(super) fn act(
        &mut self,
        act: Act,
        region: usize,
        aggregate: &Aggregate,
        now: Moment,
    ) -> Option<Happening> {
        let today = day_of(now);
        match act {
            Act::WriteLog => self.write_log(region, aggregate.tree()),
            Act::Issue => self.issue(region, aggregate.tree(), today),
            Act::OpenItem => {
                let street = self.dice.pick_of(&self.grounds.regions[region].streets)?;
                lists::open(aggregate.tree(), *street, today, &mut self.dice)
            }
            Act::PlanCare => self.plan_care(region, aggregate.tree(), today),
            Act::HoldActivity => self.hold_activity(region, aggregate.tree()),
            Act::RaiseNeed => self.raise_need(region, aggregate.tree(), today),
            Act::OfferResource | Act::Match => self.bring_together(act, region, aggregate, today),
            _ => {
                let waits = self.waiting[region].next(act)?;
                self.go_on(act, &waits, aggregate, today)
            }
        }
    }

    /// Goes on with something that waits.
    fn go_on(
        &mut self,
        act: Act,
        waits: &Waits,
        aggregate: &Aggregate,
        today: Day,
    ) -> Option<Happening> {
        let unit = code(aggregate.tree(), waits.unit);
        let dice = &mut self.dice;
        let work = aggregate.work();
        let id = waits.subject.to_string();
        let event = match act {
            Act::ReviewLog => {
                let by_street = aggregate.tree().node(waits.unit).kind == UnitKind::Street;
                let is_returned = by_street && dice.chance(0.03);
                let remark = if is_returned {
                    dice.pick(&RETURNED)
                } else {
                    ""
                };
                let review = Box::new(LogReview {
                    log: id,
                    remark: remark.to_owned(),
                    seen: None,
                });
                if is_returned {
                    Event::LogReturned(review)
                } else {
                    Event::LogReviewed(review)
                }
            }
            Act::RewriteLog => logs::submitted(&unit, Some(id), dice),
            Act::Receive | Act::PassOn | Act::Progress | Act::Complete => {
                let deployment = work.deployments().get(id.as_str())?;
                let since = deployment.receipt(waits.unit)?.since;
                let waited = today.days_since(day_of(since));
                let is_slow = hash(&id, waits.unit.as_usize() as u64).is_multiple_of(24);
                if is_slow && waited < PATIENCE || act == Act::Complete && waited < 1 {
                    return None;
                }
                deployment_step(act, id, dice.pick(&PROGRESS), dice.pick(&DONE))
            }
            Act::DoCare => {
                let care = work.care().get(id.as_str())?;
                // A few stay late for some days.
                let is_slow = hash(&id, 0).is_multiple_of(3);
                if is_slow && today.days_since(care.due) < 2 * PATIENCE {
                    return None;
                }
                care::done(id, care.people, dice)
            }
            Act::Agree => Event::MatchAgreed(match_step(id, "双方已商定时间地点。")),
            Act::Fulfil => Event::MatchFulfilled(match_step(id, dice.pick(&DONE))),
            Act::Confirm => cobuilding::confirmed(&id, dice),
            _ => return lists::go_on(act, &waits.subject, aggregate, today, dice),
        };
        Some((unit, event))
    }

    fn community(&mut self, region: usize) -> Option<UnitIndex> {
        let communities = &self.grounds.regions[region].communities;
        self.dice.pick_of(communities).copied()
    }

    fn write_log(&mut self, region: usize, tree: &Tree) -> Option<Happening> {
        for _ in 0..TRIES {
            let unit = self.community(region)?;
            let written = self.waiting[region].written(unit);
            if *written < LOGS_A_DAY[region] {
                *written += 1;
                let unit = code(tree, unit);
                let event = logs::submitted(&unit, None, &mut self.dice);
                return Some((unit, event));
            }
        }
        None
    }

    /// A district publishes something for all below it.
    fn issue(&mut self, region: usize, tree: &Tree, today: Day) -> Option<Happening> {
        let district = *self.dice.pick_of(&self.grounds.regions[region].districts)?;
        let is_deep = region == 0;
        let below = tree.below(district).into_iter();
        let targets: Vec<UnitCode> = below
            .map(|unit| tree.node(unit))
            .filter(|node| {
                node.kind == UnitKind::Street || is_deep && node.kind == UnitKind::Community
            })
            .map(|node| node.code.clone())
            .collect();
        let (title, text) = self.dice.pick(&FROM_DISTRICT);
        let event = DeploymentIssued {
            title: title.to_owned(),
            text: text.to_owned(),
            due: today.plus(self.dice.between(14, 24)),
            targets,
            attachments: Vec::new(),
        };
        let event = Event::DeploymentIssued(Box::new(event));
        Some((code(tree, district), event))
    }

    fn plan_care(&mut self, region: usize, tree: &Tree, today: Day) -> Option<Happening> {
        let unit = self.community(region)?;
        let branch = self.branches.any(unit, &mut self.dice).cloned();
        let due = today.plus(self.dice.between(5, 18));
        let (event, _) = care::planned(branch.unwrap_or_default(), due, &mut self.dice);
        Some((code(tree, unit), event))
    }

    fn hold_activity(&mut self, region: usize, tree: &Tree) -> Option<Happening> {
        let street = *self.dice.pick_of(&self.grounds.regions[region].streets)?;
        let employers = self.employers.get(&street)?.iter().cloned();
        let event = activities::held(employers, &mut self.dice);
        Some((code(tree, street), event))
    }

    fn raise_need(&mut self, region: usize, tree: &Tree, today: Day) -> Option<Happening> {
        let unit = self.community(region)?;
        let category = self.dice.weighted(&words::NEEDED);
        let title = words::need(category, &mut self.dice);
        let due = today.plus(self.dice.between(10, 60));
        Some((code(tree, unit), cobuilding::needs(category, title, due)))
    }

    /// A need meets a resource of its street, or one is offered that would meet it.
    fn bring_together(
        &mut self,
        act: Act,
        region: usize,
        aggregate: &Aggregate,
        today: Day,
    ) -> Option<Happening> {
        let (tree, work) = (aggregate.tree(), aggregate.work());
        let waits = self.waiting[region].next(Act::Match)?;
        let need = work.needs().get(waits.subject.as_str())?;
        let street = above(tree, waits.unit, UnitKind::Street)?;
        if act == Act::Match {
            let offered = self.waiting[region].all(Act::OfferResource).iter();
            let fitting = offered.filter(|one| one.unit == street).find(|one| {
                let resource = work.resources().get(one.subject.as_str());
                resource.is_some_and(|one| one.category == need.category && one.project.is_none())
            });
            if let Some(fitting) = fitting {
                let event = MatchMade {
                    resource: fitting.subject.to_string(),
                    need: waits.subject.to_string(),
                };
                return Some((code(tree, street), Event::MatchMade(Box::new(event))));
            }
        }
        let employers = self.employers.get(&street);
        let employer = employers.and_then(|all| self.dice.pick_of(all));
        let employer = employer.map(|(key, _)| key.clone()).unwrap_or_default();
        let until = today.plus(self.dice.between(30, 200));
        let title = words::resource(need.category, &mut self.dice);
        let event = cobuilding::offers(need.category, title, employer, until);
        Some((code(tree, street), event))
    }
}

fn deployment_step(act: Act, deployment: String, progress: &str, done: &str) -> Event {
    let step = |deployment, text: &str| {
        Box::new(DeploymentStep {
            deployment,
            text: text.to_owned(),
            attachments: Vec::new(),
        })
    };
    match act {
        Act::Receive => Event::DeploymentAcknowledged(step(deployment, "")),
        Act::Progress => Event::DeploymentProgressed(step(deployment, progress)),
        Act::Complete => Event::DeploymentCompleted(step(deployment, done)),
        _ => Event::DeploymentPassedOn(Box::new(DeploymentPassedOn {
            deployment,
            to: Vec::new(),
            text: String::new(),
        })),
    }
}

#[expect(
    clippy::unnecessary_box_returns,
    reason = "events hold their payload boxed"
)]
fn match_step(project: String, text: &str) -> Box<MatchStep> {
    Box::new(MatchStep {
        project,
        text: text.to_owned(),
    })
}
