//! Keys met before in the same file.

use std::{
    collections::{
        HashMap,
        hash_map::{Entry, RandomState},
    },
    hash::BuildHasher,
};

/// The lines of the keys of a file. Only hashes are kept, under a seed of its own: two keys of two million look the
/// same once in ten million files, and nobody can make them.
#[derive(Default)]
pub(super) struct Seen {
    seed: RandomState,
    lines: HashMap<u64, u32>,
}

impl Seen {
    /// Remembers a key; the line of the one before, if there was one.
    pub(super) fn note(&mut self, key: &str, line: u64) -> Option<u64> {
        let hash = self.seed.hash_one(key);
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        match self.lines.entry(hash) {
            Entry::Occupied(first) => Some(u64::from(*first.get())),
            Entry::Vacant(place) => {
                place.insert(line);
                None
            }
        }
    }

    /// Whether a key was met.
    pub(super) fn has(&self, key: &str) -> bool {
        self.lines.contains_key(&self.seed.hash_one(key))
    }
}
