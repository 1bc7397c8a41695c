//! What the naive model knows of units: parent links by code, nothing else.

use std::collections::BTreeMap;

use liandong_domain::unit::UnitKind;

/// A unit that is or was.
struct ModelUnit {
    kind: UnitKind,
    parent: Option<String>,
    retired: bool,
}

/// Every unit that is or was.
#[derive(Default)]
pub struct Units {
    by_code: BTreeMap<String, ModelUnit>,
}

impl Units {
    pub fn is_known(&self, code: &str) -> bool {
        self.by_code.contains_key(code)
    }

    pub fn is_open(&self, code: &str) -> bool {
        self.by_code.get(code).is_some_and(|unit| !unit.retired)
    }

    pub fn has_parent(&self, code: &str) -> bool {
        self.by_code[code].parent.is_some()
    }

    pub fn kind(&self, code: &str) -> UnitKind {
        self.by_code[code].kind
    }

    /// The codes of the open units.
    pub fn open(&self) -> impl Iterator<Item = &String> {
        let open = self.by_code.iter().filter(|(_, unit)| !unit.retired);
        open.map(|(code, _)| code)
    }

    /// The unit, or the open one that took its place.
    pub fn standing_in(&self, code: &str) -> Option<&str> {
        let (code, unit) = self.by_code.get_key_value(code)?;
        if unit.retired {
            self.standing_in(unit.parent.as_ref()?)
        } else {
            Some(code)
        }
    }

    /// The unit and all above it.
    pub fn upwards(&self, code: &str) -> Vec<String> {
        let parent = self.by_code[code].parent.as_ref();
        let above = parent.map_or_else(Vec::new, |parent| self.upwards(parent));
        std::iter::once(code.to_owned()).chain(above).collect()
    }

    /// Whether what stands for a unit is, or is below, what stands for another.
    pub fn is_within(&self, code: &str, top: &str) -> bool {
        let (Some(code), Some(top)) = (self.standing_in(code), self.standing_in(top)) else {
            return false;
        };
        self.upwards(code).iter().any(|above| above == top)
    }

    pub fn add(&mut self, code: &str, kind: UnitKind, parent: Option<String>) {
        let unit = ModelUnit {
            kind,
            parent,
            retired: false,
        };
        self.by_code.insert(code.to_owned(), unit);
    }

    pub fn relocate(&mut self, code: &str, parent: &str) {
        self.by_code.get_mut(code).unwrap().parent = Some(parent.to_owned());
    }

    pub fn close(&mut self, code: &str) {
        let parent = self.by_code[code].parent.clone();
        for other in self.by_code.values_mut().filter(|other| !other.retired) {
            if other.parent.as_deref() == Some(code) {
                other.parent.clone_from(&parent);
            }
        }
        self.by_code.get_mut(code).unwrap().retired = true;
    }
}
