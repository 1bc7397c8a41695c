//! What sets one unit apart from the next, so that no two tiles of a map show the same.
//!
//! Siblings are spread evenly around their parent's value, in an order that the seed shuffles anew
//! for each trait. Their mean stays the parent's, and the range is the same for every seed.

use liandong_domain::{
    tree::{Tree, UnitIndex},
    unit::UnitKind,
};

use super::{SHOWCASE, dice::hash, proportions::COMMON};

/// Something that differs from unit to unit.
#[derive(Clone, Copy, Debug)]
pub(super) enum Trait {
    /// Share of women.
    Women,
    /// Share with a college degree or above, over what age makes usual.
    College,
    /// Share over 60, above the usual.
    Elderly,
    /// Share of those expected at a meeting who come.
    Attendance,
    /// Share of meetings that are reported.
    Reporting,
    /// Size beside the siblings'. Not handed down.
    Size,
}

impl Trait {
    const ALL: [Self; 6] = [
        Self::Women,
        Self::College,
        Self::Elderly,
        Self::Attendance,
        Self::Reporting,
        Self::Size,
    ];

    /// How far districts, streets and communities lie from their parents at most.
    fn spread(self, kind: UnitKind) -> f64 {
        let [district, street, community] = match self {
            Self::Women => [0.022, 0.034, 0.015],
            Self::College => [0.040, 0.055, 0.030],
            Self::Elderly => [0.030, 0.040, 0.050],
            Self::Attendance => [0.025, 0.045, 0.025],
            Self::Reporting => [0.050, 0.120, 0.100],
            Self::Size => [0.180, 0.250, 0.550],
        };
        match kind {
            UnitKind::Country | UnitKind::Province | UnitKind::City => 0.0,
            UnitKind::District => district,
            UnitKind::Street => street,
            _ => community,
        }
    }
}

/// The traits of a unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Character([f64; Trait::ALL.len()]);

impl Character {
    /// The value of a trait.
    pub(super) fn of(&self, of: Trait) -> f64 {
        self.0[of as usize]
    }
}

impl Default for Character {
    fn default() -> Self {
        Self([
            COMMON.women,
            0.0,
            0.0,
            COMMON.attendance,
            COMMON.reporting,
            1.0,
        ])
    }
}

/// The traits of every unit of a tree.
#[derive(Clone, Debug)]
pub(super) struct Characters(Vec<Character>);

impl Characters {
    /// Gives every unit its traits.
    pub(super) fn new(tree: &Tree, seed: u64) -> Self {
        let mut all = Self(vec![Character::default(); tree.len()]);
        for root in tree.roots() {
            all.hand_down(tree, root, seed);
            for unit in tree.below(root) {
                all.hand_down(tree, unit, seed);
            }
        }
        all
    }

    /// The traits of a unit.
    pub(super) fn of(&self, unit: UnitIndex) -> &Character {
        &self.0[unit.as_usize()]
    }

    fn hand_down(&mut self, tree: &Tree, parent: UnitIndex, seed: u64) {
        let inherited = *self.of(parent);
        let mut children = tree.node(parent).children.clone();
        let count = children.len() as f64;
        for of in Trait::ALL {
            let purpose = seed.wrapping_mul(8).wrapping_add(of as u64);
            children.sort_by_cached_key(|&child| hash(tree.node(child).code.as_str(), purpose));
            for (rank, &child) in children.iter().enumerate() {
                let node = tree.node(child);
                let mut place = (rank as f64 + 0.5) / count * 2.0 - 1.0;
                if node.code.as_str() == SHOWCASE {
                    // Its panels show what was published.
                    place = 0.0;
                }
                let from = match of {
                    Trait::Size => 1.0,
                    _ => inherited.of(of),
                };
                self.0[child.as_usize()].0[of as usize] = from + of.spread(node.kind) * place;
            }
        }
    }
}
