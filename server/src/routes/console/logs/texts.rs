//! What was written when something was opened. Records hold no texts; the log has them by id.

use liandong_app::{
    console::{Link, encoded},
    format,
};
use liandong_domain::{
    fact::{Event, item::List},
    tree::Tree,
    work::Work,
};
use rustc_hash::FxHashMap;

use crate::{Application, error::AppError, store::Store as _};

/// Characters of a text in a list.
const BEGINNING: usize = 40;

/// By id, what opened these.
///
/// # Errors
/// The store failed.
pub async fn opened(
    application: &Application,
    ids: &[&str],
) -> Result<FxHashMap<String, Event>, AppError> {
    if ids.is_empty() {
        return Ok(FxHashMap::default());
    }
    let found = application.store.known(ids).await?;
    Ok(found
        .into_iter()
        .map(|fact| (fact.id, fact.event))
        .collect())
}

/// The line that something was given when it was opened.
pub fn title(event: &Event) -> String {
    match event {
        Event::DeploymentIssued(issued) => issued.title.clone(),
        Event::ItemOpened(opened) => opened.title.clone(),
        Event::ResourceOffered(offered) => offered.title.clone(),
        Event::NeedRaised(raised) => raised.title.clone(),
        Event::LogSubmitted(log) => beginning(&log.text),
        _ => String::new(),
    }
}

/// How a text begins, on one line.
pub fn beginning(text: &str) -> String {
    let line = text.lines().find(|line| !line.trim().is_empty());
    let line = line.unwrap_or_default().trim();
    let shown: String = line.chars().take(BEGINNING).collect();
    if shown.len() < line.len() {
        format!("{shown}…")
    } else {
        shown
    }
}

/// The way to a deployment or an item.
pub fn link(work: &Work, tree: &Tree, id: &str, title: String) -> Option<Link> {
    if let Some(item) = work.items().get(id) {
        let what = match item.list {
            List::Task => "关联任务",
            List::Problem => "关联问题",
            List::Rectification => "关联整改",
        };
        let due = format::day_cn(item.due);
        return Some(Link {
            what,
            title,
            more: format!("{} · {due}到期", item.state.label()),
            address: format!("/console/items/{}", encoded(id)),
        });
    }
    let deployment = work.deployments().get(id)?;
    let by = &tree.node(tree.standing(deployment.unit)).name;
    Some(Link {
        what: "关联部署",
        title,
        more: format!("{by} · {}前", format::day_cn(deployment.due)),
        address: format!("/console/deployments/{}", encoded(id)),
    })
}
