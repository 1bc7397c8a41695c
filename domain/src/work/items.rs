//! Items of the three lists, and the joint conferences on problems.

use serde::{Deserialize, Serialize};

use super::{Act, Record, SubjectId, WorkError, Worth};
use crate::{
    fact::{
        Event,
        item::{ConferenceAnswered, ConferenceCalled, ItemOpened, ItemStep, List, Matter, Party},
    },
    metric::Metric,
    moment::{Day, Moment},
    tree::UnitIndex,
};

/// How long a closed problem is watched, in days.
pub const WATCH_DAYS: i32 = 90;
/// The least time that a problem that came back is given, in days.
const LEAST_TIME: i32 = 7;

/// A task, problem or rectification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// On which list.
    pub list: List,
    /// What it is about.
    pub matter: Matter,
    /// Where it is. It counts there.
    pub place: UnitIndex,
    /// The unit that opened it and agrees to its closing.
    pub opener: UnitIndex,
    /// The unit that is to see to it.
    pub owner: UnitIndex,
    /// When it was opened.
    pub opened: Day,
    /// When it was opened last: that day, or the day that it came back on.
    pub begun: Day,
    /// Until when.
    pub due: Day,
    /// How far it is.
    pub state: ItemState,
    /// Since when.
    pub since: Moment,
    /// The day of that.
    pub since_day: Day,
    /// How often it has come back.
    pub recurrences: u16,
    /// The conference on it.
    pub conference: Option<Conference>,
    /// What it comes from.
    pub from: Option<SubjectId>,
    /// The last fact about it.
    pub revision: u64,
}

/// How far an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ItemState {
    /// Nothing has been done yet.
    Open,
    /// Its owner works on it.
    Doing,
    /// Its owner says that it is done; its opener has to agree.
    Checking,
    /// Closed, and watched lest it come back.
    Watched,
    /// Closed for good.
    Closed,
}

impl ItemState {
    /// Every state, in the order in which an item goes through them.
    pub const ALL: [Self; 5] = [
        Self::Open,
        Self::Doing,
        Self::Checking,
        Self::Watched,
        Self::Closed,
    ];

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "待接办",
            Self::Doing => "办理中",
            Self::Checking => "待核验",
            Self::Watched => "观察中",
            Self::Closed => "已办结",
        }
    }

    /// Whether there is still something to do.
    pub fn is_active(self) -> bool {
        self < Self::Watched
    }
}

/// A joint conference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conference {
    /// The day of the last meeting.
    pub on: Day,
    /// How often the parties were called.
    pub times: u16,
    /// The parties.
    pub seats: Vec<Seat>,
    /// The days that they were called on.
    calls: Vec<Day>,
}

/// A party at the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// Who.
    pub party: Party,
    /// Whether it came, where that is known.
    pub attended: Option<bool>,
    /// Whether it said what it will do.
    pub promised: bool,
    /// By when.
    pub due: Option<Day>,
    /// Whether it has done it.
    pub fulfilled: bool,
}

impl Seat {
    fn new(party: Party) -> Self {
        Self {
            party,
            attended: None,
            promised: false,
            due: None,
            fulfilled: false,
        }
    }

    /// Whether it has still to do what it promised.
    pub fn is_open(&self) -> bool {
        self.promised && !self.fulfilled
    }
}

pub(super) fn check_open(opened: &ItemOpened, act: &Act<'_>) -> Result<(), WorkError> {
    let find =
        |code: &crate::unit::UnitCode| act.tree.find(code.as_str()).ok_or(WorkError::UnknownUnit);
    act.check_ahead(opened.due)?;
    let (place, owner) = (find(&opened.place)?, find(&opened.owner)?);
    if !act.is_at_or_below(place, act.unit) {
        return Err(WorkError::PlaceNotBelow);
    }
    check_owner(act, owner, place)
}

fn check_owner(act: &Act<'_>, owner: UnitIndex, place: UnitIndex) -> Result<(), WorkError> {
    if act.is_at_or_below(place, owner) || act.is_at_or_below(owner, place) {
        Ok(())
    } else {
        Err(WorkError::OwnerElsewhere)
    }
}

impl Item {
    pub(super) fn open(opened: &ItemOpened, act: &Act<'_>) -> Self {
        let find = |code: &crate::unit::UnitCode| {
            let found = act.tree.find_successor(code.as_str());
            found.unwrap_or(act.unit)
        };
        Self {
            list: opened.list,
            matter: opened.matter,
            place: find(&opened.place),
            opener: act.unit,
            owner: find(&opened.owner),
            opened: act.day,
            begun: act.day,
            due: opened.due,
            state: ItemState::Open,
            since: act.at,
            since_day: act.day,
            recurrences: 0,
            conference: None,
            from: opened.from.as_deref().map(SubjectId::new),
            revision: act.seq,
        }
    }

