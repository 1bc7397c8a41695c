//! The tree of units, of any depth, that changes while facts flow.

use std::{mem, sync::Arc};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::{
    fact::{Event, Fact, NewUnit},
    unit::{MapPosition, Unit, UnitCode, UnitKind},
};

mod order;

/// A unit's place in the tree's tables. Never given to another unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct UnitIndex(u32);

impl UnitIndex {
    /// As an index into a table that has a place per unit.
    pub fn as_usize(self) -> usize {
        self.0 as usize
    }
}

/// A unit in the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// Code.
    pub code: UnitCode,
    /// Full official name.
    pub name: Arc<str>,
    /// What it is.
    pub kind: UnitKind,
    /// The units just below, in the order in which they came.
    pub children: Vec<UnitIndex>,
    /// Place on the schematic map.
    pub position: Option<MapPosition>,
}

/// Where a unit hangs in the tree. Apart from the node and small, for every fact goes all the way up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Link {
    /// The unit above; of a retired unit, the one that took its place.
    parent: Option<UnitIndex>,
    /// Closed: no screen shows it, and what is sent to it counts for its parent.
    retired: bool,
}

/// Why the tree cannot be changed like that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
    /// There is no such unit.
    #[error("没有这个单位")]
    UnknownUnit,
    /// There is no such unit to be the parent.
    #[error("没有这个上级单位")]
    UnknownParent,
    /// An open unit has the code.
    #[error("这个单位代码已经用过")]
    CodeTaken,
    /// A unit cannot be below itself.
    #[error("单位不能移到自己或自己的下级之下")]
    Circular,
    /// A root has no parent to take its numbers.
    #[error("顶层单位不能移动或停用")]
    Root,
    /// The unit was closed.
    #[error("单位已停用")]
    Retired,
}

/// What a fact asks of the tree, found possible, and where.
pub(crate) enum Plan<'a> {
    Add(&'a NewUnit),
    Rename(UnitIndex, &'a str),
    Move {
        unit: UnitIndex,
        parent: UnitIndex,
    },
    Retire {
        unit: UnitIndex,
        parent: UnitIndex,
    },
    /// Nothing: the fact only counts.
    Count(UnitIndex),
}

/// All units. Positions in its table are stable. A code names one open unit; that of a closed one may be
/// given again, and then names the new unit only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tree {
    nodes: Vec<Node>,
    /// By unit index, as `nodes`.
    links: Vec<Link>,
    #[serde(skip)]
    by_code: FxHashMap<UnitCode, UnitIndex>,
    /// How often the tree has changed.
    version: u64,
}

impl Tree {
    /// How many units there ever were, retired ones included: the length of per-unit tables.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no unit yet.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Grows with every change of the tree.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The unit of an index that this tree gave.
    pub fn node(&self, unit: UnitIndex) -> &Node {
        &self.nodes[unit.as_usize()]
    }

    /// The unit above, none for a root; of a retired unit, the one that took its place.
    pub fn parent(&self, unit: UnitIndex) -> Option<UnitIndex> {
        self.links[unit.as_usize()].parent
    }

    /// Whether the unit is closed: no screen shows it, and what is sent to it counts for its parent.
    pub fn is_retired(&self, unit: UnitIndex) -> bool {
        self.links[unit.as_usize()].retired
    }

    /// The unit, or of a closed one the open unit that took its place.
    pub fn standing(&self, mut unit: UnitIndex) -> UnitIndex {
        while self.is_retired(unit) {
            let Some(successor) = self.parent(unit) else {
                break;
            };
            unit = successor;
        }
        unit
    }

    /// The open unit with this code.
    pub fn find(&self, code: &str) -> Option<UnitIndex> {
        self.by_code
            .get(code)
            .copied()
            .filter(|&unit| !self.is_retired(unit))
    }

    /// The unit with this code, or the open unit that took its place.
    pub fn find_successor(&self, code: &str) -> Option<UnitIndex> {
        let mut unit = *self.by_code.get(code)?;
        while self.is_retired(unit) {
            unit = self.parent(unit)?;
        }
        Some(unit)
    }

