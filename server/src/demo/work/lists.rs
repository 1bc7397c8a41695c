//! The three lists: what is open, by how long ago it was opened, and what was closed before.

use liandong_domain::{
    fact::{
        Event,
        item::{ConferenceAnswered, ConferenceCalled, ItemOpened, ItemStep, List, Matter, Party},
    },
    moment::{Day, Moment},
    unit::UnitCode,
};

use super::{
    World,
    places::{District, Street, dice_of},
    words::{self, DONE, PROGRESS, PROMISES},
};
use crate::demo::{agenda::Agenda, course::Course, dice::Dice, moment, offset};

const PURPOSE: u64 = 13;

/// How a list stands in the showcase, in hundredths of an item for each community: open for up to 7, 15, 30
/// and more days, of them overdue, and closed in the days before.
struct Standing {
    list: List,
    open: [u32; 4],
    overdue: f64,
    closed: u32,
}

const STANDINGS: [Standing; 3] = [
    Standing {
        list: List::Task,
        open: [632, 403, 259, 134],
        overdue: 0.094,
        closed: 3_000,
    },
    Standing {
        list: List::Problem,
        open: [307, 153, 86, 38],
        overdue: 0.060,
        closed: 620,
    },
    Standing {
        list: List::Rectification,
        open: [89, 61, 38, 16],
        overdue: 0.047,
        closed: 380,
    },
];

/// Days since it was opened, by class.
const AGES: [(i32, i32); 4] = [(0, 7), (8, 15), (16, 30), (31, 52)];
/// Days since something that is closed was opened.
const CLOSED_AGES: (i32, i32) = (8, 78);
/// How much of this there is where there is only some.
const ELSEWHERE: f64 = 0.09;
/// Of problems that are open for so many days, how many have a conference.
const CONFERENCES: f64 = 0.22;
const CONFER_AFTER_DAYS: i32 = 13;

/// Parties by how often they are called.
const PARTIES: [Party; 8] = [
    Party::Community,
    Party::PropertyManager,
    Party::UrbanManagement,
    Party::Police,
    Party::Owners,
    Party::Housing,
    Party::Grid,
    Party::Market,
];

pub(super) fn lay_out(world: &World<'_>, agenda: &mut Agenda) {
    for (district, street) in world.places.streets() {
        let share = world.share_of(street.is_full, ELSEWHERE);
        let mut dice = dice_of(world.seed, &street.code, PURPOSE);
        let communities = street.communities.len() as f64;
        let mut number = 0;
        for standing in &STANDINGS {
            let count = |per_thousand: u32, dice: &mut Dice| {
                dice.round(communities * share * f64::from(per_thousand) / 1000.0)
            };
            for (ages, per_thousand) in AGES.into_iter().zip(standing.open) {
                for _ in 0..count(per_thousand, &mut dice) {
                    number += 1;
                    let days_ago = dice.between(ages.0, ages.1);
                    let item = Item::new(
                        district,
                        street,
                        (standing.list, number),
                        world.today.plus(-days_ago),
                        &mut dice,
                    );
                    let late = late_share(days_ago, standing.overdue);
                    item.stay_open(world, late, &mut dice, agenda);
                }
            }
            for _ in 0..count(standing.closed, &mut dice) {
                number += 1;
                let days_ago = dice.between(CLOSED_AGES.0, CLOSED_AGES.1);
                let item = Item::new(
                    district,
                    street,
                    (standing.list, number),
                    world.today.plus(-days_ago),
                    &mut dice,
                );
                item.go_through(world, &mut dice, agenda);
            }
        }
    }
}

/// The older, the more of it is overdue; in all, such a share.
fn late_share(days_ago: i32, overdue: f64) -> f64 {
    match days_ago {
        ..8 => 0.0,
        8..16 => overdue * 0.5,
        16..31 => overdue * 2.0,
        _ => overdue * 5.0,
    }
}

/// An item that is about to be opened.
pub(super) struct Item {
    pub(super) id: String,
    pub(super) list: List,
    pub(super) matter: Matter,
    pub(super) title: &'static str,
    pub(super) place: UnitCode,
    pub(super) opener: UnitCode,
    pub(super) owner: UnitCode,
    pub(super) opened: Moment,
}

impl Item {
    fn new(
        district: &District,
        street: &Street,
        (list, number): (List, u32),
        day: Day,
        dice: &mut Dice,
    ) -> Self {
        let community = dice
            .pick_of(&street.communities)
            .map_or(&street.code, |one| &one.code);
        let (matter, title) = dice.pick(words::items(list));
        // Tasks and rectifications come from above; problems are found below and taken up above.
        let (opener, owner, place) = match (list, dice.fraction()) {
            (List::Problem, ..0.55) => (community, &street.code, community),
            (List::Problem, ..0.85) => (community, community, community),
            (List::Problem, _) => (&street.code, &street.code, &street.code),
            (_, ..0.62) => (&street.code, community, community),
            (_, ..0.80) => (&district.code, &street.code, &street.code),
            _ => (&district.code, community, community),
        };
        Self {
            id: format!("demo-i-{}-{number}", street.code),
            list,
            matter,
            title,
            place: place.clone(),
            opener: opener.clone(),
            owner: owner.clone(),
            opened: Course::on(day, dice).now(),
        }
    }

