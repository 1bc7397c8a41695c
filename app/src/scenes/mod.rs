//! The scenes: what a screen shows of a unit.

pub mod overview;