    /// Every code that a unit has or had.
    pub fn codes(&self) -> impl Iterator<Item = &UnitCode> {
        self.by_code.keys()
    }

    /// Every unit there ever was, in the order in which they came.
    pub fn all(&self) -> impl Iterator<Item = UnitIndex> {
        (0..self.nodes.len()).map(|index| UnitIndex(index as u32))
    }

    /// The open units in the order in which they came.
    pub fn open(&self) -> impl Iterator<Item = (UnitIndex, &Node)> {
        let all = self.nodes.iter().enumerate();
        all.map(|(index, node)| (UnitIndex(index as u32), node))
            .filter(|(unit, _)| !self.is_retired(*unit))
    }

    /// The open units without a parent.
    pub fn roots(&self) -> impl Iterator<Item = UnitIndex> {
        self.open()
            .map(|(unit, _)| unit)
            .filter(|unit| self.parent(*unit).is_none())
    }

    /// The unit and the units above it, innermost first.
    pub fn upwards(&self, unit: UnitIndex) -> impl Iterator<Item = UnitIndex> {
        std::iter::successors(Some(unit), |&unit| self.parent(unit))
    }

    /// Whether a unit is, or is below, the open unit with this code. Nothing is within a closed one:
    /// what took its place is not its own.
    pub fn is_within(&self, unit: UnitIndex, subtree: &str) -> bool {
        self.find(subtree)
            .is_some_and(|top| self.upwards(unit).any(|above| above == top))
    }

    /// Every open unit below, not the unit itself, parents before children.
    pub fn below(&self, unit: UnitIndex) -> Vec<UnitIndex> {
        let mut found = self.node(unit).children.clone();
        let mut next = 0;
        while next < found.len() {
            found.extend_from_slice(&self.nodes[found[next].as_usize()].children);
            next += 1;
        }
        found
    }

    /// Whether the unit could be added.
    ///
    /// # Errors
    /// An open unit has the code, or none has the parent's.
    pub fn check_add(&self, unit: &Unit) -> Result<(), TreeError> {
        if self.find(unit.code.as_str()).is_some() {
            return Err(TreeError::CodeTaken);
        }
        match &unit.parent {
            Some(parent) if self.find(parent.as_str()).is_none() => Err(TreeError::UnknownParent),
            _ => Ok(()),
        }
    }

    pub(crate) fn add(&mut self, unit: Unit) -> Result<UnitIndex, TreeError> {
        self.check_add(&unit)?;
        let index = UnitIndex(self.nodes.len() as u32);
        let parent = unit
            .parent
            .as_ref()
            .and_then(|code| self.find(code.as_str()));
        if let Some(parent) = parent {
            self.nodes[parent.as_usize()].children.push(index);
        }
        self.by_code.insert(unit.code.clone(), index);
        self.nodes.push(Node {
            code: unit.code,
            name: unit.name.into(),
            kind: unit.kind,
            children: Vec::new(),
            position: unit.position,
        });
        self.links.push(Link {
            parent,
            retired: false,
        });
        self.version += 1;
        Ok(index)
    }

    pub(crate) fn rename(&mut self, unit: UnitIndex, name: &str) -> Arc<str> {
        self.version += 1;
        mem::replace(&mut self.nodes[unit.as_usize()].name, name.into())
    }

    /// Whether a unit could move under the parent with this code.
    ///
    /// # Errors
    /// No such parent, the unit is a root, or the parent is the unit itself or below it.
    pub fn check_move(&self, unit: UnitIndex, parent: &str) -> Result<UnitIndex, TreeError> {
        let parent = self.find(parent).ok_or(TreeError::UnknownParent)?;
        if self.parent(unit).is_none() {
            return Err(TreeError::Root);
        }
        if self.upwards(parent).any(|above| above == unit) {
            return Err(TreeError::Circular);
        }
        Ok(parent)
    }

    pub(crate) fn relocate(&mut self, unit: UnitIndex, parent: UnitIndex) {
        if let Some(old) = self.parent(unit) {
            self.nodes[old.as_usize()]
                .children
                .retain(|&child| child != unit);
        }
        self.nodes[parent.as_usize()].children.push(unit);
        self.hang(unit, parent);
        self.version += 1;
    }

