//! `/console/lists`: the three lists, and one item beside them.

use std::{collections::BTreeSet, sync::Arc};

use axum::{extract::State, response::Response};
use liandong_app::console::{
    Card, Filter, ListsPage, Page, PartiesForm, Rows, StateColumn, Tab, state_key,
};
use liandong_domain::{
    aggregate::Aggregate,
    fact::item::List,
    moment::Day,
    tree::{Tree, UnitIndex},
    unit::UnitKind,
    work::{Item, ItemState, SubjectId},
};
use serde::Deserialize;

use super::{
    Reader,
    acts::{openings, title},
    show,
    units::path,
};
use crate::{
    Application,
    access::{Role, Staff},
    error::AppError,
    parties,
    routes::{query::Asked, registries::unit_of},
    search::step,
    work::Scope,
};

mod item;
mod new;

pub use new::new_item;

/// Cards of a column.
const CARDS: usize = 15;
/// Lines of a page of the table.
const LINES: usize = 50;

#[derive(Default, Deserialize)]
pub struct ListsQuery {
    unit: Option<String>,
    list: Option<String>,
    view: Option<String>,
    level: Option<String>,
    state: Option<String>,
    overdue: Option<bool>,
    mine: Option<bool>,
    item: Option<String>,
    page: Option<usize>,
}

/// The page.
///
/// # Errors
/// No such unit in the subtree, no such item, or the store failed.
pub async fn lists(
    State(application): State<Arc<Application>>,
    Reader(staff): Reader,
    Asked(query): Asked<ListsQuery>,
) -> Result<Response, AppError> {
    let code = unit_of(&application, &staff, query.unit.as_deref())?;
    let open = match &query.item {
        Some(id) => Some(Box::new(item::item(&application, &staff, id).await?)),
        None => None,
    };
    let filter = filter(&query, code.as_str(), open.as_ref().map(|item| item.list));
    let mut page = {
        let aggregate = application.engine.read();
        let scope = Scope::of(&aggregate, code.as_str());
        let scope = scope.ok_or_else(|| AppError::unknown_unit(code.as_str()))?;
        let own = aggregate.tree().find(staff.account.unit.as_str());
        let wanted = Wanted {
            scope: &scope,
            own,
            filter: &filter,
            page: query.page.unwrap_or_default(),
        };
        let found = find(&wanted);
        page_of(&aggregate, &staff, scope.top(), found, filter)
    };
    page.open = open;
    name_cards(&application, &mut page).await?;
    if staff.account.role >= Role::Manager {
        page.parties = Some(PartiesForm {
            unit: page.unit.clone(),
            parties: parties::of(&application, code.as_str()).await?,
        });
    }
    Ok(show(
        &application,
        Some(&staff),
        Page::Lists(Box::new(page)),
    ))
}

fn filter(query: &ListsQuery, unit: &str, opened: Option<List>) -> Filter {
    let list = query.list.as_deref().and_then(List::from_key);
    let state = |key: &str| {
        ItemState::ALL
            .into_iter()
            .find(|one| state_key(*one) == key)
    };
    Filter {
        unit: unit.to_owned(),
        list: list.or(opened).unwrap_or(List::Problem),
        table: query.view.as_deref() == Some("table"),
        level: query.level.as_deref().and_then(UnitKind::from_key),
        state: query.state.as_deref().and_then(state),
        overdue: query.overdue.unwrap_or_default(),
        mine: query.mine.unwrap_or_default(),
    }
}

struct Wanted<'a> {
    scope: &'a Scope<'a>,
    own: Option<UnitIndex>,
    filter: &'a Filter,
    page: usize,
}

#[derive(Default)]
struct Found {
    tabs: Vec<Tab>,
    columns: Vec<StateColumn>,
    rows: Option<Rows>,
}

type Lines<'a> = Vec<(&'a SubjectId, &'a Item)>;

