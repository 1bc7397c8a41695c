//! The points of an assessment as a table: a line for each unit, with what each point comes from.

use std::vec;

use liandong_domain::{aggregate::Aggregate, tree::UnitIndex};
use liandong_tables::write::Value;

use super::{Piece, Table};
use crate::{
    assessment::{Books, By, Indicator, Part, Working, assess, total},
    store::StoreError,
};

/// Units of one piece.
const AT_ONCE: usize = 500;

/// The points of some units.
pub struct AssessmentTable {
    indicators: Vec<Indicator>,
    lines: vec::IntoIter<Line>,
}

/// A unit's line.
pub struct Line {
    code: String,
    name: String,
    level: &'static str,
    workings: Vec<Working>,
    total: Option<u32>,
}

impl AssessmentTable {
    /// The points of those of these units that there are numbers of.
    pub fn of(
        aggregate: &Aggregate,
        books: &Books,
        units: &[UnitIndex],
        indicators: Vec<Indicator>,
    ) -> Self {
        let tree = aggregate.tree();
        let line = |&unit: &UnitIndex| {
            let node = tree.node(unit);
            let workings = assess(aggregate, unit, books, &indicators);
            Line {
                code: node.code.to_string(),
                name: node.name.to_string(),
                level: node.kind.label(),
                total: total(&indicators, &workings).total,
                workings,
            }
        };
        let units = units.iter().filter(|&&unit| books.have(unit));
        let lines: Vec<Line> = units.map(line).collect();
        Self {
            lines: lines.into_iter(),
            indicators,
        }
    }

    /// How many units it has.
    pub fn units(&self) -> usize {
        self.lines.len()
    }
}

/// 12.8, of tenths.
fn points(tenths: Option<u32>) -> Value<'static> {
    tenths.map_or(Value::Empty, |tenths| {
        Value::from(format!("{}.{}", tenths / 10, tenths % 10))
    })
}

impl Line {
    fn cells(&self) -> Vec<Value<'_>> {
        let about = [
            Value::from(self.code.as_str()),
            Value::from(self.name.as_str()),
            Value::from(self.level),
        ];
        let worked = self.workings.iter().flat_map(|working| {
            let from = match &working.part {
                Part::Review(score) => {
                    let score = score.map_or(Value::Empty, |score| Value::Integer(score.into()));
                    vec![score]
                }
                Part::Ratio { .. } => {
                    let (part, whole) = working.part.sums().unwrap_or_default();
                    vec![Value::Integer(part), Value::Integer(whole)]
                }
            };
            from.into_iter().chain([points(working.points)])
        });
        about
            .into_iter()
            .chain(worked)
            .chain([points(self.total)])
            .collect()
    }
}

impl Table for AssessmentTable {
    type Piece = Vec<Line>;

    fn name(&self) -> &'static str {
        "考核"
    }

    fn headings(&self) -> Vec<String> {
        let about = ["代码", "名称", "级别"].map(str::to_owned);
        let worked = self.indicators.iter().flat_map(|indicator| {
            let label = &indicator.label;
            let from = match indicator.by {
                By::Ratio { .. } => vec![format!("{label}·分子"), format!("{label}·分母")],
                By::Review {} => vec![format!("{label}·评分")],
            };
            from.into_iter()
                .chain([format!("{label}·得分（{}）", indicator.weight)])
        });
        about
            .into_iter()
            .chain(worked)
            .chain(["总分".to_owned()])
            .collect()
    }

    async fn next(&mut self) -> Result<Option<Self::Piece>, StoreError> {
        let piece: Vec<Line> = self.lines.by_ref().take(AT_ONCE).collect();
        Ok((!piece.is_empty()).then_some(piece))
    }
}

impl Piece for Vec<Line> {
    fn rows(&self) -> impl Iterator<Item = Vec<Value<'_>>> {
        self.iter().map(Line::cells)
    }
}
