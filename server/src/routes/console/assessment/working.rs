//! How a unit's points come about, in words.

use liandong_app::{
    console::{WorkingLine, WorkingPage},
    format,
};
use liandong_domain::{aggregate::Aggregate, metric::Metric, tree::UnitIndex};

use crate::{
    access::{Role, Staff},
    assessment::{Books, By, Indicator, Part, Working, assess, total},
    search::step,
};

/// How a unit's points come about, with the forms to score it where the account may.
pub(super) fn working(
    aggregate: &Aggregate,
    books: &Books,
    staff: &Staff,
    unit: UnitIndex,
    indicators: &[Indicator],
) -> WorkingPage {
    let tree = aggregate.tree();
    let workings = assess(aggregate, unit, books, indicators);
    let all = total(indicators, &workings);
    let own = tree.find(staff.account.unit.as_str());
    let scorer = own.filter(|&own| own != unit && staff.account.role >= Role::Manager);
    let lines = indicators.iter().zip(&workings);
    WorkingPage {
        unit: step(tree, unit),
        year: books.year.year,
        is_over: books.year.ended.is_some(),
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
