//! Deployments, level by level: received, passed on, worked at, done; a few late.

use liandong_domain::{
    fact::{
        Event,
        deployment::{DeploymentIssued, DeploymentPassedOn, DeploymentStep},
    },
    moment::Moment,
    unit::UnitCode,
};

use super::{
    World,
    places::{Community, District, Street, dice_of},
    words::{DONE, FROM_CITY, FROM_DISTRICT, FROM_STREET, PROGRESS},
};
use crate::demo::{agenda::Agenda, course::Course, dice::Dice};

const PURPOSE: u64 = 11;

/// How many days ago the showcase published, oldest first.
const DAYS_AGO: [i32; 18] = [
    56, 54, 52, 49, 47, 45, 42, 40, 37, 34, 31, 28, 25, 21, 17, 13, 8, 3,
];
/// The same elsewhere; the first goes down to the communities.
const DAYS_AGO_ELSEWHERE: [i32; 3] = [31, 19, 6];
/// Streets of the showcase that have not received the newest yet: 虹梅路, 华泾.
const SLOW: [&str; 2] = ["310104012", "310104103"];
/// Of the communities, how many carry a deployment out in the end.
const CARRIED_OUT: f64 = 0.975;

pub(super) fn lay_out(world: &World<'_>, agenda: &mut Agenda) {
    from_city(world, agenda);
    for district in &world.places.districts {
        let days_ago: &[i32] = if district.is_showcase {
            &DAYS_AGO
        } else {
            &DAYS_AGO_ELSEWHERE
        };
        for (number, &days_ago) in days_ago.iter().enumerate() {
            let deployment =
                Deployment::new(world, &district.code, &FROM_DISTRICT, number, days_ago);
            let is_deep = match world.share {
                // Small demonstrations have few that go down to the communities.
                ..0.5 => district.is_showcase && number % 6 == 5,
                _ => district.is_showcase || number == 0,
            };
            from_district(world, district, deployment, is_deep, agenda);
        }
        for (number, street) in district.streets.iter().enumerate() {
            if street.is_full && number % 3 == 0 {
                let days_ago = 9 + number as i32 * 2;
                let deployment =
                    Deployment::new(world, &street.code, &FROM_STREET, number, days_ago);
                from_street(street, deployment, agenda);
            }
        }
    }
}

/// A deployment that is about to be published.
struct Deployment<'a> {
    by: &'a UnitCode,
    id: String,
    title: &'static str,
    text: &'static str,
    course: Course,
    days: i32,
    dice: Dice,
}

impl<'a> Deployment<'a> {
    fn new(
        world: &World<'_>,
        by: &'a UnitCode,
        texts: &[(&'static str, &'static str)],
        number: usize,
        days_ago: i32,
    ) -> Self {
        let mut dice = dice_of(world.seed, by, PURPOSE * 1000 + number as u64);
        let (title, text) = texts[number % texts.len()];
        Self {
            by,
            id: format!("demo-d-{by}-{}", number + 1),
            title,
            text,
            course: Course::on(world.today.plus(-days_ago), &mut dice),
            days: dice.between(14, 24),
            dice,
        }
    }

    fn issue(&self, targets: Vec<UnitCode>, agenda: &mut Agenda) {
        let at = self.course.now();
        let event = DeploymentIssued {
            title: self.title.to_owned(),
            text: self.text.to_owned(),
            due: at.day(crate::demo::offset()).plus(self.days),
            targets,
            attachments: Vec::new(),
        };
        let event = Event::DeploymentIssued(Box::new(event));
        agenda.open(at, self.by, &self.id, event);
    }

