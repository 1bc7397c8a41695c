//! Where rows stand.

use std::sync::Arc;

use liandong_domain::{
    aggregate::Aggregate, holders::holders, registry::Registry, tree::UnitIndex, unit::UnitCode,
};

use super::RowCursor;

/// A code under which rows stand, and the open unit that they belong to.
#[derive(Clone, Debug)]
pub struct Place {
    /// The code, which may be a closed unit's.
    pub code: UnitCode,
    /// The unit's code.
    pub unit: UnitCode,
    /// The unit's name.
    pub name: Arc<str>,
    /// With the last of a unit's places, how many rows all of them hold.
    pub rows: i64,
}

impl Place {
    /// The places of a subtree's rows, in the order of the tree.
    pub fn all(
        aggregate: &Aggregate,
        registry: Registry,
        top: UnitIndex,
    ) -> impl Iterator<Item = Self> {
        Self::from(aggregate, registry, top, top)
    }

    /// Those places from a cursor's on; nothing where the cursor's place is not in the subtree.
    pub fn after<'a>(
        aggregate: &'a Aggregate,
        registry: Registry,
        top: UnitIndex,
        cursor: &'a RowCursor,
    ) -> Option<impl Iterator<Item = Self> + 'a> {
        let tree = aggregate.tree();
        let from = tree.find_successor(cursor.code.as_str())?;
        let is_within = tree.upwards(from).any(|above| above == top);
        let places = is_within.then(|| Self::from(aggregate, registry, top, from))?;
        let unit = &tree.node(from).code;
        // Of the cursor's own unit, the places before are done with.
        let is_done = move |place: &Self| place.unit == *unit && place.code != cursor.code;
        Some(places.skip_while(move |place| is_done(place)))
    }

    fn from(
        aggregate: &Aggregate,
        registry: Registry,
        top: UnitIndex,
        from: UnitIndex,
    ) -> impl Iterator<Item = Self> {
        holders(aggregate, registry, top, from).flat_map(|holder| {
            let node = aggregate.tree().node(holder.unit);
            let last = holder.codes.len() - 1;
            let codes = holder.codes.into_iter().enumerate();
            codes.map(move |(place, code)| Self {
                code,
                unit: node.code.clone(),
                name: Arc::clone(&node.name),
                rows: if place == last { holder.rows } else { 0 },
            })
        })
    }
}
