//! The screens.

pub mod format;
pub mod page;
pub mod store;