    #[expect(
        clippy::unnecessary_box_returns,
        reason = "events hold their payload boxed"
    )]
    fn step(&self, text: &str) -> Box<DeploymentStep> {
        Box::new(DeploymentStep {
            deployment: self.id.clone(),
            text: text.to_owned(),
            attachments: Vec::new(),
        })
    }

    /// A target receives it, says how far it is, and carries it out, unless it stays late.
    fn carry_out(&mut self, unit: &UnitCode, arrived: Moment, agenda: &mut Agenda) {
        let dice = &mut self.dice;
        let mut course = Course::at(arrived);
        let received = course.after((0.5, 26.0), dice);
        let started = dice
            .chance(0.35)
            .then(|| course.days_after((0.5, 2.0), dice));
        let is_done = dice.chance(CARRIED_OUT);
        let days = f64::from(self.days);
        let done = is_done.then(|| course.days_after((0.08 * days, 0.62 * days), dice));
        let (progress, result) = (dice.pick(&PROGRESS), dice.pick(&DONE));
        agenda.happen(received, unit, Event::DeploymentAcknowledged(self.step("")));
        if let Some(at) = started {
            agenda.happen(at, unit, Event::DeploymentProgressed(self.step(progress)));
        }
        if let Some(at) = done {
            agenda.happen(at, unit, Event::DeploymentCompleted(self.step(result)));
        }
    }

    /// A target receives it and passes it on; when those below got it, if they did.
    fn pass_on(
        &mut self,
        unit: &UnitCode,
        hours: (f64, f64),
        agenda: &mut Agenda,
    ) -> Option<Moment> {
        let mut course = self.course;
        let received = course.after(hours, &mut self.dice);
        let passed = course.after((0.3, 20.0), &mut self.dice);
        let done = course.days_after(
            (0.7 * f64::from(self.days), 0.95 * f64::from(self.days)),
            &mut self.dice,
        );
        let is_done = self.dice.chance(0.9);
        agenda.happen(received, unit, Event::DeploymentAcknowledged(self.step("")));
        let event = DeploymentPassedOn {
            deployment: self.id.clone(),
            to: Vec::new(),
            text: String::new(),
        };
        let event = Event::DeploymentPassedOn(Box::new(event));
        let arrives = agenda.happen(passed, unit, event);
        if is_done {
            let result = self.dice.pick(&DONE);
            agenda.happen(done, unit, Event::DeploymentCompleted(self.step(result)));
        }
        arrives.then_some(passed)
    }
}

fn from_city(world: &World<'_>, agenda: &mut Agenda) {
    let Some(root) = &world.places.root else {
        return;
    };
    let districts = || world.places.districts.iter().map(|district| &district.code);
    for (number, days_ago) in [38, 12].into_iter().enumerate() {
        let mut deployment = Deployment::new(world, root, &FROM_CITY, number, days_ago);
        let targets: Vec<UnitCode> = districts().cloned().collect();
        if targets.is_empty() {
            return;
        }
        deployment.issue(targets, agenda);
        for district in districts() {
            let arrived = deployment.course.now();
            deployment.carry_out(district, arrived, agenda);
        }
    }
}

fn from_district(
    world: &World<'_>,
    district: &District,
    mut deployment: Deployment<'_>,
    is_deep: bool,
    agenda: &mut Agenda,
) {
    let with_communities = |street: &Street| !street.communities.is_empty();
    let streets: Vec<&Street> = district
        .streets
        .iter()
        .filter(|street| with_communities(street))
        .collect();
    if streets.is_empty() {
        return;
    }
    let mut targets: Vec<UnitCode> = streets.iter().map(|street| street.code.clone()).collect();
    if is_deep {
        let communities = streets.iter().flat_map(|street| &street.communities);
        targets.extend(communities.map(|community| community.code.clone()));
    }
    deployment.issue(targets, agenda);
    let is_newest = district.is_showcase
        && deployment.course.now().day(crate::demo::offset()) >= world.today.plus(-3);
    for street in streets {
        if is_newest && SLOW.contains(&street.code.as_str()) {
            continue;
        }
        if !is_deep {
            let arrived = deployment.course.now();
            deployment.carry_out(&street.code, arrived, agenda);
            continue;
        }
        if let Some(arrived) = deployment.pass_on(&street.code, (0.2, 9.0), agenda) {
            for Community { code, .. } in &street.communities {
                deployment.carry_out(code, arrived, agenda);
            }
        }
    }
}

fn from_street(street: &Street, mut deployment: Deployment<'_>, agenda: &mut Agenda) {
    let targets: Vec<UnitCode> = street
        .communities
        .iter()
        .map(|one| one.code.clone())
        .collect();
    if targets.is_empty() {
        return;
    }
    deployment.issue(targets, agenda);
    for Community { code, .. } in &street.communities {
        let arrived = deployment.course.now();
        deployment.carry_out(code, arrived, agenda);
    }
}
