//! `/console/reviews`: the logs that wait for a unit, and the one that is looked at.

use std::sync::Arc;

use axum::{extract::State, response::Response};
use liandong_app::console::{
    Chosen, Page, QueueLine, ReviewCounts as Counts, ReviewsPage, review_figures,
};
use liandong_domain::{
    aggregate::Aggregate,
    fact::{
        Event, Fact,
        log::{LogKind, LogSubmitted},
    },
    metric::Metric,
    moment::Moment,
    tree::UnitIndex,
    unit::UnitKind,
    work::{Log, LogState, SubjectId},
};
use serde::Deserialize;

use super::{
    Reader,
    logs::{beginning, level, link, stations},
    show,
    units::path,
};
use crate::{
    Application,
    access::Role,
    error::AppError,
    routes::{query::Asked, registries::unit_of},
    search::step,
    work::Texts,
};

/// Logs of the queue on the page.
const SHOWN: usize = 200;
/// Days until a problem is due that a log is turned into.
const PROBLEM_DAYS: i32 = 7;

#[derive(Default, Deserialize)]
pub struct ReviewsQuery {
    unit: Option<String>,
    log: Option<String>,
}

/// A log in the queue: its id, its kind, its unit, since when.
struct Waiting {
    id: SubjectId,
    kind: LogKind,
    unit: String,
    since: Moment,
}

/// The page.
///
/// # Errors
/// No such unit in the subtree, or the store failed.
pub async fn reviews(
    State(application): State<Arc<Application>>,
    Reader(staff): Reader,
    Asked(query): Asked<ReviewsQuery>,
) -> Result<Response, AppError> {
    let code = unit_of(&application, &staff, query.unit.as_deref())?;
    let now = application.clock.now();
    let (path, next_level, counts, queue, chosen) = {
        let aggregate = application.engine.read();
        let tree = aggregate.tree();
        let unit = tree.find(code.as_str());
        let unit = unit.ok_or_else(|| AppError::unknown_unit(code.as_str()))?;
        let queue = queue(&aggregate, unit);
        let wanted = query.log.as_deref();
        let place = wanted.and_then(|id| queue.iter().position(|log| log.id == id));
        let place = place.or((!queue.is_empty()).then_some(0));
        let mut above = tree
            .upwards(unit)
            .skip(1)
            .map(|above| tree.node(above).kind);
        let next = above
            .find(|kind| matches!(kind, UnitKind::Street | UnitKind::District))
            .map(level);
        let path = path(tree, &staff, unit);
        (
            path,
            next,
            counts(&aggregate, unit, &queue, now),
            queue,
            place,
        )
    };
    let shown = &queue[..queue.len().min(SHOWN)];
    let ids: Vec<&str> = shown.iter().map(|log| log.id.as_str()).collect();
    let texts = Texts::of(&application.store, &ids).await?;
    let lines = shown.iter().map(|log| QueueLine {
        id: log.id.to_string(),
        kind: log.kind,
        unit: log.unit.clone(),
        text: beginning(&texts.text(&log.id)),
        waited_ms: now.0 - log.since.0,
    });
    let chosen = match chosen {
        Some(place) => self::chosen(&application, &queue, place, code.as_str()).await?,
        None => None,
    };
    let page = ReviewsPage {
        path,
        reviews: staff.account.role >= Role::Manager,
        next_level,
        counts,
        queue: lines.collect(),
        chosen: chosen.map(Box::new),
    };
    Ok(show(&application, Some(&staff), Page::Reviews(page)))
}

/// What waits for a unit, longest first.
fn queue(aggregate: &Aggregate, unit: UnitIndex) -> Vec<Waiting> {
    let tree = aggregate.tree();
    let logs = aggregate.work().logs().iter().filter(|(_, log)| {
        let next = log.next_reviewer();
        next.is_some_and(|next| tree.standing(next.unit) == unit)
    });
    let mut queue: Vec<Waiting> = logs
        .map(|(id, log)| Waiting {
            id: id.clone(),
            kind: log.kind,
            unit: tree.node(tree.standing(log.unit)).name.to_string(),
            since: log.since,
        })
        .collect();
    queue.sort_unstable_by(|one, other| (one.since, &one.id).cmp(&(other.since, &other.id)));
    queue
}

