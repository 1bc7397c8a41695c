//! The five classes of a map's colours.

/// How many classes a map has.
pub const CLASSES: usize = 5;

/// The breaks between the classes: the indicator's own, or fifths of the largest number where it
/// has none.
pub fn breaks(fixed: &[f64], largest: f64) -> [f64; CLASSES - 1] {
    std::array::from_fn(|index| {
        let fifth = (largest * (index + 1) as f64 / CLASSES as f64).ceil();
        fixed.get(index).copied().unwrap_or(fifth)
    })
}

/// The class of a number, from 1; a number on a break belongs to the class above.
pub fn class_of(number: f64, breaks: &[f64]) -> usize {
    1 + breaks.iter().filter(|&&at| number >= at).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_means_the_same_every_day() {
        let fixed = [86.0, 88.0, 90.0, 92.0];
        let breaks = breaks(&fixed, 99.0);
        assert_eq!(breaks.map(f64::to_bits), fixed.map(f64::to_bits));
        let classes = [80.0, 86.0, 89.9, 90.0, 100.0].map(|number| class_of(number, &breaks));
        assert_eq!(classes, [1, 2, 3, 4, 5]);
    }

    #[test]
    fn counts_are_classed_by_fifths_of_the_largest() {
        let breaks = breaks(&[], 1000.0);
        assert_eq!(breaks.map(|at| at as i64), [200, 400, 600, 800]);
        assert_eq!(class_of(1000.0, &breaks), 5);
        assert_eq!(class_of(199.0, &breaks), 1);
    }
}
