//! The subtree that a table is of, as it stands when the table is read.

use liandong_domain::{
    tree::{Tree, UnitIndex},
    unit::{MapPosition, UnitCode, UnitKind},
};
use rustc_hash::{FxHashMap, FxHashSet};

/// A unit of the subtree.
#[derive(Clone, Debug)]
pub struct ScopeUnit {
    /// Its code.
    pub code: UnitCode,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
    /// The unit above it.
    pub parent: Option<UnitCode>,
    /// Its place on that one's map.
    pub position: Option<MapPosition>,
}

/// A subtree's units.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The unit at its top.
    pub top: UnitCode,
    /// The open units, those above before those below.
    pub units: Vec<ScopeUnit>,
    by_code: FxHashMap<UnitCode, usize>,
    /// The codes under which rows of the subtree may stand: those of open units, and of closed ones whose
    /// place an open one took.
    codes: FxHashSet<UnitCode>,
    /// Closed units, with the open ones that took their place.
    successors: Vec<(UnitCode, UnitCode)>,
    /// Codes of open units elsewhere: they are taken.
    elsewhere: FxHashSet<UnitCode>,
}

impl Scope {
    /// The subtree of an open unit.
    pub fn of(tree: &Tree, top: UnitIndex) -> Self {
        let open = [top].into_iter().chain(tree.below(top));
        let units: Vec<ScopeUnit> = open.map(|unit| scope_unit(tree, unit)).collect();
        let by_code = units.iter().enumerate();
        let by_code: FxHashMap<UnitCode, usize> = by_code
            .map(|(place, unit)| (unit.code.clone(), place))
            .collect();
        let successors = tree.closed_codes().filter_map(|(closed, standing)| {
            let standing = &tree.node(standing).code;
            let is_ours = by_code.contains_key(standing);
            is_ours.then(|| (closed.clone(), standing.clone()))
        });
        let successors: Vec<(UnitCode, UnitCode)> = successors.collect();
        let closed = successors.iter().map(|(closed, _)| closed);
        let codes = by_code.keys().chain(closed).cloned().collect();
        let others = tree.open().map(|(_, node)| &node.code);
        let elsewhere = others.filter(|code| !by_code.contains_key(*code));
        Self {
            top: tree.node(top).code.clone(),
            elsewhere: elsewhere.cloned().collect(),
            units,
            codes,
            successors,
            by_code,
        }
    }

    /// The open unit with a code.
    pub fn unit(&self, code: &str) -> Option<&ScopeUnit> {
        Some(&self.units[*self.by_code.get(code)?])
    }

    /// Whether a row that stands under a code is one of the subtree.
    pub fn holds(&self, code: &UnitCode) -> bool {
        self.codes.contains(code)
    }

    /// The codes under which its rows may stand.
    pub fn codes(&self) -> impl Iterator<Item = &UnitCode> {
        self.codes.iter()
    }

    /// The closed units of the subtree, with the open ones that took their place.
    pub fn successors(&self) -> &[(UnitCode, UnitCode)] {
        &self.successors
    }

    /// Whether a unit outside has the code.
    pub fn is_elsewhere(&self, code: &UnitCode) -> bool {
        self.elsewhere.contains(code)
    }
}

fn scope_unit(tree: &Tree, unit: UnitIndex) -> ScopeUnit {
    let node = tree.node(unit);
    let parent = tree.parent(unit);
    ScopeUnit {
        code: node.code.clone(),
        name: node.name.to_string(),
        kind: node.kind,
        parent: parent.map(|parent| tree.node(parent).code.clone()),
        position: node.position,
    }
}
