//! Care actions: planned by units, carried out by most, more in some streets than in others.

use liandong_domain::{
    fact::{
        Event,
        life::{CareDone, CarePlanned},
    },
    moment::Day,
    unit::UnitCode,
};

use super::{
    World,
    places::{Branches, dice_of},
    words::CARE,
};
use crate::demo::{
    agenda::Agenda,
    course::Course,
    days_between,
    dice::{Dice, hash},
};

const PURPOSE: u64 = 14;
/// Actions of a community in the days told of.
const PER_COMMUNITY: f64 = 6.0;
/// How much of this there is where there is only some.
const ELSEWHERE: f64 = 0.2;
/// The least and the greatest share that a street carries out.
const CARRIED_OUT: (f64, f64) = (0.872, 0.985);
/// Nothing is planned in the last days: what is not carried out then was to be.
const QUIET_DAYS: i32 = 7;

pub(super) fn lay_out(world: &World<'_>, agenda: &mut Agenda) {
    for district in &world.places.districts {
        let mut order: Vec<usize> = (0..district.streets.len()).collect();
        order.sort_by_key(|&street| {
            hash(district.streets[street].code.as_str(), world.seed ^ PURPOSE)
        });
        let last = (order.len().max(2) - 1) as f64;
        for (rank, &street) in order.iter().enumerate() {
            let street = &district.streets[street];
            let (lowest, highest) = CARRIED_OUT;
            let carried_out = lowest + (highest - lowest) * rank as f64 / last;
            let share = world.share_of(street.is_full, ELSEWHERE);
            for community in &street.communities {
                let mut dice = dice_of(world.seed, &community.code, PURPOSE);
                for number in 0..dice.round(PER_COMMUNITY * share) {
                    let at = (&community.code, community.branches, number);
                    one(world, at, carried_out, &mut dice, agenda);
                }
            }
            let mut dice = dice_of(world.seed, &street.code, PURPOSE);
            for number in 0..dice.round(3.0 * share) {
                one(
                    world,
                    (&street.code, street.branches, number),
                    carried_out,
                    &mut dice,
                    agenda,
                );
            }
        }
    }
}

fn one(
    world: &World<'_>,
    (unit, branches, number): (&UnitCode, Branches, u32),
    carried_out: f64,
    dice: &mut Dice,
    agenda: &mut Agenda,
) {
    let last = world.today.plus(-QUIET_DAYS);
    let begin = world.first.plus(-10);
    let day = begin.plus(dice.below(days_between(begin, last).max(1) as u32) as i32);
    let id = format!("demo-c-{unit}-{number}");
    let mut course = Course::on(day, dice);
    let is_done = dice.chance(carried_out);
    // What is not carried out is late, or nearly.
    let due = if is_done {
        day.plus(dice.between(8, 20))
    } else {
        world.today.plus(dice.between(-5, 6)).max(day)
    };
    let (event, people) = planned(branches.any(dice), due, dice);
    agenda.open(course.now(), unit, &id, event);
    let at = course.days_after((0.3, 6.4), dice);
    if is_done {
        agenda.happen(at, unit, done(id, people, dice));
    }
}

/// A plan, and how many people it is to reach.
pub(in crate::demo) fn planned(organisation: String, due: Day, dice: &mut Dice) -> (Event, u32) {
    let people = dice.between(1, 12) as u32;
    let event = CarePlanned {
        care_kind: dice.weighted(&CARE),
        people,
        due,
        organisation,
    };
    (Event::CarePlanned(Box::new(event)), people)
}

/// It is carried out, and reaches nearly everybody.
pub(in crate::demo) fn done(care: String, people: u32, dice: &mut Dice) -> Event {
    let missed = u32::from(dice.chance(0.12)).min(people.saturating_sub(1));
    Event::CareDone(Box::new(CareDone {
        care,
        people: people - missed,
    }))
}
