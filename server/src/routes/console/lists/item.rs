//! One item: its record, its history, and what may be done about it.

use liandong_app::console::{
    ConferenceView, ItemActs, ItemPage, Linked, May, SeatView, Turn, TurnKind, encoded,
};
use liandong_domain::{
    aggregate::Aggregate,
    fact::{
        Event,
        item::{ConferenceAnswered, ConferenceCalled, ItemAssigned, ItemStep, List, Party},
    },
    moment::{Day, Moment, UtcOffset},
    tree::UnitIndex,
    work::{Conference, Item, ItemState},
};

use super::super::acts::{Hands, WRITTEN, openings, title, told};
use crate::{
    Application,
    access::{Role, Staff},
    error::AppError,
    parties,
    search::step,
    store::Entry,
    work::Scope,
};

/// The most that is told of what was done.
const MOST_TOLD: usize = 30;

/// What is known of an item without the log.
struct Standing {
    item: Item,
    place: String,
    links: Vec<(&'static str, String)>,
}

/// An item, as an account sees it.
///
/// # Errors
/// No such item for this account, or the store failed.
pub(super) async fn item(
    application: &Application,
    staff: &Staff,
    id: &str,
) -> Result<ItemPage, AppError> {
    let standing = standing(application, staff, id)?;
    let history = application.store.history(id).await?;
    let ids: Vec<&str> = standing.links.iter().map(|(_, id)| id.as_str()).collect();
    let titles = openings(application, &ids).await?;
    let linked = standing.links.iter().map(|(how, id)| {
        let event = titles.get(id);
        let is_deployment = matches!(event, Some(Event::DeploymentIssued(_)));
        let address = match event {
            Some(Event::LogSubmitted(_)) => format!("/console/logs/{}", encoded(id)),
            _ if is_deployment => format!("/console/deployments/{}", encoded(id)),
            _ => format!("/console/lists?item={}", encoded(id)),
        };
        Linked {
            how,
            address,
            title: event.and_then(title).unwrap_or("日志").to_owned(),
        }
    });
    let linked = linked.collect();
    let parties = parties::of(application, &standing.place).await?;
    let aggregate = application.engine.read();
    page(
        &aggregate,
        staff,
        (id, &standing.item),
        &history,
        (linked, parties),
    )
    .ok_or_else(|| AppError::unknown("清单事项"))
}

fn standing(application: &Application, staff: &Staff, id: &str) -> Result<Standing, AppError> {
    let aggregate = application.engine.read();
    let (tree, items) = (aggregate.tree(), aggregate.work().items());
    let own = staff.account.unit.as_str();
    let scope = Scope::of(&aggregate, own).ok_or_else(|| AppError::unknown_unit(own))?;
    let item = items.get(id).filter(|item| scope.sees_item(item));
    let item = item.ok_or_else(|| AppError::unknown("清单事项"))?;
    let from = item.from.iter().map(|from| ("来自", from.to_string()));
    let followed = items
        .iter()
        .filter(|(_, other)| other.from.as_deref() == Some(id) && scope.sees_item(other));
    let followed = followed.map(|(id, other)| {
        let how = match other.list {
            List::Rectification => "已转整改",
            List::Task | List::Problem => "另立",
        };
        (how, id.to_string())
    });
    Ok(Standing {
        item: item.clone(),
        place: tree.node(tree.standing(item.place)).code.to_string(),
        links: from.chain(followed).collect(),
    })
}

fn page(
    aggregate: &Aggregate,
    staff: &Staff,
    (id, item): (&str, &Item),
    history: &[Entry],
    (linked, parties): (Vec<Linked>, Vec<Party>),
) -> Option<ItemPage> {
    let tree = aggregate.tree();
    let own = tree.find_successor(staff.account.unit.as_str())?;
    let at = |unit: UnitIndex| step(tree, tree.standing(unit));
    let Event::ItemOpened(opened) = &history.first()?.fact.event else {
        return None;
    };
    Some(ItemPage {
        id: id.to_owned(),
        list: item.list,
        matter: item.matter,
        title: opened.title.clone(),
        text: opened.text.clone(),
        files: opened.attachments.clone(),
        place: at(item.place),
        opener: at(item.opener),
        owner: at(item.owner),
        own: step(tree, own),
        opened: item.opened,
        due: item.due,
        state: item.state,
        since: item.since_day,
        recurrences: item.recurrences,
        revision: item.revision,
        turns: turns(history, item.state, (aggregate.today(), aggregate.offset())),
        conference: item
            .conference
            .as_ref()
            .map(|held| conference(held, history)),
        told: told(tree, history, MOST_TOLD),
        linked,
        acts: acts(&Hands::new(aggregate, staff), id, item, own),
        parties,
    })
}

/// When it was there and when it was gone.
fn turns(history: &[Entry], state: ItemState, (today, offset): (Day, UtcOffset)) -> Vec<Turn> {
    let mut times = 0;
    let day = |at: Moment| at.day(offset);
    let turns = history.iter().filter_map(|entry| {
        let kind = match &entry.fact.event {
            Event::ItemOpened(_) => TurnKind::Reported,
            Event::ItemClosed(_) => TurnKind::Closed,
            Event::ItemReopened(_) => {
                times += 1;
                TurnKind::Back(times)
            }
            _ => return None,
        };
        let day = day(entry.fact.at);
        Some(Turn { day, kind })
    });
    let mut turns: Vec<Turn> = turns.collect();
    turns.push(Turn {
        day: today,
        kind: TurnKind::Now(state),
    });
    turns
}

fn conference(held: &Conference, history: &[Entry]) -> ConferenceView {
    let said = |party: Party| {
        let answers = history
            .iter()
            .rev()
            .filter_map(|entry| match &entry.fact.event {
                Event::ConferenceAnswered(answered) => Some(answered),
                _ => None,
            });
        let mut texts = answers
            .filter(|answered| answered.party == party)
            .map(|answered| answered.text.as_str());
        texts.find(|text| !text.trim().is_empty())
    };
    let seats = held.seats.iter().map(|seat| SeatView {
        party: seat.party,
        text: said(seat.party)
            .filter(|_| seat.promised)
            .unwrap_or_default()
            .to_owned(),
        due: seat.due,
        attended: seat.attended,
        promised: seat.promised,
        fulfilled: seat.fulfilled,
    });
    ConferenceView {
        on: held.on,
        times: held.times,
        seats: seats.collect(),
    }
}

/// What may be done now: each act is tried on the rules.
fn acts(hands: &Hands<'_>, id: &str, item: &Item, own: UnitIndex) -> ItemActs {
    let units = [own, item.owner, item.opener, item.place];
    let step = || {
        Box::new(ItemStep {
            item: id.to_owned(),
            text: WRITTEN.to_owned(),
            attachments: Vec::new(),
            seen: None,
        })
    };
    let assigned = Box::new(ItemAssigned {
        item: id.to_owned(),
        owner: None,
        due: None,
        text: String::new(),
        seen: None,
    });
    let called = Box::new(ConferenceCalled {
        item: id.to_owned(),
        on: item.due,
        parties: vec![Party::Community],
        text: String::new(),
    });
    let seats = item.conference.iter().flat_map(|held| &held.seats);
    let answer = seats.map(|seat| seat.party).next().map(|party| {
        let answered = ConferenceAnswered {
            item: id.to_owned(),
            party,
            attended: true,
            text: String::new(),
            due: None,
            fulfilled: false,
        };
        let event = Event::ConferenceAnswered(Box::new(answered));
        hands.may(Role::Clerk, &units, &event)
    });
    let progress = hands.may(Role::Clerk, &units, &Event::ItemProgressed(step()));
    let may_rectify = item.list == List::Problem && progress.unit().is_some();
    ItemActs {
        rectify: if may_rectify {
            progress.clone()
        } else {
            May::Never
        },
        progress,
        resolve: hands.may(Role::Clerk, &units, &Event::ItemResolved(step())),
        // There is nothing to send back before something is handed in.
        send_back: match hands.may(Role::Manager, &units, &Event::ItemReturned(step())) {
            May::Later(_) => May::Never,
            may => may,
        },
        close: hands.may(Role::Manager, &units, &Event::ItemClosed(step())),
        reopen: hands.may(Role::Clerk, &units, &Event::ItemReopened(step())),
        assign: hands.may(Role::Manager, &units, &Event::ItemAssigned(assigned)),
        call: hands.may(Role::Manager, &units, &Event::ConferenceCalled(called)),
        answer: answer.unwrap_or(May::Never),
    }
}
