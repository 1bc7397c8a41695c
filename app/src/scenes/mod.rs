//! What a screen shows of a unit, a file a scene.

pub mod co_building;
mod frame;
pub mod life;
pub mod linkage;
pub mod overview;
