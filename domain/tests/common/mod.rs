//! What the tests of the domain share: a fixed small tree, facts by the line, random logs, and a
//! naive model to hold the fold against.

// Every test file is a crate of its own and uses its own part of this.
#![allow(dead_code)]

pub mod branch_model;
pub mod build;
pub mod employer_model;
pub mod messages;
pub mod model;
pub mod office;
pub mod random;
pub mod random_work;
pub mod units_model;
pub mod work_model;