    pub(super) fn open(&self, due: Day, agenda: &mut Agenda) -> bool {
        let event = ItemOpened {
            list: self.list,
            matter: self.matter,
            title: self.title.to_owned(),
            text: String::new(),
            place: self.place.clone(),
            owner: self.owner.clone(),
            due,
            from: None,
            attachments: Vec::new(),
        };
        let event = Event::ItemOpened(Box::new(event));
        agenda.open(self.opened, &self.opener, &self.id, event)
    }

    #[expect(
        clippy::unnecessary_box_returns,
        reason = "events hold their payload boxed"
    )]
    pub(super) fn step(&self, text: &str) -> Box<ItemStep> {
        Box::new(ItemStep {
            item: self.id.clone(),
            text: text.to_owned(),
            attachments: Vec::new(),
            seen: None,
        })
    }

    /// It is open still, and late in such a share of all cases.
    fn stay_open(&self, world: &World<'_>, late: f64, dice: &mut Dice, agenda: &mut Agenda) {
        let due = if dice.chance(late) {
            world.today.plus(-dice.between(1, 9))
        } else {
            world.today.plus(dice.between(3, 24))
        };
        if !self.open(due.max(self.opened.day(offset())), agenda) {
            return;
        }
        let mut course = Course::at(self.opened);
        if dice.chance(0.75) {
            let at = course.days_after((0.2, 3.0), dice);
            let text = dice.pick(&PROGRESS);
            agenda.happen(at, &self.owner, Event::ItemProgressed(self.step(text)));
        }
        if self.may_confer(world) && dice.chance(CONFERENCES) {
            self.confer(&mut course, dice, agenda);
        } else if dice.chance(0.08) {
            let at = course.days_after((1.0, 6.0), dice);
            let text = dice.pick(&DONE);
            agenda.happen(at, &self.owner, Event::ItemResolved(self.step(text)));
        }
    }

    fn may_confer(&self, world: &World<'_>) -> bool {
        let days_open = world.today.days_since(self.opened.day(offset()));
        self.list == List::Problem && days_open >= CONFER_AFTER_DAYS
    }

    /// It is seen to, and closed some days later.
    fn go_through(&self, world: &World<'_>, dice: &mut Dice, agenda: &mut Agenda) {
        let opened = self.opened.day(offset());
        self.open(opened.plus(dice.between(12, 30)), agenda);
        let days =
            f64::from(dice.between(2, 20)).min(f64::from(world.today.days_since(opened)) - 1.0);
        let mut course = Course::at(self.opened);
        let at = course.days_after((0.1, days * 0.3), dice);
        let text = dice.pick(&PROGRESS);
        agenda.happen(at, &self.owner, Event::ItemProgressed(self.step(text)));
        let at = course.days_after((days * 0.2, days * 0.5), dice);
        let text = dice.pick(&DONE);
        agenda.happen(at, &self.owner, Event::ItemResolved(self.step(text)));
        let at = course.after((1.0, 20.0), dice);
        agenda.happen(at, &self.opener, Event::ItemClosed(self.step("已核验。")));
    }

    /// Parties are called, come, promise, and do some of it.
    fn confer(&self, course: &mut Course, dice: &mut Dice, agenda: &mut Agenda) {
        let called = course.days_after((0.5, 2.0), dice);
        let on = called.day(offset()).plus(dice.between(0, 2));
        let first = dice.below(4) as usize;
        let parties = &PARTIES[first..first + dice.between(3, 5) as usize - 1];
        if !agenda.happen(called, &self.owner, self.call(on, parties)) {
            return;
        }
        let mut course = Course::at(moment(on, 14 * 3600 + 1800).max(called));
        for &party in parties {
            let at = course.after((0.05, 0.2), dice);
            let attended = dice.chance(0.92);
            let due = on.plus(dice.between(4, 16));
            let promise = dice.pick(&PROMISES);
            agenda.happen(
                at,
                &self.owner,
                self.answer(party, attended, promise, Some(due), false),
            );
            if dice.chance(0.6) {
                let at = Course::at(at).days_after((1.0, 8.0), dice);
                agenda.happen(
                    at,
                    &self.owner,
                    self.answer(party, attended, "已落实。", None, true),
                );
            }
        }
    }

    pub(super) fn call(&self, on: Day, parties: &[Party]) -> Event {
        Event::ConferenceCalled(Box::new(ConferenceCalled {
            item: self.id.clone(),
            on,
            parties: parties.to_vec(),
            text: String::new(),
        }))
    }

    pub(super) fn answer(
        &self,
        party: Party,
        attended: bool,
        text: &str,
        due: Option<Day>,
        fulfilled: bool,
    ) -> Event {
        Event::ConferenceAnswered(Box::new(ConferenceAnswered {
            item: self.id.clone(),
            party,
            attended,
            text: text.to_owned(),
            due,
            fulfilled,
        }))
    }
}
