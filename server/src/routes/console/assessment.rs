//! `/console/assessment`: the points of the units below, and the working of one.

use std::{cmp::Reverse, sync::Arc};

use axum::{extract::State, response::Response};
use liandong_app::{
    console::{
        AssessmentPage, IndicatorForm, IndicatorHead, Page, ScoreCell, ScoreRow, WorkingLine,
        WorkingPage,
    },
    format,
};
use liandong_domain::{
    aggregate::Aggregate, metric::Metric, moment::Moment, tree::UnitIndex, unit::UnitKind,
};
use serde::Deserialize;

use super::{Reader, show, units::path};
use crate::{
    Application,
    access::{Role, Staff},
    assessment::{self, By, Indicator, Part, Working, assess, total},
    error::AppError,
    routes::{query::Asked, registries::unit_of, settings::needs_root},
    search::step,
};

#[derive(Default, Deserialize)]
pub struct AssessmentQuery {
    unit: Option<String>,
    level: Option<String>,
    show: Option<String>,
}

/// The page.
///
/// # Errors
/// No such unit in the subtree, or the store failed.
pub async fn assessment(
    State(application): State<Arc<Application>>,
    Reader(staff): Reader,
    Asked(query): Asked<AssessmentQuery>,
) -> Result<Response, AppError> {
    let code = unit_of(&application, &staff, query.unit.as_deref())?;
    let shown = query.show.as_deref().filter(|shown| !shown.is_empty());
    let shown = match shown {
        Some(shown) => Some(staff.needs_at(&application, Role::Viewer, shown)?),
        None => None,
    };
    let indicators = assessment::load(&application.store).await?;
    let may_set = needs_root(&application, &staff).is_ok();
    let page = {
        let aggregate = application.engine.read();
        let tree = aggregate.tree();
        let unit = tree.find(code.as_str());
        let unit = unit.ok_or_else(|| AppError::unknown_unit(code.as_str()))?;
        let shown = shown.and_then(|shown| tree.find(shown.as_str()));
        let working = shown.map(|shown| working(&aggregate, &staff, shown, &indicators));
        let levels = levels(&aggregate, unit);
        let asked = query.level.as_deref().and_then(UnitKind::from_key);
        let level = asked.or(levels.first().map(|(level, _)| *level));
        let units = assessment::units(tree, unit, level);
        AssessmentPage {
            unit: step(tree, unit),
            path: path(tree, &staff, unit),
            year: aggregate.today().year(),
            heads: indicators.iter().map(head).collect(),
            rows: rows(&aggregate, &units, &indicators),
            levels,
            level,
            working,
            indicators: may_set.then(|| indicators.iter().map(form).collect()),
            now: Moment(staff.now()),
        }
    };
    Ok(show(
        &application,
        Some(&staff),
        Page::Assessment(Box::new(page)),
    ))
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

fn year(aggregate: &Aggregate) -> u16 {
    u16::try_from(aggregate.today().year()).unwrap_or_default()
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

/// The units, best first; those without points last, in the order of the tree.
fn rows(aggregate: &Aggregate, units: &[UnitIndex], indicators: &[Indicator]) -> Vec<ScoreRow> {
    let (tree, year) = (aggregate.tree(), year(aggregate));
    let rows = units.iter().map(|&unit| {
        let workings = assess(aggregate, unit, year, indicators);
        ScoreRow {
            unit: step(tree, unit),
            total: total(indicators, &workings).total,
            cells: workings.iter().map(cell).collect(),
        }
    });
    let mut rows: Vec<ScoreRow> = rows.collect();
    rows.sort_by_key(|row| Reverse(row.total));
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

fn working(
    aggregate: &Aggregate,
    staff: &Staff,
    unit: UnitIndex,
    indicators: &[Indicator],
) -> WorkingPage {
    let tree = aggregate.tree();
    let workings = assess(aggregate, unit, year(aggregate), indicators);
    let all = total(indicators, &workings);
    let own = tree.find(staff.account.unit.as_str());
    let scorer = own.filter(|&own| own != unit && staff.account.role >= Role::Manager);
    let lines = indicators.iter().zip(&workings);
    WorkingPage {
        unit: step(tree, unit),
        year: aggregate.today().year(),
        lines: lines
            .map(|(indicator, working)| line(indicator, working))
            .collect(),
        sum: all.sum,
        applies: all.applies,
        total: all.total,
        scorer: scorer.map(|own| step(tree, own)),
    }
}

fn line(indicator: &Indicator, working: &Working) -> WorkingLine {
    let (counts, formula, review) = match (&indicator.by, &working.part) {
        (
            By::Ratio { fewer, target, .. },
            Part::Ratio {
                numerator,
                denominator,
            },
        ) => {
            let sums = working.part.sums().unwrap_or_default();
            let counts = vec![summed("分子", numerator), summed("分母", denominator)];
            (
                counts,
                formula(indicator.weight, sums, *fewer, *target),
                None,
            )
        }
        (_, Part::Review(score)) => {
            let formula = score.map_or_else(
                || "还没有评分，不计".to_owned(),
                |score| format!("{} 分 × {score} ÷ 100", indicator.weight),
            );
            (Vec::new(), formula, Some(*score))
        }
        _ => (Vec::new(), String::new(), None),
    };
    WorkingLine {
        key: indicator.key.clone(),
        label: indicator.label.clone(),
        weight: indicator.weight,
        counts,
        formula,
        points: working.points,
        review,
    }
}

/// `分子：街镇已落实 11 + 居民区已落实 196 = 207`
fn summed(word: &str, counts: &[(Metric, i64)]) -> String {
    let parts = counts
        .iter()
        .map(|(metric, count)| format!("{} {}", metric.label(), format::count(*count)));
    let parts: Vec<String> = parts.collect();
    let sum: i64 = counts.iter().map(|(_, count)| count).sum();
    let sum = if counts.len() > 1 {
        format!(" = {}", format::count(sum))
    } else {
        String::new()
    };
    format!("{word}：{}{sum}", parts.join(" + "))
}

/// `207 ÷ 319 = 64.9%；达标线 95%；20 分 × 207 ÷ 319 ÷ 95%`
fn formula(weight: u32, (part, whole): (i64, i64), fewer: bool, target: u32) -> String {
    let counted = if fewer { (whole - part).max(0) } else { part };
    let Some(percent) = format::percent(counted, whole, 1) else {
        return "没有发生，不计".to_owned();
    };
    let (part, counted, whole) = (
        format::count(part),
        format::count(counted),
        format::count(whole),
    );
    let taken = if fewer {
        format!("（{whole} − {part}）÷ {whole} = {percent}%")
    } else {
        format!("{part} ÷ {whole} = {percent}%")
    };
    format!("{taken}；{weight} 分 × {counted} ÷ {whole} ÷ {target}%，最多 {weight} 分")
}
