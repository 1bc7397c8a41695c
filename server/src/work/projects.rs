//! Resources, needs, and the projects that bring them together.

use liandong_domain::{
    fact::cobuilding::Category,
    moment::{Day, iso_day},
    work::{Need, Project, ProjectStage, Resource},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Order, Page, Scope, Texts, UnitName, names::asked, page::page};
use crate::{
    error::AppError,
    store::{SqliteStore, StoreError},
};

/// Which resources or needs are wanted.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct OfferQuery {
    /// Only those of this category.
    pub category: Option<Category>,
    /// Only those that can still be matched, or cannot.
    pub open: Option<bool>,
    /// Only those at this unit.
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

/// Which projects are wanted.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct ProjectQuery {
    /// Only those at this stage.
    pub stage: Option<ProjectStage>,
    /// Only those of this category.
    pub category: Option<Category>,
    /// Only those for this unit.
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

/// A resource, as staff see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Resource)]
pub struct ResourceRow {
    /// Its id.
    pub id: String,
    /// The unit that it is offered to, with those below it.
    pub unit: UnitName,
    /// What it is.
    pub category: Category,
    /// What it is, in a line.
    pub title: String,
    /// Which employer offers it, by its key in the registry.
    pub employer: String,
    /// The short name under which that one agreed to be shown.
    pub shown_as: Option<String>,
    /// Until when it is to be had.
    #[serde(with = "iso_day")]
    #[schema(value_type = String, format = Date)]
    pub until: Day,
    /// Whether it can be matched.
    pub open: bool,
    /// The project that it is used in.
    pub project: Option<String>,
}

/// A need, as staff see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Need)]
pub struct NeedRow {
    /// Its id.
    pub id: String,
    /// The unit.
    pub unit: UnitName,
    /// What it is.
    pub category: Category,
    /// What it is, in a line.
    pub title: String,
    /// When it was raised.
    #[serde(with = "iso_day")]
    #[schema(value_type = String, format = Date)]
    pub raised: Day,
    /// Until when.
    #[serde(with = "iso_day")]
    #[schema(value_type = String, format = Date)]
    pub due: Day,
    /// Whether that day is over and nothing meets it.
    pub overdue: bool,
    /// Whether it can be matched.
    pub open: bool,
    /// The project that meets it.
    pub project: Option<String>,
}

/// A project, as staff see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Project)]
pub struct ProjectRow {
    /// Its id.
    pub id: String,
    /// The unit in need.
    pub unit: UnitName,
    /// The unit that brought the two together.
    pub maker: UnitName,
    /// What it is about.
    pub category: Category,
    /// The resource.
    pub resource: String,
    /// What that is, in a line.
    pub resource_title: String,
    /// The need.
    pub need: String,
    /// What that is, in a line.
    pub need_title: String,
    /// When it began.
    #[serde(with = "iso_day")]
    #[schema(value_type = String, format = Date)]
    pub made: Day,
    /// How far it is.
    pub stage: ProjectStage,
    /// What the unit in need says of it, 1 to 5.
    pub score: Option<u8>,
}

/// A page of the resources that a subtree may see, without their titles.
///
/// # Errors
/// A unit, cursor or number of rows that cannot be.
pub fn resources(scope: &Scope<'_>, query: &OfferQuery) -> Result<Page<ResourceRow>, AppError> {
    let tree = scope.aggregate().tree();
    let owner = asked(scope, query.owner.as_deref())?;
    let found = scope.work().resources().iter().filter(|(_, resource)| {
        query.category.is_none_or(|of| resource.category == of)
            && query
                .open
                .is_none_or(|open| is_free(scope, resource) == open)
            && owner.is_none_or(|owner| tree.standing(resource.unit) == owner)
            && scope.sees_resource(resource)
    });
    let key = |resource: &Resource| {
        let until = i64::from(resource.until.days_since_epoch());
        match query.order {
            Order::Due | Order::Oldest => until,
            Order::Newest => -until,
        }
    };
    let page = page(found, key, (query.after.as_deref(), query.limit))?;
    Ok(page.map(|(id, resource)| resource_row(scope, id, resource)))
}

/// A page of the needs that a subtree may see, without their titles.
///
/// # Errors
/// A unit, cursor or number of rows that cannot be.
pub fn needs(scope: &Scope<'_>, query: &OfferQuery) -> Result<Page<NeedRow>, AppError> {
    let tree = scope.aggregate().tree();
    let owner = asked(scope, query.owner.as_deref())?;
    let found = scope.work().needs().iter().filter(|(_, need)| {
        query.category.is_none_or(|of| need.category == of)
            && query.open.is_none_or(|open| need.project.is_none() == open)
            && owner.is_none_or(|owner| tree.standing(need.unit) == owner)
            && scope.sees_need(need)
    });
    let key = |need: &Need| match query.order {
        Order::Due => i64::from(need.due.days_since_epoch()),
        Order::Oldest => i64::from(need.raised.days_since_epoch()),
        Order::Newest => -i64::from(need.raised.days_since_epoch()),
    };
    let page = page(found, key, (query.after.as_deref(), query.limit))?;
    Ok(page.map(|(id, need)| need_row(scope, id, need)))
}

