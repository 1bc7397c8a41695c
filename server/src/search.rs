//! Finding units by part of a name, the beginning of a code, or the initials of a name's pinyin.

use std::sync::{Arc, Mutex, PoisonError};

use liandong_app::{
    kiosk::Narrowed,
    page::{Found, Search},
};
use liandong_domain::{
    frame::PathStep,
    tree::{Tree, UnitIndex},
    unit::UnitKind,
};
use pinyin::ToPinyin;

use crate::engine::Engine;

mod letters;

pub use letters::LetterIndex;

/// Searches the tree. The initials are worked out anew after the tree has changed.
#[derive(Clone)]
pub struct Finder {
    engine: Engine,
    index: Arc<Mutex<Arc<Index>>>,
    letters: LetterIndex,
}

#[derive(Default)]
struct Index {
    tree_version: Option<u64>,
    /// In the order of the tree, lower case.
    initials: Vec<(UnitIndex, String)>,
}

impl Finder {
    /// A finder over an engine's tree.
    pub fn new(engine: Engine) -> Self {
        Self {
            engine,
            index: Arc::default(),
            letters: LetterIndex::default(),
        }
    }

    /// What letters come to below a unit, each the first of the pinyin of one character of a name; nothing
    /// where there is no such unit.
    pub fn narrow(&self, code: &str, letters: &str, level: Option<UnitKind>) -> Option<Narrowed> {
        let aggregate = self.engine.read();
        let tree = aggregate.tree();
        let scope = tree.find(code)?;
        Some(self.letters.narrow(tree, scope, (letters, level)))
    }

    /// The units that match, outermost levels first, then in administrative order. An empty query
    /// with a level finds all of the level.
    pub fn find(&self, query: &str, level: Option<UnitKind>, limit: usize) -> Search {
        let aggregate = self.engine.read();
        let tree = aggregate.tree();
        let index = self.index(tree);
        let wanted = query.trim().to_lowercase();
        let mut found: Vec<UnitIndex> = Vec::new();
        if !wanted.is_empty() || level.is_some() {
            let matching = index.initials.iter().filter(|(unit, initials)| {
                let node = tree.node(*unit);
                level.is_none_or(|level| node.kind == level)
                    && (node.name.contains(&wanted)
                        || node.code.as_str().to_lowercase().starts_with(&wanted)
                        || initials.contains(&wanted))
            });
            found.extend(matching.map(|(unit, _)| *unit));
        }
        found.sort_by_key(|unit| {
            let node = tree.node(*unit);
            (!node.name.starts_with(&wanted), node.kind)
        });
        let total = found.len() as u32;
        let steps = |unit: UnitIndex| {
            let mut above: Vec<PathStep> = tree.upwards(unit).map(|at| step(tree, at)).collect();
            above.reverse();
            above.pop().map(|unit| Found { unit, above })
        };
        let found = found.into_iter().take(limit).filter_map(steps).collect();
        Search {
            query: query.trim().to_owned(),
            level,
            total,
            found,
        }
    }

    fn index(&self, tree: &Tree) -> Arc<Index> {
        let mut index = self.index.lock().unwrap_or_else(PoisonError::into_inner);
        if index.tree_version != Some(tree.version()) {
            let initials = tree
                .open()
                .map(|(unit, node)| (unit, initials(&node.name)))
                .collect();
            *index = Arc::new(Index {
                tree_version: Some(tree.version()),
                initials,
            });
        }
        Arc::clone(&index)
    }
}

/// A unit as a step of a path.
pub fn step(tree: &Tree, unit: UnitIndex) -> PathStep {
    let node = tree.node(unit);
    PathStep {
        code: node.code.clone(),
        name: Arc::clone(&node.name),
        kind: node.kind,
    }
}

fn initials(name: &str) -> String {
    name.to_pinyin()
        .zip(name.chars())
        .filter_map(|(pinyin, letter)| match pinyin {
            Some(pinyin) => pinyin.first_letter().chars().next(),
            None => letter
                .is_ascii_alphanumeric()
                .then(|| letter.to_ascii_lowercase()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_of_the_pinyin() {
        assert_eq!(initials("徐家汇街道"), "xjhjd");
        assert_eq!(initials("A8（漕河泾）"), "a8chj");
    }
}
