//! `/console/assessment`: the points of the units below in a year, and the working of one; `/console/assessment/report`:
//! the same as a report to print, with the working of all.

use std::{cmp::Reverse, sync::Arc};

use axum::{extract::State, response::Response};
use liandong_app::{
    console::{
        AssessmentPage, Basis, IndicatorForm, IndicatorHead, Page, ReportPage, ScoreCell, ScoreRow,
        WorkingPage,
    },
    format,
};
use liandong_domain::{
    aggregate::Aggregate,
    moment::Moment,
    tree::UnitIndex,
    unit::{UnitCode, UnitKind},
};
use serde::Deserialize;

use super::{Reader, show, units::path};
use crate::{
    Application,
    access::{Role, Staff},
    assessment::{self, Books, By, Indicator, Part, Plan, Working, assess, total},
    error::AppError,
    routes::{query::Asked, registries::unit_of, settings::needs_root},
    search::step,
};

mod working;

use working::working;

/// The most units whose working is in one report.
const MOST_WORKED: usize = 100;

#[derive(Default, Deserialize)]
pub struct AssessmentQuery {
    unit: Option<String>,
    level: Option<String>,
    year: Option<String>,
    show: Option<String>,
}

/// What is looked at.
struct Looked {
    unit: UnitIndex,
    levels: Vec<(UnitKind, usize)>,
    level: Option<UnitKind>,
    /// The units of the level.
    units: Vec<UnitIndex>,
    /// The one whose working is wanted.
    shown: Option<UnitIndex>,
    years: Vec<i32>,
    books: Books,
    plan: Plan,
}

/// The page.
///
/// # Errors
/// No such unit in the subtree, no year that is kept, or the store failed.
pub async fn assessment(
    State(application): State<Arc<Application>>,
    Reader(staff): Reader,
    Asked(query): Asked<AssessmentQuery>,
) -> Result<Response, AppError> {
    let looked = look(&application, &staff, &query).await?;
    let may_set = needs_root(&application, &staff).is_ok();
    let page = {
        let aggregate = application.engine.read();
        let tree = aggregate.tree();
        let (books, indicators) = (&looked.books, &looked.plan.indicators);
        let of_year = |unit: &UnitIndex| books.have(*unit);
        let worked = looked.shown.filter(of_year);
        let missing = looked.shown.filter(|unit| !of_year(unit));
        AssessmentPage {
            unit: step(tree, looked.unit),
            path: path(tree, &staff, looked.unit),
            basis: basis(&looked, &staff),
            heads: indicators.iter().map(head).collect(),
            rows: rows(&aggregate, &looked),
            working: worked.map(|unit| working(&aggregate, books, &staff, unit, indicators)),
            missing: missing.map(|unit| step(tree, unit)),
            indicators: may_set.then(|| indicators.iter().map(form).collect()),
            levels: looked.levels,
            level: looked.level,
            years: looked.years,
        }
    };
    Ok(show(
        &application,
        Some(&staff),
        Page::Assessment(Box::new(page)),
    ))
}

/// The report.
///
/// # Errors
/// As [`assessment`].
pub async fn report(
    State(application): State<Arc<Application>>,
    Reader(staff): Reader,
    Asked(query): Asked<AssessmentQuery>,
) -> Result<Response, AppError> {
    let query = AssessmentQuery {
        show: Some(unit_of(&application, &staff, query.unit.as_deref())?.to_string()),
        ..query
    };
    let looked = look(&application, &staff, &query).await?;
    let page = {
        let aggregate = application.engine.read();
        let (books, indicators) = (&looked.books, &looked.plan.indicators);
        let work = |unit: UnitIndex| working(&aggregate, books, &staff, unit, indicators);
        let units = looked.units.iter().copied();
        let units: Vec<UnitIndex> = units.filter(|&unit| books.have(unit)).collect();
        let is_long = units.len() > MOST_WORKED;
        let worked = units.into_iter().filter(|_| !is_long);
        let mut workings: Vec<WorkingPage> = worked.map(work).collect();
        workings.sort_by_key(|worked| Reverse(worked.total));
        ReportPage {
            unit: step(aggregate.tree(), looked.unit),
            basis: basis(&looked, &staff),
            level: looked.level,
            heads: indicators.iter().map(head).collect(),
            rows: rows(&aggregate, &looked),
            own: Some(looked.unit).filter(|&unit| books.have(unit)).map(work),
            workings,
            most_worked: is_long.then_some(MOST_WORKED),
        }
    };
    Ok(show(
        &application,
        Some(&staff),
        Page::AssessmentReport(Box::new(page)),
    ))
}

