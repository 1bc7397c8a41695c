//! The order of the tree: each unit before those below it, siblings in the order in which they came.

use super::{Tree, UnitIndex};
use crate::unit::UnitCode;

impl Tree {
    /// The open units of a subtree in the order of the tree, from one of them on; `from` is the top
    /// itself for all of them. A unit that is not `kept` is left out with all that is below it.
    pub fn in_order(
        &self,
        top: UnitIndex,
        from: UnitIndex,
        kept: impl Fn(UnitIndex) -> bool,
    ) -> impl Iterator<Item = UnitIndex> {
        let mut ahead = self.after(top, from);
        ahead.push(from);
        std::iter::from_fn(move || {
            loop {
                let unit = ahead.pop()?;
                if kept(unit) {
                    ahead.extend(self.node(unit).children.iter().rev());
                    return Some(unit);
                }
            }
        })
    }

    /// What comes after a whole subtree, the nearest last.
    fn after(&self, top: UnitIndex, from: UnitIndex) -> Vec<UnitIndex> {
        let mut path: Vec<UnitIndex> = self.upwards(from).take_while(|it| *it != top).collect();
        path.reverse();
        let later = |unit: &UnitIndex| {
            let siblings = self.parent(*unit).map(|parent| &self.node(parent).children);
            let siblings = siblings.map_or(&[][..], Vec::as_slice).iter();
            let later = siblings.copied().rev().take_while(|it| it != unit);
            later.collect::<Vec<_>>()
        };
        path.iter().flat_map(later).collect()
    }

    /// The codes of closed units, each with the open unit that took its place. A code that was given
    /// again is another unit's.
    pub fn closed_codes(&self) -> impl Iterator<Item = (&UnitCode, UnitIndex)> {
        let closed = self.links.iter().zip(&self.nodes).enumerate();
        let closed = closed.filter(|(_, (link, _))| link.retired);
        closed.filter_map(|(index, (_, node))| {
            let unit = UnitIndex(index as u32);
            let is_its_own = self.by_code.get(&node.code) == Some(&unit);
            let standing = self.find_successor(node.code.as_str())?;
            is_its_own.then_some((&node.code, standing))
        })
    }
}
