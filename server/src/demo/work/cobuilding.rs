//! What employers offer, what units need, and the projects that come of it.

use liandong_domain::{
    fact::{
        Event,
        cobuilding::{Category, MatchConfirmed, MatchMade, MatchStep, NeedRaised, ResourceOffered},
    },
    moment::{Day, Moment},
    unit::UnitCode,
};

use super::{
    World,
    places::{Street, dice_of},
    words::{self, DONE, NEEDED, OFFERED},
};
use crate::demo::{agenda::Agenda, course::Course, dice::Dice, rows::numbered};

const PURPOSE: u64 = 15;
/// Resources and needs of a street.
const RESOURCES: f64 = 120.0;
const NEEDS: f64 = 148.0;
/// Of the needs, how many come to a project if there is a resource.
const MATCHED: f64 = 0.8;
/// How much of this there is where there is only some.
const ELSEWHERE: f64 = 0.06;
/// Projects that reach each stage after the first, of those before.
const STAGES: [f64; 3] = [0.96, 0.90, 0.95];
/// The street that put up handrails, and its community.
const HANDRAILS: (&str, &str) = ("310110015", "310110015009");

pub(super) fn lay_out(world: &World<'_>, agenda: &mut Agenda) {
    for (_, street) in world.places.streets() {
        let mut dice = dice_of(world.seed, &street.code, PURPOSE);
        let share = world.share_of(street.is_full, ELSEWHERE);
        let resources = offer(
            world,
            street,
            dice.round(RESOURCES * share),
            &mut dice,
            agenda,
        );
        raise(
            world,
            street,
            resources,
            dice.round(NEEDS * share),
            &mut dice,
            agenda,
        );
        if street.code.as_str() == HANDRAILS.0 {
            handrails(world, street, &mut dice, agenda);
        }
    }
}

/// A resource that is to be had.
struct Offered {
    id: String,
    category: Category,
    at: Moment,
}

fn offer(
    world: &World<'_>,
    street: &Street,
    count: u32,
    dice: &mut Dice,
    agenda: &mut Agenda,
) -> Vec<Offered> {
    let mut offered = Vec::new();
    for number in 0..count {
        let category = dice.weighted(&OFFERED);
        let employer = dice.pick_of(&street.employers);
        let employer = employer.map(|employer| numbered("e-", employer.number));
        let resource = Offered {
            id: format!("demo-r-{}-{number}", street.code),
            category,
            at: Course::on(some_day(world, dice), dice).now(),
        };
        let until = world.today.plus(dice.between(20, 200));
        let title = words::resource(category, dice);
        let event = offers(category, title, employer.unwrap_or_default(), until);
        if agenda.open(resource.at, &street.code, &resource.id, event) {
            offered.push(resource);
        }
    }
    offered
}

fn raise(
    world: &World<'_>,
    street: &Street,
    mut resources: Vec<Offered>,
    count: u32,
    dice: &mut Dice,
    agenda: &mut Agenda,
) {
    for number in 0..count {
        let category = dice.weighted(&NEEDED);
        let community = dice.pick_of(&street.communities).map(|one| &one.code);
        let unit = community.unwrap_or(&street.code);
        let need = format!("demo-n-{}-{number}", street.code);
        let at = Course::on(some_day(world, dice), dice).now();
        let due = world.today.plus(dice.between(5, 60));
        if !agenda.open(
            at,
            unit,
            &need,
            needs(category, words::need(category, dice), due),
        ) {
            continue;
        }
        let fitting = resources
            .iter()
            .position(|resource| resource.category == category);
        if let Some(fitting) = fitting.filter(|_| dice.chance(MATCHED)) {
            let resource = resources.swap_remove(fitting);
            let project = format!("demo-p-{}-{number}", street.code);
            let mut course = Course::at(at.max(resource.at));
            course.days_after((0.5, 4.0), dice);
            go_through(
                &project,
                (&street.code, unit),
                (resource.id, need),
                course,
                dice,
                agenda,
            );
        }
    }
}

/// A project goes as far as it does.
fn go_through(
    id: &str,
    (maker, unit): (&UnitCode, &UnitCode),
    (resource, need): (String, String),
    mut course: Course,
    dice: &mut Dice,
    agenda: &mut Agenda,
) {
    let made = Event::MatchMade(Box::new(MatchMade { resource, need }));
    let step = |text: &str| {
        Box::new(MatchStep {
            project: id.to_owned(),
            text: text.to_owned(),
        })
    };
    let reached = STAGES
        .iter()
        .take_while(|&&share| dice.chance(share))
        .count();
    if !agenda.open(course.now(), maker, id, made) || reached < 1 {
        return;
    }
    let at = course.days_after((0.5, 4.0), dice);
    agenda.happen(at, unit, Event::MatchAgreed(step("双方已商定时间地点。")));
    if reached < 2 {
        return;
    }
    let at = course.days_after((1.5, 10.0), dice);
    agenda.happen(at, maker, Event::MatchFulfilled(step(dice.pick(&DONE))));
    if reached == 3 {
        let at = course.days_after((0.3, 4.0), dice);
        agenda.happen(at, unit, confirmed(id, dice));
    }
}

/// The need that began a street's list of partners: handrails in the stairwells.
fn handrails(world: &World<'_>, street: &Street, dice: &mut Dice, agenda: &mut Agenda) {
    let known = street
        .communities
        .iter()
        .find(|one| one.code.as_str() == HANDRAILS.1);
    let Some(community) = known else { return };
    let day = world.today.plus(-24);
    let mut course = Course::on(day, dice);
    let (need, resource) = ("demo-n-handrails".to_owned(), "demo-r-handrails".to_owned());
    let raised = needs(Category::Welfare, "楼道加装扶手", world.today.plus(10));
    agenda.open(course.now(), &community.code, &need, raised);
    let at = course.days_after((0.5, 2.0), dice);
    let employer = dice.pick_of(&street.employers);
    let employer = employer.map(|employer| numbered("e-", employer.number));
    let offered = offers(
        Category::Welfare,
        "适老化改造：扶手安装",
        employer.unwrap_or_default(),
        world.today.plus(90),
    );
    agenda.open(at, &street.code, &resource, offered);
    course.days_after((0.5, 2.0), dice);
    let at = (&street.code, &community.code);
    go_through(
        "demo-p-handrails",
        at,
        (resource, need),
        course,
        dice,
        agenda,
    );
}

/// A day of the last weeks.
fn some_day(world: &World<'_>, dice: &mut Dice) -> Day {
    world.today.plus(-dice.between(1, 70))
}

pub(in crate::demo) fn offers(
    category: Category,
    title: &str,
    employer: String,
    until: Day,
) -> Event {
    Event::ResourceOffered(Box::new(ResourceOffered {
        category,
        title: title.to_owned(),
        employer,
        until,
    }))
}

pub(in crate::demo) fn needs(category: Category, title: &str, due: Day) -> Event {
    Event::NeedRaised(Box::new(NeedRaised {
        category,
        title: title.to_owned(),
        due,
    }))
}

pub(in crate::demo) fn confirmed(project: &str, dice: &mut Dice) -> Event {
    Event::MatchConfirmed(Box::new(MatchConfirmed {
        project: project.to_owned(),
        score: dice.weighted(&[(5, 60), (4, 32), (3, 8)]),
        text: String::new(),
    }))
}
