//! Deployments, each with how far those of the subtree are that it is for.

use liandong_domain::{
    moment::{Day, Moment, iso_day},
    work::{Deployment, Receipt, Stage},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Order, Page, Scope, Texts, UnitName, names::asked, page::page};
use crate::{
    error::AppError,
    store::{SqliteStore, StoreError},
};

/// Which deployments are wanted.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct DeploymentQuery {
    /// Only those in this state, as far as the subtree is concerned.
    #[param(inline)]
    pub state: Option<DeploymentFilter>,
    /// Only those that a unit of the subtree published, or others.
    pub issued: Option<bool>,
    /// Only those that are for this unit.
    pub owner: Option<String>,
    /// In which order.
    #[param(inline)]
    pub order: Order,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// At most so many.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<usize>,
}

/// States of deployments that are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeploymentFilter {
    /// Not called off, and not carried out by all.
    Active,
    /// Some have not acknowledged it yet.
    Sent,
    /// Its day is over, and not all have carried it out.
    Late,
    /// Carried out by all.
    Done,
    /// Called off.
    Withdrawn,
}

/// How many units of the subtree are how far with a deployment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct DeploymentCounts {
    /// It is for so many.
    pub targets: u32,
    /// It has come to so many that have not acknowledged it.
    pub sent: u32,
    /// So many have acknowledged it, whatever came after.
    pub received: u32,
    /// So many have passed it on.
    pub passed_on: u32,
    /// So many work on it.
    pub started: u32,
    /// So many have carried it out.
    pub done: u32,
    /// Its day is over, and so many have not.
    pub late: u32,
}

/// A deployment, as staff see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Deployment)]
pub struct DeploymentRow {
    /// Its id.
    pub id: String,
    /// What it is about, in a line.
    pub title: String,
    /// The unit that published it.
    pub unit: UnitName,
    /// When.
    #[serde(with = "iso_day")]
    #[schema(value_type = String, format = Date)]
    pub issued: Day,
    /// Until when it is to be carried out.
    #[serde(with = "iso_day")]
    #[schema(value_type = String, format = Date)]
    pub due: Day,
    /// Whether it was called off.
    pub withdrawn: bool,
    /// How far the units of the subtree are.
    pub counts: DeploymentCounts,
    /// How far the subtree's top itself is, where the deployment is for it.
    pub own: Option<ReceiptRow>,
}

/// Where a unit stands with a deployment.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = DeploymentReceipt)]
pub struct ReceiptRow {
    /// The unit.
    pub unit: UnitName,
    /// How far it is.
    pub stage: Stage,
    /// Since when.
    pub since: Moment,
    /// Whether it has passed the deployment on.
    pub passed_on: bool,
    /// Whether there are units to which it has still to pass it on.
    pub can_pass_on: bool,
    /// Whether the day is over and it is not done.
    pub late: bool,
}

/// A page of the deployments that a subtree may see, without their titles.
///
/// # Errors
/// A unit, cursor or number of rows that cannot be.
pub fn list(scope: &Scope<'_>, query: &DeploymentQuery) -> Result<Page<DeploymentRow>, AppError> {
    let owner = asked(scope, query.owner.as_deref())?;
    let found = scope.work().deployments().iter().filter(|(_, one)| {
        query
            .issued
            .is_none_or(|issued| scope.covers(one.unit) == issued)
            && owner.is_none_or(|owner| one.receipt(owner).is_some())
            && scope.sees_deployment(one)
            && query.state.is_none_or(|state| takes(scope, one, state))
    });
    let key = |one: &Deployment| {
        let issued = i64::from(one.issued.days_since_epoch());
        match query.order {
            Order::Due => one.due.days_since_epoch().into(),
            Order::Oldest => issued,
            Order::Newest => -issued,
        }
    };
    let page = page(found, key, (query.after.as_deref(), query.limit))?;
    Ok(page.map(|(id, one)| row(scope, id, one)))
}

