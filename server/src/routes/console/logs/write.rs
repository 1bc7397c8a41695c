//! `/console/logs/new`: writing a log.

use std::sync::Arc;

use axum::{extract::State, response::Response};
use liandong_app::{
    console::{Page, WritePage},
    format,
};
use liandong_domain::{
    aggregate::Aggregate,
    frame::PathStep,
    moment::Day,
    tree::UnitIndex,
    unit::UnitKind,
    work::{Stage, SubjectId},
};

use super::{
    super::{Reader, show},
    author_key, level,
};
use crate::{Application, access::Role, error::AppError, search::step, work::Texts};

/// The key of the draft, as `outbox.js` has it.
const DRAFT: &str = "log.new";
/// Things that a log may belong to, at most.
const OFFERED: usize = 60;

/// The page.
///
/// # Errors
/// The account writes nothing, its unit is gone, or the store failed.
pub async fn write(
    State(application): State<Arc<Application>>,
    Reader(staff): Reader,
) -> Result<Response, AppError> {
    staff.needs(Role::Clerk)?;
    let author = author_key(&staff);
    let (path, reviewers, month, open) = {
        let aggregate = application.engine.read();
        let tree = aggregate.tree();
        let code = staff.account.unit.as_str();
        let unit = tree.find(code);
        let unit = unit.ok_or_else(|| AppError::unknown_unit(code))?;
        let mut path: Vec<PathStep> = tree.upwards(unit).map(|above| step(tree, above)).collect();
        path.reverse();
        let above = tree.upwards(unit).skip(1).map(|above| tree.node(above));
        let reviewers = above
            .filter(|above| matches!(above.kind, UnitKind::Street | UnitKind::District))
            .map(|above| (format!("{}审阅", level(above.kind)), above.name.to_string()));
        let month_start = aggregate.today().month_start();
        let mut logs = aggregate.work().logs().values();
        let month = logs
            .by_ref()
            .filter(|log| log.author == author && log.day >= month_start);
        let month = month.count();
        let reviewers: Vec<_> = reviewers.collect();
        (path, reviewers, month, open_at(&aggregate, unit))
    };
    let ids: Vec<&str> = open.iter().map(|(id, ..)| id.as_str()).collect();
    let titles = Texts::of(&application.store, &ids).await?;
    let open = open.into_iter().map(|(id, what, due)| {
        let title = titles.title(&id);
        let label = format!("{what} · {title} · {}到期", format::day_cn(due));
        (id.to_string(), label)
    });
    let draft = application.store.draft(staff.account.id, DRAFT).await?;
    let page = WritePage {
        account: staff.account.id,
        draft: draft.map(|draft| draft.body),
        path,
        month,
        reviewers,
        open: open.collect(),
    };
    Ok(show(&application, Some(&staff), Page::Write(page)))
}

/// The deployments and items that are open at a unit, soonest due first.
fn open_at(aggregate: &Aggregate, unit: UnitIndex) -> Vec<(SubjectId, &'static str, Day)> {
    let (work, tree) = (aggregate.work(), aggregate.tree());
    let deployments = work.deployments().iter().filter(|(_, deployment)| {
        let receipt = deployment.receipt(unit);
        let is_open =
            receipt.is_some_and(|one| one.stage > Stage::Ahead && one.stage < Stage::Done);
        is_open && !deployment.withdrawn
    });
    let deployments = deployments.map(|(id, one)| (id.clone(), "部署", one.due));
    let items = work.items().iter().filter(|(_, item)| {
        let is_here = [item.owner, item.place]
            .map(|at| tree.standing(at))
            .contains(&unit);
        is_here && item.state.is_active()
    });
    let items = items.map(|(id, item)| (id.clone(), item.list.label(), item.due));
    let mut open: Vec<_> = deployments.chain(items).collect();
    open.sort_unstable_by(|one, other| (one.2, &one.0).cmp(&(other.2, &other.0)));
    open.truncate(OFFERED);
    open
}
