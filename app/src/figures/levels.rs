//! Which form the overview takes, and which levels above stand beside one's own.

use liandong_domain::unit::UnitKind;

/// Up to so many units below are shown as cards; from more on as tiles.
pub const MOST_CARDS: usize = 6;

/// The form of the overview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Headlines, and the units below as tiles.
    Tiles,
    /// Headlines and indicators of a unit with nothing above or below it.
    Alone,
    /// The levels side by side, and the units below as cards.
    Cards,
    /// The same with so few cards that ages fit beneath.
    Pair,
    /// The levels side by side, of a unit with nothing below it.
    Leaf,
}

impl Form {
    /// The form for a unit with so many units just above and below it.
    pub fn of(kind: UnitKind, above: usize, children: usize) -> Self {
        let beside = kind > UnitKind::District && above > 0;
        match children {
            0 if above > 0 => Self::Leaf,
            0 => Self::Alone,
            1..=2 if beside => Self::Pair,
            3..=MOST_CARDS if beside => Self::Cards,
            _ => Self::Tiles,
        }
    }

    /// The word in `data-form`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Tiles => "tiles",
            Self::Alone => "alone",
            Self::Cards => "cards",
            Self::Pair => "pair",
            Self::Leaf => "leaf",
        }
    }
}

/// The places among the units above, outermost first, of the two to stand beside one's own: the one
/// just above, and the district, or else the next one up.
pub fn beside(above: &[UnitKind]) -> Vec<usize> {
    let Some(parent) = above.len().checked_sub(1) else {
        return Vec::new();
    };
    let district = above[..parent]
        .iter()
        .rposition(|&kind| kind == UnitKind::District);
    let second = district.or_else(|| parent.checked_sub(1));
    std::iter::once(parent).chain(second).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use UnitKind::{City, Community, District, Grid, Street};

    #[test]
    fn the_district_is_never_hidden() {
        assert_eq!(beside(&[City, District, Street, Community]), [3, 1]);
        assert_eq!(beside(&[District, Street]), [1, 0]);
        assert_eq!(beside(&[City, District]), [1, 0]);
        assert_eq!(beside(&[Street]), [0]);
        assert!(beside(&[]).is_empty());
    }

    #[test]
    fn forms_follow_what_is_above_and_below() {
        assert_eq!(Form::of(City, 0, 16), Form::Tiles);
        assert_eq!(Form::of(District, 1, 5), Form::Tiles);
        assert_eq!(Form::of(Street, 2, 22), Form::Tiles);
        assert_eq!(Form::of(Street, 2, 5), Form::Cards);
        assert_eq!(Form::of(Community, 3, 2), Form::Pair);
        assert_eq!(Form::of(Community, 3, 0), Form::Leaf);
        assert_eq!(Form::of(Grid, 4, 0), Form::Leaf);
        assert_eq!(Form::of(District, 0, 0), Form::Alone);
    }
}
