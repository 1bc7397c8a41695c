//! Points, and how they come about.

use liandong_domain::{
    aggregate::Aggregate,
    metric::Metric,
    tree::UnitIndex,
    work::{ScoreKey, SubjectId},
};

use super::{Books, By, FULL, Indicator, metric};

/// How a unit's points for an indicator come about. Points are whole tenths, so that they add up on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Working {
    /// What was counted.
    pub part: Part,
    /// In tenths; nothing where the indicator does not apply.
    pub points: Option<u32>,
}

/// What was counted for an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Counts by metric.
    Ratio {
        /// What is counted.
        numerator: Vec<(Metric, i64)>,
        /// Of what.
        denominator: Vec<(Metric, i64)>,
    },
    /// A score out of 100; nothing where there is none yet.
    Review(Option<u8>),
}

/// All points of a unit, in tenths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// Their sum.
    pub sum: u32,
    /// The weights of what applies.
    pub applies: u32,
    /// Out of 100; nothing where nothing applies.
    pub total: Option<u32>,
}

impl Part {
    /// Both sums of a ratio.
    pub fn sums(&self) -> Option<(i64, i64)> {
        let Self::Ratio {
            numerator,
            denominator,
        } = self
        else {
            return None;
        };
        let sum = |counts: &[(Metric, i64)]| counts.iter().map(|(_, count)| count).sum();
        Some((sum(numerator), sum(denominator)))
    }
}

/// A unit's points in a year, indicator by indicator.
pub fn assess(
    aggregate: &Aggregate,
    unit: UnitIndex,
    books: &Books,
    indicators: &[Indicator],
) -> Vec<Working> {
    let counted = |keys: &[String]| {
        let metrics = keys.iter().filter_map(|key| metric(key));
        metrics
            .map(|metric| (metric, books.count(aggregate, unit, metric)))
            .collect()
    };
    let working = |indicator: &Indicator| match &indicator.by {
        By::Ratio {
            numerator,
            denominator,
            fewer,
            target,
        } => {
            let part = Part::Ratio {
                numerator: counted(numerator),
                denominator: counted(denominator),
            };
            let sums = part.sums().unwrap_or_default();
            Working {
                points: ratio_points(indicator.weight, sums, *fewer, *target),
                part,
            }
        }
        By::Review {} => {
            let key = ScoreKey {
                unit,
                year: books.year.key(),
                indicator: SubjectId::new(&indicator.key),
            };
            let given = aggregate.work().scores().get(&key).map(|score| score.score);
            Working {
                part: Part::Review(given),
                points: given
                    .map(|score| rounded(i64::from(indicator.weight) * 10 * i64::from(score), 100)),
            }
        }
    };
    indicators.iter().map(working).collect()
}

/// The sum of points, and out of 100 where something does not apply.
pub fn total(indicators: &[Indicator], workings: &[Working]) -> Total {
    let both = indicators.iter().zip(workings);
    let (mut sum, mut applies) = (0, 0);
    for (indicator, working) in both {
        if let Some(points) = working.points {
            sum += points;
            applies += indicator.weight;
        }
    }
    let total =
        (applies > 0).then(|| rounded(i64::from(sum) * i64::from(FULL), i64::from(applies)));
    Total {
        sum,
        applies,
        total,
    }
}

/// Weight × rate ÷ target, at most the weight; in tenths.
fn ratio_points(weight: u32, (part, whole): (i64, i64), fewer: bool, target: u32) -> Option<u32> {
    if whole <= 0 {
        return None;
    }
    let counts = if fewer { whole - part } else { part };
    let full = i64::from(weight) * 10;
    let points = rounded(full * counts.max(0) * 100, whole * i64::from(target.max(1)));
    Some(points.min(weight * 10))
}

fn rounded(part: i64, whole: i64) -> u32 {
    u32::try_from((part * 2 + whole) / (whole * 2)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_in_proportion_up_to_the_target() {
        assert_eq!(ratio_points(20, (207, 319), false, 95), Some(137));
        assert_eq!(ratio_points(20, (319, 319), false, 95), Some(200));
        assert_eq!(ratio_points(20, (0, 319), false, 95), Some(0));
        assert_eq!(ratio_points(20, (0, 0), false, 95), None);
    }

    #[test]
    fn where_little_is_good_the_rest_counts() {
        assert_eq!(ratio_points(15, (3, 30), true, 100), Some(135));
        assert_eq!(ratio_points(15, (40, 30), true, 100), Some(0));
    }

    #[test]
    fn what_does_not_apply_is_left_out_of_the_hundred() {
        let indicator = |weight| Indicator {
            key: format!("of-{weight}"),
            label: "一项".to_owned(),
            weight,
            by: By::Review {},
        };
        let working = |points| Working {
            part: Part::Review(None),
            points,
        };
        let indicators = [indicator(60), indicator(25), indicator(15)];
        let workings = [working(Some(540)), working(None), working(Some(75))];
        let wanted = Total {
            sum: 615,
            applies: 75,
            total: Some(820),
        };
        assert_eq!(total(&indicators, &workings), wanted);
        let nothing = [working(None), working(None), working(None)];
        assert_eq!(total(&indicators, &nothing).total, None);
    }
}
