//! The work that goes on: what staff do, and what there is to see of it.

pub mod acts;
pub mod details;
pub mod lists;
mod roles;
