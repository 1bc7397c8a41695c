//! The three circles as rings of dots.

use super::shares::length;

/// How many circles there are.
pub const CIRCLES: usize = 3;
/// How many dots a wall can draw legibly on each ring, the innermost first.
const ROOM: [i64; CIRCLES] = [40, 90, 140];

/// The dots of a ring.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ring {
    /// How many there are.
    pub dots: usize,
    /// How many of them are filled.
    pub filled: usize,
}

/// How many employers one dot stands for, on all rings alike, so that they can be held against one
/// another: one where there is room for each, else the next of 2, 5, 10, 20, 50 …
pub fn one_dot(totals: [i64; CIRCLES]) -> i64 {
    let fits = |worth: i64| {
        let mut rings = totals.into_iter().zip(ROOM);
        rings.all(|(total, room)| total <= room.saturating_mul(worth))
    };
    let tens = std::iter::successors(Some(1_i64), |ten| ten.checked_mul(10));
    let mut steps = tens.flat_map(|ten| [1, 2, 5].map(|step| ten.saturating_mul(step)));
    steps.find(|&worth| fits(worth)).unwrap_or(i64::MAX)
}

/// The ring of a circle of which so many take part. Where a dot stands for more than one, some that take
/// part still fill a dot, and some that do not leave one hollow.
pub fn ring(total: i64, active: i64, one_dot: i64) -> Ring {
    let total = total.max(0);
    let active = active.clamp(0, total);
    let one_dot = one_dot.max(1);
    let dots = (total as u64).div_ceil(one_dot as u64) as i64;
    let filled = if active == total {
        dots
    } else {
        let nearest = (active + one_dot / 2) / one_dot;
        let least = i64::from(active > 0);
        nearest.clamp(least, (dots - 1).max(least))
    };
    Ring {
        dots: dots as usize,
        filled: filled as usize,
    }
}

/// The lengths of what is listed and what is matched, in hundredths of a per cent of the longest on
/// either side.
pub fn butterfly(listed: i64, matched: i64, longest: i64) -> (i64, i64) {
    let part = |count: i64| length(count as f64, longest as f64);
    (part(listed), part(matched.min(listed)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_there_is_room_dots_equal_the_counts() {
        let totals = [18, 52, 128];
        assert_eq!(one_dot(totals), 1);
        for (total, active) in [(18, 18), (52, 46), (128, 97), (1, 0), (0, 0)] {
            let Ring { dots, filled } = ring(total, active, 1);
            assert_eq!((dots as i64, filled as i64), (total, active));
        }
    }

    #[test]
    fn where_there_is_none_a_dot_stands_for_more() {
        assert_eq!(one_dot([234, 676, 1664]), 20);
        assert_eq!(one_dot([41, 0, 0]), 2);
        assert_eq!(one_dot([0, 0, 0]), 1);
        for worth in [2, 5, 10, 20] {
            for total in 0..60 {
                for active in 0..=total {
                    let Ring { dots, filled } = ring(total, active, worth);
                    assert!(dots as i64 * worth >= total);
                    assert!((dots as i64 - 1) * worth < total || total == 0);
                    assert_eq!(filled == 0, active == 0, "{active} of {total} by {worth}");
                    // One dot that stands for both kinds is filled as soon as one takes part.
                    let is_full = filled == dots;
                    assert!(is_full == (active == total) || dots <= 1);
                }
            }
        }
    }

    #[test]
    fn more_never_take_fewer_dots() {
        for worth in [1, 2, 5] {
            for active in 0..99 {
                assert!(ring(100, active, worth).filled <= ring(100, active + 1, worth).filled);
            }
        }
    }

    #[test]
    fn both_wings_share_one_scale() {
        assert_eq!(butterfly(33, 13, 33), (10_000, 3940));
        assert_eq!(butterfly(24, 22, 33).0, butterfly(24, 3, 33).0);
        assert_eq!(butterfly(0, 0, 0), (0, 0));
        assert_eq!(butterfly(2, 5, 10), (2000, 2000));
    }
}
