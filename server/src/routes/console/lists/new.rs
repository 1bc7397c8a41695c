//! `/console/lists/new`: the form for an item.

use std::sync::Arc;

use axum::{extract::State, response::Response};
use liandong_app::console::{NewItemPage, Page};
use liandong_domain::{
    fact::{
        Event,
        item::{ItemOpened, List, Matter},
    },
    tree::{Tree, UnitIndex},
};
use serde::Deserialize;

use super::super::{
    Reader,
    acts::{draft, openings, title},
    show,
};
use crate::{
    Application,
    access::{Role, Staff},
    error::AppError,
    routes::query::Asked,
    search::step,
    work::Scope,
};

#[derive(Default, Deserialize)]
pub struct NewQuery {
    unit: Option<String>,
    list: Option<String>,
    from: Option<String>,
}

/// The page.
///
/// # Errors
/// No clerk, no such unit in the subtree, nothing there that it comes from, or the store failed.
pub async fn new_item(
    State(application): State<Arc<Application>>,
    Reader(staff): Reader,
    Asked(query): Asked<NewQuery>,
) -> Result<Response, AppError> {
    let own = staff.account.unit.to_string();
    let code = query.unit.filter(|unit| !unit.is_empty()).unwrap_or(own);
    let code = staff.needs_at(&application, Role::Clerk, &code)?;
    let from = query.from.filter(|from| !from.is_empty());
    let origin = match &from {
        Some(id) => Some(origin(&application, &staff, id).await?),
        None => None,
    };
    let draft = match &from {
        Some(_) => None,
        None => draft(&application, &staff, "item.opened").await?,
    };
    let page = {
        let aggregate = application.engine.read();
        let tree = aggregate.tree();
        let unit = tree.find(code.as_str());
        let unit = unit.ok_or_else(|| AppError::unknown_unit(code.as_str()))?;
        let opened = origin.as_ref().and_then(|event| match event {
            Event::ItemOpened(opened) => Some(&**opened),
            _ => None,
        });
        let (place, owner) = places(tree, unit, opened);
        let title = origin.as_ref().and_then(title).unwrap_or_default();
        let roots = tree.upwards(unit).last().unwrap_or(unit);
        let list = query.list.as_deref().and_then(List::from_key);
        NewItemPage {
            list: list.unwrap_or(List::Problem),
            unit: step(tree, unit),
            place: step(tree, place),
            owner: step(tree, owner),
            top: tree.node(roots).code.to_string(),
            from: from.map(|id| {
                let said = if title.is_empty() { "日志" } else { title };
                (id, said.to_owned())
            }),
            matter: opened.map_or(Matter::Other, |opened| opened.matter),
            title: opened.map_or("", |opened| opened.title.as_str()).to_owned(),
            draft,
            today: aggregate.today(),
        }
    };
    Ok(show(
        &application,
        Some(&staff),
        Page::NewItem(Box::new(page)),
    ))
}

/// The fact that opened what an item comes from, where the account may see it.
async fn origin(application: &Application, staff: &Staff, id: &str) -> Result<Event, AppError> {
    let sees = {
        let aggregate = application.engine.read();
        let own = staff.account.unit.as_str();
        let scope = Scope::of(&aggregate, own).ok_or_else(|| AppError::unknown_unit(own))?;
        let work = scope.work();
        let item = work
            .items()
            .get(id)
            .is_some_and(|found| scope.sees_item(found));
        let deployment = work.deployments().get(id);
        let deployment = deployment.is_some_and(|found| scope.sees_deployment(found));
        let log = work
            .logs()
            .get(id)
            .is_some_and(|found| scope.sees_log(found));
        item || deployment || log
    };
    let mut found = openings(application, &[id]).await?;
    let found = found.remove(id).filter(|_| sees);
    found.ok_or_else(|| AppError::unknown("来源"))
}

/// Where the new item is and who owns it, at first: as in what it comes from, where that is below the unit.
fn places(tree: &Tree, unit: UnitIndex, opened: Option<&ItemOpened>) -> (UnitIndex, UnitIndex) {
    let Some(opened) = opened else {
        return (unit, unit);
    };
    let code = tree.node(unit).code.as_str();
    let find = |code: &str| tree.find_successor(code);
    let place = find(opened.place.as_str()).filter(|&place| tree.is_within(place, code));
    let owner = find(opened.owner.as_str()).filter(|_| place.is_some());
    (place.unwrap_or(unit), owner.unwrap_or(unit))
}
