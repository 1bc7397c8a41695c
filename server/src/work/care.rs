//! Care actions, planned and carried out.

use liandong_domain::{
    fact::life::CareKind,
    moment::{Day, iso_day, iso_day_or_none},
    work::Care,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Order, Page, Scope, UnitName, names::asked, page::page};
use crate::error::AppError;

/// Which care actions are wanted.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct CareQuery {
    /// Only those that were carried out, or were not.
    pub done: Option<bool>,
    /// Only those for these people.
    pub care_kind: Option<CareKind>,
    /// Only those of this unit.
    pub owner: Option<String>,
    /// Only those whose day is over, or is not.
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

/// A care action, as staff see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Care)]
pub struct CareRow {
    /// Its id.
    pub id: String,
    /// The unit that it is of.
    pub unit: UnitName,
    /// Whom it is for.
    pub care_kind: CareKind,
    /// The organisation that carries it out, by its key in the registry.
    pub organisation: String,
    /// How many people it is to reach.
    pub people: u32,
    /// Until when.
    #[serde(with = "iso_day")]
    #[schema(value_type = String, format = Date)]
    pub due: Day,
    /// Whether that day is over and it was not carried out.
    pub overdue: bool,
    /// When it was carried out.
    #[serde(with = "iso_day_or_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub done_on: Option<Day>,
    /// How many people it reached.
    pub reached: Option<u32>,
}

/// A page of the care actions that a subtree may see.
///
/// # Errors
/// A unit, cursor or number of rows that cannot be.
pub fn list(scope: &Scope<'_>, query: &CareQuery) -> Result<Page<CareRow>, AppError> {
    let aggregate = scope.aggregate();
    let owner = asked(scope, query.owner.as_deref())?;
    let is_overdue = |care: &Care| care.done.is_none() && care.due < aggregate.today();
    let found = scope.work().care().iter().filter(|(_, care)| {
        query.done.is_none_or(|done| care.done.is_some() == done)
            && query.care_kind.is_none_or(|kind| care.kind == kind)
            && query
                .overdue
                .is_none_or(|overdue| is_overdue(care) == overdue)
            && owner.is_none_or(|owner| aggregate.tree().standing(care.unit) == owner)
            && scope.sees_care(care)
    });
    let key = |care: &Care| {
        let due = i64::from(care.due.days_since_epoch());
        match query.order {
            Order::Due | Order::Oldest => due,
            Order::Newest => -due,
        }
    };
    let page = page(found, key, (query.after.as_deref(), query.limit))?;
    Ok(page.map(|(id, care)| CareRow {
        id: id.to_string(),
        unit: UnitName::of(aggregate.tree(), care.unit),
        care_kind: care.kind,
        organisation: care.organisation.to_string(),
        people: care.people,
        due: care.due,
        overdue: is_overdue(care),
        done_on: care.done.map(|(day, _)| day),
        reached: care.done.map(|(_, reached)| reached),
    }))
}
