//! `/console/logs/{id}`: one log with all that was said of it.

use std::sync::Arc;

use axum::{extract::State, response::Response};
use liandong_app::{
    console::{LogPage, LogStep, Mark, Page, Resubmission, Station, encoded},
    format,
};
use liandong_domain::{
    fact::{Event, Fact, log::LogSubmitted},
    work::LogState,
};

use super::{
    super::{Reader, show},
    link, post, stations,
};
use crate::{Application, access::Role, error::AppError, routes::path::Name, work::Texts};

/// The page.
///
/// # Errors
/// No such log at or below the account's unit, or the store failed.
pub async fn log(
    State(application): State<Arc<Application>>,
    Reader(staff): Reader,
    Name(id): Name,
) -> Result<Response, AppError> {
    let history = application.store.history(&id).await?;
    let history: Vec<&Fact> = history.iter().map(|entry| &entry.fact).collect();
    let first = history.first().ok_or_else(|| AppError::unknown("日志"))?;
    let Event::LogSubmitted(original) = &first.event else {
        return Err(AppError::unknown("日志"));
    };
    if !staff.covers(&application, &first.unit) {
        return Err(AppError::unknown("日志"));
    }
    let (submitted, text) = newest(&history, original, first);
    let about = original.about.as_deref();
    let about_ids: Vec<&str> = about.into_iter().collect();
    let about_text = Texts::of(&application.store, &about_ids).await?;
    let author = post(&application, &original.author).await?;
    let now = application.clock.now();
    let offset = application.clock.offset();
    let page = {
        let aggregate = application.engine.read();
        let tree = aggregate.tree();
        let name = |fact: &Fact| {
            let unit = tree.find_successor(fact.unit.as_str());
            unit.map_or_else(
                || fact.unit.to_string(),
                |unit| tree.node(unit).name.to_string(),
            )
        };
        let own = tree.find_successor(staff.account.unit.as_str());
        let own = own.ok_or_else(|| AppError::unknown_unit(staff.account.unit.as_str()))?;
        let record = aggregate.work().logs().get(id.as_str());
        let stations = match record {
            Some(record) => stations((tree, record), &history, (now, offset), own),
            None => over(&history, offset, name),
        };
        let about = about.and_then(|about| {
            let title = about_text.title(about);
            link(aggregate.work(), tree, about, title)
        });
        let returned = record.filter(|record| record.state == LogState::Returned);
        let is_own = returned.is_some_and(|record| tree.standing(record.unit) == own);
        let again = (is_own && staff.account.role >= Role::Clerk).then(|| Resubmission {
            log: id.clone(),
            unit: tree.node(own).code.to_string(),
            about: original.about.clone(),
            remark: last_remark(&history),
        });
        let waits_here = record
            .and_then(|record| record.next_reviewer())
            .is_some_and(|next| tree.standing(next.unit) == own);
        let review = (waits_here && staff.account.role >= Role::Manager)
            .then(|| format!("/console/reviews?log={}", encoded(&id)));
        LogPage {
            kind: text.log_kind,
            unit: name(first),
            author,
            submitted: submitted.at,
            text: text.text.clone(),
            count: text.count,
            about: about.map(|link| (link.address, link.title)),
            stations,
            steps: history.iter().map(|fact| step(fact, name(fact))).collect(),
            again,
            review,
        }
    };
    Ok(show(&application, Some(&staff), Page::Log(Box::new(page))))
}

/// The newest text of a log.
fn newest<'a>(
    history: &[&'a Fact],
    original: &'a LogSubmitted,
    first: &'a Fact,
) -> (&'a Fact, &'a LogSubmitted) {
    let texts = history.iter().rev().filter_map(|fact| match &fact.event {
        Event::LogSubmitted(text) => Some((*fact, &**text)),
        _ => None,
    });
    texts.into_iter().next().unwrap_or((first, original))
}

fn last_remark(history: &[&Fact]) -> String {
    let mut remarks = history.iter().rev().filter_map(|fact| match &fact.event {
        Event::LogReturned(review) => Some(review.remark.clone()),
        _ => None,
    });
    remarks.next().unwrap_or_default()
}

fn step(fact: &Fact, unit: String) -> LogStep {
    let (what, remark) = match &fact.event {
        Event::LogReviewed(review) => ("审阅通过", review.remark.clone()),
        Event::LogReturned(review) => ("退回", review.remark.clone()),
        Event::LogSubmitted(log) if log.log.is_some() => ("修改后重新提交", String::new()),
        _ => ("提交", String::new()),
    };
    LogStep {
        at: fact.at,
        unit,
        what,
        remark,
    }
}

/// The way of a log that is through, as its history tells it.
fn over(
    history: &[&Fact],
    offset: liandong_domain::moment::UtcOffset,
    name: impl Fn(&Fact) -> String,
) -> Vec<Station> {
    let done = history.iter().filter_map(|fact| {
        let label = match &fact.event {
            Event::LogSubmitted(log) if log.log.is_none() => "提交",
            Event::LogReviewed(_) => "审阅",
            _ => return None,
        };
        Some(Station {
            label: label.to_owned(),
            place: name(fact),
            mark: Mark::Done,
            said: format::stamp_cn(fact.at, offset),
            way: String::new(),
        })
    });
    done.collect()
}
