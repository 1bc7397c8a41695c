//! Reviewers' scores of this year, for what cannot be counted.

use liandong_domain::{
    fact::{Event, cobuilding::AssessmentScored},
    unit::UnitCode,
};

use super::{World, places::dice_of};
use crate::demo::{agenda::Agenda, course::Course};

const PURPOSE: u64 = 17;
/// The indicators that reviewers score, as they are set where nobody changed them.
const INDICATORS: [&str; 2] = ["achievement", "satisfaction"];
/// The scores are given in the last days.
const DAYS: i32 = 12;
/// How many of all are given already.
const GIVEN: f64 = 0.8;

pub(super) fn lay_out(world: &World<'_>, agenda: &mut Agenda) {
    for (district, street) in world.places.streets() {
        if !street.is_full {
            continue;
        }
        one(world, &district.code, &street.code, agenda);
        for community in &street.communities {
            one(world, &street.code, &community.code, agenda);
        }
    }
}

fn one(world: &World<'_>, by: &UnitCode, unit: &UnitCode, agenda: &mut Agenda) {
    let mut dice = dice_of(world.seed, unit, PURPOSE);
    for indicator in INDICATORS {
        let day = world.today.plus(-dice.between(1, DAYS));
        let at = Course::on(day, &mut dice).now();
        let score = dice.between(78, 97) as u8;
        if !dice.chance(GIVEN * world.share) {
            continue;
        }
        let event = AssessmentScored {
            scored: unit.clone(),
            year: world.today.year() as u16,
            indicator: indicator.to_owned(),
            score,
            remark: String::new(),
        };
        agenda.happen(at, by, Event::AssessmentScored(Box::new(event)));
    }
}
