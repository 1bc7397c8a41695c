//! `/console/deployments/new`: the form for a deployment, beside the receipts of the one before.

use std::sync::Arc;

use axum::{extract::State, response::Response};
use liandong_app::console::{ComposePage, Page, TargetLevel};
use liandong_domain::{
    aggregate::Aggregate, metric::Metric, tree::UnitIndex, unit::UnitKind, work::SubjectId,
};

use super::{
    super::{
        Reader,
        acts::{draft, title},
        show,
    },
    UnitQuery, receipts,
};
use crate::{Application, access::Role, error::AppError, routes::query::Asked, search::step};

/// The page.
///
/// # Errors
/// No manager, no such unit in the subtree, or the store failed.
pub async fn compose(
    State(application): State<Arc<Application>>,
    Reader(staff): Reader,
    Asked(query): Asked<UnitQuery>,
) -> Result<Response, AppError> {
    let own = staff.account.unit.to_string();
    let code = query.unit.filter(|unit| !unit.is_empty()).unwrap_or(own);
    let code = staff.needs_at(&application, Role::Manager, &code)?;
    let before = {
        let aggregate = application.engine.read();
        let unit = aggregate.tree().find(code.as_str());
        unit.and_then(|unit| newest(&aggregate, unit))
    };
    let history = match &before {
        Some(id) => application.store.history(id).await?,
        None => Vec::new(),
    };
    let draft = draft(&application, &staff, "deployment.issued").await?;
    let page = {
        let aggregate = application.engine.read();
        let tree = aggregate.tree();
        let unit = tree.find(code.as_str());
        let unit = unit.ok_or_else(|| AppError::unknown_unit(code.as_str()))?;
        let before = before.and_then(|id| {
            let deployment = aggregate.work().deployments().get(&id)?;
            let written = title(&history.first()?.fact.event)?;
            Some(receipts::view(
                &aggregate,
                deployment,
                written,
                staff.now(),
                &history,
            ))
        });
        ComposePage {
            unit: step(tree, unit),
            for_another: tree.find(staff.account.unit.as_str()) != Some(unit),
            levels: levels(&aggregate, unit),
            last: before,
            issued: aggregate.count(unit, Metric::DEPLOYMENT_ISSUED),
            draft,
            today: aggregate.today(),
        }
    };
    Ok(show(
        &application,
        Some(&staff),
        Page::Compose(Box::new(page)),
    ))
}

/// The deployment that the unit published last.
fn newest(aggregate: &Aggregate, unit: UnitIndex) -> Option<SubjectId> {
    let deployments = aggregate.work().deployments().iter();
    let own = deployments.filter(|(_, one)| one.unit == unit && !one.withdrawn);
    // All receipts but those that moved on are as old as the deployment.
    let newest = own.max_by_key(|(_, one)| {
        let since = one.receipts.iter().map(|receipt| receipt.since).min();
        (one.issued, since)
    });
    newest.map(|(id, _)| id.clone())
}

fn levels(aggregate: &Aggregate, unit: UnitIndex) -> Vec<TargetLevel> {
    let tree = aggregate.tree();
    let below = tree.below(unit);
    let mut passer: Option<UnitKind> = None;
    let mut levels = Vec::new();
    for kind in UnitKind::ALL {
        let of_kind = below.iter().copied();
        let units: Vec<UnitIndex> = of_kind
            .filter(|&unit| tree.node(unit).kind == kind)
            .collect();
        if units.is_empty() {
            continue;
        }
        let all = units.len();
        let is_station = matches!(kind, UnitKind::Building | UnitKind::Park);
        let has_any = |&unit: &UnitIndex| aggregate.count(unit, Metric::ORGANISATION_TOTAL) > 0;
        let staffed: Vec<UnitIndex> = units.iter().copied().filter(has_any).collect();
        let (units, said) = if is_station && !staffed.is_empty() && staffed.len() < all {
            (staffed, format!("共 {all}，只发有党组织的"))
        } else if let Some(passer) = passer {
            (units, format!("由{}转发", passer.label()))
        } else {
            (units, "全部".to_owned())
        };
        let chosen = !matches!(kind, UnitKind::Area | UnitKind::Grid);
        let codes = units.iter().map(|&unit| tree.node(unit).code.clone());
        levels.push(TargetLevel {
            kind,
            units: codes.collect(),
            said,
            chosen,
        });
        if chosen && kind < UnitKind::Building {
            passer = Some(kind);
        }
    }
    levels
}
