//! Lists that are longer than their place: pages, turned by the server's clock, so that every panel
//! shows the same one.

use std::cmp::Ordering;

use liandong_domain::moment::Moment;

/// How long a page stays.
const DWELL_MS: i64 = 20_000;

/// How many pages of `size` rows hold `rows`, at least one.
pub fn pages(rows: usize, size: usize) -> usize {
    rows.div_ceil(size.max(1)).max(1)
}

/// The page to show now.
pub fn page_at(now: Moment, pages: usize) -> usize {
    now.0.div_euclid(DWELL_MS).rem_euclid(pages.max(1) as i64) as usize
}

/// How many rows a page takes so that the pages are about equally full.
pub fn even_size(rows: usize, largest: usize) -> usize {
    rows.div_ceil(pages(rows, largest)).max(1)
}

/// The places of numbers, largest first; equal ones keep their order, missing ones come last.
pub fn ranked(numbers: &[Option<f64>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..numbers.len()).collect();
    order.sort_by(|&left, &right| match (numbers[left], numbers[right]) {
        (Some(left), Some(right)) => right.total_cmp(&left),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    });
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_turn_and_come_round() {
        assert_eq!(pages(13, 5), 3);
        assert_eq!(pages(0, 5), 1);
        let shown: Vec<usize> = [0, 19_999, 20_000, 40_000, 60_000, -1]
            .map(|at| page_at(Moment(at), 3))
            .to_vec();
        assert_eq!(shown, [0, 0, 1, 2, 0, 2]);
    }

    #[test]
    fn pages_are_about_equally_full() {
        assert_eq!(even_size(45, 36), 23);
        assert_eq!(even_size(36, 36), 36);
        assert_eq!(even_size(0, 36), 1);
    }

    #[test]
    fn ties_keep_administrative_order_and_gaps_come_last() {
        let numbers = [Some(1.0), None, Some(3.0), Some(1.0), Some(2.0)];
        assert_eq!(ranked(&numbers), [2, 4, 0, 3, 1]);
    }
}
