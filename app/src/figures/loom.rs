//! The ribbons of the loom: what they stand for, and the outline that they are drawn by.

use liandong_domain::{unit::UnitKind, work::Tier};

/// How long a ribbon is that goes all the way, in the units of its box.
pub const LENGTH: i64 = 10_000;
/// Where a deployment stops that was not received.
pub const STOP: i64 = 4_000;
/// How wide a thread is in a box whose threads may be drawn in part.
pub const THREAD: i64 = 100;

/// Which receipts are counted for a unit and for what hangs from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tiers {
    /// Whose receiving counts at the unit.
    pub received: Tier,
    /// Whose carrying out counts below it.
    pub done: Tier,
}

impl Tiers {
    /// Of a unit of this kind. Nothing is sent to areas: what the communities in them have received counts.
    pub fn of(kind: UnitKind) -> Self {
        let (received, done) = match kind {
            UnitKind::District => (Tier::District, Tier::Street),
            UnitKind::Street => (Tier::Street, Tier::Community),
            UnitKind::Area => (Tier::Community, Tier::Community),
            kind => (Tier::of(kind), Tier::of(kind)),
        };
        Self { received, done }
    }
}

/// A part of a ribbon: how wide it is, and how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// How wide.
    pub width: i64,
    /// How long, up to [`LENGTH`].
    pub length: i64,
}

/// Steps beside one another, the longest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ribbon(Vec<Step>);

/// From where a ribbon runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From above.
    Fall,
    /// From below.
    Rise,
}

impl Ribbon {
    /// What a unit was sent, one wide each: what it has received goes through.
    pub fn received(received: Option<i64>, due: Option<i64>) -> Self {
        let (received, due) = (received.unwrap_or(0).max(0), due.unwrap_or(0).max(0));
        let step = |width, length| Step { width, length };
        Self::new(vec![
            step(received.min(due), LENGTH),
            step((due - received).max(0), STOP),
        ])
    }

    /// One thread for each unit, as long as its share of what is to be carried out.
    pub fn hem(shares: impl IntoIterator<Item = (Option<i64>, Option<i64>)>) -> Self {
        Self::threads(shares.into_iter().map(|(done, due)| share(done, due)))
    }

    /// One thread for each unit: none before there is a log, half its length once there is one, and
    /// all of it when those that there are have been passed.
    pub fn logs(passed: impl IntoIterator<Item = (Option<i64>, Option<i64>)>) -> Self {
        let lengths = passed.into_iter().map(|(passed, logs)| match logs {
            Some(1..) => LENGTH / 2 + share(passed, logs) / 2,
            _ => 0,
        });
        Self::threads(lengths)
    }

    /// One thread for each unit, [`THREAD`] wide, of which as much goes through as was passed.
    pub fn passed(passed: impl IntoIterator<Item = (Option<i64>, Option<i64>)>) -> Self {
        let mut through = 0;
        let mut threads = 0;
        for (passed, logs) in passed {
            threads += THREAD;
            through += share(passed, logs) * THREAD / LENGTH;
        }
        let step = |width, length| Step { width, length };
        Self::new(vec![step(through, LENGTH), step(threads - through, 0)])
    }

    fn threads(lengths: impl Iterator<Item = i64>) -> Self {
        Self::new(lengths.map(|length| Step { width: 1, length }).collect())
    }

    fn new(mut steps: Vec<Step>) -> Self {
        steps.retain(|step| step.width > 0);
        steps.sort_by_key(|step| std::cmp::Reverse(step.length));
        Self(steps)
    }

    /// The steps.
    #[cfg(test)]
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// How wide the ribbon's box is, at least one.
    pub fn width(&self) -> i64 {
        self.0.iter().map(|step| step.width).sum::<i64>().max(1)
    }

    /// The outline, in a box as wide as the ribbon and [`LENGTH`] high.
    pub fn outline(&self, direction: Direction) -> String {
        use std::fmt::Write as _;

        let (start, sign) = match direction {
            Direction::Fall => (0, 1),
            Direction::Rise => (LENGTH, -1),
        };
        let mut path = format!("M0 {start}");
        let mut across = 0;
        for (place, step) in self.0.iter().enumerate() {
            let last = place.checked_sub(1).and_then(|before| self.0.get(before));
            if last.is_none_or(|last| last.length != step.length) {
                let _ = write!(path, "H{across}V{}", start + sign * step.length);
            }
            across += step.width;
        }
        let _ = write!(path, "H{across}V{start}Z");
        path
    }
}

/// How many lines a name of so many letters takes on a slip in a column this wide, in the design's
/// pixels.
pub fn lines(letters: usize, column: usize) -> usize {
    const MARGIN: usize = 14;
    const LETTER: usize = 27;
    letters.div_ceil((column.saturating_sub(MARGIN) / LETTER).max(1))
}

/// A share as a length; none of nothing.
fn share(part: Option<i64>, whole: Option<i64>) -> i64 {
    match (part, whole) {
        (Some(part), Some(whole @ 1..)) => (part.clamp(0, whole) * LENGTH + whole / 2) / whole,
        _ => 0,
    }
}

#[cfg(test)]
mod tests;
