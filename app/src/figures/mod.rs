//! The arithmetic behind the panels, away from any view.

pub mod circles;
pub mod classes;
pub mod levels;
pub mod life;
pub mod loom;
pub mod pages;
pub mod places;
pub mod queue;
pub mod shares;
pub mod text;
