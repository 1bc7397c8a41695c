//! `/console`: what waits for one's own unit, and its exact numbers.

mod tasks;

use std::sync::Arc;

use axum::{extract::State, response::Response};
use liandong_app::console::{DeskPage, Figure, Page};
use liandong_domain::{contribution::total_metric, metric::Metric, registry::Registry};

use super::{Reader, show};
use crate::{Application, access::Role, error::AppError};

const TODAY: [Metric; 4] = [
    Metric::TODAY_EVENT,
    Metric::TODAY_MEMBER,
    Metric::TODAY_APPLICANT,
    Metric::TODAY_ORGANISATION,
];

/// The page.
///
/// # Errors
/// The account's unit is gone, or the store failed.
pub async fn desk(
    State(application): State<Arc<Application>>,
    Reader(staff): Reader,
) -> Result<Response, AppError> {
    let tasks = tasks::of(&application, &staff).await?;
    let page = {
        let aggregate = application.engine.read();
        let tree = aggregate.tree();
        let code = staff.account.unit.as_str();
        // Exact numbers are for the unit's own people, not for those of one that was closed below it.
        let unit = tree.find(code);
        let unit = unit.ok_or_else(|| AppError::unknown_unit(code))?;
        let figure = |metric: Metric| {
            let definition = metric.definition();
            Figure {
                label: definition.label,
                count: aggregate.count(unit, metric),
                unit: definition.unit,
                definition: metric.meaning(),
            }
        };
        let registries = Registry::ALL.iter().map(|registry| Figure {
            label: registry.label(),
            ..figure(total_metric(*registry))
        });
        let sensitive = Metric::all().filter(|metric| metric.definition().sensitive);
        DeskPage {
            unit: tree.node(unit).name.to_string(),
            account: staff.account.id,
            writes_logs: staff.account.role >= Role::Clerk,
            tasks,
            may_import: staff.account.role >= Role::Clerk,
            registries: registries.collect(),
            sensitive: sensitive.map(figure).collect(),
            today: TODAY.map(figure).into(),
        }
    };
    Ok(show(&application, Some(&staff), Page::Desk(page)))
}
