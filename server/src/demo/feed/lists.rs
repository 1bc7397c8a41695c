//! The feed's part in the three lists and their conferences.

use liandong_domain::{
    aggregate::Aggregate,
    fact::{
        Event,
        item::{ConferenceAnswered, ConferenceCalled, ItemOpened, ItemStep, List, Party},
    },
    moment::Day,
    tree::{Tree, UnitIndex},
    unit::UnitKind,
    work::{Item, Seat, SubjectId},
};

use super::{
    Happening,
    act::Act,
    places::{above, code},
};
use crate::demo::{
    dice::{Dice, hash},
    work::words::{self, DONE, PROGRESS, PROMISES},
};

/// Lists, in per cent of what is opened.
const LISTS: [(List, u32); 3] = [
    (List::Task, 64),
    (List::Problem, 26),
    (List::Rectification, 10),
];

/// Something is opened in a street.
pub(super) fn open(
    tree: &Tree,
    street: UnitIndex,
    today: Day,
    dice: &mut Dice,
) -> Option<Happening> {
    let communities: Vec<UnitIndex> = tree
        .below(street)
        .into_iter()
        .filter(|&unit| tree.node(unit).kind == UnitKind::Community)
        .collect();
    let community = *dice.pick_of(&communities)?;
    let list = dice.weighted(&LISTS);
    let (matter, title) = dice.pick(words::items(list));
    let (opener, owner) = match list {
        List::Problem if dice.chance(0.6) => (community, street),
        List::Problem => (community, community),
        _ if dice.chance(0.3) => (above(tree, street, UnitKind::District)?, community),
        _ => (street, community),
    };
    let event = ItemOpened {
        list,
        matter,
        title: title.to_owned(),
        text: String::new(),
        place: code(tree, community),
        owner: code(tree, owner),
        due: today.plus(dice.between(7, 26)),
        from: None,
        attachments: Vec::new(),
    };
    Some((code(tree, opener), Event::ItemOpened(Box::new(event))))
}

/// Goes on with an item.
pub(super) fn go_on(
    act: Act,
    subject: &SubjectId,
    aggregate: &Aggregate,
    today: Day,
    dice: &mut Dice,
) -> Option<Happening> {
    let item = aggregate.work().items().get(subject)?;
    let by = |unit: UnitIndex| code(aggregate.tree(), unit);
    let step = |text: &str| {
        Box::new(ItemStep {
            item: subject.to_string(),
            text: text.to_owned(),
            attachments: Vec::new(),
            seen: None,
        })
    };
    Some(match act {
        Act::WorkOnItem => (
            by(item.owner),
            Event::ItemProgressed(step(dice.pick(&PROGRESS))),
        ),
        Act::ResolveItem => {
            // Most of what is late stays so for a while.
            let late = today.days_since(item.due);
            let is_slow = !hash(subject, 0).is_multiple_of(4);
            if is_slow && (1..12).contains(&late) {
                return None;
            }
            (by(item.owner), Event::ItemResolved(step(dice.pick(&DONE))))
        }
        Act::CloseItem if dice.chance(0.07) => (
            by(item.opener),
            Event::ItemReturned(step("请补充现场情况后再报。")),
        ),
        Act::CloseItem => (by(item.opener), Event::ItemClosed(step("已核验。"))),
        Act::ReopenItem => (
            by(item.place),
            Event::ItemReopened(step("巡查发现又有反复。")),
        ),
        Act::Confer if item.list == List::Problem => {
            let parties = [
                Party::Community,
                Party::PropertyManager,
                Party::UrbanManagement,
                Party::Police,
            ];
            let event = ConferenceCalled {
                item: subject.to_string(),
                on: today,
                parties: parties[..dice.between(3, 4) as usize].to_vec(),
                text: String::new(),
            };
            (by(item.owner), Event::ConferenceCalled(Box::new(event)))
        }
        Act::Answer => (by(item.owner), answer(subject, item, today, dice)?),
        _ => return None,
    })
}

/// The next party says what it will do, or that it has done it.
fn answer(subject: &SubjectId, item: &Item, today: Day, dice: &mut Dice) -> Option<Event> {
    let held = item.conference.as_ref().filter(|held| held.on <= today)?;
    let waits =
        |seat: &&Seat| !seat.promised || seat.is_open() && seat.due.is_none_or(|due| due <= today);
    let seat = held.seats.iter().find(waits)?;
    let text = if seat.promised {
        "已落实。"
    } else {
        dice.pick(&PROMISES)
    };
    Some(Event::ConferenceAnswered(Box::new(ConferenceAnswered {
        item: subject.to_string(),
        party: seat.party,
        attended: seat.attended.unwrap_or(true),
        text: text.to_owned(),
        due: seat.due.is_none().then(|| today.plus(dice.between(4, 14))),
        fulfilled: seat.promised,
    })))
}