/// One deployment that a subtree may see, and where each unit of the subtree stands with it, those above
/// before those below.
pub fn one(scope: &Scope<'_>, id: &str) -> Option<(DeploymentRow, Vec<ReceiptRow>)> {
    let found = scope.work().deployments().get(id);
    let found = found.filter(|one| scope.sees_deployment(one))?;
    let tree = scope.aggregate().tree();
    let mut receipts: Vec<ReceiptRow> = covered(scope, found)
        .map(|one| receipt(scope, found, one))
        .collect();
    receipts.sort_by_cached_key(|one| {
        let unit = tree.find(one.unit.code.as_str());
        let depth = unit.map_or(0, |unit| tree.upwards(unit).count());
        (depth, one.unit.code.clone())
    });
    Some((row(scope, id, found), receipts))
}

/// Fills in the titles.
///
/// # Errors
/// The store failed.
pub async fn with_titles(
    store: &SqliteStore,
    rows: &mut [DeploymentRow],
) -> Result<(), StoreError> {
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let texts = Texts::of(store, &ids).await?;
    for row in rows {
        row.title = texts.title(&row.id);
    }
    Ok(())
}

fn covered<'a>(
    scope: &'a Scope<'_>,
    deployment: &'a Deployment,
) -> impl Iterator<Item = &'a Receipt> {
    let receipts = deployment.receipts.iter();
    receipts.filter(|receipt| scope.covers(receipt.unit))
}

fn takes(scope: &Scope<'_>, one: &Deployment, state: DeploymentFilter) -> bool {
    let counts = counts(scope, one);
    let is_done = counts.done == counts.targets;
    match state {
        DeploymentFilter::Active => !one.withdrawn && !is_done,
        DeploymentFilter::Sent => counts.sent > 0,
        DeploymentFilter::Late => counts.late > 0,
        DeploymentFilter::Done => !one.withdrawn && is_done,
        DeploymentFilter::Withdrawn => one.withdrawn,
    }
}

fn is_late(scope: &Scope<'_>, deployment: &Deployment, receipt: &Receipt) -> bool {
    deployment.is_late(receipt, scope.aggregate().today())
}

fn counts(scope: &Scope<'_>, deployment: &Deployment) -> DeploymentCounts {
    let mut counts = DeploymentCounts::default();
    for receipt in covered(scope, deployment) {
        counts.targets += 1;
        counts.sent += u32::from(receipt.stage == Stage::Sent);
        counts.received += u32::from(receipt.stage >= Stage::Received);
        counts.passed_on += u32::from(receipt.passed_on);
        counts.started += u32::from(receipt.stage == Stage::Started);
        counts.done += u32::from(receipt.stage == Stage::Done);
        counts.late += u32::from(is_late(scope, deployment, receipt));
    }
    if deployment.withdrawn {
        counts.sent = 0;
    }
    counts
}

fn row(scope: &Scope<'_>, id: &str, deployment: &Deployment) -> DeploymentRow {
    let own = deployment.receipt(scope.top());
    DeploymentRow {
        id: id.to_owned(),
        title: String::new(),
        unit: UnitName::of(scope.aggregate().tree(), deployment.unit),
        issued: deployment.issued,
        due: deployment.due,
        withdrawn: deployment.withdrawn,
        counts: counts(scope, deployment),
        own: own.map(|own| receipt(scope, deployment, own)),
    }
}

fn receipt(scope: &Scope<'_>, deployment: &Deployment, receipt: &Receipt) -> ReceiptRow {
    let tree = scope.aggregate().tree();
    let has_come = receipt.stage > Stage::Sent && !deployment.withdrawn;
    let mut below = deployment.below(receipt.unit, tree);
    ReceiptRow {
        unit: UnitName::of(tree, receipt.unit),
        stage: receipt.stage,
        since: receipt.since,
        passed_on: receipt.passed_on,
        can_pass_on: has_come
            && below.any(|place| {
                let below = deployment.receipts.get(place);
                below.is_some_and(|below| below.stage == Stage::Ahead)
            }),
        late: is_late(scope, deployment, receipt),
    }
}
