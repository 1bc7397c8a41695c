//! What several panels are made of.

mod bar;
mod choose;
mod delta;
mod mark;
mod panel;
mod rolling;
mod turn;

pub use bar::{Part, SplitBar};
pub use choose::{Choose, Which};
pub use delta::Delta;
pub use mark::{Mark, MarkText};
pub use panel::Panel;
pub use rolling::{Count, Rolling};
pub use turn::turn;