    fn hang(&mut self, unit: UnitIndex, parent: UnitIndex) {
        self.links[unit.as_usize()].parent = Some(parent);
        // The old place was on another parent's map.
        self.nodes[unit.as_usize()].position = None;
    }

    /// Whether a unit could be closed.
    ///
    /// # Errors
    /// It is a root.
    pub fn check_retire(&self, unit: UnitIndex) -> Result<UnitIndex, TreeError> {
        self.parent(unit).ok_or(TreeError::Root)
    }

    pub(crate) fn retire(&mut self, unit: UnitIndex, parent: UnitIndex) {
        let children = mem::take(&mut self.nodes[unit.as_usize()].children);
        for &child in &children {
            self.hang(child, parent);
        }
        let siblings = &mut self.nodes[parent.as_usize()].children;
        siblings.retain(|&sibling| sibling != unit);
        siblings.extend(children);
        self.links[unit.as_usize()].retired = true;
        self.version += 1;
    }

    /// Whether what a fact says of units can be.
    ///
    /// # Errors
    /// The fact's unit is unknown, or it asks the tree for what cannot be.
    pub fn check(&self, fact: &Fact) -> Result<(), TreeError> {
        self.plan(fact).map(|_| ())
    }

    /// Takes in what a fact changes of the tree, and nothing else of it: a tree of one's own may run
    /// ahead of the aggregate's, to find out whether facts that build on each other are possible.
    ///
    /// # Errors
    /// As [`check`](Self::check); nothing has changed then.
    pub fn rehearse(&mut self, fact: &Fact) -> Result<(), TreeError> {
        match self.plan(fact)? {
            Plan::Add(new) => {
                self.add(new.clone().with_code(fact.unit.clone()))?;
            }
            Plan::Rename(unit, name) => {
                self.rename(unit, name);
            }
            Plan::Move { unit, parent } => self.relocate(unit, parent),
            Plan::Retire { unit, parent } => self.retire(unit, parent),
            Plan::Count(_) => {}
        }
        Ok(())
    }

    /// What a fact asks of the tree, and where. Of a retired unit, that is the one in its place.
    ///
    /// # Errors
    /// The fact's unit is unknown, or it asks for what cannot be.
    pub(crate) fn plan<'a>(&self, fact: &'a Fact) -> Result<Plan<'a>, TreeError> {
        if let Event::UnitAdded(new) = &fact.event {
            self.check_add(&new.clone().with_code(fact.unit.clone()))?;
            return Ok(Plan::Add(new));
        }
        let known = |code: &UnitCode| {
            self.find_successor(code.as_str())
                .ok_or(TreeError::UnknownUnit)
        };
        let unit = known(&fact.unit)?;
        let check_open = || {
            let is_open = self.node(unit).code == fact.unit;
            is_open.then_some(()).ok_or(TreeError::Retired)
        };
        Ok(match &fact.event {
            Event::UnitRenamed { name } => {
                check_open()?;
                Plan::Rename(unit, name)
            }
            Event::UnitMoved { parent } => {
                check_open()?;
                let parent = self.check_move(unit, parent.as_str())?;
                Plan::Move { unit, parent }
            }
            Event::UnitRetired {} => {
                check_open()?;
                let parent = self.check_retire(unit)?;
                Plan::Retire { unit, parent }
            }
            Event::RegistryChanged(change) => {
                // Nothing could be taken away where the row is said to come from.
                change.from.as_ref().map(known).transpose()?;
                Plan::Count(unit)
            }
            _ => Plan::Count(unit),
        })
    }

    /// Makes the table of codes anew, which a stored tree does not carry. Of units with one code, the last
    /// has it.
    pub(crate) fn index_codes(&mut self) {
        let codes = self.nodes.iter().enumerate();
        self.by_code = codes
            .map(|(index, node)| (node.code.clone(), UnitIndex(index as u32)))
            .collect();
    }
}
