//! `/console/deployments`: what was published to units below, and what was sent to this one.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    response::Response,
};
use liandong_app::console::{DeploymentLine, DeploymentPage, DeploymentsPage, OwnReceipt, Page};
use liandong_domain::{
    aggregate::Aggregate,
    fact::{
        Event,
        deployment::{DeploymentIssued, DeploymentPassedOn, DeploymentStep, DeploymentWithdrawn},
    },
    moment::Day,
    tree::UnitIndex,
    work::{Deployment, Stage, SubjectId},
};
use serde::Deserialize;

use super::{
    Reader,
    acts::{Hands, WRITTEN, openings, title, told},
    show,
    units::path,
};
use crate::{
    Application,
    access::{Role, Staff},
    error::AppError,
    routes::{query::Asked, registries::unit_of},
    search::step,
    store::Entry,
    work::Scope,
};

mod compose;
mod receipts;

pub use compose::compose;

/// The most that is told of what was done.
const MOST_TOLD: usize = 15;

#[derive(Default, Deserialize)]
pub struct UnitQuery {
    unit: Option<String>,
}

/// The page of all of them.
///
/// # Errors
/// No such unit in the subtree, or the store failed.
pub async fn deployments(
    State(application): State<Arc<Application>>,
    Reader(staff): Reader,
    Asked(query): Asked<UnitQuery>,
) -> Result<Response, AppError> {
    let code = unit_of(&application, &staff, query.unit.as_deref())?;
    let mut page = {
        let aggregate = application.engine.read();
        let unit = aggregate.tree().find(code.as_str());
        let unit = unit.ok_or_else(|| AppError::unknown_unit(code.as_str()))?;
        let own = staff.account.unit.as_str();
        let scope = Scope::of(&aggregate, own).ok_or_else(|| AppError::unknown_unit(own))?;
        overview(&scope, &staff, unit)
    };
    let parts = [&mut page.received, &mut page.issued, &mut page.below];
    let mut lines: Vec<&mut DeploymentLine> = parts.into_iter().flatten().collect();
    let ids: Vec<String> = lines.iter().map(|line| line.id.clone()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let opened = openings(&application, &ids).await?;
    for line in &mut lines {
        let written = opened.get(&line.id).and_then(title);
        written.unwrap_or("部署").clone_into(&mut line.title);
    }
    Ok(show(&application, Some(&staff), Page::Deployments(page)))
}

fn overview(scope: &Scope<'_>, staff: &Staff, unit: UnitIndex) -> DeploymentsPage {
    let aggregate = scope.aggregate();
    let (tree, today) = (aggregate.tree(), aggregate.today());
    let code = tree.node(unit).code.as_str();
    let (mut received, mut issued, mut below) = (Vec::new(), Vec::new(), Vec::new());
    for (id, deployment) in aggregate.work().deployments() {
        if !is_current(deployment, today) {
            continue;
        }
        let arrived = deployment.receipt(unit);
        let arrived = arrived.filter(|receipt| receipt.stage > Stage::Ahead);
        let publisher = tree.standing(deployment.unit);
        let part = if publisher == unit {
            &mut issued
        } else if arrived.is_some() {
            &mut received
        } else if tree.is_within(publisher, code) {
            &mut below
        } else {
            continue;
        };
        let own = arrived.map(|receipt| receipt.stage);
        part.push(line(aggregate, (id, &in_view(scope, deployment)), own));
    }
    for part in [&mut received, &mut issued, &mut below] {
        // Late ones first, then the newest.
        part.sort_by_key(|line: &DeploymentLine| {
            (
                line.withdrawn,
                -line.overdue,
                -line.issued.days_since_epoch(),
            )
        });
    }
    DeploymentsPage {
        unit: step(tree, unit),
        path: path(tree, staff, unit),
        received,
        issued,
        below,
        publishes: staff.account.role >= Role::Manager && !tree.node(unit).children.is_empty(),
        today,
    }
}

/// Of this quarter, or not carried out yet.
fn is_current(deployment: &Deployment, today: Day) -> bool {
    let is_open = || {
        deployment
            .receipts
            .iter()
            .any(|receipt| receipt.stage < Stage::Done)
    };
    deployment.issued >= today.quarter_start() || (!deployment.withdrawn && is_open())
}

fn line(
    aggregate: &Aggregate,
    (id, deployment): (&SubjectId, &Deployment),
    own: Option<Stage>,
) -> DeploymentLine {
    let (tree, today) = (aggregate.tree(), aggregate.today());
    let open = deployment.receipts.iter();
    let open = open.filter(|receipt| receipt.stage < Stage::Done).count();
    DeploymentLine {
        id: id.to_string(),
        title: String::new(),
        from: tree.node(tree.standing(deployment.unit)).name.to_string(),
        issued: deployment.issued,
        due: deployment.due,
        overdue: late(deployment, open > 0, today),
        open,
        withdrawn: deployment.withdrawn,
        stages: receipts::stages(&receipts::levels(deployment)),
        own,
    }
}

/// By how many days a deployment is late.
fn late(deployment: &Deployment, is_open: bool, today: Day) -> i32 {
    if is_open && !deployment.withdrawn {
        today.days_since(deployment.due).max(0)
    } else {
        0
    }
}

/// The page of one.
///
/// # Errors
/// No such deployment for this account, no such unit in the subtree, or the store failed.
pub async fn deployment(
    State(application): State<Arc<Application>>,
    Reader(staff): Reader,
    Path(id): Path<String>,
    Asked(query): Asked<UnitQuery>,
) -> Result<Response, AppError> {
    let code = unit_of(&application, &staff, query.unit.as_deref())?;
    let history = application.store.history(&id).await?;
    let page = {
        let aggregate = application.engine.read();
        let tree = aggregate.tree();
        let unit = tree.find(code.as_str());
        let unit = unit.ok_or_else(|| AppError::unknown_unit(code.as_str()))?;
        let own = staff.account.unit.as_str();
        let scope = Scope::of(&aggregate, own).ok_or_else(|| AppError::unknown_unit(own))?;
        let found = aggregate.work().deployments().get(id.as_str());
        let found = found.filter(|deployment| scope.sees_deployment(deployment));
        let seen: Vec<Entry> = history
            .iter()
            .filter(|entry| is_for(&scope, entry))
            .cloned()
            .collect();
        let issued = history.first().map(|entry| &entry.fact.event);
        match (found, issued) {
            (Some(deployment), Some(Event::DeploymentIssued(issued))) => {
                let looked_at = (id.as_str(), deployment, &**issued);
                page(&scope, &staff, unit, looked_at, &seen)
            }
            _ => return Err(AppError::unknown("部署")),
        }
    };
    Ok(show(
        &application,
        Some(&staff),
        Page::Deployment(Box::new(page)),
    ))
}

/// Whether an account may read what a unit did: its own units', and those above.
fn is_for(scope: &Scope<'_>, entry: &Entry) -> bool {
    let tree = scope.aggregate().tree();
    let unit = tree.find_successor(entry.fact.unit.as_str());
    unit.is_some_and(|unit| {
        scope.covers(unit) || tree.upwards(scope.top()).any(|above| above == unit)
    })
}

/// A deployment with the receipts that an account may see: all, where its unit or one below published it.
fn in_view(scope: &Scope<'_>, deployment: &Deployment) -> Deployment {
    let mut seen = deployment.clone();
    if !scope.covers(deployment.unit) {
        seen.receipts.retain(|receipt| scope.covers(receipt.unit));
    }
    seen
}

fn page(
    scope: &Scope<'_>,
    staff: &Staff,
    unit: UnitIndex,
    (id, deployment, issued): (&str, &Deployment, &DeploymentIssued),
    history: &[Entry],
) -> DeploymentPage {
    let aggregate = scope.aggregate();
    let (tree, today) = (aggregate.tree(), aggregate.today());
    let seen = in_view(scope, deployment);
    let hands = Hands::new(aggregate, staff);
    let withdrawn = Event::DeploymentWithdrawn(Box::new(DeploymentWithdrawn {
        deployment: id.to_owned(),
        text: WRITTEN.to_owned(),
    }));
    let is_open = match deployment.receipt(unit) {
        Some(receipt) => receipt.stage < Stage::Done,
        None => seen
            .receipts
            .iter()
            .any(|receipt| receipt.stage < Stage::Done),
    };
    DeploymentPage {
        id: id.to_owned(),
        title: issued.title.clone(),
        text: issued.text.clone(),
        files: issued.attachments.clone(),
        from: step(tree, tree.standing(deployment.unit)),
        issued: deployment.issued,
        due: deployment.due,
        overdue: late(deployment, is_open, today),
        withdrawn: deployment.withdrawn,
        own: own(&hands, (id, deployment), aggregate, unit),
        withdraw: hands.may(Role::Manager, &[unit], &withdrawn),
        for_another: tree.find(staff.account.unit.as_str()) != Some(unit),
        receipts: receipts::view(aggregate, &seen, &issued.title, staff.now(), history),
        told: told(tree, history, MOST_TOLD),
        today,
    }
}

/// Where a unit stands with a deployment that has come to it.
fn own(
    hands: &Hands<'_>,
    (id, deployment): (&str, &Deployment),
    aggregate: &Aggregate,
    unit: UnitIndex,
) -> Option<OwnReceipt> {
    let tree = aggregate.tree();
    let receipt = deployment.receipt(unit)?;
    let taken = || {
        Box::new(DeploymentStep {
            deployment: id.to_owned(),
            text: WRITTEN.to_owned(),
            attachments: Vec::new(),
        })
    };
    let passed_on = Box::new(DeploymentPassedOn {
        deployment: id.to_owned(),
        to: Vec::new(),
        text: String::new(),
    });
    let below = deployment.below(unit, tree);
    let below = below.map(|place| &deployment.receipts[place]);
    let ahead = below.filter(|receipt| receipt.stage == Stage::Ahead);
    let may = |role, event| hands.may(role, &[unit], &event);
    Some(OwnReceipt {
        unit: step(tree, unit),
        stage: receipt.stage,
        acknowledge: may(Role::Clerk, Event::DeploymentAcknowledged(taken())),
        pass_on: may(Role::Manager, Event::DeploymentPassedOn(passed_on)),
        ahead: ahead
            .map(|receipt| step(tree, tree.standing(receipt.unit)))
            .collect(),
        progress: may(Role::Clerk, Event::DeploymentProgressed(taken())),
        complete: may(Role::Clerk, Event::DeploymentCompleted(taken())),
    })
}
