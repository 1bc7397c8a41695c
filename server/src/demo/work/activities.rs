//! Activities, and which employers answered and came.

use liandong_domain::{
    fact::{
        Event,
        cobuilding::{ActivityHeld, Invited},
    },
    registry::Circle,
};

use super::{
    World,
    places::{Employer, dice_of},
    words::ACTIVITIES,
};
use crate::demo::{
    agenda::Agenda,
    course::Course,
    dice::{Dice, hash},
    rows::numbered,
};

const PURPOSE: u64 = 16;
/// Activities of a street, so many that ten invitations are known of whoever is always invited.
const PER_STREET: f64 = 14.0;
/// How much of this there is where there is only some.
const ELSEWHERE: f64 = 0.3;
/// Over so many days.
const DAYS: i32 = 52;

pub(super) fn lay_out(world: &World<'_>, agenda: &mut Agenda) {
    for (_, street) in world.places.streets() {
        let mut dice = dice_of(world.seed, &street.code, PURPOSE);
        let count = dice.round(PER_STREET * world.share_of(street.is_full, ELSEWHERE).max(0.1));
        for number in 0..count {
            let days_ago = DAYS * (count - number) as i32 / count as i32 - dice.between(0, 2);
            let at = Course::on(world.today.plus(-days_ago.max(0)), &mut dice).now();
            let keys = street
                .employers
                .iter()
                .map(|&Employer { number, circle }| (numbered("e-", number), circle));
            let event = held(keys, &mut dice);
            agenda.happen(at, &street.code, event);
        }
    }
}

/// An activity to which some of these employers are invited.
pub(in crate::demo) fn held(
    employers: impl Iterator<Item = (String, Circle)>,
    dice: &mut Dice,
) -> Event {
    let (category, title) = dice.pick(&ACTIVITIES);
    let mut invited = Vec::new();
    for (employer, circle) in employers {
        let (is_invited, keen) = match circle {
            Circle::Core => (0.95, 0.93),
            Circle::Joint => (0.55, 0.76),
            Circle::Linkage => (0.22, 0.58),
            Circle::None => (0.0, 0.0),
        };
        if !dice.chance(is_invited) {
            continue;
        }
        // Some answer nearly always, some hardly ever.
        let habit = Dice::new(hash(&employer, PURPOSE), 0).fraction();
        let responded = dice.chance((keen + (habit - 0.5) * 0.5).clamp(0.05, 1.0));
        invited.push(Invited {
            employer,
            responded,
            attended: responded && dice.chance(0.86),
        });
    }
    Event::ActivityHeld(Box::new(ActivityHeld {
        title: title.to_owned(),
        category,
        employers: invited,
    }))
}
