//! Chance that falls the same on every machine and with every version of every crate: the `ChaCha8`
//! key stream, and nothing but integer steps and exact floating point operations on top.

use chacha20::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};

/// A stream of chances.
#[derive(Debug)]
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    /// The stream of this number under a seed. Streams do not depend on each other.
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        let mut rng = ChaCha8Rng::from_seed(key);
        rng.set_stream(stream);
        Self(rng)
    }

    /// From 0 up to but not including 1.
    pub(super) fn fraction(&mut self) -> f64 {
        f64::from(self.0.next_u32()) / 4_294_967_296.0
    }

    /// From 0 up to but not including `end`; 0 where `end` is 0.
    pub(super) fn below(&mut self, end: u32) -> u32 {
        // The bias of the multiplication is below one in a million for the small ends used here.
        ((u64::from(self.0.next_u32()) * u64::from(end)) >> 32) as u32
    }

    /// From `low` to `high`, both included; `low` where there is nothing between.
    pub(super) fn between(&mut self, low: i32, high: i32) -> i32 {
        let span = high.saturating_sub(low).max(0) as u32 + 1;
        low + self.below(span) as i32
    }

    /// True in such a share of all calls.
    pub(super) fn chance(&mut self, share: f64) -> bool {
        self.fraction() < share
    }

    /// One of the choices.
    pub(super) fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len() as u32) as usize]
    }

    /// One of the choices, none where there are none.
    pub(super) fn pick_of<'a, T>(&mut self, choices: &'a [T]) -> Option<&'a T> {
        choices.get(self.below(choices.len() as u32) as usize)
    }

    /// One of the choices, each as often as its weight among all weights says.
    pub(super) fn weighted<T: Copy>(&mut self, choices: &[(T, u32)]) -> T {
        let mut at = self.below(choices.iter().map(|(_, weight)| weight).sum());
        for &(choice, weight) in choices {
            if at < weight {
                return choice;
            }
            at -= weight;
        }
        choices[0].0
    }

    /// One of the two integers around `value`, so that the mean of many is `value`.
    pub(super) fn round(&mut self, value: f64) -> u32 {
        (value + self.fraction()) as u32
    }
}

/// A number for a text and a purpose, to draw a stream or an order from (FNV-1a, then mixed).
pub(super) fn hash(text: &str, purpose: u64) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325 ^ purpose.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    mix(hash)
}

/// Another number for each number, as if by chance.
pub(super) fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn falls_the_same_everywhere() {
        let mut dice = Dice::new(1, 2);
        let first: Vec<u32> = (0..4).map(|_| dice.below(1000)).collect();
        let mut again = Dice::new(1, 2);
        assert_eq!(first, (0..4).map(|_| again.below(1000)).collect::<Vec<_>>());
        let mut other = Dice::new(1, 3);
        assert_ne!(first, (0..4).map(|_| other.below(1000)).collect::<Vec<_>>());
    }

    #[test]
    fn keeps_to_its_bounds() {
        let mut dice = Dice::new(7, 7);
        for _ in 0..10_000 {
            assert!((-3..=4).contains(&dice.between(-3, 4)));
            assert!((2..=3).contains(&dice.round(2.4)));
            assert!((0.0..1.0).contains(&dice.fraction()));
        }
        assert_eq!(dice.between(5, 4), 5);
        assert_eq!(dice.below(0), 0);
    }

    #[test]
    fn keeps_to_its_weights() {
        let mut dice = Dice::new(7, 7);
        let heavy = (0..10_000).filter(|_| dice.weighted(&[(true, 3), (false, 1)]));
        assert!((7300..7700).contains(&heavy.count()));
    }
}
