//! Where the rows of a registry stand: the units that have some of their own, in the order of the tree.

use crate::{
    aggregate::Aggregate, contribution::total_metric, metric::Metric, registry::Registry,
    tree::UnitIndex, unit::UnitCode,
};

/// A unit with rows of a registry that are its own, not those of a unit below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The unit, which is open.
    pub unit: UnitIndex,
    /// How many rows.
    pub rows: i64,
    /// The codes under which they stand: the unit's, then those of closed units whose place it took.
    pub codes: Vec<UnitCode>,
}

/// The units of a subtree that hold rows, from one of its units on.
pub fn holders(
    aggregate: &Aggregate,
    registry: Registry,
    top: UnitIndex,
    from: UnitIndex,
) -> impl Iterator<Item = Holder> {
    let tree = aggregate.tree();
    let total = total_metric(registry);
    let mut closed: Vec<(UnitIndex, &UnitCode)> = tree
        .closed_codes()
        .map(|(code, standing)| (standing, code))
        .collect();
    closed.sort_by_key(|(standing, _)| *standing);
    // Where nothing is counted nothing stands, nor anywhere below.
    let counted = tree.in_order(top, from, move |unit| aggregate.count(unit, total) != 0);
    counted.filter_map(move |unit| {
        let rows = own(aggregate, unit, total);
        let first = closed.partition_point(|(standing, _)| *standing < unit);
        let taken = closed[first..].iter().take_while(|(at, _)| *at == unit);
        let taken = taken.map(|(_, code)| (*code).clone());
        let codes = [tree.node(unit).code.clone()].into_iter().chain(taken);
        (rows > 0).then(|| Holder {
            unit,
            rows,
            codes: codes.collect(),
        })
    })
}

/// A unit's number without those of the units below it.
fn own(aggregate: &Aggregate, unit: UnitIndex, metric: Metric) -> i64 {
    let children = aggregate.tree().node(unit).children.iter();
    let below: i64 = children.map(|&child| aggregate.count(child, metric)).sum();
    aggregate.count(unit, metric) - below
}
