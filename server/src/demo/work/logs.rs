//! Work logs of a day: written in the communities, reviewed by the street and the district.

use liandong_domain::{
    fact::{
        Event,
        log::{LogKind, LogReview, LogSubmitted},
    },
    moment::{Day, Moment},
    unit::UnitCode,
};

use super::{
    World,
    places::{District, Street, dice_of},
    words::{self, RETURNED},
};
use crate::demo::{
    agenda::Agenda,
    character::Trait,
    course::Course,
    days_between,
    dice::{Dice, hash},
    is_weekend, moment,
};

const PURPOSE: u64 = 12;
/// Share of communities that write on a working day, where there is as much as there would be.
const WRITES: f64 = 0.95;
/// Elsewhere logs began some days ago, in some communities.
const ELSEWHERE: f64 = 0.55;
const DAYS_ELSEWHERE: i32 = 5;
/// On a Saturday or Sunday for each on another day.
const WEEKEND: f64 = 0.3;

/// Kinds of logs, in per cent.
pub(in crate::demo) const KINDS: [(LogKind, u32); 5] = [
    (LogKind::Visit, 34),
    (LogKind::Errand, 28),
    (LogKind::Meeting, 16),
    (LogKind::Care, 12),
    (LogKind::Activity, 10),
];

/// Lays out the logs that are written on a day.
pub(in crate::demo) fn write(world: &World<'_>, day: Day, agenda: &mut Agenda) {
    let is_late_day = day >= world.today.plus(-DAYS_ELSEWHERE);
    for (district, street) in world.places.streets() {
        if !(street.is_full || is_late_day) {
            continue;
        }
        for community in &street.communities {
            let code = &community.code;
            let writes_at_all = Dice::new(world.seed, hash(code.as_str(), PURPOSE)).fraction();
            let share = if street.is_full { 1.0 } else { ELSEWHERE };
            if writes_at_all >= share * world.share {
                continue;
            }
            let since_epoch = days_between(Day::UNIX_EPOCH, day) as u64;
            let mut dice = dice_of(world.seed, code, PURPOSE << 32 | since_epoch);
            let busy = if is_weekend(day) { WEEKEND } else { 1.0 };
            // Who reports meetings well writes well.
            let habit = community.character.of(Trait::Reporting) - 0.45;
            if dice.chance((WRITES + habit * 0.15) * busy) {
                one(district, street, code, day, &mut dice, agenda);
            }
        }
    }
}

fn one(
    district: &District,
    street: &Street,
    unit: &UnitCode,
    day: Day,
    dice: &mut Dice,
    agenda: &mut Agenda,
) {
    let id = format!("demo-l-{unit}-{}", day.date());
    let early = dice.fraction() * dice.fraction();
    let written = moment(day, 8 * 3600 + 1800 + (early * 8.0 * 3600.0) as u32);
    if !agenda.open(written, unit, &id, submitted(unit, None, dice)) {
        return;
    }
    let mut course = Course::at(written);
    let passed = |course: &mut Course, dice: &mut Dice| match dice.fraction() {
        ..0.90 => course.after((0.15, 2.2), dice),
        ..0.97 => course.after((15.0, 26.0), dice),
        _ => course.days_after((2.0, 4.0), dice),
    };
    let review = |remark: &str| {
        Box::new(LogReview {
            log: id.clone(),
            remark: remark.to_owned(),
            seen: None,
        })
    };
    let at = passed(&mut course, dice);
    if dice.chance(0.03) {
        let remark = dice.pick(&RETURNED);
        agenda.happen(at, &street.code, Event::LogReturned(review(remark)));
        if dice.chance(0.1) {
            return;
        }
        let again = course.after((1.0, 22.0), dice);
        agenda.happen(again, unit, submitted(unit, Some(id.clone()), dice));
        course.after((0.5, 4.0), dice);
    }
    agenda.happen(course.now(), &street.code, Event::LogReviewed(review("")));
    let at: Moment = passed(&mut course, dice);
    agenda.happen(at, &district.code, Event::LogReviewed(review("")));
}

/// A log of a unit, or the new text of one that came back.
pub(in crate::demo) fn submitted(unit: &UnitCode, again: Option<String>, dice: &mut Dice) -> Event {
    let kind = dice.weighted(&KINDS);
    Event::LogSubmitted(Box::new(LogSubmitted {
        log_kind: kind,
        text: words::log(kind, dice).to_owned(),
        count: dice.chance(0.5).then(|| dice.between(1, 30) as u32),
        about: None,
        log: again,
        author: format!("post-{unit}"),
        attachments: Vec::new(),
    }))
}
