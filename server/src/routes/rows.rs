//! `/api/v1/registries/{registry}/rows…`: rows as upstream systems have them. A sender says how a row
//! is now; what of that is news becomes a fact, what stands already does not.

use std::{collections::HashSet, sync::Arc};

use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
};
use liandong_domain::{frame::Cursor, registry::Registry};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::{
    body::Body,
    facts::too_large,
    path::{RegistryName, RowName},
};
use crate::{
    Application,
    access::token::Program,
    engine::Rejected,
    error::{AppError, Problem},
    ingest::{
        self, Rejection,
        row::{Context, Wish, parse_row},
    },
};

mod schema;
mod settle;

use schema::{RowInBatch, RowSent};
use settle::{Settled, settle};

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = RowOutcome)]
pub enum Outcome {
    /// It was not there before.
    New,
    /// It was otherwise.
    Changed,
    /// It was so already.
    Unchanged,
    /// It is gone.
    Removed,
}

/// How a row is now.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RowForm {
    unit: String,
    #[serde(default)]
    #[schema(format = DateTime)]
    at: Option<String>,
    #[schema(value_type = RowSent)]
    row: Value,
}

/// What became of one row.
#[derive(Serialize, ToSchema)]
pub struct RowReceipt {
    outcome: Outcome,
    cursor: Cursor,
}

/// What became of many.
#[derive(Serialize, ToSchema)]
pub struct RowsReceipt {
    new: usize,
    changed: usize,
    unchanged: usize,
    removed: usize,
    rejected: Vec<Rejected>,
    cursor: Cursor,
}

/// Puts a row as it is now.
///
/// # Errors
/// No token, one for other kinds of facts, a row that cannot be, or the store failed.
#[utoipa::path(
    put,
    path = "/api/v1/registries/{registry}/rows/{key}",
    operation_id = "putRow",
    tag = "推送",
    summary = "写入库里的一条",
    description = "写它现在的样子，不必管原来有没有、在哪个单位。没变的不记新的事实，所以可以放心重发。",
    params(("registry" = Registry, Path), ("key" = String, Path)),
    request_body = RowForm,
    security(("token" = [])),
    responses(
        (status = 200, body = RowReceipt),
        (status = 403, description = "kind_not_allowed"),
        (status = 404, description = "unknown_registry"),
        (status = 422, description = "invalid_row"),
    ),
)]
pub async fn put(
    State(application): State<Arc<Application>>,
    Program(token): Program,
    RowName(registry, key): RowName,
    Body(form): Body<RowForm>,
) -> Result<Json<RowReceipt>, AppError> {
    if !form.row.is_object() {
        return Err(AppError::field(
            "row",
            "应为 JSON 对象；删除一条请用 DELETE",
        ));
    }
    let element = json!({ "key": key, "unit": form.unit, "at": form.at, "row": form.row });
    let context = context(&application, registry);
    let wish = parse_row(&element.to_string(), context).map_err(Problem::of_row)?;
    let settled = settle(&application, &token, context, vec![(0, wish)]).await?;
    one(settled)
}

/// Takes away whatever row stands under a key.
///
/// # Errors
/// As [`put`].
#[utoipa::path(
    delete,
    path = "/api/v1/registries/{registry}/rows/{key}",
    operation_id = "removeRow",
    tag = "推送",
    summary = "删除库里的一条",
    description = "不必知道它原来的内容。本来就没有的，答复 unchanged。",
    params(("registry" = Registry, Path), ("key" = String, Path)),
    security(("token" = [])),
    responses(
        (status = 200, body = RowReceipt),
        (status = 403, description = "kind_not_allowed"),
        (status = 404, description = "unknown_registry"),
        (status = 422, description = "invalid_row"),
    ),
)]
pub async fn remove(
    State(application): State<Arc<Application>>,
    Program(token): Program,
    RowName(registry, key): RowName,
) -> Result<Json<RowReceipt>, AppError> {
    let context = context(&application, registry);
    let wish = Wish {
        key,
        at: context.now,
        fact: None,
    };
    let settled = settle(&application, &token, context, vec![(0, wish)]).await?;
    one(settled)
}

/// Puts and takes away many rows. Some may be refused; the rest counts.
///
/// # Errors
/// No token, one for other kinds of facts, no batch, or the store failed.
#[utoipa::path(
    post,
    path = "/api/v1/registries/{registry}/rows",
    operation_id = "putRows",
    tag = "推送",
    summary = "写入和删除库里的许多条",
    description = "一批最多 10000 条、8 MiB，同一个键只出现一次。个别不对的逐条写明，其余照收；没变的不记新的事实。",
    params(("registry" = Registry, Path)),
    request_body = Vec<RowInBatch>,
    security(("token" = [])),
    responses(
        (status = 200, body = RowsReceipt),
        (status = 400, description = "invalid_json not_an_array batch_too_large"),
        (status = 403, description = "kind_not_allowed"),
        (status = 404, description = "unknown_registry"),
        (status = 413, description = "body_too_large"),
    ),
)]
pub async fn put_many(
    State(application): State<Arc<Application>>,
    Program(token): Program,
    RegistryName(registry): RegistryName,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<RowsReceipt>, AppError> {
    let body = body.map_err(|_| too_large())?;
    let context = context(&application, registry);
    let elements = ingest::elements(&body).map_err(AppError::rejected)?;
    let mut keys = HashSet::new();
    let mut wishes = Vec::with_capacity(elements.len());
    let mut rejected = Vec::new();
    for (index, element) in elements.into_iter().enumerate() {
        let wish = parse_row(element.get(), context).and_then(|wish| {
            let is_first = keys.insert(wish.key.clone());
            is_first.then_some(wish).ok_or_else(duplicate_key)
        });
        match wish {
            Ok(wish) => wishes.push((index, wish)),
            Err(rejection) => rejected.push(Rejected { index, rejection }),
        }
    }
    let settled = settle(&application, &token, context, wishes).await?;
    rejected.extend(settled.rejected);
    rejected.sort_by_key(|rejected| rejected.index);
    let count = |of| {
        let outcomes = settled.outcomes.iter();
        outcomes.filter(|(_, outcome)| *outcome == of).count()
    };
    Ok(Json(RowsReceipt {
        new: count(Outcome::New),
        changed: count(Outcome::Changed),
        unchanged: count(Outcome::Unchanged),
        removed: count(Outcome::Removed),
        rejected,
        cursor: settled.cursor,
    }))
}

fn context(application: &Application, registry: Registry) -> Context {
    Context {
        registry,
        now: application.clock.now(),
        offset: application.clock.offset(),
    }
}

fn one(settled: Settled) -> Result<Json<RowReceipt>, AppError> {
    if let Some(rejected) = settled.rejected.into_iter().next() {
        return Err(Problem::of_row(rejected.rejection).into());
    }
    let outcome = settled.outcomes.first().map(|(_, outcome)| *outcome);
    Ok(Json(RowReceipt {
        outcome: outcome.unwrap_or(Outcome::Unchanged),
        cursor: settled.cursor,
    }))
}

fn duplicate_key() -> Rejection {
    Rejection::new(
        "duplicate_key",
        "这个键在这一批里已经出现过；每批每个键只写一次",
    )
}
