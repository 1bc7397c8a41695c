//! From what senders want of rows to facts: what stands so already is none.

use std::collections::{HashMap, HashSet};

use axum::http::StatusCode;
use liandong_domain::{
    fact::{Event, Fact},
    frame::Cursor,
    unit::UnitCode,
};

use super::Outcome;
use crate::{
    Application,
    engine::Rejected,
    error::AppError,
    ingest::{
        Rejection,
        row::{Context, Wish, removal},
    },
    store::{RowKey, StandingRow, Store, access::Token},
};

const KIND: &str = "registry.changed";

/// What became of wishes, by their place in the batch.
pub struct Settled {
    pub outcomes: Vec<(usize, Outcome)>,
    pub rejected: Vec<Rejected>,
    pub cursor: Cursor,
}

/// Makes facts of what is news and has the engine take them in.
pub async fn settle(
    application: &Application,
    token: &Token,
    context: Context,
    wishes: Vec<(usize, Wish)>,
) -> Result<Settled, AppError> {
    may_send(token)?;
    let keys: Vec<RowKey> = wishes
        .iter()
        .map(|(_, wish)| (context.registry, wish.key.clone()))
        .collect();
    let standing = application.store.standing(&keys).await?;
    let standing: HashMap<String, StandingRow> = standing
        .into_iter()
        .map(|((_, key), row)| (key, row))
        .collect();
    let mut facts = Vec::new();
    let mut outcomes = Vec::new();
    let mut rejected = Vec::new();
    for (index, wish) in wishes {
        let stands = standing.get(&wish.key);
        match news(application, token, context, wish, stands) {
            Ok((outcome, fact)) => {
                outcomes.push((index, outcome));
                facts.extend(fact.map(|fact| (index, fact)));
            }
            Err(rejection) => rejected.push(Rejected { index, rejection }),
        }
    }
    let scope = Some(token.unit.clone());
    let receipt = application.engine.submit(facts, scope).await?;
    let refused: HashSet<usize> = receipt.rejected.iter().map(|one| one.index).collect();
    outcomes.retain(|(index, _)| !refused.contains(index));
    rejected.extend(receipt.rejected);
    Ok(Settled {
        outcomes,
        rejected,
        cursor: receipt.cursor,
    })
}

/// Whether the token may change registries.
fn may_send(token: &Token) -> Result<(), AppError> {
    let kinds = token.kinds.as_ref();
    if kinds.is_none_or(|kinds| kinds.iter().any(|kind| kind == KIND)) {
        return Ok(());
    }
    let message = format!("这个令牌不能发送 {KIND}");
    let status = StatusCode::FORBIDDEN;
    Err(AppError::refused(status, "kind_not_allowed", message))
}

/// What a wish comes to, and the fact where it is news.
fn news(
    application: &Application,
    token: &Token,
    context: Context,
    wish: Wish,
    stands: Option<&StandingRow>,
) -> Result<(Outcome, Option<Fact>), Rejection> {
    match (wish.fact.as_ref(), stands) {
        (None, None) => Ok((Outcome::Unchanged, None)),
        (None, Some(row)) if !reaches(application, token, &row.unit) => {
            Ok((Outcome::Unchanged, None))
        }
        (None, Some(row)) => {
            let unit = open_unit(application, &row.unit);
            let fact = removal(&wish, &unit, &row.row, context)?;
            Ok((Outcome::Removed, Some(fact)))
        }
        (Some(fact), Some(row)) if is_so(fact, row) && reaches(application, token, &row.unit) => {
            Ok((Outcome::Unchanged, None))
        }
        (Some(_), Some(_)) => Ok((Outcome::Changed, wish.fact)),
        (Some(_), None) => Ok((Outcome::New, wish.fact)),
    }
}

fn is_so(fact: &Fact, stands: &StandingRow) -> bool {
    let after = match &fact.event {
        Event::RegistryChanged(change) => change.after.as_ref(),
        _ => None,
    };
    fact.unit == stands.unit && after == Some(&stands.row)
}

/// Whether a unit is in the token's subtree: of others' rows nothing is told.
fn reaches(application: &Application, token: &Token, unit: &UnitCode) -> bool {
    let aggregate = application.engine.read();
    let tree = aggregate.tree();
    let found = tree.find_successor(unit.as_str());
    found.is_some_and(|unit| tree.is_within(unit, token.unit.as_str()))
}

/// The unit itself, or the one that has its numbers since it was closed: facts are of open units.
fn open_unit(application: &Application, unit: &UnitCode) -> UnitCode {
    let aggregate = application.engine.read();
    let tree = aggregate.tree();
    let found = tree.find_successor(unit.as_str());
    found.map_or_else(|| unit.clone(), |found| tree.node(found).code.clone())
}