    pub(super) fn check(&self, event: &Event, act: &Act<'_>) -> Result<(), WorkError> {
        if event.seen().is_some_and(|seen| seen != self.revision) {
            return Err(WorkError::Changed);
        }
        let is_open = self.state.is_active();
        match event {
            Event::ItemReopened(_) if is_open => return Err(WorkError::ItemNotClosed),
            Event::ItemReopened(_) => {}
            _ if !is_open => return Err(WorkError::ItemClosed),
            _ => {}
        }
        if !self.may(event, act) {
            return Err(WorkError::NotForUnit);
        }
        match event {
            Event::ItemAssigned(assigned) => {
                assigned.due.map_or(Ok(()), |due| act.check_ahead(due))?;
                match &assigned.owner {
                    None => Ok(()),
                    Some(owner) => {
                        let owner = act.tree.find(owner.as_str());
                        check_owner(act, owner.ok_or(WorkError::UnknownUnit)?, self.place)
                    }
                }
            }
            Event::ItemResolved(step) => self.check_resolved(step),
            Event::ItemReturned(_) | Event::ItemClosed(_) if self.state != ItemState::Checking => {
                Err(WorkError::NotResolved)
            }
            Event::ItemReturned(step) if step.text.trim().is_empty() => Err(WorkError::NoRemark),
            Event::ItemClosed(_) if self.has_open_promises() => Err(WorkError::PromisesOpen),
            Event::ConferenceCalled(called) => self.check_called(called),
            Event::ConferenceAnswered(answered) => {
                let seats = self.conference.iter().flat_map(|held| &held.seats);
                let is_called = seats.into_iter().any(|seat| seat.party == answered.party);
                is_called.then_some(()).ok_or(WorkError::PartyNotCalled)
            }
            _ => Ok(()),
        }
    }

    /// Whether it is for the unit that acts.
    fn may(&self, event: &Event, act: &Act<'_>) -> bool {
        let [by_opener, by_owner, by_place] =
            [self.opener, self.owner, self.place].map(|unit| act.is_by(unit));
        match event {
            Event::ItemResolved(_) => by_owner,
            Event::ItemReturned(_) | Event::ItemClosed(_) => by_opener,
            Event::ItemAssigned(_) => by_opener || by_owner,
            _ => by_opener || by_owner || by_place,
        }
    }

    fn check_resolved(&self, step: &ItemStep) -> Result<(), WorkError> {
        if self.has_open_promises() {
            return Err(WorkError::PromisesOpen);
        }
        if step.text.trim().is_empty() && step.attachments.is_empty() {
            return Err(WorkError::NoEvidence);
        }
        Ok(())
    }

    fn check_called(&self, called: &ConferenceCalled) -> Result<(), WorkError> {
        if self.list != List::Problem {
            return Err(WorkError::NotAProblem);
        }
        if called.parties.is_empty() {
            return Err(WorkError::NoParty);
        }
        Ok(())
    }

    /// Whether a party has still to do what it promised.
    pub fn has_open_promises(&self) -> bool {
        self.open_promises() > 0
    }

    fn open_promises(&self) -> i64 {
        let seats = self.conference.iter().flat_map(|held| &held.seats);
        seats.filter(|seat| seat.is_open()).count() as i64
    }

    pub(super) fn apply(&mut self, event: &Event, act: &Act<'_>) {
        self.revision = act.seq;
        match event {
            Event::ItemAssigned(assigned) => {
                let owner = assigned.owner.as_ref();
                let owner = owner.and_then(|owner| act.tree.find(owner.as_str()));
                self.owner = owner.unwrap_or(self.owner);
                self.due = assigned.due.unwrap_or(self.due);
            }
            Event::ItemProgressed(_) | Event::ItemReturned(_) => self.turn(ItemState::Doing, act),
            Event::ItemResolved(_) => self.turn(ItemState::Checking, act),
            Event::ItemClosed(_) if self.list == List::Problem => {
                self.turn(ItemState::Watched, act);
                // Told late, it may have been watched long enough already.
                self.begin_day(act.calendar.today);
            }
            Event::ItemClosed(_) => self.turn(ItemState::Closed, act),
            Event::ItemReopened(_) => self.reopen(act),
            Event::ConferenceCalled(called) => self.call(called, act),
            Event::ConferenceAnswered(answered) => self.answer(answered),
            _ => {}
        }
    }

    fn turn(&mut self, state: ItemState, act: &Act<'_>) {
        if self.state != state {
            self.state = state;
            self.since = act.at;
            self.since_day = act.day;
        }
    }