async fn look(
    application: &Arc<Application>,
    staff: &Staff,
    query: &AssessmentQuery,
) -> Result<Looked, AppError> {
    let code = unit_of(application, staff, query.unit.as_deref())?;
    let shown = query.show.as_deref().filter(|shown| !shown.is_empty());
    let shown: Option<UnitCode> = match shown {
        Some(shown) => Some(staff.needs_at(application, Role::Viewer, shown)?),
        None => None,
    };
    let asked = assessment::parse(query.year.as_deref())?;
    let (unit, shown, levels, level, units, today) = {
        let aggregate = application.engine.read();
        let tree = aggregate.tree();
        let unit = tree.find(code.as_str());
        let unit = unit.ok_or_else(|| AppError::unknown_unit(code.as_str()))?;
        let shown = shown.and_then(|shown| tree.find(shown.as_str()));
        let levels = levels(&aggregate, unit);
        let level = query.level.as_deref().and_then(UnitKind::from_key);
        let level = level.or(levels.first().map(|(level, _)| *level));
        let units = assessment::units(tree, unit, level);
        (unit, shown, levels, level, units, aggregate.today())
    };
    let store = &application.store;
    let years = assessment::years(store, today).await?;
    let year = assessment::pick(&years, asked)?;
    let wanted: Vec<UnitIndex> = units.iter().copied().chain(shown).collect();
    Ok(Looked {
        unit,
        levels,
        level,
        units,
        shown,
        years: years.iter().map(|one| one.year).collect(),
        books: Books::open(store, year, &wanted).await?,
        plan: assessment::load(store, year.year).await?,
    })
}

fn basis(looked: &Looked, staff: &Staff) -> Basis {
    let year = looked.books.year;
    Basis {
        year: year.year,
        ended: year.ended,
        is_cut_short: year.is_cut_short(),
        since: looked.plan.since,
        now: Moment(staff.now()),
    }
}

fn levels(aggregate: &Aggregate, unit: UnitIndex) -> Vec<(UnitKind, usize)> {
    let tree = aggregate.tree();
    let below = tree.below(unit);
    let count = |kind: UnitKind| {
        let of_kind = below.iter().filter(|&&unit| tree.node(unit).kind == kind);
        (kind, of_kind.count())
    };
    let levels = UnitKind::ALL.into_iter().map(count);
    levels.filter(|(_, count)| *count > 0).collect()
}

fn head(indicator: &Indicator) -> IndicatorHead {
    IndicatorHead {
        label: indicator.label.clone(),
        weight: indicator.weight,
        reviewed: matches!(indicator.by, By::Review {}),
    }
}

fn form(indicator: &Indicator) -> IndicatorForm {
    let plain = IndicatorForm {
        key: indicator.key.clone(),
        label: indicator.label.clone(),
        weight: indicator.weight,
        target: assessment::FULL,
        ..IndicatorForm::default()
    };
    match &indicator.by {
        By::Review {} => IndicatorForm {
            reviewed: true,
            ..plain
        },
        By::Ratio {
            numerator,
            denominator,
            fewer,
            target,
        } => IndicatorForm {
            numerator: numerator.clone(),
            denominator: denominator.clone(),
            fewer: *fewer,
            target: *target,
            ..plain
        },
    }
}

/// The units that there are numbers of, best first; those without points last, in the order of the tree.
fn rows(aggregate: &Aggregate, looked: &Looked) -> Vec<ScoreRow> {
    let (books, indicators) = (&looked.books, &looked.plan.indicators);
    let units = looked.units.iter().filter(|&&unit| books.have(unit));
    let rows = units.map(|&unit| {
        let workings = assess(aggregate, unit, books, indicators);
        ScoreRow {
            place: None,
            unit: step(aggregate.tree(), unit),
            total: total(indicators, &workings).total,
            cells: workings.iter().map(cell).collect(),
        }
    });
    let mut rows: Vec<ScoreRow> = rows.collect();
    rows.sort_by_key(|row| Reverse(row.total));
    let totals: Vec<Option<u32>> = rows.iter().map(|row| row.total).collect();
    for row in &mut rows {
        // Who has as many points shares the place.
        let better = totals.partition_point(|total| *total > row.total);
        row.place = row.total.map(|_| better + 1);
    }
    rows
}

fn cell(working: &Working) -> ScoreCell {
    let said = match &working.part {
        Part::Review(Some(score)) => format!("评 {score}"),
        Part::Review(None) => "未评".to_owned(),
        Part::Ratio { .. } => {
            let (part, whole) = working.part.sums().unwrap_or_default();
            format!("{} / {}", format::count(part), format::count(whole))
        }
    };
    ScoreCell {
        points: working.points,
        said,
    }
}
