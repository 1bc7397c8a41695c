//! 清单: tasks, problems and rectifications as a board or a table, one of them opened beside.

use leptos::{either::Either, prelude::*};
use liandong_domain::{
    fact::item::List,
    frame::PathStep,
    moment::{Day, UtcOffset},
    unit::UnitKind,
    work::ItemState,
};

use super::{acts, registries::trail};

mod board;
mod conference;
mod course;
mod drawer;
mod filters;
mod new;
mod parties;

pub use conference::{ConferenceView, SeatView};
pub use course::{Turn, TurnKind};
pub use drawer::{ItemActs, ItemPage, Linked};
pub use new::{NewItem, NewItemPage};
pub use parties::PartiesForm;

/// What the page needs.
pub struct ListsPage {
    /// The unit whose items are shown, with those below it.
    pub unit: PathStep,
    /// From the account's own unit down to it.
    pub path: Vec<PathStep>,
    /// What each list holds.
    pub tabs: Vec<Tab>,
    /// What is asked for.
    pub filter: Filter,
    /// The levels that owners may be of.
    pub levels: Vec<UnitKind>,
    /// The items, by state.
    pub columns: Vec<Column>,
    /// The page of the table, where it is one.
    pub rows: Option<Rows>,
    /// The item that is looked at.
    pub open: Option<Box<ItemPage>>,
    /// The parties that are called to a conference by default, where they may be set.
    pub parties: Option<PartiesForm>,
    /// Whether the account may open items.
    pub writes: bool,
    /// The day.
    pub today: Day,
}

/// One of the three lists.
pub struct Tab {
    /// Which.
    pub list: List,
    /// How many items are not closed.
    pub open: usize,
    /// How many of them are late.
    pub overdue: usize,
}

/// Which items are shown, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Those at or below this unit.
    pub unit: String,
    /// Of which list.
    pub list: List,
    /// Whether as a table.
    pub table: bool,
    /// Whose owner is of this level.
    pub level: Option<UnitKind>,
    /// In this state only.
    pub state: Option<ItemState>,
    /// Late ones only.
    pub overdue: bool,
    /// Those that the account's own unit opened or owns.
    pub mine: bool,
}

/// The items of a state.
pub struct Column {
    /// Which.
    pub state: ItemState,
    /// How many there are.
    pub count: usize,
    /// The first of them.
    pub cards: Vec<Card>,
}

/// A page of the table.
pub struct Rows {
    /// Its items.
    pub cards: Vec<Card>,
    /// Which page, from 0.
    pub page: usize,
    /// How many items there are in all.
    pub count: usize,
    /// Items of a page.
    pub size: usize,
}

/// An item in short.
pub struct Card {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Where it is.
    pub place: String,
    /// The unit that sees to it.
    pub owner: String,
    /// That unit's level.
    pub level: &'static str,
    /// How far it is.
    pub state: ItemState,
    /// Until when.
    pub due: Day,
    /// By how many days it is late.
    pub overdue: i32,
    /// How often it has come back.
    pub recurrences: u16,
    /// How many parties sit at the conference on it.
    pub parties: usize,
}

impl ListsPage {
    pub(super) fn ways(&self) -> Vec<(String, String)> {
        let way = format!(
            "/console/lists/new?list={}&unit={}",
            self.filter.list.key(),
            self.unit.code
        );
        let way = (way, "＋ 新增".to_owned());
        self.writes.then_some(way).into_iter().collect()
    }
}

impl Filter {
    /// The address of what the filter shows.
    pub fn address(&self) -> String {
        self.with(&[])
    }

    /// The same, with more said.
    pub fn with(&self, more: &[(&str, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("unit", &self.unit);
        query.append_pair("list", self.list.key());
        if self.table {
            query.append_pair("view", "table");
        }
        if let Some(level) = self.level {
            query.append_pair("level", level.key());
        }
        if let Some(state) = self.state {
            query.append_pair("state", state_key(state));
        }
        for (name, set) in [("overdue", self.overdue), ("mine", self.mine)] {
            if set {
                query.append_pair(name, "true");
            }
        }
        for (name, value) in more {
            query.append_pair(name, value);
        }
        format!("/console/lists?{}", query.finish())
    }
}

/// The key of a state in an address.
pub fn state_key(state: ItemState) -> &'static str {
    match state {
        ItemState::Open => "open",
        ItemState::Doing => "doing",
        ItemState::Checking => "checking",
        ItemState::Watched => "watched",
        ItemState::Closed => "closed",
    }
}

/// The page.
#[component]
pub fn Lists(
    /// What it needs.
    page: ListsPage,
    /// Where days begin.
    offset: UtcOffset,
) -> impl IntoView {
    let ListsPage {
        unit,
        path,
        tabs,
        filter,
        levels,
        columns,
        rows,
        open,
        parties,
        writes,
        today,
    } = page;
    let trail = (path.len() > 1).then(|| trail(None, &path, "/console/lists"));
    let open_id = open.as_ref().map(|item| item.id.clone());
    let empty = rows.is_none() && columns.iter().all(|column| column.count == 0);
    let body = match rows {
        Some(rows) => Either::Right(board::table(rows, &filter, open_id.as_deref(), today)),
        None => Either::Left(board::board(columns, &filter, open_id.as_deref(), today)),
    };
    let empty = empty.then(|| {
        let way = writes.then_some(" 可以从右上角“新增”。");
        view! { <p class="empty">"没有符合条件的事项。" {way}</p> }
    });
    let drawer = open.map(|item| {
        let close = filter.address();
        view! { <drawer::Drawer item=*item close offset today /> }
    });
    let parties = parties.map(|form| view! { <parties::Parties form /> });
    view! {
        <div class="lists" data-drawer=open_id.is_some()>
            <div class="lists-main">
                {trail}
                {filters::tab_bar(tabs, &filter)}
                {filters::filters(&filter, levels, &unit)}
                {empty}
                {body}
                {parties}
            </div>
            {drawer}
        </div>
        <script type="module" src="/act.js"></script>
    }
}

/// The mark of what came back.
pub(super) fn recurrence(times: u16) -> impl IntoView {
    (times > 0).then(|| {
        view! {
            <span class="back">
                <span aria-hidden="true">"↻ "</span>
                "第 " {times} " 次回潮"
            </span>
        }
    })
}

pub(super) use acts::day;