    /// It came back: it is given as much time as at first.
    fn reopen(&mut self, act: &Act<'_>) {
        let time = self.due.days_since(self.begun).max(LEAST_TIME);
        self.begun = act.day;
        self.due = act.day.plus(time);
        self.recurrences = self.recurrences.saturating_add(1);
        self.turn(ItemState::Doing, act);
    }

    fn call(&mut self, called: &ConferenceCalled, act: &Act<'_>) {
        let (times, mut seats, mut calls) = match self.conference.take() {
            Some(held) => (held.times, held.seats, held.calls),
            None => (0, Vec::new(), Vec::new()),
        };
        calls.push(act.day);
        seats.retain(Seat::is_open);
        for &party in &called.parties {
            if seats.iter().all(|seat| seat.party != party) {
                seats.push(Seat::new(party));
            }
        }
        self.conference = Some(Conference {
            on: called.on,
            times: times.saturating_add(1),
            seats,
            calls,
        });
        if self.state == ItemState::Open {
            self.turn(ItemState::Doing, act);
        }
    }

    fn answer(&mut self, answered: &ConferenceAnswered) {
        let seats = self.conference.iter_mut().flat_map(|held| &mut held.seats);
        let mut seats = seats.filter(|seat| seat.party == answered.party);
        if let Some(seat) = seats.next() {
            seat.attended = Some(answered.attended);
            seat.promised |= !answered.text.trim().is_empty();
            seat.due = answered.due.or(seat.due);
            seat.fulfilled = answered.fulfilled;
        }
    }

    /// Watching ends by itself.
    pub(super) fn begin_day(&mut self, today: Day) {
        if self.state == ItemState::Watched && today.days_since(self.since_day) > WATCH_DAYS {
            self.state = ItemState::Closed;
        }
    }
}

/// Open, overdue, and how long ago it was opened, of a list.
fn list_metrics(list: List) -> [Metric; 6] {
    match list {
        List::Task => [
            Metric::ITEM_TASK_OPEN,
            Metric::ITEM_TASK_OVERDUE,
            Metric::ITEM_TASK_AGE_7,
            Metric::ITEM_TASK_AGE_15,
            Metric::ITEM_TASK_AGE_30,
            Metric::ITEM_TASK_AGE_OVER,
        ],
        List::Problem => [
            Metric::ITEM_PROBLEM_OPEN,
            Metric::ITEM_PROBLEM_OVERDUE,
            Metric::ITEM_PROBLEM_AGE_7,
            Metric::ITEM_PROBLEM_AGE_15,
            Metric::ITEM_PROBLEM_AGE_30,
            Metric::ITEM_PROBLEM_AGE_OVER,
        ],
        List::Rectification => [
            Metric::ITEM_RECTIFICATION_OPEN,
            Metric::ITEM_RECTIFICATION_OVERDUE,
            Metric::ITEM_RECTIFICATION_AGE_7,
            Metric::ITEM_RECTIFICATION_AGE_15,
            Metric::ITEM_RECTIFICATION_AGE_30,
            Metric::ITEM_RECTIFICATION_AGE_OVER,
        ],
    }
}

impl Record for Item {
    fn worth(&self, worth: &Worth<'_>, count: &mut dyn FnMut(UnitIndex, Metric, i64)) {
        let calendar = worth.calendar;
        let mut add = |metric, amount| count(self.place, metric, amount);
        if self.list == List::Task && calendar.is_this_year(self.opened) {
            add(Metric::TASK_YEAR_OPENED, 1);
            if !self.state.is_active() {
                add(Metric::TASK_YEAR_CLOSED, 1);
            }
        }
        let calls = self.conference.iter().flat_map(|held| &held.calls);
        let calls = calls.filter(|day| calendar.is_this_quarter(**day));
        add(Metric::CONFERENCE_CALLED, calls.count() as i64);
        if self.state == ItemState::Watched {
            add(Metric::ITEM_WATCHED, 1);
        }
        if !self.state.is_active() {
            return;
        }
        let [open, overdue, week, fortnight, month, longer] = list_metrics(self.list);
        add(open, 1);
        if self.due < calendar.today {
            add(overdue, 1);
        }
        let age = match calendar.today.days_since(self.begun) {
            ..=7 => week,
            8..=15 => fortnight,
            16..=30 => month,
            31.. => longer,
        };
        add(age, 1);
        if self.list == List::Problem && self.recurrences > 0 {
            add(Metric::ITEM_RECURRED, 1);
        }
        add(Metric::ITEM_UNFULFILLED, self.open_promises());
    }
}
