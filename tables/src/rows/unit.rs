//! Units as the clerk's files call them.

use liandong_domain::unit::UnitCode;

/// The units of the tree, as far as a clerk may write to them.
pub trait UnitLookup {
    /// The unit with a code.
    fn by_code(&self, code: &str) -> Lookup;

    /// The unit with a full or short name among those the clerk may write to.
    fn by_name(&self, name: &str) -> Lookup;

    /// The name, among those the clerk may write to, that is closest to an unknown one.
    fn closest_name(&self, _name: &str) -> Option<String> {
        None
    }
}

/// What is known of a unit's code or name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// This one.
    Found(UnitCode),
    /// None.
    Unknown,
    /// One of these.
    Ambiguous(Vec<UnitCode>),
    /// One that the clerk may not write to. Clerks are told the same as for an unknown one: which units others have
    /// is not theirs to find out.
    OutsideSubtree,
}

/// Looks a text up as a code, then as a name.
pub(super) fn find(units: &impl UnitLookup, text: &str) -> Lookup {
    let by_code = match text.parse::<UnitCode>() {
        Ok(_) => units.by_code(text),
        Err(_) => Lookup::Unknown,
    };
    match by_code {
        Lookup::Unknown => units.by_name(text),
        known => known,
    }
}
