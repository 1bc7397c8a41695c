//! Items of the three lists.

use liandong_domain::{
    fact::item::{List, Matter, Party},
    moment::{Day, Moment, iso_day, iso_day_or_none},
    work::{Conference, Item, ItemState},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Order, Page, Scope, Texts, UnitName, names::asked, page::page};
use crate::{
    error::AppError,
    store::{SqliteStore, StoreError},
};

/// Which items are wanted.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct ItemQuery {
    /// Only those on this list.
    pub list: Option<List>,
    /// Only those in this state.
    #[param(inline)]
    pub state: Option<ItemFilter>,
    /// Only those on this matter.
    pub matter: Option<Matter>,
    /// Only those that this unit is to see to.
    pub owner: Option<String>,
    /// Only those at this unit.
    pub place: Option<String>,
    /// Only those whose day is over, or is not.
    pub overdue: Option<bool>,
    /// Only those with a conference, or without.
    pub conference: Option<bool>,
    /// In which order.
    #[param(inline)]
    pub order: Order,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// At most so many.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<usize>,
}

/// States of items that are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ItemFilter {
    /// There is still something to do.
    Active,
    /// Nothing has been done yet.
    Open,
    /// Its owner works on it.
    Doing,
    /// Its opener has to agree.
    Checking,
    /// Closed, and watched.
    Watched,
    /// Closed for good.
    Closed,
}

impl ItemFilter {
    fn takes(self, state: ItemState) -> bool {
        match self {
            Self::Active => state.is_active(),
            Self::Open => state == ItemState::Open,
            Self::Doing => state == ItemState::Doing,
            Self::Checking => state == ItemState::Checking,
            Self::Watched => state == ItemState::Watched,
            Self::Closed => state == ItemState::Closed,
        }
    }
}

/// An item, as staff see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Item)]
pub struct ItemRow {
    /// Its id.
    pub id: String,
    /// On which list.
    pub list: List,
    /// What it is about, in a word.
    pub matter: Matter,
    /// What it is about, in a line.
    pub title: String,
    /// Where it is.
    pub place: UnitName,
    /// Which unit is to see to it.
    pub owner: UnitName,
    /// Which unit opened it and agrees to its closing.
    pub opener: UnitName,
    /// How far it is.
    pub state: ItemState,
    /// Since when.
    pub since: Moment,
    /// When it was opened.
    #[serde(with = "iso_day")]
    #[schema(value_type = String, format = Date)]
    pub opened: Day,
    /// Until when.
    #[serde(with = "iso_day")]
    #[schema(value_type = String, format = Date)]
    pub due: Day,
    /// Whether that day is over and it is not done.
    pub overdue: bool,
    /// How often it has come back.
    pub recurrences: u16,
    /// The conference on it.
    pub conference: Option<ConferenceRow>,
    /// What it comes from.
    pub from: Option<String>,
    /// The last fact about it: the `seen` of the next act.
    pub revision: u64,
}

/// A joint conference, as staff see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Conference)]
pub struct ConferenceRow {
    /// The day of the last meeting.
    #[serde(with = "iso_day")]
    #[schema(value_type = String, format = Date)]
    pub on: Day,
    /// How often the parties were called.
    pub times: u16,
    /// The parties.
    pub seats: Vec<SeatRow>,
}

/// A party at the table.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Seat)]
pub struct SeatRow {
    /// Who.
    pub party: Party,
    /// Whether it came, where that is known.
    pub attended: Option<bool>,
    /// Whether it said what it will do.
    pub promised: bool,
    /// By when.
    #[serde(with = "iso_day_or_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub due: Option<Day>,
    /// Whether it has done it.
    pub fulfilled: bool,
}

/// A page of the items that a subtree may see, without their titles.
///
/// # Errors
/// A unit, cursor or number of rows that cannot be.
pub fn list(scope: &Scope<'_>, query: &ItemQuery) -> Result<Page<ItemRow>, AppError> {
    let today = scope.aggregate().today();
    let tree = scope.aggregate().tree();
    let owner = asked(scope, query.owner.as_deref())?;
    let place = asked(scope, query.place.as_deref())?;
    let found = scope.work().items().iter().filter(|(_, item)| {
        query.list.is_none_or(|list| item.list == list)
            && query.state.is_none_or(|state| state.takes(item.state))
            && query.matter.is_none_or(|matter| item.matter == matter)
            && query
                .overdue
                .is_none_or(|overdue| is_overdue(item, today) == overdue)
            && query
                .conference
                .is_none_or(|wanted| item.conference.is_some() == wanted)
            && owner.is_none_or(|owner| tree.standing(item.owner) == owner)
            && place.is_none_or(|place| tree.standing(item.place) == place)
            && scope.sees_item(item)
    });
    let key = |item: &Item| match query.order {
        Order::Due => item.due.days_since_epoch().into(),
        Order::Oldest => item.since.0,
        Order::Newest => -item.since.0,
    };
    let page = page(found, key, (query.after.as_deref(), query.limit))?;
    Ok(page.map(|(id, item)| row(scope, id, item)))
}

/// One item that a subtree may see.
pub fn one(scope: &Scope<'_>, id: &str) -> Option<ItemRow> {
    let item = scope.work().items().get(id);
    let item = item.filter(|item| scope.sees_item(item))?;
    Some(row(scope, id, item))
}

/// Fills in the titles.
///
/// # Errors
/// The store failed.
pub async fn with_titles(store: &SqliteStore, rows: &mut [ItemRow]) -> Result<(), StoreError> {
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let texts = Texts::of(store, &ids).await?;
    for row in rows {
        row.title = texts.title(&row.id);
    }
    Ok(())
}

fn is_overdue(item: &Item, today: Day) -> bool {
    item.state.is_active() && item.due < today
}

fn row(scope: &Scope<'_>, id: &str, item: &Item) -> ItemRow {
    let aggregate = scope.aggregate();
    let name = |unit| UnitName::of(aggregate.tree(), unit);
    ItemRow {
        id: id.to_owned(),
        list: item.list,
        matter: item.matter,
        title: String::new(),
        place: name(item.place),
        owner: name(item.owner),
        opener: name(item.opener),
        state: item.state,
        since: item.since,
        opened: item.opened,
        due: item.due,
        overdue: is_overdue(item, aggregate.today()),
        recurrences: item.recurrences,
        conference: item.conference.as_ref().map(conference),
        from: item.from.as_ref().map(ToString::to_string),
        revision: item.revision,
    }
}

fn conference(held: &Conference) -> ConferenceRow {
    let seats = held.seats.iter().map(|seat| SeatRow {
        party: seat.party,
        attended: seat.attended,
        promised: seat.promised,
        due: seat.due,
        fulfilled: seat.fulfilled,
    });
    ConferenceRow {
        on: held.on,
        times: held.times,
        seats: seats.collect(),
    }
}