fn counts(aggregate: &Aggregate, unit: UnitIndex, queue: &[Waiting], now: Moment) -> Counts {
    let tree = aggregate.tree();
    let has_passed = |log: &&Log| {
        let passed = log.reviewers.iter().take(log.passed.into());
        let mut passed = passed.map(|reviewer| tree.standing(reviewer.unit));
        passed.any(|reviewer| reviewer == unit)
    };
    let below = tree.below(unit).into_iter();
    let due = below.filter(|&below| tree.node(below).kind == UnitKind::Community);
    let waits: Vec<i64> = queue.iter().map(|log| now.0 - log.since.0).collect();
    let (average_ms, late) = review_figures(&waits);
    let logs = aggregate.work().logs().values();
    Counts {
        due: due.count() as i64,
        submitted: aggregate.count(unit, Metric::LOG_REPORTING),
        passed: logs.filter(has_passed).count(),
        average_ms,
        late,
        now,
    }
}

/// What was read of a log at one moment.
struct Seen {
    record: Log,
    unit: UnitIndex,
    month: [usize; 3],
    /// Items that came of it.
    items: Vec<SubjectId>,
}

fn see(aggregate: &Aggregate, id: &str) -> Option<Seen> {
    let work = aggregate.work();
    let record = work.logs().get(id)?.clone();
    let same = work.logs().values().filter(|log| log.unit == record.unit);
    let mut month = [0; 3];
    for log in same {
        month[0] += 1;
        month[1] += usize::from(log.state == LogState::Finished);
        month[2] += usize::from(log.state == LogState::Returned);
    }
    let items = work.items().iter();
    let items = items.filter(|(_, item)| item.from.as_deref() == Some(id));
    Some(Seen {
        unit: aggregate.tree().standing(record.unit),
        month,
        items: items.map(|(id, _)| id.clone()).collect(),
        record,
    })
}

async fn chosen(
    application: &Application,
    queue: &[Waiting],
    place: usize,
    reviewer: &str,
) -> Result<Option<Chosen>, AppError> {
    let id = queue[place].id.as_str();
    let seen = see(&application.engine.read(), id);
    let Some(seen) = seen else { return Ok(None) };
    let history = application.store.history(id).await?;
    let history: Vec<&Fact> = history.iter().map(|entry| &entry.fact).collect();
    let Some((submitted, text)) = newest(&history) else {
        return Ok(None);
    };
    let about = seen.record.about.iter().chain(&seen.items);
    let about: Vec<&str> = about.map(SubjectId::as_str).collect();
    let titles = Texts::of(&application.store, &about).await?;
    let now = application.clock.now();
    let offset = application.clock.offset();
    let aggregate = application.engine.read();
    let tree = aggregate.tree();
    let Some(own) = tree.find(reviewer) else {
        return Ok(None);
    };
    let links = about.iter().filter_map(|about| {
        let mut found = link(aggregate.work(), tree, about, titles.title(about))?;
        if seen.items.iter().any(|item| item == about) {
            found.what = "由此转为问题";
        }
        Some(found)
    });
    let neighbour = |place: Option<usize>| {
        let place = place.filter(|&place| place < queue.len().min(SHOWN))?;
        Some(queue[place].id.to_string())
    };
    Ok(Some(Chosen {
        id: id.to_owned(),
        revision: seen.record.revision,
        kind: text.log_kind,
        unit: step(tree, seen.unit),
        reviewer: step(tree, own),
        submitted: submitted.at,
        text: text.text.clone(),
        count: text.count,
        stations: stations((tree, &seen.record), &history, (now, offset), own),
        links: links.collect(),
        remarks: remarks(&history, |code| {
            let unit = tree.find_successor(code);
            unit.map_or_else(|| code.to_owned(), |unit| tree.node(unit).name.to_string())
        }),
        month: seen.month,
        place,
        previous: neighbour(place.checked_sub(1)),
        next: neighbour(place.checked_add(1)),
        due: aggregate.today().plus(PROBLEM_DAYS),
    }))
}

fn newest<'a>(history: &[&'a Fact]) -> Option<(&'a Fact, &'a LogSubmitted)> {
    history.iter().rev().find_map(|fact| match &fact.event {
        Event::LogSubmitted(text) => Some((*fact, &**text)),
        _ => None,
    })
}

fn remarks(history: &[&Fact], name: impl Fn(&str) -> String) -> Vec<(Moment, String, String)> {
    let said = history.iter().filter_map(|fact| {
        let (what, review) = match &fact.event {
            Event::LogReviewed(review) => ("通过", review),
            Event::LogReturned(review) => ("退回", review),
            _ => return None,
        };
        let by = format!("{} {what}", name(fact.unit.as_str()));
        Some((fact.at, by, review.remark.clone()))
    });
    said.collect()
}
