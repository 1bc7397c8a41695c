//! Work logs: where each is on its way up.

use liandong_domain::{
    fact::{Attachment, log::LogKind},
    moment::Moment,
    work::{Log, LogState},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Order, Page, Scope, Texts, UnitName, names::asked, page::page};
use crate::{
    error::AppError,
    store::{SqliteStore, StoreError},
};

/// How many days a log waits before it is late, as the numbers count.
const LATE_DAYS: i32 = 2;

/// Which logs are wanted.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct LogQuery {
    /// Only those in this state.
    pub state: Option<LogState>,
    /// Only those on this kind of work.
    pub log_kind: Option<LogKind>,
    /// Only those of this unit.
    pub owner: Option<String>,
    /// Only those that this unit has to review next.
    pub reviewer: Option<String>,
    /// Only those whose work this key tells of.
    pub author: Option<String>,
    /// Only those that belong to this deployment or item.
    pub about: Option<String>,
    /// Only those that wait too long, or do not.
    pub overdue: Option<bool>,
    /// In which order.
    #[param(inline)]
    pub order: Order,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// At most so many.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<usize>,
}

/// A work log, as staff see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Log)]
pub struct LogRow {
    /// Its id.
    pub id: String,
    /// The unit that it tells of.
    pub unit: UnitName,
    /// What it is about.
    pub log_kind: LogKind,
    /// What was done; the newest text.
    pub text: String,
    /// How many people, households or places it concerns.
    pub count: Option<u32>,
    /// Files that go with it.
    pub attachments: Vec<Attachment>,
    /// When it was submitted first.
    pub submitted: Moment,
    /// Where it is.
    pub state: LogState,
    /// Since when.
    pub since: Moment,
    /// The unit that has to review it next.
    pub reviewer: Option<UnitName>,
    /// By how many levels it is reviewed.
    pub levels: usize,
    /// How many of them have passed it.
    pub passed: u8,
    /// Whether it waits too long.
    pub overdue: bool,
    /// The deployment or item that it belongs to.
    pub about: Option<String>,
    /// Whose work it tells of.
    pub author: String,
    /// The last fact about it: the `seen` of the next act.
    pub revision: u64,
}

/// A page of the logs that a subtree may see, without their texts.
///
/// # Errors
/// A unit, cursor or number of rows that cannot be.
pub fn list(scope: &Scope<'_>, query: &LogQuery) -> Result<Page<LogRow>, AppError> {
    let tree = scope.aggregate().tree();
    let owner = asked(scope, query.owner.as_deref())?;
    let reviewer = asked(scope, query.reviewer.as_deref())?;
    let author = query.author.as_deref().filter(|author| !author.is_empty());
    let about = query.about.as_deref().filter(|about| !about.is_empty());
    let found = scope.work().logs().iter().filter(|(_, log)| {
        query.state.is_none_or(|state| log.state == state)
            && query.log_kind.is_none_or(|kind| log.kind == kind)
            && query
                .overdue
                .is_none_or(|overdue| is_overdue(scope, log) == overdue)
            && author.is_none_or(|author| log.author == author)
            && about.is_none_or(|about| log.about.as_deref() == Some(about))
            && owner.is_none_or(|owner| tree.standing(log.unit) == owner)
            && reviewer.is_none_or(|reviewer| {
                let next = log.next_reviewer();
                next.is_some_and(|next| tree.standing(next.unit) == reviewer)
            })
            && scope.sees_log(log)
    });
    let key = |log: &Log| match query.order {
        // Who has waited longest comes first.
        Order::Due | Order::Oldest => log.since.0,
        Order::Newest => -log.since.0,
    };
    let page = page(found, key, (query.after.as_deref(), query.limit))?;
    Ok(page.map(|(id, log)| row(scope, id, log)))
}

/// One log that a subtree may see.
pub fn one(scope: &Scope<'_>, id: &str) -> Option<LogRow> {
    let log = scope.work().logs().get(id);
    let log = log.filter(|log| scope.sees_log(log))?;
    Some(row(scope, id, log))
}

/// Fills in what was written.
///
/// # Errors
/// The store failed.
pub async fn with_texts(store: &SqliteStore, rows: &mut [LogRow]) -> Result<(), StoreError> {
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let texts = Texts::of(store, &ids).await?;
    for row in rows {
        row.text = texts.text(&row.id);
        row.count = texts.count(&row.id);
        row.attachments = texts.attachments(&row.id);
    }
    Ok(())
}

fn is_overdue(scope: &Scope<'_>, log: &Log) -> bool {
    let waited = scope.aggregate().today().days_since(log.since_day);
    log.state == LogState::Waiting && waited >= LATE_DAYS
}

fn row(scope: &Scope<'_>, id: &str, log: &Log) -> LogRow {
    let tree = scope.aggregate().tree();
    let reviewer = log.next_reviewer();
    LogRow {
        id: id.to_owned(),
        unit: UnitName::of(tree, log.unit),
        log_kind: log.kind,
        text: String::new(),
        count: None,
        attachments: Vec::new(),
        submitted: log.submitted,
        state: log.state,
        since: log.since,
        reviewer: reviewer.map(|reviewer| UnitName::of(tree, reviewer.unit)),
        levels: log.reviewers.len(),
        passed: log.passed,
        overdue: is_overdue(scope, log),
        about: log.about.as_ref().map(ToString::to_string),
        author: log.author.to_string(),
        revision: log.revision,
    }
}