/// What is asked for, without titles yet: those are in the log.
fn find(wanted: &Wanted<'_>) -> Found {
    let scope = wanted.scope;
    let (tree, today) = (scope.aggregate().tree(), scope.aggregate().today());
    let filter = wanted.filter;
    let mut tabs: Vec<Tab> = List::ALL
        .iter()
        .map(|&list| Tab {
            list,
            open: 0,
            overdue: 0,
        })
        .collect();
    let mut found: Lines<'_> = Vec::new();
    for (id, item) in scope.work().items() {
        if !scope.sees_item(item) {
            continue;
        }
        let tab = tabs.iter_mut().find(|tab| tab.list == item.list);
        if let Some(tab) = tab.filter(|_| item.state.is_active()) {
            tab.open += 1;
            tab.overdue += usize::from(item.due < today);
        }
        if item.list == filter.list && is_wanted(tree, item, wanted, today) {
            found.push((id, item));
        }
    }
    let card = |&(id, item): &(&SubjectId, &Item)| card(tree, id, item, today);
    if filter.table {
        let count = found.len();
        let last = count.div_ceil(LINES).saturating_sub(1);
        let page = wanted.page.min(last);
        let rows = Rows {
            cards: first(found, (page + 1) * LINES)[page * LINES..]
                .iter()
                .map(card)
                .collect(),
            page,
            count,
            size: LINES,
        };
        return Found {
            tabs,
            rows: Some(rows),
            ..Found::default()
        };
    }
    let columns = states(filter).into_iter().map(|state| {
        let of_state = found.iter().filter(|(_, item)| item.state == state);
        let of_state: Lines<'_> = of_state.copied().collect();
        StateColumn {
            state,
            count: of_state.len(),
            cards: first(of_state, CARDS).iter().map(card).collect(),
        }
    });
    let columns = columns.collect();
    Found {
        tabs,
        columns,
        rows: None,
    }
}

/// The columns of the board.
fn states(filter: &Filter) -> Vec<ItemState> {
    if let Some(state) = filter.state {
        return vec![state];
    }
    let is_watched = filter.list == List::Problem;
    let states = ItemState::ALL.into_iter();
    let shown =
        states.filter(|state| state.is_active() || (is_watched && *state == ItemState::Watched));
    shown.collect()
}

fn is_wanted(tree: &Tree, item: &Item, wanted: &Wanted<'_>, today: Day) -> bool {
    let filter = wanted.filter;
    let owner = tree.standing(item.owner);
    let is_mine = || {
        let own = |unit: UnitIndex| Some(tree.standing(unit)) == wanted.own;
        own(item.owner) || own(item.opener)
    };
    let of_state = match filter.state {
        Some(state) => item.state == state,
        None => item.state != ItemState::Closed,
    };
    of_state
        && filter
            .level
            .is_none_or(|level| tree.node(owner).kind == level)
        && (!filter.overdue || (item.state.is_active() && item.due < today))
        && (!filter.mine || is_mine())
}

/// The first lines in their order: what is due first, then by id.
fn first(mut lines: Lines<'_>, most: usize) -> Lines<'_> {
    if lines.len() > most {
        lines.select_nth_unstable_by_key(most, place);
        lines.truncate(most);
    }
    lines.sort_unstable_by_key(place);
    lines
}

fn place<'a>((id, item): &(&'a SubjectId, &'a Item)) -> (bool, Day, &'a SubjectId) {
    (!item.state.is_active(), item.due, id)
}

fn card(tree: &Tree, id: &SubjectId, item: &Item, today: Day) -> Card {
    let name = |unit: UnitIndex| tree.node(tree.standing(unit)).name.to_string();
    let late = if item.state.is_active() {
        today.days_since(item.due).max(0)
    } else {
        0
    };
    let seats = item.conference.iter().flat_map(|held| &held.seats);
    Card {
        id: id.to_string(),
        title: item.matter.label().to_owned(),
        place: name(item.place),
        owner: name(item.owner),
        level: tree.node(tree.standing(item.owner)).kind.label(),
        state: item.state,
        due: item.due,
        overdue: late,
        recurrences: item.recurrences,
        parties: seats.count(),
    }
}

fn page_of(
    aggregate: &Aggregate,
    staff: &Staff,
    top: UnitIndex,
    found: Found,
    filter: Filter,
) -> ListsPage {
    let tree = aggregate.tree();
    let below = tree.below(top).into_iter();
    let kinds: BTreeSet<UnitKind> = tree
        .upwards(top)
        .chain(below)
        .map(|unit| tree.node(unit).kind)
        .collect();
    ListsPage {
        unit: step(tree, top),
        path: path(tree, staff, top),
        tabs: found.tabs,
        filter,
        levels: kinds.into_iter().collect(),
        columns: found.columns,
        rows: found.rows,
        open: None,
        parties: None,
        writes: staff.account.role >= Role::Clerk,
        today: aggregate.today(),
    }
}

/// Gives cards their titles.
async fn name_cards(application: &Application, page: &mut ListsPage) -> Result<(), AppError> {
    let columns = page.columns.iter_mut().map(|column| &mut column.cards);
    let rows = page.rows.iter_mut().map(|rows| &mut rows.cards);
    let mut cards: Vec<&mut Card> = columns.chain(rows).flatten().collect();
    let ids: Vec<String> = cards.iter().map(|card| card.id.clone()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let opened = openings(application, &ids).await?;
    for card in &mut cards {
        if let Some(written) = opened.get(&card.id).and_then(title) {
            written.clone_into(&mut card.title);
        }
    }
    Ok(())
}
