//! Finding units letter by letter, on a keyboard that only has letters.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use liandong_app::{
    format,
    kiosk::{Narrowed, UnitFound},
};
use liandong_domain::{
    tree::{Tree, UnitIndex},
    unit::UnitKind,
};
use pinyin::ToPinyin;

use super::step;

/// The letters of all units' names. Worked out anew after the tree has changed.
#[derive(Clone, Default)]
pub struct LetterIndex(Arc<Mutex<Arc<Index>>>);

#[derive(Default)]
struct Index {
    tree_version: Option<u64>,
    names: BTreeMap<UnitIndex, Vec<Letter>>,
}

/// Characters that names of places read in another way than texts do, or in two ways, and the other letter.
/// A dictionary has far more of them: nobody types 宅 as D.
const ALSO: &[(char, char)] = &[
    ('长', 'C'),
    ('重', 'C'),
    ('朝', 'C'),
    ('行', 'H'),
    ('乐', 'Y'),
    ('厦', 'X'),
    ('莘', 'X'),
    ('弄', 'L'),
    ('堡', 'P'),
    ('圩', 'X'),
    ('单', 'S'),
    ('曾', 'C'),
    ('盛', 'C'),
    ('藏', 'Z'),
    ('泊', 'P'),
    ('车', 'J'),
    ('查', 'Z'),
    ('解', 'X'),
];

/// One place of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Letter {
    /// The letter by which it is read most often.
    usual: char,
    /// Every letter by which it may be read, a bit each: 长 is C and Z.
    any: u32,
}

/// What is looked for: letters in upper case, and a kind.
type Wanted<'a> = (&'a str, Option<UnitKind>);

impl LetterIndex {
    /// What the letters come to below a unit.
    pub(super) fn narrow(&self, tree: &Tree, scope: UnitIndex, wanted: Wanted<'_>) -> Narrowed {
        let index = self.current(tree);
        let (typed, level) = wanted;
        let mut levels: BTreeMap<UnitKind, usize> = BTreeMap::new();
        let mut within: BTreeMap<UnitIndex, usize> = BTreeMap::new();
        let (mut found, mut next) = (Vec::new(), 0);
        for unit in tree.below(scope) {
            let kind = tree.node(unit).kind;
            let count = levels.entry(kind).or_default();
            let Some(letters) = index.names.get(&unit).filter(|name| begins(name, typed)) else {
                continue;
            };
            *count += 1;
            if level.is_some_and(|level| level != kind) {
                continue;
            }
            next |= letters.get(typed.len()).map_or(0, |letter| letter.any);
            if let Some(child) = child_of(tree, scope, unit) {
                *within.entry(child).or_default() += 1;
            }
            found.push((unit, letters));
        }
        found.sort_by_key(|(unit, _)| tree.node(*unit).kind);
        let children = tree.node(scope).children.iter();
        let found = found.into_iter().map(|(unit, letters)| {
            let above = tree.parent(unit).map(|above| tree.node(above));
            UnitFound {
                unit: step(tree, unit),
                above: above.map_or_else(String::new, |above| above.name.to_string()),
                letters: as_typed(letters, typed),
            }
        });
        Narrowed {
            levels: levels.into_iter().collect(),
            places: children
                .map(|&child| {
                    let results = within.get(&child).copied().unwrap_or(0);
                    (step(tree, child), tree.node(child).position, results)
                })
                .collect(),
            found: found.collect(),
            next,
        }
    }

    fn current(&self, tree: &Tree) -> Arc<Index> {
        let mut index = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if index.tree_version != Some(tree.version()) {
            let names = tree.open();
            let names = names.map(|(unit, node)| (unit, letters(&node.name, node.kind)));
            *index = Arc::new(Index {
                tree_version: Some(tree.version()),
                names: names.collect(),
            });
        }
        Arc::clone(&index)
    }
}

/// The unit just below the scope that a unit is or is under.
fn child_of(tree: &Tree, scope: UnitIndex, unit: UnitIndex) -> Option<UnitIndex> {
    tree.upwards(unit)
        .find(|&above| tree.parent(above) == Some(scope))
}

/// The letters of a name without the word for what it is: nobody types 街道 for each street.
fn letters(name: &str, kind: UnitKind) -> Vec<Letter> {
    let name = format::short_name(name, kind);
    let readings = name.as_str().to_pinyin();
    let places = name.chars().zip(readings);
    places
        .filter_map(|(character, reading)| {
            let letter = match reading {
                Some(reading) => reading.first_letter().chars().next()?,
                None => character,
            };
            let usual = letter.to_ascii_uppercase();
            usual.is_ascii_uppercase().then(|| {
                let also = ALSO.iter().filter(|(one, _)| *one == character);
                Letter {
                    usual,
                    any: also.fold(bit(usual), |any, (_, other)| any | bit(*other)),
                }
            })
        })
        .collect()
}

/// The bit of a letter in upper case.
fn bit(letter: char) -> u32 {
    1 << (letter as u32 - 'A' as u32)
}

fn begins(name: &[Letter], typed: &str) -> bool {
    let mut places = name.iter();
    typed.chars().all(|letter| {
        places
            .next()
            .is_some_and(|place| place.any & bit(letter) > 0)
    })
}

/// The letters of a name, those that were typed as they were.
fn as_typed(name: &[Letter], typed: &str) -> String {
    let rest = name.iter().skip(typed.len()).map(|letter| letter.usual);
    typed.chars().chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_typed_without_what_it_is() {
        let name = letters("徐家汇街道", UnitKind::Street);
        assert_eq!(as_typed(&name, ""), "XJH");
        assert!(begins(&name, "XJ") && begins(&name, "XJH"));
        assert!(!begins(&name, "XJHJ") && !begins(&name, "J"));
    }

    #[test]
    fn a_character_with_two_readings_is_found_by_both() {
        let name = letters("长桥街道", UnitKind::Street);
        assert!(begins(&name, "CQ") && begins(&name, "ZQ"));
        assert_eq!(as_typed(&name, "C"), "CQ");
        assert!(begins(&letters("莘庄镇", UnitKind::Street), "XZ"));
    }

    #[test]
    fn digits_and_signs_are_passed_over() {
        let name = letters("A8（漕河泾）", UnitKind::Building);
        assert_eq!(as_typed(&name, ""), "ACHJ");
    }
}
