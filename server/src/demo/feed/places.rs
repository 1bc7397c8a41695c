//! Units that something can happen at.

use liandong_domain::{
    tree::{Tree, UnitIndex},
    unit::{UnitCode, UnitKind},
};

use super::IN_SHOWCASE;
use crate::demo::{
    SHOWCASE,
    character::{Character, Characters},
    dice::Dice,
};

/// Where rows and meetings are, in per cent.
const KINDS: [(UnitKind, u32); 3] = [
    (UnitKind::Community, 83),
    (UnitKind::Street, 14),
    (UnitKind::District, 3),
];

/// Units by what they are.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    pub(super) districts: Vec<UnitIndex>,
    pub(super) streets: Vec<UnitIndex>,
    pub(super) communities: Vec<UnitIndex>,
}

impl Places {
    fn of_kind(&mut self, kind: UnitKind) -> Option<&mut Vec<UnitIndex>> {
        match kind {
            UnitKind::District => Some(&mut self.districts),
            UnitKind::Street => Some(&mut self.streets),
            UnitKind::Community => Some(&mut self.communities),
            _ => None,
        }
    }

    fn draw(&mut self, dice: &mut Dice) -> Option<UnitIndex> {
        let kind = dice.weighted(&KINDS);
        let of_kind = self.of_kind(kind).filter(|units| !units.is_empty());
        let units = match of_kind {
            Some(units) => units,
            None => &mut self.communities,
        };
        (!units.is_empty()).then(|| dice.pick(units))
    }
}

/// The showcase, and what is elsewhere.
#[derive(Debug)]
pub(super) struct Grounds {
    /// The tree that the places are from.
    version: u64,
    characters: Characters,
    pub(super) regions: [Places; 2],
    in_showcase: Vec<bool>,
}

impl Grounds {
    pub(super) fn new(tree: &Tree, seed: u64) -> Self {
        let mut grounds = Self {
            version: tree.version(),
            characters: Characters::new(tree, seed),
            regions: Default::default(),
            in_showcase: vec![false; tree.len()],
        };
        let showcase = tree.find(SHOWCASE);
        for (unit, node) in tree.open() {
            let inside = tree.upwards(unit).any(|above| Some(above) == showcase);
            grounds.in_showcase[unit.as_usize()] = inside;
            let places = &mut grounds.regions[usize::from(!inside)];
            if let Some(units) = places.of_kind(node.kind) {
                units.push(unit);
            }
        }
        grounds
    }

    pub(super) fn is_other_tree(&self, tree: &Tree) -> bool {
        self.version != tree.version()
    }

    pub(super) fn character(&self, unit: UnitIndex) -> &Character {
        self.characters.of(unit)
    }

    /// 0 in the showcase, 1 elsewhere.
    pub(super) fn region(&self, unit: UnitIndex) -> usize {
        let inside = self.in_showcase.get(unit.as_usize());
        usize::from(!inside.copied().unwrap_or_default())
    }

    /// A place in a region, if there is any.
    pub(super) fn draw_in(&mut self, region: usize, dice: &mut Dice) -> Option<UnitIndex> {
        self.regions[region].draw(dice)
    }

    /// A place, half of the time in the showcase.
    pub(super) fn draw(&mut self, tree: &Tree, dice: &mut Dice) -> UnitIndex {
        let mut order = [0, 1];
        if !dice.chance(IN_SHOWCASE) {
            order.reverse();
        }
        let drawn = order
            .into_iter()
            .find_map(|region| self.draw_in(region, dice));
        drawn
            .or_else(|| tree.roots().next())
            .expect("a tree with an open unit")
    }
}

/// The street or town that a unit is in or is itself.
pub(super) fn above(tree: &Tree, unit: UnitIndex, kind: UnitKind) -> Option<UnitIndex> {
    tree.upwards(unit)
        .find(|&above| tree.node(above).kind == kind)
}

pub(super) fn code(tree: &Tree, unit: UnitIndex) -> UnitCode {
    tree.node(tree.standing(unit)).code.clone()
}
