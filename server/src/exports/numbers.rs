//! The numbers of a scene as a table: a line for each unit of a subtree, a column for each number.

use std::{sync::Arc, vec};

use liandong_domain::{
    aggregate::Aggregate,
    frame::Scene,
    metric::Metric,
    tree::{Tree, UnitIndex},
    unit::{UnitCode, UnitKind},
    view::metrics_of,
};
use liandong_tables::write::Value;

use super::{Piece, Table};
use crate::store::StoreError;

/// What stands before the numbers.
const ABOUT_UNIT: [&str; 4] = ["代码", "名称", "级别", "上级单位代码"];
/// Units of one piece.
const AT_ONCE: usize = 500;

/// A scene's numbers, all of one moment: those of a unit are the sum of those below it.
pub struct NumbersTable {
    metrics: Vec<Metric>,
    units: vec::IntoIter<UnitNumbers>,
}

/// A unit's line.
pub struct UnitNumbers {
    code: UnitCode,
    name: Arc<str>,
    kind: UnitKind,
    parent: Option<UnitCode>,
    counts: Box<[i64]>,
}

impl NumbersTable {
    /// The most units of one table. To be of one moment all numbers are taken at once, and each unit has
    /// some hundred.
    pub const MAX_UNITS: usize = 50_000;

    /// The exact numbers of a subtree, nothing where it has too many units.
    pub fn of(aggregate: &Aggregate, scene: Scene, top: UnitIndex) -> Option<Self> {
        let tree = aggregate.tree();
        let units: Vec<UnitIndex> = tree
            .in_order(top, top, |_| true)
            .take(Self::MAX_UNITS + 1)
            .collect();
        if units.len() > Self::MAX_UNITS {
            return None;
        }
        let metrics: Vec<Metric> = metrics_of(scene).collect();
        let line = |&unit: &UnitIndex| {
            let counts = metrics.iter().map(|&metric| aggregate.count(unit, metric));
            UnitNumbers::of(tree, unit, counts.collect())
        };
        Some(Self {
            units: units.iter().map(line).collect::<Vec<_>>().into_iter(),
            metrics,
        })
    }

    /// How many units it has.
    pub fn units(&self) -> usize {
        self.units.len()
    }
}

impl UnitNumbers {
    fn of(tree: &Tree, unit: UnitIndex, counts: Box<[i64]>) -> Self {
        let node = tree.node(unit);
        let parent = tree.parent(unit);
        Self {
            code: node.code.clone(),
            name: Arc::clone(&node.name),
            kind: node.kind,
            parent: parent.map(|parent| tree.node(parent).code.clone()),
            counts,
        }
    }

    fn cells(&self) -> Vec<Value<'_>> {
        let parent = self.parent.as_ref();
        let about = [
            Value::from(self.code.as_str()),
            Value::from(&*self.name),
            Value::from(self.kind.label()),
            parent.map_or(Value::Empty, |parent| Value::from(parent.as_str())),
        ];
        let counts = self.counts.iter().map(|&count| Value::Integer(count));
        about.into_iter().chain(counts).collect()
    }
}

impl Table for NumbersTable {
    type Piece = Vec<UnitNumbers>;

    fn name(&self) -> &'static str {
        "数字"
    }

    /// Some labels are those of several numbers; keys are not.
    fn headings(&self) -> Vec<String> {
        let metrics = self.metrics.iter();
        let metrics = metrics.map(|metric| format!("{}（{}）", metric.label(), metric.key()));
        ABOUT_UNIT
            .map(str::to_owned)
            .into_iter()
            .chain(metrics)
            .collect()
    }

    async fn next(&mut self) -> Result<Option<Self::Piece>, StoreError> {
        let piece: Vec<UnitNumbers> = self.units.by_ref().take(AT_ONCE).collect();
        Ok((!piece.is_empty()).then_some(piece))
    }
}

impl Piece for Vec<UnitNumbers> {
    fn rows(&self) -> impl Iterator<Item = Vec<Value<'_>>> {
        self.iter().map(UnitNumbers::cells)
    }
}
