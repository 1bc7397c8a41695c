//! What was written when something was opened. Records hold no texts; the log has them by id.

use liandong_app::{
    console::{Link, encoded},
    format,
};
use liandong_domain::{fact::item::List, tree::Tree, work::Work};

/// Characters of a text in a list.
const BEGINNING: usize = 40;

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
            address: format!("/console/lists?item={}", encoded(id)),
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
