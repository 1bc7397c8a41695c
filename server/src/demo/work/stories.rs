//! Some problems that are told from beginning to end, at the units that such things are known of: a stall
//! that comes back, parties at one table, a school gate.

use liandong_domain::{
    fact::{
        Event,
        item::{List, Matter, Party},
    },
    moment::Moment,
    unit::UnitCode,
};

use super::{
    World,
    lists::Item,
    places::{District, Street},
    words::{DONE, PROGRESS, PROMISES},
};
use crate::demo::{agenda::Agenda, moment};

use Party::{
    Agent, Community, Employer, Grid, Housing, Police, PropertyManager, School, UrbanManagement,
};

/// A problem and what became of it. Days are counted back from today.
struct Story {
    street: &'static str,
    /// Where it is; the street itself where none is named.
    community: Option<&'static str>,
    matter: Matter,
    title: &'static str,
    opened: i32,
    /// When it was closed, and when it came back.
    returns: &'static [(i32, i32)],
    /// When the parties met, and how many of them have done what they said.
    conference: Option<(i32, &'static [Party], usize)>,
    /// When it was closed for the time being.
    closed: Option<i32>,
}

const STORIES: [Story; 6] = [
    Story {
        street: "310104011",
        community: None,
        matter: Matter::StreetVending,
        title: "夜间占道设摊",
        opened: 58,
        returns: &[(44, 33), (22, 9)],
        conference: Some((
            4,
            &[
                PropertyManager,
                UrbanManagement,
                Police,
                Housing,
                Agent,
                Grid,
            ],
            4,
        )),
        closed: None,
    },
    Story {
        street: "310109009",
        community: None,
        matter: Matter::Noise,
        title: "弄口噪声扰民，积存多年",
        opened: 36,
        returns: &[],
        conference: Some((
            6,
            &[
                Community,
                PropertyManager,
                UrbanManagement,
                Police,
                Housing,
                Agent,
            ],
            5,
        )),
        closed: None,
    },
    Story {
        street: "310101022",
        community: None,
        matter: Matter::StreetVending,
        title: "路口设摊，集中整治后转入常态管理",
        opened: 52,
        returns: &[(40, 27)],
        conference: Some((24, &[UrbanManagement, Police, Grid, Employer], 4)),
        closed: Some(12),
    },
    Story {
        street: "310115013",
        community: None,
        matter: Matter::SchoolGate,
        title: "校门口上下学拥堵",
        opened: 33,
        returns: &[],
        conference: Some((26, &[School, Police, Community, Employer], 4)),
        closed: Some(3),
    },
    Story {
        street: "310115013",
        community: None,
        matter: Matter::StreetVending,
        title: "马路集市占道",
        opened: 19,
        returns: &[],
        conference: Some((8, &[UrbanManagement, Police, Employer, Community, Grid], 3)),
        closed: None,
    },
    Story {
        street: "310105001",
        community: Some("310105001020"),
        matter: Matter::Lift,
        title: "加装电梯意见不一",
        opened: 24,
        returns: &[],
        conference: Some((7, &[Community, PropertyManager, Party::Owners, Housing], 2)),
        closed: None,
    },
];

pub(super) fn lay_out(world: &World<'_>, agenda: &mut Agenda) {
    for (district, street) in world.places.streets() {
        let stories = STORIES.iter().enumerate();
        for (number, story) in stories.filter(|(_, story)| story.street == street.code.as_str()) {
            story.tell(number, (district, street), world, agenda);
        }
    }
}

impl Story {
    fn tell(
        &self,
        number: usize,
        (_, street): (&District, &Street),
        world: &World<'_>,
        agenda: &mut Agenda,
    ) {
        let known = |code: &str| {
            street
                .communities
                .iter()
                .find(|one| one.code.as_str() == code)
        };
        let place: &UnitCode = match self.community.and_then(known) {
            Some(community) => &community.code,
            None => &street.code,
        };
        let at = |days_ago: i32, hour: u32| moment(world.today.plus(-days_ago), hour * 3600 + 900);
        let item = Item {
            id: format!("demo-i-story-{}", number + 1),
            list: List::Problem,
            matter: self.matter,
            title: self.title,
            place: place.clone(),
            opener: place.clone(),
            owner: street.code.clone(),
            opened: at(self.opened, 9),
        };
        item.open(world.today.plus(20 - self.opened), agenda);
        let doing = Event::ItemProgressed(item.step(PROGRESS[2]));
        agenda.happen(at(self.opened - 1, 10), &item.owner, doing);
        for &(closed, back) in self.returns {
            close(&item, at, closed, agenda);
            let step = item.step("夜间巡查发现又有反复。");
            agenda.happen(at(back, 9), place, Event::ItemReopened(step));
        }
        if let Some((on, parties, kept)) = self.conference {
            let called = item.call(world.today.plus(-on), parties);
            agenda.happen(at(on + 2, 11), &item.owner, called);
            for (seat, &party) in parties.iter().enumerate() {
                let due = world.today.plus(7 - on + seat as i32);
                let promise = PROMISES[seat % PROMISES.len()];
                let answer = item.answer(party, true, promise, Some(due), false);
                agenda.happen(at(on, 14), &item.owner, answer);
            }
            for (seat, &party) in parties.iter().take(kept).enumerate() {
                let day = (on - 1 - seat as i32 % 3).max(1);
                let answer = item.answer(party, true, "已落实。", None, true);
                agenda.happen(at(day, 15), &item.owner, answer);
            }
        }
        if let Some(closed) = self.closed {
            close(&item, at, closed, agenda);
        }
    }
}

fn close(item: &Item, at: impl Fn(i32, u32) -> Moment, days_ago: i32, agenda: &mut Agenda) {
    let resolved = Event::ItemResolved(item.step(DONE[4]));
    agenda.happen(at(days_ago, 10), &item.owner, resolved);
    let closed = Event::ItemClosed(item.step("已核验，转入观察。"));
    agenda.happen(at(days_ago, 16), &item.opener, closed);
}
