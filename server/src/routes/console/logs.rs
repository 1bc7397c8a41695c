//! `/console/logs`: the logs of a unit, one of them, and writing another.

mod chain;
mod one;
mod texts;
mod write;

use std::sync::Arc;

use axum::{extract::State, response::Response};
use liandong_app::console::{LogLine, LogsPage, Mark, Page, WorkerLine};
use liandong_domain::{
    fact::log::LogKind,
    moment::Moment,
    tree::{Tree, UnitIndex},
    work::{Log, LogState},
};
use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::{Reader, show, units::path};
use crate::{
    Application,
    access::{Role, Staff},
    error::AppError,
    routes::{query::Asked, registries::unit_of},
    work::Texts,
};

pub use one::log;
pub use write::write;

pub(super) use chain::{level, stations};
pub(super) use texts::{beginning, link};

/// Logs of a page.
const SHOWN: usize = 100;

#[derive(Default, Deserialize)]
pub struct LogsQuery {
    unit: Option<String>,
    show: Option<String>,
}

/// What an account is called in the logs that it writes.
pub(super) fn author_key(staff: &Staff) -> String {
    format!("account/{}", staff.account.id)
}

/// What is kept of a log besides its text.
struct Kept {
    id: String,
    kind: LogKind,
    unit: String,
    submitted: Moment,
    state: String,
    mark: Mark,
}

/// A worker, by unit and key.
type Worker = (UnitIndex, String);

/// The page.
///
/// # Errors
/// No such unit in the subtree, or the store failed.
pub async fn logs(
    State(application): State<Arc<Application>>,
    Reader(staff): Reader,
    Asked(query): Asked<LogsQuery>,
) -> Result<Response, AppError> {
    let code = unit_of(&application, &staff, query.unit.as_deref())?;
    // Whoever looks at another unit wants its logs, not their own.
    let own_only = match query.show.as_deref() {
        Some(show) => show == "own",
        None => query.unit.is_none() && staff.account.role == Role::Clerk,
    };
    let own_key = author_key(&staff);
    let (path, total, kept, months) = {
        let aggregate = application.engine.read();
        let tree = aggregate.tree();
        let unit = tree.find(code.as_str());
        let unit = unit.ok_or_else(|| AppError::unknown_unit(code.as_str()))?;
        let within = |log: &Log| {
            tree.upwards(tree.standing(log.unit))
                .any(|above| above == unit)
        };
        let of_unit = aggregate.work().logs().iter();
        let of_unit: Vec<_> = of_unit.filter(|(_, log)| within(log)).collect();
        let mut wanted: Vec<_> = of_unit
            .iter()
            .filter(|(_, log)| !own_only || log.author == own_key)
            .collect();
        wanted.sort_unstable_by_key(|(id, log)| (std::cmp::Reverse(log.submitted), *id));
        let total = wanted.len();
        let shown = wanted.into_iter().take(SHOWN);
        let kept: Vec<Kept> = shown.map(|(id, log)| keep(tree, id, log)).collect();
        let sees_workers = staff.account.role >= Role::Manager;
        let months = sees_workers.then(|| months(of_unit.iter().map(|(_, log)| *log)));
        (path(tree, &staff, unit), total, kept, months)
    };
    let ids: Vec<&str> = kept.iter().map(|log| log.id.as_str()).collect();
    let texts = Texts::of(&application.store, &ids).await?;
    let lines = kept.into_iter().map(|log| LogLine {
        text: beginning(&texts.text(&log.id)),
        id: log.id,
        kind: log.kind,
        unit: log.unit,
        submitted: log.submitted,
        state: log.state,
        mark: log.mark,
    });
    let page = LogsPage {
        account: staff.account.id,
        path,
        own_only,
        writes: staff.account.role >= Role::Clerk,
        total,
        logs: lines.collect(),
        workers: workers(&application, months.unwrap_or_default()).await?,
    };
    Ok(show(&application, Some(&staff), Page::Logs(page)))
}

fn keep(tree: &Tree, id: &str, log: &Log) -> Kept {
    let (state, mark) = state(tree, log);
    Kept {
        id: id.to_owned(),
        kind: log.kind,
        unit: tree.node(log.unit).name.to_string(),
        submitted: log.submitted,
        state,
        mark,
    }
}

/// Where a log is, in words.
fn state(tree: &Tree, log: &Log) -> (String, Mark) {
    match (log.state, log.next_reviewer()) {
        (LogState::Waiting, Some(next)) => {
            let name = &tree.node(tree.standing(next.unit)).name;
            (format!("等 {name} 审阅"), Mark::Here)
        }
        (LogState::Returned, _) => ("已退回，待修改".to_owned(), Mark::Back),
        _ => ("已审结".to_owned(), Mark::Done),
    }
}

/// The numbers of each worker.
fn months<'a>(logs: impl Iterator<Item = &'a Log>) -> FxHashMap<Worker, WorkerLine> {
    let mut workers: FxHashMap<Worker, WorkerLine> = FxHashMap::default();
    for log in logs.filter(|log| !log.author.is_empty()) {
        let key = (log.unit, log.author.to_string());
        let line = workers.entry(key).or_insert_with(|| WorkerLine {
            title: String::new(),
            unit: String::new(),
            submitted: 0,
            finished: 0,
            waiting: 0,
            returned: 0,
            last: log.submitted,
        });
        line.submitted += 1;
        match log.state {
            LogState::Finished => line.finished += 1,
            LogState::Waiting => line.waiting += 1,
            LogState::Returned => line.returned += 1,
        }
        line.last = line.last.max(log.submitted);
    }
    workers
}

/// The workers under the names of their posts, those with most to be mended first.
async fn workers(
    application: &Application,
    months: FxHashMap<Worker, WorkerLine>,
) -> Result<Vec<WorkerLine>, AppError> {
    let mut lines = Vec::with_capacity(months.len());
    for ((unit, key), line) in months {
        let title = post(application, &key).await?;
        let unit = application.engine.read().tree().node(unit).name.to_string();
        lines.push(WorkerLine {
            title,
            unit,
            ..line
        });
    }
    lines.sort_unstable_by(|one, other| {
        let order = |line: &WorkerLine| {
            let (returned, submitted) = (line.returned, line.submitted);
            (std::cmp::Reverse(returned), std::cmp::Reverse(submitted))
        };
        order(one)
            .cmp(&order(other))
            .then_with(|| one.title.cmp(&other.title))
    });
    lines.truncate(SHOWN);
    Ok(lines)
}

/// The post behind an author's key: the account's title, or the key where no account is named.
pub(super) async fn post(application: &Application, key: &str) -> Result<String, AppError> {
    let number = key.strip_prefix("account/").and_then(|id| id.parse().ok());
    let account = match number {
        Some(id) => application.store.account(id).await?,
        None => None,
    };
    Ok(account.map_or_else(|| key.to_owned(), |account| account.title))
}
