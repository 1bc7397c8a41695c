//! Employers in the circles, those that answer least first.

use liandong_domain::{
    moment::{Day, iso_day_or_none},
    registry::Circle,
    work::Employer,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Page, Scope, UnitName, names::asked, page::page};
use crate::error::AppError;

/// Which employers are wanted.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct EmployerQuery {
    /// Only those of this circle.
    pub circle: Option<Circle>,
    /// Only those of this unit.
    pub owner: Option<String>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// At most so many.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<usize>,
}

/// An employer, as staff see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Employer)]
pub struct EmployerRow {
    /// Its key in the registry of employers.
    pub key: String,
    /// The unit that it belongs to.
    pub unit: UnitName,
    /// Its circle.
    pub circle: Circle,
    /// The short name under which it agreed to be shown.
    pub shown_as: Option<String>,
    /// How often it was invited, of the last ten times.
    pub invited: u8,
    /// How many of them it answered.
    pub answered: u32,
    /// Whether it answered each, oldest first.
    pub answers: Vec<bool>,
    /// When it last came.
    #[serde(with = "iso_day_or_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub came: Option<Day>,
}

/// A page of the employers that a subtree may see.
///
/// # Errors
/// A unit, cursor or number of rows that cannot be.
pub fn list(scope: &Scope<'_>, query: &EmployerQuery) -> Result<Page<EmployerRow>, AppError> {
    let tree = scope.aggregate().tree();
    let owner = asked(scope, query.owner.as_deref())?;
    let found = scope.work().employers().iter().filter(|(_, employer)| {
        query.circle.is_none_or(|circle| employer.circle == circle)
            && owner.is_none_or(|owner| tree.standing(employer.unit) == owner)
            && scope.sees_employer(employer)
    });
    let page = page(found, rate, (query.after.as_deref(), query.limit))?;
    Ok(page.map(|(key, employer)| EmployerRow {
        key: key.to_string(),
        unit: UnitName::of(tree, employer.unit),
        circle: employer.circle,
        shown_as: employer.shown_as.as_ref().map(ToString::to_string),
        invited: employer.invited,
        answered: employer.answered(),
        answers: employer.answers().collect(),
        came: employer.came,
    }))
}

/// In per cent; those that were never invited come last.
fn rate(employer: &Employer) -> i64 {
    let answered = i64::from(employer.answered()) * 100;
    answered
        .checked_div(employer.invited.into())
        .unwrap_or(i64::MAX)
}
