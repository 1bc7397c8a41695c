//! What several panels are made of.

mod bar;
mod choose;
mod delta;
mod mark;
mod meter;
mod overdue;
mod panel;
mod ranks;
mod rolling;
mod stage;
mod trend;
mod turn;

pub use bar::{Part, SplitBar};
pub use choose::{Choose, Which};
pub use delta::Delta;
pub use mark::{Mark, MarkText};
pub use meter::Meter;
pub use overdue::Overdue;
pub use panel::Panel;
pub use ranks::{Counts, First, Ranks};
pub use rolling::{Count, Rolling};
pub use stage::{Stage, Way};
pub use trend::Trend;
pub use turn::turn;