/// A page of the projects that a subtree may see, without the titles of what they bring together.
///
/// # Errors
/// A unit, cursor or number of rows that cannot be.
pub fn list(scope: &Scope<'_>, query: &ProjectQuery) -> Result<Page<ProjectRow>, AppError> {
    let tree = scope.aggregate().tree();
    let owner = asked(scope, query.owner.as_deref())?;
    let found = scope.work().projects().iter().filter(|(_, project)| {
        query.stage.is_none_or(|stage| project.stage == stage)
            && query
                .category
                .is_none_or(|of| category(scope, project) == Some(of))
            && owner.is_none_or(|owner| tree.standing(project.unit) == owner)
            && scope.sees_project(project)
    });
    let key = |project: &Project| {
        let made = i64::from(project.made.days_since_epoch());
        match query.order {
            Order::Oldest => made,
            Order::Due | Order::Newest => -made,
        }
    };
    let page = page(found, key, (query.after.as_deref(), query.limit))?;
    let rows = page.map(|(id, project)| row(scope, id, project));
    Ok(Page {
        rows: rows.rows.into_iter().flatten().collect(),
        total: rows.total,
        next: rows.next,
    })
}

/// One project that a subtree may see.
pub fn one(scope: &Scope<'_>, id: &str) -> Option<ProjectRow> {
    let project = scope.work().projects().get(id);
    let project = project.filter(|project| scope.sees_project(project))?;
    row(scope, id, project)
}

/// One need that a subtree may see.
pub fn need(scope: &Scope<'_>, id: &str) -> Option<NeedRow> {
    let need = scope.work().needs().get(id);
    let need = need.filter(|need| scope.sees_need(need))?;
    Some(need_row(scope, id, need))
}

/// Fills in the titles of resources.
///
/// # Errors
/// The store failed.
pub async fn with_resource_titles(
    store: &SqliteStore,
    rows: &mut [ResourceRow],
) -> Result<(), StoreError> {
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let texts = Texts::of(store, &ids).await?;
    for row in rows {
        row.title = texts.title(&row.id);
    }
    Ok(())
}

/// Fills in the titles of needs.
///
/// # Errors
/// The store failed.
pub async fn with_need_titles(store: &SqliteStore, rows: &mut [NeedRow]) -> Result<(), StoreError> {
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let texts = Texts::of(store, &ids).await?;
    for row in rows {
        row.title = texts.title(&row.id);
    }
    Ok(())
}

/// Fills in the titles of what projects bring together.
///
/// # Errors
/// The store failed.
pub async fn with_titles(store: &SqliteStore, rows: &mut [ProjectRow]) -> Result<(), StoreError> {
    let ids = rows.iter().flat_map(|row| [&row.resource, &row.need]);
    let ids: Vec<&str> = ids.map(String::as_str).collect();
    let texts = Texts::of(store, &ids).await?;
    for row in rows {
        row.resource_title = texts.title(&row.resource);
        row.need_title = texts.title(&row.need);
    }
    Ok(())
}

fn category(scope: &Scope<'_>, project: &Project) -> Option<Category> {
    let need = scope.work().needs().get(&project.need);
    need.map(|need| need.category)
}

/// Whether a resource is still to be had.
pub(super) fn is_free(scope: &Scope<'_>, resource: &Resource) -> bool {
    resource.project.is_none() && resource.until >= scope.aggregate().today()
}

pub(super) fn resource_row(scope: &Scope<'_>, id: &str, resource: &Resource) -> ResourceRow {
    let employer = scope.work().employers().get(&resource.employer);
    let shown_as = employer.and_then(|employer| employer.shown_as.as_ref());
    ResourceRow {
        id: id.to_owned(),
        unit: UnitName::of(scope.aggregate().tree(), resource.unit),
        category: resource.category,
        title: String::new(),
        employer: resource.employer.to_string(),
        shown_as: shown_as.map(ToString::to_string),
        until: resource.until,
        open: is_free(scope, resource),
        project: resource.project.as_ref().map(ToString::to_string),
    }
}

fn need_row(scope: &Scope<'_>, id: &str, need: &Need) -> NeedRow {
    let aggregate = scope.aggregate();
    NeedRow {
        id: id.to_owned(),
        unit: UnitName::of(aggregate.tree(), need.unit),
        category: need.category,
        title: String::new(),
        raised: need.raised,
        due: need.due,
        overdue: need.project.is_none() && need.due < aggregate.today(),
        open: need.project.is_none(),
        project: need.project.as_ref().map(ToString::to_string),
    }
}

fn row(scope: &Scope<'_>, id: &str, project: &Project) -> Option<ProjectRow> {
    let name = |unit| UnitName::of(scope.aggregate().tree(), unit);
    Some(ProjectRow {
        id: id.to_owned(),
        unit: name(project.unit),
        maker: name(project.maker),
        category: category(scope, project)?,
        resource: project.resource.to_string(),
        resource_title: String::new(),
        need: project.need.to_string(),
        need_title: String::new(),
        made: project.made,
        stage: project.stage,
        score: project.score,
    })
}
