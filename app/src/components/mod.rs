//! What several panels are made of.

mod ask;
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

pub use ask::{Ask, asked, asked_count};
pub use bar::{Part, SplitBar};
pub use choose::{Choose, Which};
pub use delta::Delta;
pub use mark::{Mark, MarkText};
pub use meter::Meter;
pub use overdue::Overdue;
pub use panel::Panel;
pub use ranks::{Counts, First, Ranks};
pub use rolling::{Count, Rolling};
pub use stage::{Base, Stage, Way};
pub use trend::Trend;
pub use turn::turn;
